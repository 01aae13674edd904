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

export const ClockState = z.enum(['running', 'warn', 'overdue', 'paused', 'stopped'])
export type ClockState = z.infer<typeof ClockState>

/** What a clock judges: 受理, 核实, 派遣, the case's own 处置, 首接 (the first department's), 核查. */
export const ClockName = z.enum(['accept', 'verify', 'dispatch', 'case', 'first-take', 'check'])
export type ClockName = z.infer<typeof ClockName>

/**
 * A clock as read. All ms. `usedMs` holds at `asOf`, the last instant at which the clock started or
 * stopped to tick, so that a reading does not change while nothing happens; while `ticking`, used time
 * grows with the wall clock from there until `changesAt`, and a reader may extrapolate that far. `state`
 * is that of the instant of reading. `dueAt` is null while the case is suspended, also when it was overdue before: nobody knows.
 */
export const ClockReading = z.object({
  what: ClockName,
  limit: Limit,
  limitMs: z.number(),
  usedMs: z.number(),
  startedAt: z.number(),
  dueAt: z.number().nullable(),
  asOf: z.number(),
  ticking: z.boolean(),
  changesAt: z.number().nullable(),
  state: ClockState,
  /** Used time beyond the limit at `asOf`, ms in the clock's own time; what an appeal does not erase. Carried on like `usedMs`. */
  overdueMs: z.number(),
})
export type ClockReading = z.infer<typeof ClockReading>

/** A pause of a clock; open while `to` is missing. */
export interface Pause {
  readonly from: number
  readonly to?: number
}

/** A clock's facts: what it rests on, whatever the instant at which it is read. */
export interface ClockFacts {
  readonly what: ClockName
  readonly limit: Limit
  /** How often the limit was added again (延期). */
  readonly extensions: number
  readonly from: number
  readonly stoppedAt: number | undefined
  /** In order, not overlapping. */
  readonly pauses: readonly Pause[]
}

/** The limit in whole ms of its own kind of time. */
export const limitMs = (limit: Limit, calendar: WorkingTime): number =>
  Math.round(limit.amount * (limit.kind === 'days' ? calendar.dayMs : HOUR))

/** Time used in [from, to) in the limit's own kind of time, ms. */
export const usedTime = (limit: Limit, calendar: WorkingTime, from: number, to: number): number =>
  limit.kind === 'urgent' ? Math.max(0, to - from) : calendar.between(from, to)

/** The state of a clock that has used `used` of `total` ms. In time means used ≤ limit. */
export const clockState = (used: number, total: number): 'running' | 'warn' | 'overdue' => {
  if (used > total) return 'overdue'
  return used >= total * WARN_SHARE ? 'warn' : 'running'
}

/** The stretches in which the clock runs; the last has no end while the clock is neither stopped nor paused. */
function stretches({ from, stoppedAt, pauses }: ClockFacts): { readonly from: number; readonly to: number | undefined }[] {
  const runs: { from: number; to: number | undefined }[] = []
  let start = from
  for (const pause of pauses) {
    if (stoppedAt !== undefined && pause.from >= stoppedAt) break
    if (pause.from > start) runs.push({ from: start, to: pause.from })
    if (pause.to === undefined) return runs
    start = Math.max(start, pause.to)
  }
  if (stoppedAt === undefined || stoppedAt > start) runs.push({ from: start, to: stoppedAt })
  return runs
}

/** Used time up to an instant, ms in the clock's own time; pauses do not count. */
export const usedAt = (facts: ClockFacts, calendar: WorkingTime, at: number): number =>
  stretches(facts).reduce((sum, run) => sum + (run.from < at ? usedTime(facts.limit, calendar, run.from, Math.min(run.to ?? at, at)) : 0), 0)

/** The instant at which `budget` ms are used up; undefined when the clock stops or pauses before. */
export function usedUpAt(facts: ClockFacts, calendar: WorkingTime, budget: number): number | undefined {
  let left = budget
  for (const run of stretches(facts)) {
    const used = run.to === undefined ? Infinity : usedTime(facts.limit, calendar, run.from, run.to)
    if (left <= used) return facts.limit.kind === 'urgent' ? run.from + left : calendar.add(run.from, left)
    left -= used
  }
  return undefined
}

/** The whole budget: the limit, and again for each extension. */
export const budgetMs = ({ limit, extensions }: ClockFacts, calendar: WorkingTime): number => limitMs(limit, calendar) * (1 + extensions)

/**
 * The instant at which the limit is used up. A clock that stopped before it was due shows when it would have
 * been; one that is paused before it was due has none.
 */
export function dueAt(facts: ClockFacts, calendar: WorkingTime): number | undefined {
  const budget = budgetMs(facts, calendar)
  const due = usedUpAt(facts, calendar, budget)
  if (due !== undefined || facts.stoppedAt === undefined) return due
  return usedUpAt({ ...facts, stoppedAt: undefined }, calendar, budget)
}

/** The instant from which the clock warns; undefined when it stops or pauses before. */
export const warnAt = (facts: ClockFacts, calendar: WorkingTime): number | undefined => usedUpAt(facts, calendar, budgetMs(facts, calendar) * WARN_SHARE)

/** Whether the clock is paused at an instant. */
const pausedAt = ({ pauses }: ClockFacts, at: number): Pause | undefined => pauses.find((p) => p.from <= at && (p.to === undefined || at < p.to))

/** Reads a clock at an instant. */
export function readClock(facts: ClockFacts, calendar: WorkingTime, now: number): ClockReading {
  const { what, limit, from, stoppedAt } = facts
  const stopped = stoppedAt !== undefined && stoppedAt <= now
  const at = stopped ? stoppedAt : Math.max(now, from)
  const budget = budgetMs(facts, calendar)
  const pause = stopped ? undefined : pausedAt(facts, at)
  const roundTheClock = limit.kind === 'urgent'
  const lastResume = facts.pauses.reduce((latest, p) => (p.to !== undefined && p.to <= at ? Math.max(latest, p.to) : latest), from)
  const asOf = stopped ? at : pause ? Math.max(from, pause.from) : roundTheClock ? lastResume : Math.max(lastResume, calendar.lastChange(at))
  const used = usedAt(facts, calendar, asOf)
  return {
    what,
    limit,
    limitMs: budget,
    usedMs: used,
    startedAt: from,
    dueAt: pause ? null : (dueAt(facts, calendar) ?? null),
    asOf,
    ticking: !stopped && !pause && (roundTheClock || calendar.isWorking(at)),
    changesAt: stopped || pause || roundTheClock ? null : calendar.nextChange(at),
    state: stopped ? 'stopped' : pause ? 'paused' : clockState(usedAt(facts, calendar, at), budget),
    overdueMs: Math.max(0, used - budget),
  }
}
