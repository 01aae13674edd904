import type { ClockReading } from '../../../electron/contract/case-terms.ts'
import { readClockAt, useNow } from '../../client/clock.ts'
import { ClockRing } from '../../ui/clock-ring.tsx'
import { useFormat, useT, type Format, type Translate } from '../../ui/i18n.tsx'
import { limitWords } from '../../ui/limit-words.ts'
import { common } from '../../ui/locales/common.ts'
import { locale } from './locale.ts'
import './limit-clock.css'

/** The limit that runs now, large: how long still, of how much, until when. */
export function LimitClock({ clock }: { readonly clock: ClockReading | null }) {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  const now = useNow(1000)
  if (!clock) return <div className="limit limit-none">{t('no-clock')}</div>
  const read = readClockAt(clock, now)
  const stopped = read.state === 'stopped'
  const what = stopped ? t('used') : read.leftMs < 0 ? t('overdue') : t('left')
  const time = stopped ? format.duration(read.usedMs) : format.countdown(Math.abs(read.leftMs))
  return (
    <div className="limit" data-tone={read.state}>
      <ClockRing share={read.share} tone={read.state} label={`${what} ${time}`}>
        {read.share < 2 ? format.percent(read.share) : `×${format.number(read.share, read.share < 10 ? 1 : 0)}`}
      </ClockRing>
      <div className="limit-words">
        <div className="limit-left clock-text" data-tone={read.state}>
          <span className="limit-what">{what}</span>
          <span className="limit-time">{time}</span>
        </div>
        <div className="limit-of">
          {c(`clock.${clock.what}`)} {limitWords(clock.limit, c)}
          <span className="limit-due">{stopped ? t('stopped') : dueWords(clock, t, format)}</span>
        </div>
      </div>
    </div>
  )
}

/** Until when; or why nobody can say. */
const dueWords = ({ state, ticking, dueAt }: ClockReading, t: Translate<Extract<keyof typeof locale.zh, string>>, format: Format): string =>
  state === 'paused' ? t('suspended') : ticking && dueAt !== null ? t('due', { time: format.dateTime(dueAt) }) : t('paused')
