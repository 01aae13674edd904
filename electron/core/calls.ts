import { fail, ok, type Result } from '../contract/error.ts'
import { MAX_PIECE, type CallCommand, type CallFact, type CallParty, type CallRow } from '../contract/call.ts'
import type { ViewSpec, ViewTypes } from '../contract/views.ts'
import type { CommandValue, QueryTypes } from '../contract/messages.ts'
import type { Commander } from '../commands/commander.ts'
import { callStream, type CallState } from '../domain/call.ts'
import type { Actor } from '../domain/role.ts'
import { callsSince, listCalls, pageCalls, readCall } from '../store/call-table.ts'
import { readCase } from '../store/case-table.ts'
import type { ReadHandle } from '../store/database.ts'
import type { Audit } from './audit.ts'
import type { SubmitCase } from './carry.ts'
import { endLostCalls, factOfCall, wantsRecording, type CallFactToWrite } from '../voice/call-records.ts'
import type { RecordingStore } from '../voice/recording-store.ts'

export interface CallServices {
  readonly db: ReadHandle
  readonly commander: Commander
  readonly recordings: RecordingStore
  readonly submit: SubmitCase
  readonly actor: () => Actor
  /** Who has a number, as the directory says. */
  readonly partyOf: (number: string) => CallParty | undefined
  /** The only open case that a number reported; undefined when there is none, or several. */
  readonly caseOf: (number: string) => string | undefined
}

const nothing: CommandValue = { caseId: null, number: null, eventIds: [] }

/** Carries out what the call window tells. */
export async function tellCall(command: CallCommand, services: CallServices): Promise<Result<CommandValue>> {
  const { db, recordings } = services
  switch (command.type) {
    case 'call.tell':
      await noteOnCase(services, command.callId, command.event)
      return write(services, () => factOfCall(db, command.callId, command.at, known(command.event, services)))
    case 'call.link':
      return linkCall(services, command)
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

/** A note of a call is one on its case too, before it is written on the call: what is cut short in between is told again. */
async function noteOnCase({ db, submit, actor }: CallServices, callId: string, event: CallFact): Promise<void> {
  const call = event.type === 'call.noted' ? readCall(db, callId) : undefined
  if (event.type !== 'call.noted' || !call?.caseId || call.facts.includes(event.body.fact)) return
  await submit({ type: 'case.note', caseId: call.caseId, note: event.body.text }, actor())
}

/** Puts a call to a case; both must be there. */
async function linkCall(services: CallServices, { callId, caseId }: Extract<CallCommand, { type: 'call.link' }>): Promise<Result<CommandValue>> {
  if (!readCall(services.db, callId)) return fail('not-found', `there is no call ${callId}`, { where: 'callId', params: { id: callId } })
  if (!readCase(services.db, caseId)) return fail('not-found', `there is no case ${caseId}`, { where: 'caseId', params: { id: caseId } })
  await carryNotes(services, callId, caseId)
  return write(services, () => [{ stream: callStream(callId), type: 'call.linked', occurredAt: Date.now(), body: { fact: crypto.randomUUID(), caseId } }])
}

/** A call that is put to a case brings the notes that were written before. */
async function carryNotes({ db, submit, actor }: CallServices, callId: string, caseId: string): Promise<void> {
  const call = readCall(db, callId)
  if (!call || call.caseId === caseId) return
  for (const { text } of call.notes) await submit({ type: 'case.note', caseId, note: text }, actor())
}

/** A call that comes in, with what is known here of its caller: who has the number, and what they reported. */
function known(event: CallFact, { partyOf, caseOf }: CallServices): CallFact {
  if (event.type !== 'call.begun' || event.body.direction !== 'in') return event
  const [number = ''] = event.body.numbers
  return { ...event, body: { ...event.body, party: partyOf(number) ?? event.body.party, caseId: event.body.caseId ?? caseOf(number) ?? null } }
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

export const callRow = ({ id, direction, caseId, party, number, demo, by, tries, begunAt, answeredAt, endedAt, why, recording, erasedAt, notes, marks }: CallState): CallRow => ({
  id, direction, caseId, party, number, demo, by, tries, begunAt, answeredAt, endedAt, why, recording, erasedAt, notes, marks,
})

const DAY_MS = 86_400_000

/** Calls, the newest first. */
export function callsView(db: ReadHandle, { caseId, which, text, after, limit }: Extract<ViewSpec, { view: 'calls' }>, now: number): ViewTypes['calls'] {
  const wanted = text.trim().toLowerCase()
  const fits = (call: CallState): boolean =>
    (which === 'all' || (which === 'missed' ? isMissed(call) : call.direction === which)) &&
    (wanted === '' || [call.party.name, call.party.nameEn, call.number, call.by].some((word) => word.toLowerCase().includes(wanted)))
  const { calls, next } = pageCalls(db, { caseId, after, limit, fits })
  const rows = calls.map(callRow)
  const missed = missedCallers(db, now - DAY_MS)
  const last = missed.findLast(({ number }) => number !== 'anonymous')
  return { head: { missed: missed.length, callBack: last ? callRow(last) : null, next }, rows: Object.fromEntries(rows.map((r) => [r.id, r])), order: rows.map((r) => r.id) }
}

/** Whether somebody called and nobody spoke with them. */
const isMissed = ({ direction, answeredAt, endedAt }: CallState): boolean => direction === 'in' && answeredAt === null && endedAt !== null

/** The last call of each caller that was missed since an instant and with whom nobody has spoken after it, the first begun first. */
export function missedCallers(db: ReadHandle, since: number): CallState[] {
  const missed = new Map<string, CallState>()
  for (const call of callsSince(db, since)) {
    if (!isMissed(call) && call.answeredAt === null) continue
    missed.delete(call.number)
    if (isMissed(call)) missed.set(call.number, call)
  }
  return [...missed.values()]
}

/** A piece of a recording for somebody who may listen; that they did is recorded. */
export async function hearRecording({ db, recordings, audit }: { readonly db: ReadHandle; readonly recordings: RecordingStore; readonly audit: Audit }, callId: string, offset: number, by: Actor): Promise<Result<QueryTypes['recording']>> {
  const call = readCall(db, callId)
  const size = recordings.size(callId)
  if (!call || size === 0) return fail('not-found', `no recording of the call ${callId} is there`, { where: 'callId', params: { id: callId } })
  const heard = await audit(by, 'recording-heard', { ...(call.caseId === null ? {} : { caseId: call.caseId }), detail: { call: callId, with: call.party.name } })
  return heard.ok ? ok({ data: recordings.read(callId, offset, MAX_PIECE).toString('base64'), size }) : heard
}
