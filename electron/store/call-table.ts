import type { CallState } from '../domain/call.ts'
import type { ReadHandle, WriteHandle } from './database.ts'

/** Writes one call into the projection. Runs inside the transaction of its events. */
export function writeCall(db: WriteHandle, state: CallState): void {
  db.run(
    `INSERT INTO call_row (id, begun_at, case_id, open, recorded, state) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET begun_at = excluded.begun_at, case_id = excluded.case_id, open = excluded.open, recorded = excluded.recorded, state = excluded.state`,
    state.id, state.begunAt, state.caseId, state.endedAt === null ? 1 : 0, state.recording && state.erasedAt === null ? 1 : 0, JSON.stringify(state),
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

/** Calls that are read at once, and that one page looks at, at most. */
const BATCH = 500
const MAX_LOOKED = 20_000

/** A page of the calls that fit, the last begun first; a short one where many were looked at in vain. `next` is null when there are no more. */
export function pageCalls(db: ReadHandle, { caseId, after, limit, fits }: { readonly caseId: string | undefined; readonly after: string | undefined; readonly limit: number; readonly fits: (call: CallState) => boolean }): { readonly calls: readonly CallState[]; readonly next: string | null } {
  const calls: CallState[] = []
  let [at, id] = readCursor(after)
  for (let looked = 0; looked < MAX_LOOKED; looked += BATCH) {
    const batch = db
      .all<Columns>(`SELECT state FROM call_row WHERE ${caseId === undefined ? '' : 'case_id = ? AND '}(begun_at, id) < (?, ?) ORDER BY begun_at DESC, id DESC LIMIT ?`, ...(caseId === undefined ? [] : [caseId]), at, id, BATCH)
      .map(toCall)
    for (const call of batch) {
      if (calls.length === limit) return { calls, next: `${at} ${id}` }
      ;[at, id] = [call.begunAt, call.id]
      if (fits(call)) calls.push(call)
    }
    if (batch.length < BATCH) return { calls, next: null }
  }
  return { calls, next: `${at} ${id}` }
}

function readCursor(text: string | undefined): readonly [number, string] {
  const [, at = Number.MAX_SAFE_INTEGER, id = ''] = /^(\d{1,16}) ([0-9a-f-]{36})$/.exec(text ?? '') ?? []
  return [Number(at), id]
}

/** Calls begun since an instant, the first begun first; the newest {@link MAX_LOOKED} of them. */
export const callsSince = (db: ReadHandle, since: number): CallState[] => db.all<Columns>('SELECT state FROM call_row WHERE begun_at >= ? ORDER BY begun_at DESC LIMIT ?', since, MAX_LOOKED).map(toCall).reverse()

/** Calls begun before an instant whose recording is kept, the first begun first, after a call of the last answer. */
export const recordedBefore = (db: ReadHandle, before: number, after: Pick<CallState, 'begunAt' | 'id'> | undefined, limit: number): CallState[] =>
  db.all<Columns>('SELECT state FROM call_row WHERE recorded = 1 AND begun_at < ? AND (begun_at, id) > (?, ?) ORDER BY begun_at, id LIMIT ?', before, after?.begunAt ?? 0, after?.id ?? '', limit).map(toCall)

/** Calls whose end is not known. */
export const openCalls = (db: ReadHandle): CallState[] => db.all<Columns>('SELECT state FROM call_row WHERE open = 1').map(toCall)
