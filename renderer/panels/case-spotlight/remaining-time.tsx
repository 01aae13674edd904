import type { ClockReading } from '../../../electron/contract/case-terms.ts'
import { readClockAt, useNow } from '../../client/clock.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { locale } from './locale.ts'

/** Time left, or by how much the limit is passed, running. */
export function RemainingTime({ clock }: { readonly clock: ClockReading | null }) {
  const t = useT(locale)
  const format = useFormat()
  const now = useNow(1000)
  if (!clock) return <span className="remaining" data-tone="stopped">{t('no-clock')}</span>
  const { state, leftMs, usedMs } = readClockAt(clock, now)
  const stopped = state === 'stopped'
  return (
    <span className="remaining" data-tone={state}>
      <span className="remaining-what">{t(state === 'paused' ? 'held' : stopped ? 'used' : leftMs < 0 ? 'over' : 'left')}</span>
      <span className="remaining-time">{stopped ? format.duration(usedMs) : format.countdown(state === 'paused' ? leftMs : Math.abs(leftMs))}</span>
    </span>
  )
}
