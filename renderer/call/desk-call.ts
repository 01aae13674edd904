import { uuidV7, type CallFact, type CallParty, type EndReason, type LiveCall, type Measured } from '../../electron/contract/call.ts'
import type { AudioRoom, Seat } from './audio-room.ts'
import type { CallEngine, Leg, LegEvent } from './call-engine.ts'
import type { CallRecorder } from './call-recorder.ts'

/** Keys of the telephone that the board shows at most. */
const MAX_DIGITS = 32

/** What a call of the desk is made of; the desk gives it. */
export interface CallParts {
  readonly engine: Pick<CallEngine, 'dial'>
  readonly room: Pick<AudioRoom, 'seat'>
  readonly tell: (callId: string, at: number, event: CallFact) => void
  readonly record: (callId: string, both: MediaStream) => Pick<CallRecorder, 'stop' | 'kept'>
  readonly changed: () => void
  readonly ringSeconds: number
  readonly demo: boolean
}

/** Who is at the other end, and what the call is about. */
export interface CallAbout {
  readonly direction: LiveCall['direction']
  readonly caseId: string | null
  readonly party: CallParty
  readonly emergency: boolean
}

/** A call of this console, whoever began it: talking, holding, muting, recording, ending. */
export abstract class DeskCall {
  readonly id = uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)))
  protected readonly parts: CallParts
  readonly seat: Seat
  protected leg: Leg | undefined
  protected timer: ReturnType<typeof setTimeout> | undefined
  protected state: LiveCall['state'] = 'dialling'
  readonly #about: CallAbout
  readonly #begunAt = Date.now()
  #answeredAt: number | null = null
  #endedAt: number | null = null
  #why: EndReason | null = null
  #muted = false
  #held = false
  #marks = 0
  #wantsHeld = false
  #holding: Promise<void> | undefined
  #joined = false
  #silenced = false
  #digits = ''
  #transfer: LiveCall['transfer'] = 'none'
  #recorder: Pick<CallRecorder, 'stop' | 'kept'> | undefined

  protected constructor(about: CallAbout, parts: CallParts) {
    this.#about = about
    this.parts = parts
    this.seat = parts.room.seat()
  }

  /** The number that is being tried, or spoken with. */
  protected abstract get number(): string
  protected abstract get tries(): Pick<LiveCall, 'missed' | 'next'>
  abstract hangUp(): void

  get over(): boolean {
    return this.state === 'ended'
  }

  get endedAt(): number | null {
    return this.#endedAt
  }

  get live(): LiveCall {
    return {
      id: this.id, ...this.#about, number: this.number, ...this.tries, state: this.state, begunAt: this.#begunAt, answeredAt: this.#answeredAt, endedAt: this.#endedAt, why: this.#why,
      muted: this.#muted, held: this.#held, joined: this.#joined, silenced: this.#silenced, digits: this.#digits, transfer: this.#transfer, recording: this.#recorder !== undefined && !this.over, marks: this.#marks,
    }
  }

  get talking(): boolean {
    return this.state === 'talking'
  }

  /** One change at a time, the last wish at the end; the board shows it once the other side has agreed. */
  async hold(on: boolean): Promise<void> {
    this.#wantsHeld = on
    this.#holding ??= this.#holdAsWished()
    await this.#holding
  }

  async #holdAsWished(): Promise<void> {
    // So that the caller holds this promise before it can end.
    await Promise.resolve()
    while (this.leg && this.talking && this.#wantsHeld !== this.#held) {
      const on = this.#wantsHeld
      if (!(await this.leg.hold(on))) break
      this.#held = on
      this.#hearOrNot()
      this.parts.changed()
    }
    this.#wantsHeld = this.#held
    this.#holding = undefined
  }

  /** Part of the conference or not; who leaves it may speak again. */
  join(on: boolean): void {
    this.#joined = on
    if (!on) this.#silenced = false
    this.#hearOrNot()
    this.parts.changed()
  }

  silence(on: boolean): void {
    this.#silenced = on
    this.#hearOrNot()
    this.parts.changed()
  }

  /** Tells the other side keys; the board shows those that went. */
  async press(digits: string): Promise<void> {
    if (!this.talking || !(await this.leg?.digits(digits))) return
    this.#digits = `${this.#digits}${digits}`.slice(-MAX_DIGITS)
    this.parts.changed()
  }

  /** Sends the other side to a number. */
  async transfer(number: string): Promise<void> {
    await this.#refer(number)
  }

  /** Connects the other side with that of another call; both calls are over when that is done. */
  async connectTo(other: DeskCall): Promise<void> {
    if (!other.leg) return
    other.#transfer = 'asked'
    if (await this.#refer(other.leg)) {
      other.leg.end()
      other.end('transferred', null)
    } else other.#transfer = 'none'
  }

  /** The other side waits on hold while it is asked, and comes back when nobody takes it. */
  async #refer(to: string | Leg): Promise<boolean> {
    const { leg } = this
    if (!leg || !this.talking || this.#transfer === 'asked') return false
    const wasHeld = this.#held
    this.#transfer = 'asked'
    await this.hold(true)
    const done = await leg.refer(to)
    if (this.over) return this.#why === 'transferred'
    if (done) {
      leg.end()
      this.end('transferred', null)
      return true
    }
    this.#transfer = 'failed'
    if (!wasHeld) await this.hold(false)
    this.parts.changed()
    return false
  }

  /** Nobody hears who is on hold or silenced. */
  #hearOrNot(): void {
    this.seat.silence(this.#held || this.#silenced)
  }

  mute(on: boolean): void {
    this.#muted = on
    this.seat.mute(on)
    this.parts.changed()
  }

  /** Marks this moment, ms after the call was answered; nothing to mark before. */
  mark(): void {
    if (this.#answeredAt === null || this.over) return
    this.#marks += 1
    this.tell({ type: 'call.marked', body: { fact: newFact(), ms: Date.now() - this.#answeredAt } })
  }

  measure(): Measured {
    return this.seat.measure()
  }

  protected answered(remote: MediaStream): void {
    clearTimeout(this.timer)
    this.state = 'talking'
    this.#answeredAt = Date.now()
    this.seat.hear(remote)
    this.#recorder = this.parts.record(this.id, this.seat.both)
    this.tell({ type: 'call.answered', body: { fact: newFact(), number: this.number } })
  }

  protected ended({ by }: Extract<LegEvent, { type: 'ended' }>): void {
    this.end(this.#transfer === 'asked' ? 'transferred' : by === 'there' ? 'hung-up-there' : by === 'here' ? 'hung-up-here' : 'failed', null)
  }

  protected end(why: EndReason, sip: number | null): void {
    if (this.over) return
    clearTimeout(this.timer)
    this.state = 'ended'
    this.#joined = false
    this.#endedAt = Date.now()
    this.#why = why
    this.#recorder?.stop()
    this.seat.leave()
    this.tell({ type: 'call.ended', body: { fact: newFact(), why, sip } })
  }

  protected tell(event: CallFact): void {
    this.parts.tell(this.id, Date.now(), event)
    this.parts.changed()
  }
}

/** A key of its own for a fact that is told, so that core writes it once. */
export const newFact = (): string => crypto.randomUUID()
