import type { ReadHandle } from './database.ts'

/** An approved 回退 with its case, as 推诿次数 counts it. */
export interface BounceRow {
  readonly key: number
  readonly id: string
  readonly number: string
  readonly event: string
}

/** The 推诿 of a period (`to` exclusive, epoch ms), by one department or all, in pages of cases after a key. */
export const bounceCases = (db: ReadHandle, from: number, to: number, department: string | undefined, after: number, limit: number): BounceRow[] =>
  db.all<BounceRow>(
    `SELECT b.key, c.id, c.number, b.event FROM case_bounce b JOIN case_row c ON c.key = b.key
     WHERE b.at >= ? AND b.at < ? ${department === undefined ? '' : 'AND b.department = ?'} AND b.key > ?
       AND b.key IN (SELECT DISTINCT key FROM case_bounce WHERE at >= ? AND at < ? ${department === undefined ? '' : 'AND department = ?'} AND key > ? ORDER BY key LIMIT ?)
     ORDER BY b.key, b.at`,
    from, to, ...(department === undefined ? [] : [department]), after, from, to, ...(department === undefined ? [] : [department]), after, limit,
  )

/** Ids of a stream's events of some types, in order of arrival. */
export const eventIdsOf = (db: ReadHandle, stream: string, types: readonly string[]): string[] =>
  db.all<{ id: string }>(`SELECT id FROM event WHERE stream = ? AND type IN (${types.map(() => '?').join(', ')}) ORDER BY seq`, stream, ...types).map((row) => row.id)
