import { z } from 'zod'
import { Calendar, prepareCalendar, type WorkingTime } from './calendar.ts'
import type { EventEnvelope } from './case-event.ts'
import type { CaseState } from './case-state.ts'
import { foldVersions, type VersionEvent, type VersionHistory } from './version-history.ts'

/** The stream of the calendars' versions. */
export const CALENDAR_STREAM = 'codes/calendar'

/** Bodies of its events. An activation without a calendar puts an earlier version back in force. */
export const CalendarEventBody = {
  'calendar.shipped': z.object({ calendar: Calendar }),
  /** `past`: whoever did it knew that days that had passed were changed. */
  'calendar.activated': z.object({ version: z.string().min(1).max(32), calendar: Calendar.optional(), note: z.string().max(500).default(''), past: z.boolean().default(false) }),
} as const

/** The working calendars of a station: the one in force, and those that ended cases keep. */
export interface CalendarBook {
  readonly current: WorkingTime
  /**
   * What a case's clocks are reckoned with: of an open case the calendar in force; of one that has ended, the one that
   * was in force when it ended, so that no later calendar moves what was judged.
   */
  of(state: CaseState): WorkingTime
}

/** When a case came to its end; undefined while it is open. Epoch ms. */
export function endedAt({ stage, closedAt, voidedAt, refusedAt, mergedAt }: CaseState): number | undefined {
  switch (stage) {
    case 'reported': case 'accepted': case 'filed': case 'dispatched': case 'handled': case 'checked':
      return undefined
    case 'closed': case 'followed-up':
      return closedAt
    case 'voided':
      return voidedAt
    case 'refused':
      return refusedAt
    case 'merged':
      return mergedAt
  }
}

/** The book of a history. */
export function calendarBook(history: VersionHistory<WorkingTime>): CalendarBook {
  return {
    current: history.current,
    of: (state) => {
      const end = endedAt(state)
      return end === undefined ? history.current : history.at(end)
    },
  }
}

/** The book of a station that only ever had this calendar. */
export const onlyCalendar = (calendar: WorkingTime): CalendarBook => ({ current: calendar, of: () => calendar })

/** The history of the calendars as they were written down. */
export const foldCalendars = (events: readonly EventEnvelope[], shipped: Calendar): VersionHistory<Calendar> =>
  foldVersions(events, readCalendarEvent, { version: shipped.version, value: shipped })

/** The same history, prepared for reckoning. */
export function preparedHistory(history: VersionHistory<Calendar>): VersionHistory<WorkingTime> {
  const made = new Map<Calendar, WorkingTime>()
  const prepared = (calendar: Calendar): WorkingTime => {
    const known = made.get(calendar) ?? prepareCalendar(calendar)
    made.set(calendar, known)
    return known
  }
  return {
    activations: history.activations,
    shipped: history.shipped && prepared(history.shipped),
    current: prepared(history.current),
    version: (name) => {
      const calendar = history.version(name)
      return calendar && prepared(calendar)
    },
    at: (instant) => prepared(history.at(instant)),
  }
}

function readCalendarEvent({ type, body }: EventEnvelope): VersionEvent<Calendar> | undefined {
  if (type === 'calendar.shipped') {
    const read = CalendarEventBody[type].safeParse(body).data
    return read && { version: read.calendar.version, value: read.calendar, note: '', shipped: true }
  }
  if (type !== 'calendar.activated') return undefined
  const read = CalendarEventBody[type].safeParse(body).data
  return read && { version: read.version, value: read.calendar && { ...read.calendar, version: read.version }, note: read.note, shipped: false }
}
