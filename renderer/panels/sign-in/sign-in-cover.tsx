import { useEffect, useMemo, useRef } from 'react'
import type { DeskHead } from '../../../electron/contract/desk.ts'
import { useDeskHead } from '../../client/actor.ts'
import { useNow } from '../../client/clock.ts'
import { core } from '../../client/core.ts'
import { useHands } from '../../client/hands.ts'
import { useView } from '../../client/hooks.ts'
import { Cover } from '../../ui/cover.tsx'
import { currentLang, setLang, useFormat, useLang, useT } from '../../ui/i18n.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { common } from '../../ui/locales/common.ts'
import { useActions } from '../key-help/actions.ts'
import { notify } from '../notices/notice-store.ts'
import { locale } from './locale.ts'
import { SignInForm } from './sign-in-form.tsx'
import './sign-in.css'

/** Covers the console while it is locked or nobody is signed in; offers the key that locks it. */
export function SignInCover() {
  const desk = useDeskHead()
  const state = desk?.state
  useHands(state === 'signed-in')
  useOwnLanguage(desk)
  const actions = useMemo(() => ({ 'desk.lock': () => void send({ type: 'desk.lock' }) }), [])
  useActions(actions)
  if (!desk || (state !== 'locked' && state !== 'signed-out')) return null
  return <SignIn desk={desk} />
}

/** Sends what changes who sits here; a refusal is told. */
export async function send(command: { readonly type: 'desk.lock' } | { readonly type: 'desk.sign-out' }): Promise<void> {
  const result = await core.command(command)
  if (!result.ok) notify({ what: 'error', error: result.error })
}

/** The console takes the language of who signs in, and keeps what they choose after that. */
function useOwnLanguage(desk: DeskHead | undefined): void {
  const taken = useRef<string | null>(null)
  const id = desk?.state === 'signed-in' ? (desk.actor?.id ?? null) : null
  const language = desk?.language ?? null
  useEffect(() => {
    if (id === null) return
    if (taken.current !== id && language !== null) setLang(language)
    taken.current = id
  }, [id, language])
}

function SignIn({ desk }: { readonly desk: DeskHead }) {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  const lang = useLang()
  const now = useNow(1000)
  const city = useView({ view: 'catalog' }).view?.head.city
  const { actor } = desk
  const title = t(desk.state === 'locked' ? 'locked' : 'signed-out')
  return (
    <Cover title={title}>
      <header className="sign-in-head">
        <h1>{c('product')}</h1>
        <span>{city ? format.name(city.name, city.nameEn) : ''}</span>
        <span className="sign-in-time">
          {format.date(now)} <b>{format.seconds(now)}</b>
        </span>
        <button type="button" className="status-button" aria-label="中文 / English" onClick={() => setLang(currentLang() === 'en' ? 'zh-CN' : 'en')}>
          {lang === 'en' ? '中文' : 'English'}
        </button>
      </header>
      <section className="sign-in" aria-label={title}>
        <h2>{title}</h2>
        <p className="sign-in-hint">{actor ? t('locked.by', { name: actor.name, time: format.time(desk.since) }) : t('signed-out.hint')}</p>
        <Alarmed />
        <SignInForm key={`${desk.state} ${actor?.id ?? ''}`} people={desk.people} who={actor} />
      </section>
      <footer className="sign-in-foot">
        <Kbd keys="F1" />
        <Kbd keys="F2" />
        <Kbd keys="F3" />
        {t('wall')}
      </footer>
    </Cover>
  )
}

/** Alarms that wait for a person: they sound on, and only somebody who is signed in acknowledges them. */
function Alarmed() {
  const t = useT(locale)
  const open = useView({ view: 'alarms', limit: 1 }).view?.head.open
  const total = open ? Object.values(open).reduce((sum, n) => sum + n, 0) : 0
  if (total === 0) return null
  return (
    <p className="sign-in-alarmed" role="alert">
      {t('alarmed', { n: total })}
    </p>
  )
}
