import { fail, ok, type Result } from '../contract/error.ts'
import { MAX_PIECE, type CallCommand, type CallRow } from '../contract/call.ts'
import type { Keyed } from '../contract/keyed.ts'
import type { CommandValue, QueryTypes } from '../contract/messages.ts'
import type { Commander } from '../commands/commander.ts'
import { callStream, type CallState } from '../domain/call.ts'
import type { Actor } from '../domain/role.ts'
import { listCalls, readCall } from '../store/call-table.ts'
import type { ReadHandle } from '../store/database.ts'
import type { Audit } from './audit.ts'
import { endLostCalls, factOfCall, wantsRecording, type CallFactToWrite } from '../voice/call-records.ts'
import type { RecordingStore } from '../voice/recording-store.ts'

export interface CallServices {
  readonly db: ReadHandle
  readonly commander: Commander
  readonly recordings: RecordingStore
  readonly actor: () => Actor
}

const nothing: CommandValue = { caseId: null, number: null, eventIds: [] }

/** Carries out what the call window tells. */
export async function tellCall(command: CallCommand, services: CallServices): Promise<Result<CommandValue>> {
  const { db, recordings } = services
  switch (command.type) {
    case 'call.tell':
      return write(services, () => factOfCall(db, command.callId, command.at, command.event))
    case 'recording.write': {
      const written = recordings.write(command.callId, command.offset, Buffer.from(command.data, 'base64'))
      return written.ok ? ok(nothing) : fail('conflict', `the recording stands at ${written.size} bytes`, { where: 'offset', params: { size: String(written.size) } })
    }
    case 'recording.finish':
      return finish(services, command.callId, command.at, command.ms)
    case 'call.alive':
      return endLost(services, new Set(command.callIds))
  }
}

async function write({ commander, actor }: CallServices, gather: () => readonly CallFactToWrite[]): Promise<Result<CommandValue>> {
  const written = await commander.record(() => ok(gather()), actor())
  return written.ok ? ok({ ...nothing, eventIds: written.value.map((e) => e.id) }) : written
}

/** Makes a recording durable and writes its hash down, once. */
async function finish(services: CallServices, callId: string, at: number, ms: number): Promise<Result<CommandValue>> {
  const file = await services.recordings.finish(callId)
  if (!file) return fail('not-found', `no recording of the call ${callId} is there`, { where: 'callId', params: { id: callId } })
  return write(services, () => (wantsRecording(services.db, callId) ? [{ stream: callStream(callId), type: 'call.recorded', occurredAt: at, body: { fact: `recording-${callId}`, ms, ...file } }] : []))
}

/** Calls that nobody holds any more are over; what was recorded of them is kept. */
async function endLost(services: CallServices, alive: ReadonlySet<string>): Promise<Result<CommandValue>> {
  const at = Date.now()
  const ended = await write(services, () => endLostCalls(services.db, alive, at))
  const streams = ended.ok ? listCalls(services.db, { caseId: undefined, limit: MAX_LOST }).filter((c) => c.why === 'interrupted' && c.recording === null) : []
  for (const call of streams) if (services.recordings.size(call.id) > 0) await finish(services, call.id, at, Math.max(0, at - (call.answeredAt ?? at)))
  return ended
}

/** So many of the newest calls are looked at for recordings that were not finished. */
const MAX_LOST = 64

export const callRow = ({ id, direction, caseId, party, number, demo, by, tries, begunAt, answeredAt, endedAt, why, recording }: CallState): CallRow => ({
  id, direction, caseId, party, number, demo, by, tries, begunAt, answeredAt, endedAt, why, recording,
})

/** The newest calls, of one case where it is named. */
export function callsView(db: ReadHandle, caseId: string | undefined, limit: number): Keyed<Readonly<Record<string, never>>, CallRow> {
  const rows = listCalls(db, { caseId, limit }).map(callRow)
  return { head: {}, rows: Object.fromEntries(rows.map((r) => [r.id, r])), order: rows.map((r) => r.id) }
}

/** A piece of a recording for somebody who may listen; that they did is recorded. */
export async function hearRecording({ db, recordings, audit }: { readonly db: ReadHandle; readonly recordings: RecordingStore; readonly audit: Audit }, callId: string, offset: number, by: Actor): Promise<Result<QueryTypes['recording']>> {
  const call = readCall(db, callId)
  const size = recordings.size(callId)
  if (!call || size === 0) return fail('not-found', `no recording of the call ${callId} is there`, { where: 'callId', params: { id: callId } })
  const heard = await audit(by, 'recording-heard', { ...(call.caseId === null ? {} : { caseId: call.caseId }), detail: { call: callId, with: call.party.name } })
  return heard.ok ? ok({ data: recordings.read(callId, offset, MAX_PIECE).toString('base64'), size }) : heard
}
