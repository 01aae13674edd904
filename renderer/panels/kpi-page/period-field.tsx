import { useMemo, useState } from 'react'
import { useNow } from '../../client/clock.ts'
import { useT } from '../../ui/i18n.tsx'
import { Segments } from '../../ui/segments.tsx'
import '../../ui/field.css'
import { locale } from './locale.ts'
import { dayText, periodAt, PERIODS, rangeOf, type Period, type PeriodName } from './period.ts'

/** What a period field is set to; `period` is undefined while the typed days make none. */
export interface PeriodState {
  readonly name: PeriodName
  readonly first: string
  readonly last: string
  readonly period: Period | undefined
  readonly set: (change: Partial<{ name: PeriodName; first: string; last: string }>) => void
}

const MINUTE = 60_000

/** A chosen period that follows the day; `begin` is chosen to begin with. */
export function usePeriod(begin: PeriodName = 'today'): PeriodState {
  const now = useNow(MINUTE)
  const [chosen, setChosen] = useState<{ name: PeriodName; first: string; last: string }>(() => ({ name: begin, first: dayText(periodAt('month', Date.now()).from), last: dayText(Date.now()) }))
  const { name, first, last } = chosen
  const found = name === 'range' ? rangeOf(first, last) : periodAt(name, now)
  const [from, to] = [found?.from, found?.to]
  const period = useMemo(() => (from === undefined || to === undefined ? undefined : { from, to }), [from, to])
  return { name, first, last, period, set: (change) => setChosen((before) => ({ ...before, ...change })) }
}

/** Chooses a period by name, or by two days. */
export function PeriodField({ name, first, last, period, set }: PeriodState) {
  const t = useT(locale)
  const choices = PERIODS.map((value) => ({ value, words: t(`period.${value}`) }))
  return (
    <>
      <Segments label={t('period')} shortcut="p" focusKey="kpi-period" value={name} choices={choices} onChange={(value) => set({ name: value })} />
      {name === 'range' && (
        <span className="kpi-range" title={period ? '' : t('range.bad')}>
          <input className="input" aria-label={t('range.first')} aria-invalid={!period} maxLength={12} value={first} onChange={(event) => set({ first: event.target.value })} />
          –
          <input className="input" aria-label={t('range.last')} aria-invalid={!period} maxLength={12} value={last} onChange={(event) => set({ last: event.target.value })} />
          {!period && (
            <em className="kpi-range-bad" role="alert">
              {t('range.bad')}
            </em>
          )}
        </span>
      )}
    </>
  )
}
