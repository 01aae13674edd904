import { z } from 'zod'
import type { EventEnvelope } from './case-event.ts'
import { headsOf, orderEvents } from './event-graph.ts'

/** A telephone number as dialled: digits, an international plus, star and hash codes; or the user part of a SIP address. */
export const DialNumber = z.string().regex(/^[+*#\w.-]{1,64}$/, 'digits, letters, + * # . _ and - only')
export type DialNumber = z.infer<typeof DialNumber>

/** Who is at the other end, as far as the console knows: a department, or only a number. */
export const CallParty = z.object({ department: z.string().max(32).nullable(), name: z.string().max(64), nameEn: z.string().max(64) })
export type CallParty = z.infer<typeof CallParty>

/** Why one number was not reached. */
export const MissReason = z.enum(['no-answer', 'busy', 'rejected', 'unknown-number', 'unreachable', 'no-common-codec', 'cancelled', 'failed'])
export type MissReason = z.infer<typeof MissReason>

/** Why a call ended. `interrupted`: the console went away in the middle; `transferred`: the other side speaks with somebody else now. */
export const EndReason = z.enum([...MissReason.options, 'hung-up-here', 'hung-up-there', 'interrupted', 'transferred'])
export type EndReason = z.infer<typeof EndReason>

/** Numbers that one call may try, one after the other. */
export const MAX_NUMBERS = 10

/** Longest note, as on a case. */
export const MAX_NOTE = 1_000
/** Notes and marks of one call that are shown; later ones stand in the events only. */
const MAX_SHOWN = 200

const key = z.string().min(1).max(64)
const sip = z.number().int().min(0).max(699).nullable()

/** Bodies of the events of a call's stream, by type. `fact` is the sender's own key: what comes twice is written once. */
export const CallEventBody = {
  'call.begun': z.object({ fact: key, direction: z.enum(['out', 'in']), caseId: key.nullable(), party: CallParty, numbers: z.array(DialNumber).min(1).max(MAX_NUMBERS), demo: z.boolean() }),
  'call.tried': z.object({ fact: key, number: DialNumber }),
  'call.ringing': z.object({ fact: key, number: DialNumber }),
  'call.missed': z.object({ fact: key, number: DialNumber, why: MissReason, sip }),
  'call.answered': z.object({ fact: key, number: DialNumber }),
  'call.ended': z.object({ fact: key, why: EndReason, sip }),
  'call.linked': z.object({ fact: key, caseId: key }),
  /** What somebody wrote down during the call. */
  'call.noted': z.object({ fact: key, text: z.string().trim().min(1).max(MAX_NOTE) }),
  /** A moment worth finding again, ms after the call was answered. */
  'call.marked': z.object({ fact: key, ms: z.number().int().min(0) }),
  'call.recorded': z.object({ fact: key, bytes: z.number().int().min(1), ms: z.number().int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  /** The recording's file is gone; what was recorded stays in this log by its hash. `age`: it was kept for the days that the settings say. */
  'call.erased': z.object({ fact: key, reason: z.enum(['age']) }),
} as const

export type CallEventType = keyof typeof CallEventBody
export type NewCallEvent = { [T in CallEventType]: { readonly type: T; readonly body: z.infer<(typeof CallEventBody)[T]> } }[CallEventType]

export const CALL_STREAM = 'call/'
export const callStream = (id: string): string => `${CALL_STREAM}${id}`

/** One number that was tried: when, since when it rang, and what came of it (null: it is being tried, or it answered). */
export interface CallTry {
  readonly number: string
  readonly at: number
  readonly ringingAt: number | null
  readonly missed: MissReason | null
}

export interface CallRecording {
  readonly bytes: number
  readonly ms: number
  readonly sha256: string
}

export interface CallNote {
  readonly at: number
  readonly by: string
  readonly text: string
}

/** A call as its events tell it. Times are epoch ms. */
export interface CallState {
  readonly id: string
  readonly direction: 'out' | 'in'
  readonly caseId: string | null
  readonly party: CallParty
  readonly number: string
  readonly demo: boolean
  readonly by: string
  readonly tries: readonly CallTry[]
  readonly begunAt: number
  readonly answeredAt: number | null
  readonly endedAt: number | null
  readonly why: EndReason | null
  readonly recording: CallRecording | null
  /** When the recording was erased. */
  readonly erasedAt: number | null
  readonly notes: readonly CallNote[]
  /** ms after the call was answered, ascending. */
  readonly marks: readonly number[]
  readonly facts: readonly string[]
  readonly heads: readonly string[]
}

/** Reads an envelope as a call's event; undefined when its type or body is not one that this version knows. */
export function asCallEvent(event: EventEnvelope): NewCallEvent | undefined {
  const schema = event.type in CallEventBody ? CallEventBody[event.type as CallEventType] : undefined
  const body = schema?.safeParse(event.body)
  return body?.success ? ({ type: event.type, body: body.data } as NewCallEvent) : undefined
}

/** Folds all events of one call, in whatever order they came. Undefined when its beginning is not among them. */
export function foldCall(id: string, events: readonly EventEnvelope[]): CallState | undefined {
  const read = orderEvents(events).flatMap((envelope) => {
    const event = asCallEvent(envelope)
    return event ? [{ event, at: envelope.occurredAt, by: envelope.actor.name }] : []
  })
  const begun = read.find((r) => r.event.type === 'call.begun')
  if (begun?.event.type !== 'call.begun') return undefined
  const { direction, caseId, party, numbers, demo } = begun.event.body
  const start: CallState = {
    id, direction, caseId, party, demo, number: numbers[0] ?? '', by: begun.by, tries: [], begunAt: begun.at,
    answeredAt: null, endedAt: null, why: null, recording: null, erasedAt: null, notes: [], marks: [], facts: read.map((r) => r.event.body.fact), heads: headsOf(events),
  }
  return read.reduce((state, { event, at, by }) => evolveCall(state, event, at, by), start)
}

function evolveCall(state: CallState, event: NewCallEvent, at: number, by: string): CallState {
  switch (event.type) {
    case 'call.begun':
      return state
    case 'call.tried':
      return { ...state, number: event.body.number, tries: [...state.tries, { number: event.body.number, at, ringingAt: null, missed: null }] }
    case 'call.ringing':
      return { ...state, tries: lastOf(state.tries, event.body.number, (t) => ({ ...t, ringingAt: t.ringingAt ?? at })) }
    case 'call.missed':
      return { ...state, tries: lastOf(state.tries, event.body.number, (t) => ({ ...t, missed: event.body.why })) }
    case 'call.answered':
      return { ...state, number: event.body.number, answeredAt: state.answeredAt ?? at }
    case 'call.ended':
      return state.endedAt !== null && state.why !== 'interrupted' ? state : { ...state, endedAt: at, why: event.body.why }
    case 'call.linked':
      return { ...state, caseId: event.body.caseId }
    case 'call.recorded':
      return { ...state, recording: { bytes: event.body.bytes, ms: event.body.ms, sha256: event.body.sha256 } }
    case 'call.noted':
      return { ...state, notes: [...state.notes, { at, by, text: event.body.text }].slice(0, MAX_SHOWN) }
    case 'call.marked':
      return { ...state, marks: [...state.marks, event.body.ms].slice(0, MAX_SHOWN).toSorted((a, b) => a - b) }
    case 'call.erased':
      return { ...state, erasedAt: state.erasedAt ?? at }
  }
}

/** Changes the last try of a number. */
function lastOf(tries: readonly CallTry[], number: string, change: (one: CallTry) => CallTry): CallTry[] {
  const last = tries.findLastIndex((t) => t.number === number)
  return tries.map((t, i) => (i === last ? change(t) : t))
}
