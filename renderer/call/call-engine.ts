import type { CallConfig, LineState, MissReason } from '../../electron/contract/call.ts'
import type { PresenceBoard } from '../../electron/contract/presence.ts'

/** How one leg of a call goes on. `sip`: the response's status where there was one. */
export type LegEvent =
  | { readonly type: 'ringing' }
  /** The other side sounds before it answers: a ring tone of its own, an announcement. */
  | { readonly type: 'early'; readonly remote: MediaStream }
  | { readonly type: 'answered'; readonly remote: MediaStream }
  | { readonly type: 'missed'; readonly why: MissReason; readonly sip: number | null }
  | { readonly type: 'ended'; readonly by: 'here' | 'there' | 'failed' }

/** One leg: a number being tried, or spoken with. */
export interface Leg {
  /** Ends it in whatever way its state wants: cancel, hang up, refuse. */
  end(): void
  /** Puts the other side on hold or takes it back; false when it did not agree. */
  hold(on: boolean): Promise<boolean>
  /** Tells the other side keys of a telephone; false when it cannot be told any. */
  digits(digits: string): Promise<boolean>
  /** Asks the other side to speak with a number, or with the other side of another leg, instead; answers whether it does. */
  refer(to: string | Leg): Promise<boolean>
}

/** Somebody calls, and waits. */
export interface Incoming {
  /** The caller's number, without a country's prefix of its own, and name as the network says; empty where they are withheld. */
  readonly number: string
  readonly name: string
  /** The number that was called. */
  readonly called: string
  /** The caller wants to be put through at once (an all-call). */
  readonly wantsThrough: boolean
  /** Hears that the caller gave up before there was an answer. */
  onGone(listener: () => void): void
  answer(local: MediaStream, on: (event: LegEvent) => void): Leg
  /** Sends the caller away with a SIP status: 486 busy, 480 not there, 603 declined. */
  refuse(status: 480 | 486 | 603): void
}

export interface Line {
  readonly state: LineState
  readonly name: string
  readonly detail: string
}

/**
 * What a call needs of a telephone network. Behind it stands SIP over WebSocket; the desk knows nothing of it.
 * Media comes and goes as streams: `local` is what is sent.
 */
export interface CallEngine {
  /** Registers anew with these settings; calls that stand go on. */
  configure(config: CallConfig): void
  /** How the best line stands. */
  line(): Line
  /** Hears that the line or a lamp changed. */
  onLine(listener: () => void): void
  /** Asks whether these numbers, and no others, are in a call. */
  watchPresence(numbers: readonly string[]): void
  /** What is known of them. */
  presence(): PresenceBoard
  onIncoming(listener: (call: Incoming) => void): void
  /** Calls a number; undefined when no line is there. */
  dial(number: string, local: MediaStream, on: (event: LegEvent) => void): Leg | undefined
}
