import type { RefObject } from 'react'
import { Button } from '../../ui/button.tsx'
import { useT } from '../../ui/i18n.tsx'
import { locale } from './locale.ts'

/** What the forms of the page say; the password lives as long as the page. */
export interface Asked {
  readonly addresses: string
  readonly user: string
  readonly password: string
  readonly group: string
  /** A login that this machine keeps, for the registry. */
  readonly login: string
  /** A file of `user:password`, for a list. */
  readonly credentials: string
}

export const NOTHING_ASKED: Asked = { addresses: '', user: '', password: '', group: '', login: '', credentials: '' }

/** Where is looked for cameras, and as whom. */
export function AskForm({ asked, field, onChange, onAsk, onNetwork }: {
  readonly asked: Asked
  readonly field: RefObject<HTMLInputElement | null>
  readonly onChange: (asked: Asked) => void
  readonly onAsk: () => void
  readonly onNetwork: () => void
}) {
  const t = useT(locale)
  return (
    <form
      className="discovery-form"
      onSubmit={(event) => {
        event.preventDefault()
        onAsk()
      }}
    >
      <Field words={t('addresses')} value={asked.addresses} onChange={(addresses) => onChange({ ...asked, addresses })} most={4_000} example={t('addresses.example')} field={field} />
      <Field words={t('user')} value={asked.user} onChange={(user) => onChange({ ...asked, user })} most={64} />
      <Field words={t('password')} value={asked.password} onChange={(password) => onChange({ ...asked, password })} most={128} secret />
      <Button type="submit" shortcut="Enter" disabled={asked.addresses.trim() === ''}>{t('ask')}</Button>
      <Button shortcut="n" onClick={onNetwork}>{t('network')}</Button>
    </form>
  )
}

export function Field({ words, value, onChange, most, example = '', secret = false, field }: {
  readonly words: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly most: number
  readonly example?: string
  readonly secret?: boolean
  readonly field?: RefObject<HTMLInputElement | null>
}) {
  return (
    <label className="field">
      <span className="field-words">{words}</span>
      <input ref={field} className="input" type={secret ? 'password' : 'text'} autoComplete="off" spellCheck={false} value={value} maxLength={most} placeholder={example} onChange={(event) => onChange(event.target.value)} />
    </label>
  )
}
