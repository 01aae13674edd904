import type { HandoverState } from '../domain/handover.ts'
import type { ReadHandle, WriteHandle } from './database.ts'

/** Writes one hand-over into the projection. Runs inside the transaction of its events. */
export function writeHandover(db: WriteHandle, state: HandoverState): void {
  db.run(
    'INSERT INTO handover (id, given_at, taken, state) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET given_at = excluded.given_at, taken = excluded.taken, state = excluded.state',
    state.id, state.given.at, state.taken ? 1 : 0, JSON.stringify(state),
  )
}

/** Empties the projection, to be filled again from the events. */
export const clearHandovers = (db: WriteHandle): void => void db.run('DELETE FROM handover')

/** The projection is ours and versioned by its migration, so its JSON is taken as written. */
const toState = ({ state }: { readonly state: string }): HandoverState => JSON.parse(state) as HandoverState

export const readHandover = (db: ReadHandle, id: string): HandoverState | undefined => {
  const row = db.get<{ state: string }>('SELECT state FROM handover WHERE id = ?', id)
  return row && toState(row)
}

/** The last to be given first. */
export const listHandovers = (db: ReadHandle, limit: number): HandoverState[] => db.all<{ state: string }>('SELECT state FROM handover ORDER BY given_at DESC LIMIT ?', limit).map(toState)
