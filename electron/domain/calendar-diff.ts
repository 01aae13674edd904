import { z } from 'zod'
import { localDay, startOfLocalDay, type Calendar } from './calendar.ts'

/** What a calendar says of a day: 放假 rest, 调休上班 worked, or nothing. */
export const DayKind = z.enum(['holiday', 'worked', 'plain'])
export type DayKind = z.infer<typeof DayKind>

/** A day that another calendar takes otherwise. `works` and `worked`: whether it is a working day, after and before. */
export const DayDiff = z.object({ day: z.iso.date(), before: DayKind, after: DayKind, worked: z.boolean(), works: z.boolean() })
export type DayDiff = z.infer<typeof DayDiff>

export const CalendarDiff = z.object({
  days: z.array(DayDiff),
  /** The working hours of a day are others. */
  hours: z.boolean(),
  /** The days before today that are working days now and were not, or the other way; all of them when the hours change. */
  past: z.array(z.string()),
  covered: z.object({ from: z.string(), to: z.string() }),
})
export type CalendarDiff = z.infer<typeof CalendarDiff>

export const kindOf = (calendar: Calendar, day: string): DayKind => (calendar.workedWeekends.includes(day) ? 'worked' : calendar.holidays.includes(day) ? 'holiday' : 'plain')

const weekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())

/** Whether a day is worked, as its kind has it. */
export const isWorked = (day: string, kind: DayKind): boolean => kind === 'worked' || (kind === 'plain' && !weekend(day))

/** The local day of an instant as ISO text. */
export const dayText = (at: number): string => new Date(localDay(at) * 86_400_000).toISOString().slice(0, 10)

/** What another calendar changes, and what of that lies in the past. `now` is epoch ms. */
export function diffCalendars(before: Calendar, after: Calendar, now: number): CalendarDiff {
  const today = dayText(startOfLocalDay(now))
  const named = [...new Set([...before.holidays, ...before.workedWeekends, ...after.holidays, ...after.workedWeekends])].sort()
  const days = named.flatMap((day): DayDiff[] => {
    const [was, is] = [kindOf(before, day), kindOf(after, day)]
    return was === is ? [] : [{ day, before: was, after: is, worked: isWorked(day, was), works: isWorked(day, is) }]
  })
  const hours = JSON.stringify(before.periods) !== JSON.stringify(after.periods)
  return { days, hours, past: days.filter((d) => d.day < today && d.works !== d.worked).map((d) => d.day), covered: { from: after.coveredFrom, to: after.coveredTo } }
}

/** Whether a change reaches into the past: a day that has been, or the hours of all days. */
export const touchesPast = ({ past, hours }: CalendarDiff): boolean => hours || past.length > 0
