import { boxOf, expiryOf, standingOf, type AlertState } from '../domain/alert.ts'
import type { ReadHandle, WriteHandle } from './database.ts'

/** Writes one alert into the projection. Runs inside the transaction of its events. */
export function writeAlert(db: WriteHandle, state: AlertState): void {
  const { message } = state
  const [west, south, east, north] = (message && boxOf(message)) ?? [null, null, null, null]
  const closed = standingOf(state, 0) === 'active' ? 0 : 1
  db.run(
    `INSERT INTO alert_row (id, sent_at, expires_at, closed, west, south, east, north, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET sent_at = excluded.sent_at, expires_at = excluded.expires_at, closed = excluded.closed,
       west = excluded.west, south = excluded.south, east = excluded.east, north = excluded.north, state = excluded.state`,
    state.id, message?.sent ?? 0, (message && expiryOf(message)) ?? null, closed, west, south, east, north, JSON.stringify(state),
  )
}

/** Empties the projection, to be filled again from the events. */
export function clearAlerts(db: WriteHandle): void {
  db.run('DELETE FROM alert_row')
}

interface AlertColumns {
  readonly key: number
  readonly state: string
}

export interface StoredAlert {
  readonly key: number
  readonly state: AlertState
}

/** The projection is ours and versioned by its migration, so its JSON is taken as written. */
const toAlert = (row: AlertColumns): StoredAlert => ({ key: row.key, state: JSON.parse(row.state) as AlertState })

export const readAlert = (db: ReadHandle, id: string): AlertState | undefined => {
  const row = db.get<AlertColumns>('SELECT key, state FROM alert_row WHERE id = ?', id)
  return row && toAlert(row).state
}

/** Alerts that hold at an instant, the last sent first; those with no area drawn hold everywhere. */
export function alertsInForce(db: ReadHandle, now: number, within: readonly [number, number, number, number] | undefined, limit: number): StoredAlert[] {
  const box = within === undefined ? '' : 'AND (west IS NULL OR (east >= ? AND west <= ? AND north >= ? AND south <= ?))'
  const bounds = within === undefined ? [] : [within[0], within[2], within[1], within[3]]
  return db.all<AlertColumns>(`SELECT key, state FROM alert_row WHERE closed = 0 AND (expires_at IS NULL OR expires_at > ?) ${box} ORDER BY sent_at DESC, key DESC LIMIT ?`, now, ...bounds, limit).map(toAlert)
}

/** All alerts, the last to come first, in pages after a key. */
export const listAlerts = (db: ReadHandle, before: number, limit: number): StoredAlert[] =>
  db.all<AlertColumns>('SELECT key, state FROM alert_row WHERE key < ? ORDER BY key DESC LIMIT ?', before, limit).map(toAlert)

/** Whether an alert ran out in (from, to]. */
export const alertRanOut = (db: ReadHandle, from: number, to: number): boolean => db.get('SELECT 1 FROM alert_row WHERE closed = 0 AND expires_at > ? AND expires_at <= ? LIMIT 1', from, to) !== undefined
