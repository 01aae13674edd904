import type { CallState } from '../domain/call.ts'
import type { ReadHandle, WriteHandle } from './database.ts'

/** Writes one call into the projection. Runs inside the transaction of its events. */
export function writeCall(db: WriteHandle, state: CallState): void {
  db.run(
    `INSERT INTO call_row (id, begun_at, case_id, open, state) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET begun_at = excluded.begun_at, case_id = excluded.case_id, open = excluded.open, state = excluded.state`,
    state.id, state.begunAt, state.caseId, state.endedAt === null ? 1 : 0, JSON.stringify(state),
  )
}

/** Empties the projection, to be filled again from the events. */
export function clearCalls(db: WriteHandle): void {
  db.run('DELETE FROM call_row')
}

/** The projection is ours and versioned by its migration, so its JSON is taken as written. */
const toCall = ({ state }: { readonly state: string }): CallState => JSON.parse(state) as CallState

type Columns = { readonly state: string }

export const readCall = (db: ReadHandle, id: string): CallState | undefined => {
  const row = db.get<Columns>('SELECT state FROM call_row WHERE id = ?', id)
  return row && toCall(row)
}

/** Calls, the last begun first; of one case where it is named. */
export const listCalls = (db: ReadHandle, { caseId, limit }: { readonly caseId: string | undefined; readonly limit: number }): CallState[] =>
  (caseId === undefined
    ? db.all<Columns>('SELECT state FROM call_row ORDER BY begun_at DESC LIMIT ?', limit)
    : db.all<Columns>('SELECT state FROM call_row WHERE case_id = ? ORDER BY begun_at DESC LIMIT ?', caseId, limit)
  ).map(toCall)

/** Calls whose end is not known. */
export const openCalls = (db: ReadHandle): CallState[] => db.all<Columns>('SELECT state FROM call_row WHERE open = 1').map(toCall)
