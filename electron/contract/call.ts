import { z } from 'zod'
import { CallEventBody, CallParty, DialNumber, EndReason, MAX_NUMBERS, MissReason, type CallEventType, type CallState } from '../domain/call.ts'
import { MAX_GROUP } from './call-plan.ts'
import { CertificateWord } from './certificate.ts'
import { AppError } from './error.ts'
import { MAX_PRESENCE, PresenceBoard } from './presence.ts'
import { SoundBoard, SoundDevice, SoundUse } from './sound-devices.ts'

export { DialNumber, MAX_NOTE, type CallNote, type CallParty, type EndReason, type MissReason, type NewCallEvent } from '../domain/call.ts'
export { uuidV7 } from '../domain/uuid.ts'

const callId = z.string().regex(/^[0-9a-f-]{36}$/)
const at = z.number().int().min(0)

/** The facts that the call window tells core; recordings have a way of their own. */
const FACT_TYPES = ['call.begun', 'call.tried', 'call.ringing', 'call.missed', 'call.answered', 'call.noted', 'call.marked', 'call.ended'] as const satisfies readonly CallEventType[]
const fact = <T extends (typeof FACT_TYPES)[number]>(type: T) => z.object({ type: z.literal(type), body: CallEventBody[type] }).strict()
const CallFact = z.discriminatedUnion('type', [fact('call.begun'), fact('call.tried'), fact('call.ringing'), fact('call.missed'), fact('call.answered'), fact('call.noted'), fact('call.marked'), fact('call.ended')])
export type CallFact = z.infer<typeof CallFact>

/** Largest piece of a recording that is sent at once, bytes. */
export const MAX_PIECE = 512 * 1024

/** What the call window tells core. Everything may be said again: what is there already is not written twice. */
export const CallCommand = z.discriminatedUnion('type', [
  z.object({ type: z.literal('call.tell'), callId, at, event: CallFact }).strict(),
  /** Bytes of a recording (base64) from an offset on; what lies before the file's end must be the same. */
  z.object({ type: z.literal('recording.write'), callId, offset: z.number().int().min(0), data: z.base64().max(Math.ceil((MAX_PIECE * 4) / 3) + 4) }).strict(),
  /** The recording is whole: it is made durable, hashed and written down. */
  z.object({ type: z.literal('recording.finish'), callId, at, bytes: z.number().int().min(1), ms: z.number().int().min(0) }).strict(),
  /** Puts a call to a case: by the operator, or to the case that was written during it. */
  z.object({ type: z.literal('call.link'), callId, caseId: z.string().min(1).max(64) }).strict(),
  /** Calls that are alive; all others that core holds open are over. */
  z.object({ type: z.literal('call.alive'), callIds: z.array(callId).max(64) }).strict(),
])
export type CallCommand = z.infer<typeof CallCommand>

/** A call as views show it. */
export type CallRow = Omit<CallState, 'facts' | 'heads'>

/** Keys of a telephone. */
export const Digits = z.string().regex(/^[0-9*#A-D]{1,32}$/)

/** What a console asks of the call window. */
export const CallAction = z.discriminatedUnion('do', [
  /** Calls a party at its numbers, in order, until one answers. */
  z.object({ do: z.literal('dial'), caseId: z.string().max(64).nullable(), party: CallParty, numbers: z.array(DialNumber).min(1).max(MAX_NUMBERS) }).strict(),
  /** Calls several parties at once (群呼), each at its numbers in order: whoever answers first is spoken with and the others are given up, or everybody who answers is joined in the conference. */
  z.object({ do: z.literal('dial-group'), mode: z.enum(['first', 'all']), caseId: z.string().max(64).nullable(), members: z.array(z.object({ party: CallParty, numbers: z.array(DialNumber).min(1).max(MAX_NUMBERS) }).strict()).min(1).max(MAX_GROUP) }).strict(),
  /** Takes a call that rings; the one that is spoken goes on hold. */
  z.object({ do: z.literal('answer'), callId }).strict(),
  /** Ends a call in whatever way its state wants; a call that rings here is declined. */
  z.object({ do: z.literal('hang-up'), callId }).strict(),
  /** 免打扰: callers hear busy, all but those of the emergency line. */
  z.object({ do: z.literal('do-not-disturb'), on: z.boolean() }).strict(),
  /** Puts the other side on hold, or takes it back; shown once the other side has agreed. */
  z.object({ do: z.literal('hold'), callId, on: z.boolean() }).strict(),
  z.object({ do: z.literal('mute'), callId, on: z.boolean() }).strict(),
  /** Writes down what was said; it becomes a note of the call's case too. A call that has just ended still takes it. */
  z.object({ do: z.literal('note'), callId, text: CallEventBody['call.noted'].shape.text }).strict(),
  /** Marks this moment of a call that is spoken, to be found again in its recording. */
  z.object({ do: z.literal('mark'), callId }).strict(),
  /** Speaks with this call: it is taken back, and the one that is spoken with goes on hold. */
  z.object({ do: z.literal('activate'), callId }).strict(),
  /** Joins every call that is answered into one conference (会商); `silent`: they hear each other, not us. */
  z.object({ do: z.literal('merge'), silent: z.boolean() }).strict(),
  /** Takes a party out of the conference and puts it on hold. */
  z.object({ do: z.literal('split'), callId }).strict(),
  /** Nobody hears this party any more, or everybody again. */
  z.object({ do: z.literal('silence'), callId, on: z.boolean() }).strict(),
  /** Tells the other side keys, as the settings say: in the sound (RFC 4733) or by SIP INFO. */
  z.object({ do: z.literal('digits'), callId, digits: Digits }).strict(),
  /** Sends the other side to a number (blind transfer); it comes back when that fails. */
  z.object({ do: z.literal('transfer'), callId, number: DialNumber }).strict(),
  /** Connects the other side of one call with that of another (attended transfer), and leaves. */
  z.object({ do: z.literal('connect'), callId, to: callId }).strict(),
  /** Whether the microphone is open only while the talk key is held. */
  z.object({ do: z.literal('press-to-talk'), on: z.boolean() }).strict(),
  /** The talk key went down or up. */
  z.object({ do: z.literal('talk'), on: z.boolean() }).strict(),
  /** Uses a device of this machine from now on, also in a call that goes on; null: the system's default. */
  z.object({ do: z.literal('choose-device'), use: SoundUse, id: SoundDevice.shape.id.nullable() }).strict(),
  /** Sounds a tone on the loudspeaker or on the ringing device. */
  z.object({ do: z.literal('test-tone'), use: SoundUse.exclude(['microphone']) }).strict(),
  /** Keeps the microphone open for as long as this is asked again within some seconds, and answers how loud it is. */
  z.object({ do: z.literal('try-microphone') }).strict(),
  /** Numbers that a window shows now: whether each is in a call comes with the board. Asked again while they are shown. */
  z.object({ do: z.literal('watch-presence'), numbers: z.array(DialNumber).max(MAX_PRESENCE) }).strict(),
  /** How loud every call and our microphone are now. */
  z.object({ do: z.literal('levels') }).strict(),
  /** What is heard now: the strongest frequency in Hz and the level from 0 to 1. */
  z.object({ do: z.literal('measure'), callId }).strict(),
])
export type CallAction = z.infer<typeof CallAction>

/** How the line to the registrar stands. `off`: none is set up. */
export const LineState = z.enum(['off', 'connecting', 'ready', 'lost', 'refused'])
export type LineState = z.infer<typeof LineState>

/** `replaced`: it was pulled out in a call, and another took its place. */
export const MicrophoneState = z.enum(['unknown', 'ok', 'replaced', 'none', 'refused', 'failed'])
export type MicrophoneState = z.infer<typeof MicrophoneState>

export const LiveCall = z.object({
  id: callId,
  direction: z.enum(['out', 'in']),
  caseId: z.string().nullable(),
  party: CallParty,
  number: z.string(),
  /** Numbers that were tried before this one, and why each was missed. */
  missed: z.array(z.object({ number: z.string(), why: MissReason })).max(MAX_NUMBERS),
  /** Numbers that are tried after it. */
  next: z.array(z.string()).max(MAX_NUMBERS),
  state: z.enum(['dialling', 'ringing', 'talking', 'ended']),
  begunAt: at,
  answeredAt: at.nullable(),
  endedAt: at.nullable(),
  why: EndReason.nullable(),
  muted: z.boolean(),
  held: z.boolean(),
  /** Part of the conference. */
  joined: z.boolean(),
  /** Heard by nobody, by our choice. */
  silenced: z.boolean(),
  /** Keys that were told to the other side, the last ones. */
  digits: z.string().max(32),
  /** `failed`: the other side came back. */
  transfer: z.enum(['none', 'asked', 'failed']),
  recording: z.boolean(),
  /** Moments that were marked so far. */
  marks: z.number().int().min(0),
  /** It came on a number of the emergency line, or from one. */
  emergency: z.boolean(),
})
export type LiveCall = z.infer<typeof LiveCall>

/** Everything that the call window holds now; sent whole at each change. */
export const CallBoard = z.object({
  /** `certificate`: what is wrong with that of the registrar that is tried. */
  line: z.object({ state: LineState, name: z.string(), demo: z.boolean(), since: at, detail: z.string(), certificate: CertificateWord.nullable(), park: DialNumber.nullable(), echo: DialNumber.nullable() }),
  microphone: MicrophoneState,
  sound: SoundBoard,
  doNotDisturb: z.boolean(),
  /** Press to talk: whether it is on, and whether the microphone is open now. */
  talk: z.object({ byKey: z.boolean(), open: z.boolean() }),
  calls: z.array(LiveCall).max(64),
  presence: PresenceBoard,
})
export type CallBoard = z.infer<typeof CallBoard>

const id = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER)

/** Console → call window. */
export const DeskRequest = z.object({ op: z.literal('do'), id, action: CallAction }).strict()
export type DeskRequest = z.infer<typeof DeskRequest>

/** Call window → console. */
export const DeskAnswer = z.discriminatedUnion('op', [
  z.object({ op: z.literal('done'), id, value: z.unknown() }),
  z.object({ op: z.literal('error'), id: z.number(), error: AppError }),
  z.object({ op: z.literal('board'), board: CallBoard }),
])
export type DeskAnswer = z.infer<typeof DeskAnswer>

export const Dialled = z.object({ callId })
export const Measured = z.object({ hz: z.number().nullable(), level: z.number() })
export type Measured = z.infer<typeof Measured>

/** Levels from 0 to 1, by call; `microphone` is what we send. */
export const Levels = z.object({ microphone: z.number(), calls: z.record(z.string(), z.number()) })
export type Levels = z.infer<typeof Levels>

/** How telephone keys are told to the other side. */
export const DigitsBy = z.enum(['rfc4733', 'info'])
export type DigitsBy = z.infer<typeof DigitsBy>

/** What main gives the call window: where to register, as whom. The password goes nowhere else. */
export const CallConfig = z.object({
  /** WebSocket addresses, the first one first. */
  registrars: z.array(z.string()).max(8),
  user: z.string(),
  domain: z.string(),
  name: z.string(),
  authUser: z.string(),
  password: z.string(),
  ice: z.array(z.object({ urls: z.string(), username: z.string().optional(), credential: z.string().optional() })).max(8),
  /** Codecs in the order of preference, as RTP maps name them. */
  codecs: z.array(z.string()).max(8),
  /** How long a number rings before the next is tried, s. */
  ringSeconds: z.number(),
  /** Numbers of the emergency line, called or calling: they ring through do-not-disturb, first and with a sound of their own. */
  emergencyNumbers: z.array(DialNumber),
  /** Callers who are put through at once when they ask for it (全呼). */
  putThrough: z.array(DialNumber),
  digits: DigitsBy,
  /** The number that a call is parked at by transferring it there; null: the server has none. */
  park: DialNumber.nullable(),
  /** The number that says back what it hears; null: there is none. */
  echo: DialNumber.nullable(),
  demo: z.boolean(),
})
export type CallConfig = z.infer<typeof CallConfig>
