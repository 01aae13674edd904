import { useEffect, useMemo, useRef } from 'react'
import type { StatusHead } from '../../../electron/contract/views.ts'
import { useDeskHead } from '../../client/actor.ts'
import { useNow } from '../../client/clock.ts'
import { useCommand, useConnected, useView } from '../../client/hooks.ts'
import { currentLang, setLang, useFormat, useLang, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { Kbd } from '../../ui/kbd.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
import { CallStatus } from '../calls/call-status.tsx'
import { runAction, useActions } from '../key-help/actions.ts'
import { shortcut } from '../key-help/bindings.ts'
import { locale as keyWords } from '../key-help/locale.ts'
import { notify } from '../notices/notice-store.ts'
import { send } from '../sign-in/sign-in-cover.tsx'
import { CoreNotices } from './core-notices.tsx'
import { locale } from './locale.ts'
import './status-bar.css'

/** Who sits here, what time it is, how the city stands, and whether core answers. */
export function StatusBar() {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  const now = useNow(1000)
  const status = useView({ view: 'status' }).view?.head
  const catalog = useView({ view: 'catalog' }).view?.head
  return (
    <header className="status" aria-label={t('label')}>
      <h1 className="status-product">{c('product')}</h1>
      <span className="status-city">{catalog ? format.name(catalog.city.name, catalog.city.nameEn) : (status?.city ?? '')}</span>
      <span className="status-time">
        {format.date(now)} <b>{format.seconds(now)}</b>
      </span>
      <Counts />
      <span className="status-space" />
      <CallStatus />
      {status && status.notices.length > 0 && <CoreNotices notices={status.notices} />}
      {status?.simulator.available && <Simulator simulator={status.simulator} />}
      <Language />
      {status?.actor && <OnDuty actor={status.actor} />}
      <Link run={status?.run} />
    </header>
  )
}

function Counts() {
  const t = useT(locale)
  const format = useFormat()
  const figures = useView({ view: 'figures' }).view?.head
  const count = (words: string, n: number | undefined, tone: 'plain' | 'warn' | 'alarm' = 'plain') => (
    <span className="status-count" data-tone={n ? tone : 'plain'}>
      {words} <b>{n === undefined ? '–' : format.number(n)}</b>
    </span>
  )
  return (
    <div className="status-counts">
      {count(t('open'), figures?.open)}
      {count(t('overdue'), figures?.overdue, 'alarm')}
      {count(t('warn'), figures?.warn, 'warn')}
      {count(t('reported'), figures?.reported)}
    </div>
  )
}

const SPEEDS = [1, 2, 5, 10, 20, 50, 100] as const

function Simulator({ simulator }: { readonly simulator: StatusHead['simulator'] }) {
  const t = useT(locale)
  const command = useCommand()
  const latest = useRef(simulator)
  latest.current = simulator
  const actions = useMemo(() => {
    const toggle = async (): Promise<void> => {
      const result = await command({ type: 'simulator.set', on: !latest.current.on })
      if (!result.ok) notify({ what: 'error', error: result.error })
    }
    return { 'simulator.toggle': () => void toggle() }
  }, [command])
  useActions(actions)
  const setSpeed = async (speed: number): Promise<void> => {
    const result = await command({ type: 'simulator.set', on: true, speed })
    if (!result.ok) notify({ what: 'error', error: result.error })
  }
  return (
    <Menu
      label={t('simulator')}
      trigger={
        <button type="button" className="status-button" data-on={simulator.on || undefined}>
          {t('simulator')} <b>{simulator.on ? `×${simulator.speed}` : t('simulator.off')}</b>
          <Kbd keys={shortcut('simulator.toggle')} />
        </button>
      }
      items={[
        { key: 'toggle', words: simulator.on ? t('simulator.pause') : t('simulator.run'), shortcut: shortcut('simulator.toggle'), run: actions['simulator.toggle'] },
        ...SPEEDS.map((speed) => ({ key: `x${speed}`, words: t('simulator.speed', { n: speed }), checked: simulator.on && simulator.speed === speed, run: () => void setSpeed(speed) })),
      ]}
    />
  )
}

const toggleLanguage = { 'language.toggle': () => setLang(currentLang() === 'en' ? 'zh-CN' : 'en') }

function Language() {
  const t = useT(locale)
  const lang = useLang()
  useActions(toggleLanguage)
  return (
    <button type="button" className="status-button" aria-label={t('language')} onClick={toggleLanguage['language.toggle']}>
      {lang === 'en' ? 'English' : '中文'}
      <Kbd keys={shortcut('language.toggle')} />
    </button>
  )
}

/** Who sits here, and a menu of what concerns them: locking, leaving, people, the audit. */
function OnDuty({ actor }: { readonly actor: NonNullable<StatusHead['actor']> }) {
  const t = useT(locale)
  const c = useT(common)
  const k = useT(keyWords)
  const roles = actor.roles.map((role) => c(`role.${role}`))
  const first = roles[0] ?? ''
  const more = roles.length - 1
  const lang = useLang()
  const open = useDeskHead()?.state !== 'signed-in'
  const keyed = (action: 'desk.lock' | 'page.accounts' | 'page.audit') => ({ key: action, words: k(action), shortcut: shortcut(action), run: () => runAction(action) })
  return (
    <Menu
      label={t('person')}
      trigger={
        <button type="button" className="status-button" aria-label={`${t('person')} ${actor.name}`}>
          <Tooltip text={t('actor', { name: actor.name, roles: roles.join(lang === 'en' ? ', ' : '、') })}>
            <span className="status-actor">
              <b>{actor.name}</b> {more > 0 ? t('roles.more', { first, n: lang === 'en' ? more : roles.length }) : first}
            </span>
          </Tooltip>
        </button>
      }
      items={[...(open ? [] : [keyed('desk.lock'), { key: 'leave', words: t('sign-out'), run: () => void send({ type: 'desk.sign-out' }) }]), keyed('page.accounts'), keyed('page.audit')]}
    />
  )
}

function Link({ run }: { readonly run: number | undefined }) {
  const t = useT(locale)
  const connected = useConnected()
  const was = useRef(false)
  useEffect(() => {
    if (connected) was.current = true
  }, [connected])
  const state = connected ? 'up' : was.current ? 'down' : 'starting'
  return (
    <span className="status-link" data-state={state} role="status" title={t('link.title', { run: run ?? '–' })}>
      {t(`link.${state}`)}
    </span>
  )
}
