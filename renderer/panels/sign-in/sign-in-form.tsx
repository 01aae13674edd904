import { useLayoutEffect, useRef, useState } from 'react'
import type { DeskHead } from '../../../electron/contract/desk.ts'
import type { AppError } from '../../../electron/contract/error.ts'
import { useNow } from '../../client/clock.ts'
import { core } from '../../client/core.ts'
import { useConnected } from '../../client/hooks.ts'
import { Button } from '../../ui/button.tsx'
import { useLang, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { PageKey } from '../../ui/page.tsx'
import { errorText } from '../notices/error-text.ts'
import { findPeople, loginOf } from './find-people.ts'
import { locale } from './locale.ts'
import '../../ui/field.css'

/** People who are listed; the others are found by typing. */
const LISTED = 8

/** What core said to a try, and until when it wants none, epoch ms. */
interface Refusal {
  readonly error: AppError
  readonly until: number
}

/** A name and a PIN. `who`: whose console is locked; another may sign in in their place. */
export function SignInForm({ people, who }: Pick<DeskHead, 'people'> & { readonly who: DeskHead['actor'] }) {
  const t = useT(locale)
  const [typed, setTyped] = useState(who?.id ?? '')
  const [pin, setPin] = useState('')
  const [checking, setChecking] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | undefined>(undefined)
  const nameField = useRef<HTMLInputElement>(null)
  const pinField = useRef<HTMLInputElement>(null)
  const connected = useConnected()
  const known = who !== null
  useLayoutEffect(() => (known ? pinField : nameField).current?.focus(), [known])
  const login = loginOf(people, typed)
  const same = who !== null && login === who.id
  const choose = (id: string): void => {
    setTyped(id)
    pinField.current?.focus()
  }
  const submit = async (): Promise<void> => {
    if (checking) return
    if (login === '') return nameField.current?.focus()
    if (pin === '') return pinField.current?.focus()
    setChecking(true)
    const result = await core.command(same ? { type: 'desk.unlock', pin } : { type: 'desk.sign-in', login, pin })
    setChecking(false)
    setPin('')
    pinField.current?.focus()
    setRefusal(result.ok ? undefined : { error: result.error, until: Date.now() + Number(result.error.params['seconds'] ?? 0) * 1000 })
  }
  return (
    <form
      className="sign-in-form"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <label htmlFor="sign-in-login">{t('login')}</label>
      <input
        ref={nameField}
        id="sign-in-login"
        className="input"
        value={typed}
        maxLength={64}
        autoComplete="off"
        spellCheck={false}
        data-autofocus={who ? undefined : true}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'ArrowDown') {
            event.preventDefault()
            document.querySelector<HTMLElement>('.sign-in-person')?.focus()
          } else if (event.key === 'Enter' && pin === '' && login !== '') {
            event.preventDefault()
            choose(login)
          }
        }}
      />
      <label htmlFor="sign-in-pin">{t('pin')}</label>
      <input ref={pinField} id="sign-in-pin" className="input sign-in-pin" type="password" inputMode="numeric" value={pin} maxLength={12} autoComplete="off" data-autofocus={who ? true : undefined} onChange={(event) => setPin(event.target.value)} />
      <Button tone="primary" type="submit" shortcut="Enter" disabled={checking || !connected}>
        {t(checking ? 'checking' : same ? 'unlock' : who ? 'switch' : 'sign-in')}
      </Button>
      <p className="sign-in-refused" role="alert">
        {!connected ? t('away') : refusal ? <RefusalText {...refusal} /> : ''}
      </p>
      <People people={people} typed={same ? '' : typed} onChoose={choose} onBack={() => nameField.current?.focus()} />
    </form>
  )
}

/** What is wrong, with the seconds that are left. */
function RefusalText({ error, until }: Refusal) {
  const c = useT(common)
  const lang = useLang() === 'en' ? 'en' : 'zh'
  const left = Math.ceil((until - useNow(1000)) / 1000)
  if (error.code === 'pin-wait' && left <= 0) return errorText({ code: 'pin-wrong', message: '', params: {} }, c, lang)
  return errorText({ ...error, params: { ...error.params, seconds: String(left) } }, c, lang)
}

/** Who may sign in: arrows walk, Enter chooses. */
function People({ people, typed, onChoose, onBack }: Pick<DeskHead, 'people'> & { readonly typed: string; readonly onChoose: (id: string) => void; readonly onBack: () => void }) {
  const t = useT(locale)
  const fits = findPeople(people, typed, people.length)
  const walk = (step: number): void => {
    const all = [...document.querySelectorAll<HTMLElement>('.sign-in-person')]
    const to = all.findIndex((each) => each === document.activeElement) + step
    if (to < 0) onBack()
    else all[Math.min(to, all.length - 1)]?.focus()
  }
  return (
    <div
      className="sign-in-people"
      role="group"
      aria-label={t('people')}
      onKeyDown={(event) => {
        const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
        if (step === 0) return
        event.preventDefault()
        walk(step)
      }}
    >
      <p className="sign-in-people-title">
        {t('people')}
        <PageKey keys={['ArrowDown', 'ArrowUp']}>{t('choose')}</PageKey>
      </p>
      {fits.slice(0, LISTED).map((person) => (
        <button key={person.id} type="button" className="sign-in-person" tabIndex={-1} onClick={() => onChoose(person.id)}>
          <span>{person.name}</span>
          <span className="sign-in-id">{person.id}</span>
        </button>
      ))}
      {fits.length === 0 && <p className="sign-in-more">{people.length === 0 ? t('people.lost') : t('people.none', { text: typed.trim() })}</p>}
      {fits.length > LISTED && <p className="sign-in-more">{t('people.more', { n: fits.length - LISTED })}</p>}
    </div>
  )
}
