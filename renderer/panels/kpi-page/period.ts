/** Periods that are offered; `range` is two days that are typed. */
export const PERIODS = ['today', 'week', 'month', 'last-month', 'range'] as const
export type PeriodName = (typeof PERIODS)[number]

/** Whole local days of the city as epoch ms, `to` exclusive. */
export interface Period {
  readonly from: number
  readonly to: number
}

const DAY = 86_400_000
/** The city's zone, Asia/Shanghai, has had one offset since 1991. */
const OFFSET = 8 * 3_600_000

/** Start of the local day of a date; months past the year's end roll over. */
const startOf = (year: number, month: number, day: number): number => Date.UTC(year, month, day) - OFFSET

/** The named period that holds `now`, epoch ms; weeks start on Monday. */
export function periodAt(name: Exclude<PeriodName, 'range'>, now: number): Period {
  const local = new Date(now + OFFSET)
  const [year, month, day] = [local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()]
  const today = startOf(year, month, day)
  switch (name) {
    case 'today':
      return { from: today, to: today + DAY }
    case 'week': {
      const monday = today - ((local.getUTCDay() + 6) % 7) * DAY
      return { from: monday, to: monday + 7 * DAY }
    }
    case 'month':
      return { from: startOf(year, month, 1), to: startOf(year, month + 1, 1) }
    case 'last-month':
      return { from: startOf(year, month - 1, 1), to: startOf(year, month, 1) }
  }
}

/** A local day as it is typed, 2026-11-25. */
export const dayText = (at: number): string => new Date(at + OFFSET).toISOString().slice(0, 10)

/** Start of a day that was typed, as 2026-11-25, 2026/11/25 or 20261125; undefined when there is no such day. */
export function parseDay(text: string): number | undefined {
  const [, year, month, day] = /^\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?\s*$/.exec(text) ?? /^\s*(\d{4})(\d{2})(\d{2})\s*$/.exec(text) ?? []
  if (year === undefined || month === undefined || day === undefined) return undefined
  const at = startOf(Number(year), Number(month) - 1, Number(day))
  return at >= 0 && dayText(at) === [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-') ? at : undefined
}

/** The period of two typed days, both counted; undefined when one is no day or they stand the wrong way round. */
export function rangeOf(first: string, last: string): Period | undefined {
  const [from, to] = [parseDay(first), parseDay(last)]
  return from === undefined || to === undefined || from > to ? undefined : { from, to: to + DAY }
}
