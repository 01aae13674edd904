import type { ClockReading } from '../../../electron/contract/case-terms.ts'
import { readClockAt, useNow } from '../../client/clock.ts'
import { ClockRing } from '../../ui/clock-ring.tsx'
import { useFormat, useT, type Format, type Translate } from '../../ui/i18n.tsx'
import { limitWords } from '../../ui/limit-words.ts'
import { common } from '../../ui/locales/common.ts'
import { locale } from './locale.ts'
import './limit-clock.css'

type Words = Translate<Extract<keyof typeof locale.zh, string>>

/** How much still, or by how much too late, or how long it took. */
function amountOf(clock: ClockReading, now: number, t: Words, format: Format) {
  const read = readClockAt(clock, now)
  const stopped = read.state === 'stopped'
  const what = stopped ? t('used') : read.leftMs < 0 ? t('overdue') : t('left')
  return { read, what, time: stopped ? format.duration(read.usedMs) : format.countdown(Math.abs(read.leftMs)) }
}

/** Until when; or why nobody can say. */
const dueWords = ({ state, ticking, dueAt }: ClockReading, t: Words, format: Format): string =>
  state === 'stopped' ? t('stopped') : state === 'paused' ? t('suspended') : ticking && dueAt !== null ? t('due', { time: format.dateTime(dueAt) }) : t('paused')

/**
 * The limit that presses now, large: how long still, of how much, until when. Below it the case's own
 * limit, where that is another one. `extensions` are those of the case's own limit.
 */
export function LimitClock({ clock, caseClock, extensions }: { readonly clock: ClockReading | null; readonly caseClock: ClockReading | null; readonly extensions: number }) {
  const t = useT(locale)
  const format = useFormat()
  const now = useNow(1000)
  const own = caseClock && clock?.what !== caseClock.what ? caseClock : null
  if (!clock) return own ? <CaseLimit clock={own} extensions={extensions} now={now} /> : <div className="limit limit-none">{t('no-clock')}</div>
  const { read, what, time } = amountOf(clock, now, t, format)
  return (
    <>
      <div className="limit" data-tone={read.state}>
        <ClockRing share={read.share} tone={read.state} label={`${what} ${time}`}>
          {read.share < 2 ? format.percent(read.share) : `×${format.number(read.share, read.share < 10 ? 1 : 0)}`}
        </ClockRing>
        <div className="limit-words">
          <div className="limit-left clock-text" data-tone={read.state}>
            <span className="limit-what">{what}</span>
            <span className="limit-time">{time}</span>
            {read.state === 'paused' && <span className="limit-paused">{t('clock.paused')}</span>}
          </div>
          <LimitOf clock={clock} extensions={clock.what === 'case' ? extensions : 0} />
        </div>
      </div>
      {own && <CaseLimit clock={own} extensions={extensions} now={now} />}
    </>
  )
}

/** Of how much, and until when. */
function LimitOf({ clock, extensions }: { readonly clock: ClockReading; readonly extensions: number }) {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  return (
    <div className="limit-of">
      <span>
        {c(`clock.${clock.what}`)} {limitWords(clock.limit, c)}
        {extensions > 0 && ` ${t('extended', { n: extensions })}`}
      </span>
      <span className="limit-due">{dueWords(clock, t, format)}</span>
    </div>
  )
}

/** The case's own limit, small, while another one presses. */
function CaseLimit({ clock, extensions, now }: { readonly clock: ClockReading; readonly extensions: number; readonly now: number }) {
  const t = useT(locale)
  const format = useFormat()
  const { read, what, time } = amountOf(clock, now, t, format)
  return (
    <div className="limit limit-second" data-tone={read.state}>
      <ClockRing share={read.share} tone={read.state} label={`${what} ${time}`} />
      <span className="clock-text" data-tone={read.state}>
        {what} <b>{time}</b>
      </span>
      <LimitOf clock={clock} extensions={extensions} />
    </div>
  )
}
