import type { Stage } from '../domain/case-flow.ts'
import { ASKED, CASE_COLUMNS, NEVER, toCase, type CaseColumns, type StoredCase } from './case-table.ts'
import type { ReadHandle } from './database.ts'
import { toStored, type EventRow, type StoredEvent } from './event-log.ts'

/** Instants that part open cases by due, epoch ms. */
export interface DueBounds {
  readonly now: number
  readonly soon: number
  readonly endOfDay: number
}

/** Open cases by stage and due; counted along one index. */
export const countByStageAndDue = (db: ReadHandle, { now, soon, endOfDay }: DueBounds): { readonly stage: Stage; readonly due: string; readonly n: number }[] =>
  db.all<{ stage: Stage; due: string; n: number }>(
    `SELECT stage, CASE WHEN suspended_until > ? THEN 'paused' WHEN due_at = ? THEN 'none' WHEN due_at < ? THEN 'overdue' WHEN due_at <= ? THEN 'soon' WHEN due_at < ? THEN 'today' ELSE 'later' END AS due, count(*) AS n
     FROM case_row INDEXED BY case_open_due WHERE open = 1 GROUP BY 1, 2`,
    now, NEVER, now, soon, endOfDay,
  )

/** Cases in which something waits for an answer, the first to come first, and how many there are. */
export function casesAsking(db: ReadHandle, what: keyof typeof ASKED, limit: number): { readonly total: number; readonly cases: readonly StoredCase[] } {
  const bit = ASKED[what]
  const total = db.get<{ n: number }>('SELECT count(*) AS n FROM case_row INDEXED BY case_asked WHERE asked > 0 AND (asked & ?) > 0', bit)?.n ?? 0
  const cases = db.all<CaseColumns>(`SELECT ${CASE_COLUMNS} FROM case_row c INDEXED BY case_asked JOIN case_state s ON s.key = c.key WHERE c.asked > 0 AND (c.asked & ?) > 0 ORDER BY c.key LIMIT ?`, bit, limit).map(toCase)
  return { total, cases }
}

/** Events of one type that happened since an instant, the last first, and how many there are. */
export function eventsOfType(db: ReadHandle, type: string, since: number, limit: number): { readonly total: number; readonly events: readonly StoredEvent[] } {
  const total = db.get<{ n: number }>('SELECT count(*) AS n FROM event INDEXED BY event_occurred WHERE occurred_at >= ? AND type = ?', since, type)?.n ?? 0
  const events = db.all<EventRow>('SELECT * FROM event INDEXED BY event_occurred WHERE occurred_at >= ? AND type = ? ORDER BY occurred_at DESC LIMIT ?', since, type, limit).map(toStored)
  return { total, events }
}

/** Steps that went beyond the authority of who took them, since an instant, the last first, and how many there are. Reads every event of the period. */
export function emergencyEvents(db: ReadHandle, since: number, limit: number): { readonly total: number; readonly events: readonly StoredEvent[] } {
  const found = db.all<EventRow>("SELECT * FROM event INDEXED BY event_occurred WHERE occurred_at >= ? AND type GLOB 'case.*' AND json_extract(body, '$.emergency') IS NOT NULL ORDER BY occurred_at DESC", since)
  return { total: found.length, events: found.slice(0, limit).map(toStored) }
}
