import type { ReadHandle } from './database.ts'

/** Ids of cases whose clocks may be other under another calendar: every open one, and those with an event at or after an instant (epoch ms). */
export const casesToReckon = (db: ReadHandle, since: number): string[] => [
  ...new Set([
    ...db.all<{ id: string }>('SELECT id FROM case_row WHERE open = 1').map((row) => row.id),
    ...db.all<{ id: string }>("SELECT DISTINCT substr(stream, 6) AS id FROM event WHERE occurred_at >= ? AND stream LIKE 'case/%'", since).map((row) => row.id),
  ]),
]
