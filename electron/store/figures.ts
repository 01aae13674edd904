import type { Stage } from '../domain/case-flow.ts'
import type { ReadHandle } from './database.ts'

/** Events of each type since an instant. */
export const countEventsByType = (db: ReadHandle, since: number): Map<string, number> =>
  new Map(db.all<{ type: string; n: number }>('SELECT type, count(*) AS n FROM event WHERE occurred_at >= ? GROUP BY type', since).map((r) => [r.type, r.n]))

/** Reports by hour since an instant: hour number from 0, count. */
export const countReportsByHour = (db: ReadHandle, since: number): Map<number, number> =>
  new Map(
    db.all<{ hour: number; n: number }>("SELECT CAST((occurred_at - ?) / 3600000 AS INTEGER) AS hour, count(*) AS n FROM event WHERE occurred_at >= ? AND type = 'case.reported' GROUP BY hour", since, since).map((r) => [r.hour, r.n]),
  )

/** Cases by stage, of all times: kept by the projection. */
export const countByStage = (db: ReadHandle): Map<Stage, number> =>
  new Map(db.all<{ stage: Stage; n: number }>('SELECT stage, n FROM case_count WHERE n > 0').map((r) => [r.stage, r.n]))

/** Open cases, and those past due and past warning at `now`. */
export function countOpen(db: ReadHandle, now: number): { open: number; overdue: number; warn: number } {
  const row = db.get<{ open: number; overdue: number | null; warn: number | null }>(
    'SELECT count(*) AS open, sum(due_at < ?) AS overdue, sum(warn_at <= ? AND due_at >= ?) AS warn FROM case_row INDEXED BY case_open_due WHERE open = 1', now, now, now)
  return { open: row?.open ?? 0, overdue: row?.overdue ?? 0, warn: row?.warn ?? 0 }
}

/** By district: open now, and reported since an instant. */
export function countByDistrict(db: ReadHandle, since: number): Map<string, { open: number; today: number }> {
  const open = db.all<{ district: string; n: number }>('SELECT district, count(*) AS n FROM case_row INDEXED BY case_open_due WHERE open = 1 GROUP BY district')
  const today = db.all<{ district: string; n: number }>('SELECT district, count(*) AS n FROM case_kpi WHERE reported_at >= ? GROUP BY district', since)
  const both = new Map(open.map((r) => [r.district, { open: r.n, today: 0 }]))
  for (const { district, n } of today) both.set(district, { open: both.get(district)?.open ?? 0, today: n })
  return both
}

/** By department that answers now: open, and overdue at `now`. */
export const countByDepartment = (db: ReadHandle, now: number): Map<string, { open: number; overdue: number }> =>
  new Map(
    db.all<{ department: string; open: number; overdue: number | null }>('SELECT department, count(*) AS open, sum(due_at < ?) AS overdue FROM case_row INDEXED BY case_open_department WHERE open = 1 AND department IS NOT NULL GROUP BY department', now).map((r) => [r.department, { open: r.open, overdue: r.overdue ?? 0 }]),
  )

const DAY = 86_400_000

/** Reports between two starts of local days, by district, answering department (empty: none took it) and hour of the day from 0. */
export const countReportsBetween = (db: ReadHandle, from: number, until: number): readonly { readonly district: string; readonly department: string; readonly hour: number; readonly n: number }[] =>
  db.all(
    `SELECT district, coalesce(department, '') AS department, CAST(((reported_at - ?) % ${DAY}) / 3600000 AS INTEGER) AS hour, count(*) AS n FROM case_kpi WHERE reported_at >= ? AND reported_at < ? GROUP BY 1, 2, 3`,
    from, from, until)

/** When the first report came, epoch ms; undefined when none did. */
export const firstReport = (db: ReadHandle): number | undefined => db.get<{ at: number | null }>('SELECT min(reported_at) AS at FROM case_kpi')?.at ?? undefined

/** Open cases by age: how many are younger than each bound (ms, rising) and no younger than the one before; last those older than all. */
export function countAges(db: ReadHandle, now: number, bounds: readonly number[]): readonly number[] {
  const sums = bounds.map((_, i) => `sum(reported_at > ?) AS below${i}`).join(', ')
  const row = db.get<Record<string, number | null>>(`SELECT count(*) AS n, ${sums} FROM case_row WHERE open = 1`, ...bounds.map((bound) => now - bound))
  const below = bounds.map((_, i) => row?.[`below${i}`] ?? 0)
  const all = row?.['n'] ?? 0
  return [...below, all].map((n, i) => n - (below[i - 1] ?? 0))
}
