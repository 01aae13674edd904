import { z } from 'zod'
import type { WorkingTime } from './calendar.ts'

/**
 * Time limit 处置时限. `urgent` 紧急工作时 runs round the clock; `hours` 工作时 and `days` 工作日
 * count working time only (a day = the calendar's full day).
 */
export const Limit = z.object({ kind: z.enum(['urgent', 'hours', 'days']), amount: z.number().positive().max(1000) })
export type Limit = z.infer<typeof Limit>

const HOUR = 3_600_000

/** Share of the limit from which a clock warns. */
export const WARN_SHARE = 0.8

export const ClockState = z.enum(['running', 'warn', 'overdue', 'stopped'])
export type ClockState = z.infer<typeof ClockState>

/**
 * A clock as read. All ms. `usedMs` holds at `asOf`, the last instant at which the clock started or
 * stopped to tick, so that a reading does not change while nothing happens; while `ticking`, used time
 * grows with the wall clock from there until `changesAt`, and a reader may extrapolate that far. `state`
 * is that of the instant of reading.
 */
export const ClockReading = z.object({
  what: z.enum(['accept', 'dispatch', 'case', 'check']),
  limit: Limit,
  limitMs: z.number(),
  usedMs: z.number(),
  startedAt: z.number(),
  dueAt: z.number(),
  asOf: z.number(),
  ticking: z.boolean(),
  changesAt: z.number().nullable(),
  state: ClockState,
})
export type ClockReading = z.infer<typeof ClockReading>

/** The limit in ms of its own kind of time. */
export const limitMs = (limit: Limit, calendar: WorkingTime): number =>
  limit.kind === 'days' ? limit.amount * calendar.dayMs : limit.amount * HOUR

/** Time used in [from, to) in the limit's own kind of time, ms. */
export const usedTime = (limit: Limit, calendar: WorkingTime, from: number, to: number): number =>
  limit.kind === 'urgent' ? Math.max(0, to - from) : calendar.between(from, to)

/** The instant at which the limit is used up. */
export const dueTime = (limit: Limit, calendar: WorkingTime, from: number): number => {
  const ms = limitMs(limit, calendar)
  return limit.kind === 'urgent' ? from + ms : calendar.add(from, ms)
}

/** The state of a clock that has used `used` of `total` ms. In time means used ≤ limit. */
export const clockState = (used: number, total: number): Exclude<ClockState, 'stopped'> => {
  if (used > total) return 'overdue'
  return used >= total * WARN_SHARE ? 'warn' : 'running'
}

/** Reads a clock that started at `from` and, when given, stopped at `stoppedAt`. */
export function readClock(input: {
  what: ClockReading['what']
  limit: Limit
  calendar: WorkingTime
  from: number
  stoppedAt: number | undefined
  now: number
}): ClockReading {
  const { what, limit, calendar, from, stoppedAt, now } = input
  const open = stoppedAt === undefined
  const end = stoppedAt ?? Math.max(now, from)
  const total = limitMs(limit, calendar)
  const roundTheClock = limit.kind === 'urgent'
  const asOf = open ? Math.max(from, roundTheClock ? from : calendar.lastChange(end)) : end
  return {
    what,
    limit,
    limitMs: total,
    usedMs: usedTime(limit, calendar, from, asOf),
    startedAt: from,
    dueAt: dueTime(limit, calendar, from),
    asOf,
    ticking: open && (roundTheClock || calendar.isWorking(end)),
    changesAt: open && !roundTheClock ? calendar.nextChange(end) : null,
    state: open ? clockState(usedTime(limit, calendar, from, end), total) : 'stopped',
  }
}
