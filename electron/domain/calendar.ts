import { z } from 'zod'

/** Milliseconds; all times are epoch ms unless said otherwise. */
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** Asia/Shanghai is UTC+8 all year since 1991. */
const SHANGHAI = 8 * HOUR
/** No limit reaches further than this, not 1000 working days extended twice; the search for working time stops there. */
const HORIZON_DAYS = 7320

const isoDay = z.iso.date()
const clockTime = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/)

/**
 * Working calendar 工作日历: working periods of a day (half-open, local time), public holidays and
 * 调休 days (weekend days that are worked). `coveredTo` says how far the notice reaches; later days count
 * as plain Monday–Friday.
 */
export const Calendar = z.object({
  version: z.string(),
  coveredFrom: isoDay,
  coveredTo: isoDay,
  periods: z.array(z.tuple([clockTime, clockTime])).min(1).max(12),
  holidays: z.array(isoDay).max(4_000),
  workedWeekends: z.array(isoDay).max(4_000),
  /** What days are called: 春节, 国庆节. */
  names: z.record(isoDay, z.string().max(32)).optional(),
})
export type Calendar = z.infer<typeof Calendar>

/** A calendar prepared for reckoning. Build with {@link prepareCalendar}. */
export interface WorkingTime {
  readonly version: string
  /** Working ms in a full working day. */
  readonly dayMs: number
  /** Working time in [from, to), ms; 0 when to ≤ from. */
  between(from: number, to: number): number
  /** The instant at which `ms` of working time have passed since `from`; a budget that ends with a period ends there, not at the next start. */
  add(from: number, ms: number): number
  /** Whether the instant lies in a working period. */
  isWorking(at: number): boolean
  /** The next instant after `at` at which working time starts or stops. */
  nextChange(at: number): number
  /** The latest instant not after `at` at which working time started or stopped. */
  lastChange(at: number): number
  /** Whether the calendar's notice covers the instant. */
  covers(at: number): boolean
}

/** Number of the local day that holds the instant. */
export const localDay = (at: number): number => Math.floor((at + SHANGHAI) / DAY)

/** Epoch ms at which the local day of the instant starts (midnight in Shanghai). */
export const startOfLocalDay = (at: number): number => localDay(at) * DAY - SHANGHAI

const toMinutes = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))

const dayNumber = (iso: string): number => Date.UTC(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)) - 1, Number(iso.slice(8, 10))) / DAY

/** Prepares a calendar; throws when its periods overlap or run backwards. */
export function prepareCalendar(calendar: Calendar): WorkingTime {
  const periods = calendar.periods.map(([a, b]) => [toMinutes(a) * MINUTE, toMinutes(b) * MINUTE] as const)
  periods.forEach(([start, end], i) => {
    if (end <= start || start < (periods[i - 1]?.[1] ?? 0)) throw new Error(`calendar ${calendar.version}: working periods overlap or run backwards`)
  })
  const holidays = new Set(calendar.holidays.map(dayNumber))
  const worked = new Set(calendar.workedWeekends.map(dayNumber))
  const first = dayNumber(calendar.coveredFrom)
  const last = dayNumber(calendar.coveredTo)
  const dayMs = periods.reduce((sum, [a, b]) => sum + b - a, 0)

  const isWorkday = (day: number): boolean => {
    if (worked.has(day)) return true
    if (holidays.has(day)) return false
    const weekday = (day + 4) % 7
    return weekday !== 0 && weekday !== 6
  }
  const inDay = (day: number, from: number, to: number): number => {
    if (!isWorkday(day)) return 0
    return periods.reduce((sum, [a, b]) => sum + Math.max(0, Math.min(b, to) - Math.max(a, from)), 0)
  }
  const offset = (at: number): [day: number, ms: number] => {
    const day = localDay(at)
    return [day, at + SHANGHAI - day * DAY]
  }
  const instant = (day: number, ms: number): number => day * DAY - SHANGHAI + ms

  const between = (from: number, to: number): number => {
    if (to <= from) return 0
    const [d0, m0] = offset(from)
    const [d1, m1] = offset(to)
    if (d0 === d1) return inDay(d0, m0, m1)
    let sum = inDay(d0, m0, DAY) + inDay(d1, 0, m1)
    for (let day = d0 + 1; day < d1; day++) if (isWorkday(day)) sum += dayMs
    return sum
  }
  const add = (from: number, ms: number): number => {
    if (ms <= 0) return from
    const [d0, m0] = offset(from)
    let left = ms
    for (let day = d0; day < d0 + HORIZON_DAYS; day++) {
      if (!isWorkday(day)) continue
      for (const [a, b] of periods) {
        const start = day === d0 ? Math.max(a, m0) : a
        if (start >= b) continue
        if (left <= b - start) return instant(day, start + left)
        left -= b - start
      }
    }
    throw new Error('limit reaches beyond twenty years')
  }
  const isWorking = (at: number): boolean => {
    const [day, ms] = offset(at)
    return isWorkday(day) && periods.some(([a, b]) => ms >= a && ms < b)
  }
  const nextChange = (at: number): number => {
    const [d0, m0] = offset(at)
    for (let day = d0; day < d0 + HORIZON_DAYS; day++) {
      if (!isWorkday(day)) continue
      for (const edge of periods.flat()) if (day > d0 || edge > m0) return instant(day, edge)
    }
    return at + HORIZON_DAYS * DAY
  }
  const lastChange = (at: number): number => {
    const [d0, m0] = offset(at)
    const edges = periods.flat().reverse()
    for (let day = d0; day > d0 - HORIZON_DAYS; day--) {
      if (!isWorkday(day)) continue
      for (const edge of edges) if (day < d0 || edge <= m0) return instant(day, edge)
    }
    return at - HORIZON_DAYS * DAY
  }
  const covers = (at: number): boolean => {
    const day = localDay(at)
    return day >= first && day <= last
  }
  return { version: calendar.version, dayMs, between, add, isWorking, nextChange, lastChange, covers }
}

/** The same local date and time one calendar year later (29 February becomes 1 March). */
export function yearAfter(at: number): number {
  const local = new Date(at + SHANGHAI)
  return Date.UTC(local.getUTCFullYear() + 1, local.getUTCMonth(), local.getUTCDate()) - SHANGHAI + ((at + SHANGHAI) % DAY)
}
