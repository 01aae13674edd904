import type { ReadHandle, WriteHandle } from './database.ts'

/** One position of a field unit: WGS-84 degrees, heading clockwise from north, epoch ms. */
export interface UnitFix {
  readonly unit: string
  readonly at: number
  readonly lng: number
  readonly lat: number
  readonly heading: number
}

/** Tracks are kept this long, ms. */
export const TRACK_AGE = 24 * 3_600_000

/** Writes positions and drops those that are older than {@link TRACK_AGE}. */
export function writeFixes(db: WriteHandle, fixes: readonly UnitFix[], now: number): void {
  db.transaction(() => {
    for (const f of fixes) db.run('INSERT OR REPLACE INTO unit_track VALUES (?, ?, ?, ?, ?)', f.unit, f.at, f.lng, f.lat, f.heading)
    db.run('DELETE FROM unit_track WHERE at < ?', now - TRACK_AGE)
  })
}

/** The last known position of every unit. */
export const lastFixes = (db: ReadHandle): UnitFix[] =>
  db.all<UnitFix>('SELECT unit, max(at) AS at, lng, lat, heading FROM unit_track GROUP BY unit')
