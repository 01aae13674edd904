import { isWorked } from '../../../electron/contract/case-terms.ts'
import { useLang, useT } from '../../ui/i18n.tsx'
import { calendarLocale } from './calendar-locale.ts'
import { daysOf, draftKind, monthsOf, weekdayOf, type Draft } from './calendar-draft.ts'

const WEEK = ['week.0', 'week.1', 'week.2', 'week.3', 'week.4', 'week.5', 'week.6'] as const

/** A year as twelve months; the chosen day is walked with the arrows by the page. */
export function YearView({ year, draft, before, today, chosen, onChoose, onTurn, onSave }: {
  readonly year: number
  readonly draft: Draft
  readonly before: Draft
  readonly today: string
  readonly chosen: string
  readonly onChoose: (day: string) => void
  readonly onTurn: (day: string) => void
  /** Enter on a day: the day's own key is Space. */
  readonly onSave: () => void
}) {
  const t = useT(calendarLocale)
  const lang = useLang()
  return (
    <div className="year-view">
      {monthsOf(year).map((month, i) => (
        <section key={month} className="year-month" aria-label={month}>
          <h3>{lang === 'en' ? new Date(`${month}-01T00:00:00Z`).toLocaleString('en-GB', { month: 'long', timeZone: 'UTC' }) : t('month', { n: i + 1 })}</h3>
          <div className="year-days" role="grid">
            {WEEK.map((key) => (
              <span key={key} className="year-weekday">
                {t(key)}
              </span>
            ))}
            {daysOf(month).map((day, n) => {
              const kind = draftKind(draft, day)
              return (
                <button
                  key={day}
                  type="button"
                  id={`day-${day}`}
                  className="year-day"
                  tabIndex={day === chosen ? 0 : -1}
                  style={n === 0 ? { gridColumnStart: weekdayOf(day) + 1 } : undefined}
                  data-kind={kind}
                  data-rest={!isWorked(day, kind) || undefined}
                  data-changed={kind !== draftKind(before, day) || undefined}
                  data-today={day === today || undefined}
                  aria-pressed={day === chosen}
                  aria-label={`${day} ${t(`kind.${kind}`)} ${draft.names?.[day] ?? ''}`}
                  title={draft.names?.[day]}
                  onKeyDown={(event) => {
                    if (event.key !== 'Enter') return
                    event.preventDefault()
                    onSave()
                  }}
                  onClick={() => (day === chosen ? onTurn(day) : onChoose(day))}
                >
                  {Number(day.slice(8))}
                  {kind !== 'plain' && <small>{t(`mark.${kind}`)}</small>}
                </button>
              )
            })}
          </div>
        </section>
      ))}
    </div>
  )
}
