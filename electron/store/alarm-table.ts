import type { ReadHandle, WriteHandle } from './database.ts'

/** One alarm: what kind, about which case or alert; acknowledged when and by whom, null while it is not. */
export interface StoredAlarm {
  readonly key: number
  readonly id: string
  readonly kind: string
  readonly subject: string
  readonly raisedAt: number
  readonly ackedAt: number | null
  readonly ackedBy: string | null
}

/** An alarm to be raised; of one id there is one for ever. */
export type NewAlarm = Pick<StoredAlarm, 'id' | 'kind' | 'subject'>

/** So many alarms are kept; older ones go. */
const MAX_KEPT = 5_000

const COLUMNS = 'key, id, kind, subject, raised_at AS raisedAt, acked_at AS ackedAt, acked_by AS ackedBy'

/** Raises those that are new; answers how many were. */
export function raiseAlarms(db: WriteHandle, alarms: readonly NewAlarm[], now: number): number {
  if (alarms.length === 0) return 0
  return db.transaction(() => {
    const raised = alarms.reduce((n, { id, kind, subject }) => n + db.run('INSERT INTO alarm (id, kind, subject, raised_at) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING', id, kind, subject, now).changes, 0)
    if (raised > 0) db.run('DELETE FROM alarm WHERE key <= (SELECT max(key) FROM alarm) - ?', MAX_KEPT)
    return raised
  })
}

/** Acknowledges all that are open up to a key; answers how many were. */
export const acknowledgeAlarms = (db: WriteHandle, upTo: number, by: string, now: number): number =>
  db.run('UPDATE alarm SET acked_at = ?, acked_by = ? WHERE acked_at IS NULL AND key <= ?', now, by, upTo).changes

/** Acknowledges those about one subject of one kind. */
export const acknowledgeAbout = (db: WriteHandle, kind: string, subject: string, by: string, now: number): number =>
  db.run('UPDATE alarm SET acked_at = ?, acked_by = ? WHERE acked_at IS NULL AND kind = ? AND subject = ?', now, by, kind, subject).changes

/** Drops an open alarm whose cause was replaced or called off. */
export const dropAlarms = (db: WriteHandle, kind: string, subject: string): number => db.run('DELETE FROM alarm WHERE acked_at IS NULL AND kind = ? AND subject = ?', kind, subject).changes

/** Open alarms by kind. */
export const countOpenAlarms = (db: ReadHandle): Map<string, number> =>
  new Map(db.all<{ kind: string; n: number }>('SELECT kind, count(*) AS n FROM alarm INDEXED BY alarm_open WHERE acked_at IS NULL GROUP BY kind').map((r) => [r.kind, r.n]))

/** Open alarms, the last first. */
export const openAlarms = (db: ReadHandle, limit: number): StoredAlarm[] => db.all<StoredAlarm>(`SELECT ${COLUMNS} FROM alarm WHERE acked_at IS NULL ORDER BY key DESC LIMIT ?`, limit)

/** All alarms before a key, the last first. */
export const listAlarms = (db: ReadHandle, before: number, limit: number): StoredAlarm[] => db.all<StoredAlarm>(`SELECT ${COLUMNS} FROM alarm WHERE key < ? ORDER BY key DESC LIMIT ?`, before, limit)
