import { useLayoutEffect, useRef, useState } from 'react'
import { Role } from '../../../electron/contract/case-terms.ts'
import type { AppError } from '../../../electron/contract/error.ts'
import { core } from '../../client/core.ts'
import { useView } from '../../client/hooks.ts'
import { Button } from '../../ui/button.tsx'
import { CheckList } from '../../ui/check-list.tsx'
import { useFormat, useLang, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { Segments } from '../../ui/segments.tsx'
import { errorText } from '../notices/error-text.ts'
import { commandsOf, draftOf, lackOf, type AccountDraft, type AccountLack } from './account-draft.ts'
import type { Account } from '../../../electron/contract/desk.ts'
import { locale } from './accounts-locale.ts'
import '../../ui/field.css'

interface Props {
  /** Null: a new person. */
  readonly account: Account | null
  /** No account was made yet. */
  readonly first: boolean
  /** It is the account of whoever sits here. */
  readonly own: boolean
  readonly onSaved: (id: string) => void
  readonly onCancel: () => void
}

/** A person's account: Enter saves, Esc gives up. */
export function AccountForm({ account, first, own, onSaved, onCancel }: Props) {
  const t = useT(locale)
  const c = useT(common)
  const lang = useLang() === 'en' ? 'en' : 'zh'
  const [draft, setDraft] = useState<AccountDraft>(() => draftOf(account, first))
  const [lack, setLack] = useState<AccountLack | undefined>(undefined)
  const [refused, setRefused] = useState<AppError | undefined>(undefined)
  const [saving, setSaving] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  useLayoutEffect(() => form.current?.querySelector<HTMLElement>(account ? '#account-name' : '#account-login')?.focus(), [account])
  const change = (part: Partial<AccountDraft>): void => {
    setLack(undefined)
    setRefused(undefined)
    setDraft((before) => ({ ...before, ...part }))
  }
  const save = async (): Promise<void> => {
    if (saving) return
    const lacks = lackOf(draft, { first, own })
    setLack(lacks)
    if (lacks !== undefined) return
    setSaving(true)
    for (const command of commandsOf(draft, own)) {
      const result = await core.command(command)
      if (result.ok) continue
      setSaving(false)
      return setRefused(result.error)
    }
    setSaving(false)
    onSaved(draft.id)
  }
  return (
    <form
      ref={form}
      className="account-form"
      aria-label={account?.name ?? t('new')}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.preventDefault()
          event.stopPropagation()
          onCancel()
        }
      }}
    >
      <h3>{account?.name ?? t(first ? 'first.make' : 'new')}</h3>
      <AccountFields draft={draft} own={own} onChange={change} />
      <p className="account-lack" role="alert">
        {lack !== undefined ? t(`lack.${lack}`) : refused ? errorText(refused, c, lang) : ''}
      </p>
      <div className="account-buttons">
        <Button tone="primary" type="submit" shortcut="Enter" disabled={saving}>
          {t(saving ? 'saving' : 'save')}
        </Button>
        <Button shortcut="Escape" onClick={onCancel}>
          {c('cancel')}
        </Button>
      </div>
    </form>
  )
}

function AccountFields({ draft, own, onChange }: { readonly draft: AccountDraft; readonly own: boolean; readonly onChange: (part: Partial<AccountDraft>) => void }) {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  const departments = useView({ view: 'catalog' }).view?.head.departments ?? []
  return (
    <div className="account-fields">
      <label htmlFor="account-login">{t('login')}</label>
      <input id="account-login" className="input" value={draft.id} disabled={draft.known !== null} maxLength={32} autoComplete="off" spellCheck={false} placeholder={t('login.hint')} title={t('login.hint')} onChange={(event) => onChange({ id: event.target.value })} />
      <label htmlFor="account-name">{t('name')}</label>
      <input id="account-name" className="input" value={draft.name} maxLength={64} autoComplete="off" onChange={(event) => onChange({ name: event.target.value })} />
      <span>{t('roles')}</span>
      <CheckList label={t('roles')} values={draft.roles} choices={Role.options.map((role) => ({ value: role, words: c(`role.${role}`) }))} onChange={(values) => onChange({ roles: Role.options.filter((role) => values.includes(role)) })} />
      {draft.roles.includes('department') && (
        <>
          <label htmlFor="account-department">{t('department')}</label>
          <select id="account-department" className="input" value={draft.department} onChange={(event) => onChange({ department: event.target.value })}>
            <option value="">{t('department.none')}</option>
            {departments.map((department) => (
              <option key={department.id} value={department.id}>
                {format.name(department.name, department.nameEn)}
              </option>
            ))}
          </select>
        </>
      )}
      {own && draft.known && <PinField id="account-old" words={t('old')} value={draft.old} onChange={(old) => onChange({ old })} />}
      <PinField id="account-pin" words={t(draft.known ? 'pin.new' : 'pin')} hint={t(draft.known ? 'pin.hint' : 'pin.first')} value={draft.pin} onChange={(pin) => onChange({ pin })} />
      <PinField id="account-again" words={t('again')} value={draft.again} onChange={(again) => onChange({ again })} />
      <span />
      <div className="account-choices">
        <Segments label={t('language')} value={draft.language ?? 'as-is'} choices={[{ value: 'as-is', words: t('language.as-is') }, { value: 'zh-CN', words: '中文' }, { value: 'en', words: 'English' }]} onChange={(value) => onChange({ language: value === 'as-is' ? null : value })} />
        {draft.known && <Segments label={t('disabled')} value={draft.disabled ? 'yes' : 'no'} choices={[{ value: 'no', words: t('disabled.no') }, { value: 'yes', words: t('disabled.yes') }]} onChange={(value) => onChange({ disabled: value === 'yes' })} />}
      </div>
    </div>
  )
}

function PinField({ id, words, hint, value, onChange }: { readonly id: string; readonly words: string; readonly hint?: string; readonly value: string; readonly onChange: (value: string) => void }) {
  return (
    <>
      <label htmlFor={id}>{words}</label>
      <input id={id} className="input account-pin" type="password" inputMode="numeric" value={value} maxLength={12} autoComplete="off" placeholder={hint} onChange={(event) => onChange(event.target.value)} />
    </>
  )
}
