import { asCallEvent, CALL_STREAM, callStream, foldCall, type EndReason, type NewCallEvent } from '../domain/call.ts'
import type { EventEnvelope } from '../domain/case-event.ts'
import { clearCalls, openCalls, readCall, writeCall } from '../store/call-table.ts'
import type { ReadHandle, WriteHandle } from '../store/database.ts'
import { readStream } from '../store/event-log.ts'

/** How the events of calls become what the store keeps of them. */
export const callProjection = {
  prefix: CALL_STREAM,
  clear: clearCalls,
  project: (db: WriteHandle, id: string, events: readonly EventEnvelope[]): void => {
    const state = foldCall(id, events)
    if (state) writeCall(db, state)
  },
}

/** A fact of a call, ready to be written on its stream. */
export interface CallFactToWrite {
  readonly stream: string
  readonly type: NewCallEvent['type']
  readonly occurredAt: number
  readonly body: NewCallEvent['body']
}

/** The fact to write; none when it is on the stream already. */
export function factOfCall(db: ReadHandle, id: string, at: number, event: NewCallEvent): CallFactToWrite[] {
  const known = readStream(db, callStream(id)).some((e) => asCallEvent(e)?.body.fact === event.body.fact)
  return known ? [] : [{ stream: callStream(id), type: event.type, occurredAt: at, body: event.body }]
}

/** Ends, as interrupted, the calls that are open here and that nobody holds any more. */
export function endLostCalls(db: ReadHandle, alive: ReadonlySet<string>, at: number): CallFactToWrite[] {
  const why: EndReason = 'interrupted'
  return openCalls(db)
    .filter(({ id }) => !alive.has(id))
    .map(({ id }) => ({ stream: callStream(id), type: 'call.ended', occurredAt: at, body: { fact: `lost-${id}`, why, sip: null } }))
}

/** Whether a call is known and has no finished recording. */
export const wantsRecording = (db: ReadHandle, id: string): boolean => {
  const state = readCall(db, id)
  return state !== undefined && state.recording === null
}
