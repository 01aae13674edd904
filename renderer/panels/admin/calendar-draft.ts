import { kindOf, type Calendar, type DayKind } from '../../../electron/contract/case-terms.ts'

/** A calendar that is being changed; its version comes with saving. */
export type Draft = Omit<Calendar, 'version'>

const DAY = 86_400_000

/** A day so many days on. */
export const dayAfter = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)

/** 0 is Monday. */
export const weekdayOf = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7

/** The days of a month, `2026-11` for instance. */
export function daysOf(month: string): string[] {
  const first = `${month}-01`
  const days: string[] = []
  for (let day = first; day.startsWith(month); day = dayAfter(day, 1)) days.push(day)
  return days
}

export const monthsOf = (year: number): string[] => Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}`)

export const draftKind = (draft: Draft, day: string): DayKind => kindOf({ ...draft, version: '' }, day)

const NEXT: Readonly<Record<DayKind, DayKind>> = { plain: 'holiday', holiday: 'worked', worked: 'plain' }
export const nextKind = (kind: DayKind): DayKind => NEXT[kind]

/** The draft with a day of another kind. What is covered grows by whole years, so that none is left out between. */
export function withDay(draft: Draft, day: string, kind: DayKind): Draft {
  const without = (days: readonly string[]): string[] => days.filter((d) => d !== day)
  const year = day.slice(0, 4)
  return {
    ...draft,
    coveredFrom: day < draft.coveredFrom ? `${year}-01-01` : draft.coveredFrom,
    coveredTo: day > draft.coveredTo ? `${year}-12-31` : draft.coveredTo,
    holidays: kind === 'holiday' ? [...without(draft.holidays), day].sort() : without(draft.holidays),
    workedWeekends: kind === 'worked' ? [...without(draft.workedWeekends), day].sort() : without(draft.workedWeekends),
  }
}

export const sameDraft = (a: Draft, b: Draft): boolean =>
  JSON.stringify([a.holidays, a.workedWeekends, a.periods, a.coveredFrom, a.coveredTo]) === JSON.stringify([b.holidays, b.workedWeekends, b.periods, b.coveredFrom, b.coveredTo])
