import type { ReadHandle, WriteHandle } from './database.ts'

/** A camera came or went; `at` epoch ms. */
export interface HealthTurn {
  readonly camera: string
  readonly at: number
  readonly state: string
  readonly detail: string
}

/** Turns are kept this long, ms, and so many of each camera. */
export const HEALTH_AGE = 30 * 24 * 3_600_000
const MOST_OF_ONE = 500

/** Writes turns, and drops those that are too old or too many. */
export function writeTurns(db: WriteHandle, turns: readonly HealthTurn[], now: number): void {
  db.transaction(() => {
    for (const { camera, at, state, detail } of turns) db.run('INSERT OR REPLACE INTO camera_health VALUES (?, ?, ?, ?)', camera, at, state, detail)
    for (const camera of new Set(turns.map((turn) => turn.camera))) {
      db.run('DELETE FROM camera_health WHERE camera = ? AND at <= (SELECT at FROM camera_health WHERE camera = ? ORDER BY at DESC LIMIT 1 OFFSET ?)', camera, camera, MOST_OF_ONE)
    }
    db.run('DELETE FROM camera_health WHERE at < ?', now - HEALTH_AGE)
  })
}

/** Turns of a camera, the newest first. */
export const turnsOf = (db: ReadHandle, camera: string, limit: number): HealthTurn[] =>
  db.all<HealthTurn>('SELECT camera, at, state, detail FROM camera_health WHERE camera = ? ORDER BY at DESC LIMIT ?', camera, limit)
