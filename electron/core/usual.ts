import { countReportsBetween, firstReport } from '../store/figures.ts'
import type { ReadHandle } from '../store/database.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Usual is the mean of so many days before today, or of the whole days that there are. */
const DAYS = 28

/** Reports as they usually are: the mean of the last days, by hour; and as many as usually came up to a moment of the day, by district and department. */
export interface Usual {
  readonly days: number
  readonly byHour: readonly number[]
  byDistrict(code: string): number
  byDepartment(id: string): number
}

interface Kept {
  readonly since: number
  readonly days: number
  readonly rows: ReturnType<typeof countReportsBetween>
}

/** Read once a day for each database: the days before today change no more. */
const kept = new WeakMap<ReadHandle, Kept>()

function readUsual(db: ReadHandle, since: number): Kept {
  const known = kept.get(db)
  if (known?.since === since) return known
  const first = firstReport(db) ?? since
  const days = Math.min(DAYS, Math.floor((since - first) / DAY))
  const made = { since, days, rows: days > 0 ? countReportsBetween(db, since - days * DAY, since) : [] }
  kept.set(db, made)
  return made
}

/** What is usual at `now`, on the local day that began at `since`; undefined while there is no whole day before it. */
export function usualAt(db: ReadHandle, since: number, now: number): Usual | undefined {
  const { days, rows } = readUsual(db, since)
  if (days <= 0) return undefined
  const passed = (hour: number): number => Math.min(1, Math.max(0, (now - since) / HOUR - hour))
  const sum = (of: readonly Kept['rows'][number][], share: (hour: number) => number): number => Math.round((of.reduce((total, { hour, n }) => total + n * share(hour), 0) / days) * 10) / 10
  return {
    days,
    byHour: Array.from({ length: 24 }, (_, hour) => sum(rows.filter((row) => row.hour === hour), () => 1)),
    byDistrict: (code) => sum(rows.filter((row) => row.district === code), passed),
    byDepartment: (id) => sum(rows.filter((row) => row.department === id), passed),
  }
}
