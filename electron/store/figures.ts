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
