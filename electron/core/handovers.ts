import type { Commander } from '../commands/commander.ts'
import { fail, ok, type Result } from '../contract/error.ts'
import type { HandoverRow } from '../contract/handover.ts'
import type { Keyed } from '../contract/keyed.ts'
import type { EventEnvelope } from '../domain/case-event.ts'
import { foldHandover, HANDOVER_STREAM, handoverStream } from '../domain/handover.ts'
import type { Actor } from '../domain/role.ts'
import type { ReadHandle, WriteHandle } from '../store/database.ts'
import { clearHandovers, listHandovers, readHandover, writeHandover } from '../store/handover-table.ts'

/** How the events of hand-overs become what the store keeps of them. */
export const handoverProjection = {
  prefix: HANDOVER_STREAM,
  clear: clearHandovers,
  project: (db: WriteHandle, id: string, events: readonly EventEnvelope[]): void => {
    const state = foldHandover(id, events)
    if (state) writeHandover(db, state)
  },
}

export interface Given {
  readonly since: number
  readonly counts: Readonly<Record<string, number>>
  readonly remark: string
}

/** The outgoing officer hands the shift over. Refused while one that they gave still waits to be taken. */
export const giveHandover = (db: ReadHandle, commander: Commander, given: Given, actor: Actor, id: string, now: number): Promise<Result<unknown>> =>
  commander.record(() => {
    const [last] = listHandovers(db, 1)
    if (given.since >= now) return fail('in-the-future', 'the shift began in the future', { where: 'since' })
    if (last && !last.taken && last.given.by.id === actor.id) return fail('handover-waits', 'the last hand-over was not taken yet', { params: { id: last.id } })
    return ok([{ stream: handoverStream(id), type: 'handover.given', occurredAt: now, body: { ...given, until: now } }])
  }, actor)

/** The incoming officer takes the shift over: once, and where people sign in not the one who gave it. */
export const takeHandover = (db: ReadHandle, commander: Commander, id: string, remark: string, actor: Actor, signedIn: boolean, now: number): Promise<Result<unknown>> =>
  commander.record(() => {
    const state = readHandover(db, id)
    if (!state) return fail('not-found', `there is no hand-over ${id}`, { where: 'id', params: { id } })
    if (state.taken) return fail('handover-taken', 'it was taken over already', { params: { name: state.taken.by.name } })
    if (signedIn && state.given.by.id === actor.id) return fail('handover-own', 'whoever gave it cannot take it over', { params: { name: actor.name } })
    return ok([{ stream: handoverStream(id), type: 'handover.taken', occurredAt: now, body: { remark } }])
  }, actor)

/** Hand-overs that were recorded, the last first. */
export function handoversView(db: ReadHandle, limit: number): Keyed<Readonly<Record<string, never>>, HandoverRow> {
  const rows = listHandovers(db, limit).map((state): HandoverRow => ({ ...state, taken: state.taken ?? null }))
  return { head: {}, rows: Object.fromEntries(rows.map((row) => [row.id, row])), order: rows.map((row) => row.id) }
}
