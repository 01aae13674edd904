import { uuidV7, type CallFact, type CallParty, type EndReason, type LiveCall, type Measured, type MissReason } from '../../electron/contract/call.ts'
import type { AudioRoom, Seat } from './audio-room.ts'
import type { CallEngine, Leg, LegEvent } from './call-engine.ts'
import type { CallRecorder } from './call-recorder.ts'

/** What a call of the desk is made of; the desk gives it. */
export interface CallParts {
  readonly engine: CallEngine
  readonly room: Pick<AudioRoom, 'seat'>
  readonly tell: (callId: string, at: number, event: CallFact) => void
  readonly record: (callId: string, both: MediaStream) => Pick<CallRecorder, 'stop' | 'kept'>
  readonly changed: () => void
  readonly ringSeconds: number
  readonly demo: boolean
}

export interface Wanted {
  readonly caseId: string | null
  readonly party: CallParty
  readonly numbers: readonly string[]
}

/** One outgoing call: its numbers are tried in order until one answers, and what happens is told as facts. */
export class DeskCall {
  readonly id = uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)))
  readonly #parts: CallParts
  readonly #wanted: Wanted
  readonly #seat: Seat
  readonly #begunAt = Date.now()
  #turn = 0
  #misses: LiveCall['missed'] = []
  #leg: Leg | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #state: LiveCall['state'] = 'dialling'
  #answeredAt: number | null = null
  #endedAt: number | null = null
  #why: EndReason | null = null
  #muted = false
  #held = false
  #holding = false
  #stopped = false
  #recorder: Pick<CallRecorder, 'stop' | 'kept'> | undefined

  constructor(wanted: Wanted, parts: CallParts) {
    this.#wanted = wanted
    this.#parts = parts
    this.#seat = parts.room.seat()
    this.#tell({ type: 'call.begun', body: { fact: this.#fact(), direction: 'out', caseId: wanted.caseId, party: wanted.party, numbers: [...wanted.numbers], demo: parts.demo } })
    this.#try()
  }

  get over(): boolean {
    return this.#state === 'ended'
  }

  get endedAt(): number | null {
    return this.#endedAt
  }

  get live(): LiveCall {
    const { caseId, party, numbers } = this.#wanted
    return {
      id: this.id, direction: 'out', caseId, party, number: this.#number, missed: this.#misses, next: numbers.slice(this.#turn + 1), state: this.#state,
      begunAt: this.#begunAt, answeredAt: this.#answeredAt, endedAt: this.#endedAt, why: this.#why, muted: this.#muted, held: this.#held, recording: this.#recorder !== undefined && !this.over,
    }
  }

  hangUp(): void {
    if (this.over) return
    this.#stopped = true
    this.#leg?.end()
    if (this.#state !== 'talking') this.#end('cancelled', null)
    else this.#end('hung-up-here', null)
  }

  /** One change at a time; the board shows it once the other side has agreed. */
  async hold(on: boolean): Promise<void> {
    const leg = this.#leg
    if (!leg || this.#state !== 'talking' || this.#holding || on === this.#held) return
    this.#holding = true
    const agreed = await leg.hold(on)
    this.#holding = false
    if (agreed) this.#held = on
    this.#parts.changed()
  }

  mute(on: boolean): void {
    this.#muted = on
    this.#seat.mute(on)
    this.#parts.changed()
  }

  measure(): Measured {
    return this.#seat.measure()
  }

  get #number(): string {
    return this.#wanted.numbers[this.#turn] ?? ''
  }

  #try(): void {
    const number = this.#number
    this.#state = 'dialling'
    this.#tell({ type: 'call.tried', body: { fact: this.#fact(), number } })
    let current = true
    const on = (event: LegEvent): void => {
      if (current && !this.over) this.#on(event, () => (current = false))
    }
    this.#leg = this.#parts.engine.dial(number, this.#seat.sent, on)
    if (!this.#leg) return this.#missed('unreachable', null)
    this.#timer = setTimeout(() => {
      current = false
      this.#leg?.end()
      this.#missed('no-answer', null)
    }, this.#parts.ringSeconds * 1000)
    this.#parts.changed()
  }

  #on(event: LegEvent, done: () => void): void {
    switch (event.type) {
      case 'ringing':
        if (this.#state !== 'dialling') return
        this.#state = 'ringing'
        this.#tell({ type: 'call.ringing', body: { fact: this.#fact(), number: this.#number } })
        return
      case 'answered':
        return this.#answered(event.remote)
      case 'missed':
        done()
        return this.#missed(event.why, event.sip)
      case 'ended':
        return this.#end(event.by === 'there' ? 'hung-up-there' : event.by === 'here' ? 'hung-up-here' : 'failed', null)
    }
  }

  #answered(remote: MediaStream): void {
    clearTimeout(this.#timer)
    this.#state = 'talking'
    this.#answeredAt = Date.now()
    this.#seat.hear(remote)
    this.#recorder = this.#parts.record(this.id, this.#seat.both)
    this.#tell({ type: 'call.answered', body: { fact: this.#fact(), number: this.#number } })
  }

  #missed(why: MissReason, sip: number | null): void {
    clearTimeout(this.#timer)
    if (this.#stopped || this.over) return
    this.#tell({ type: 'call.missed', body: { fact: this.#fact(), number: this.#number, why, sip } })
    this.#misses = [...this.#misses, { number: this.#number, why }]
    if (this.#turn + 1 >= this.#wanted.numbers.length) return this.#end(why, sip)
    this.#turn += 1
    this.#try()
  }

  #end(why: EndReason, sip: number | null): void {
    if (this.over) return
    clearTimeout(this.#timer)
    this.#state = 'ended'
    this.#endedAt = Date.now()
    this.#why = why
    this.#recorder?.stop()
    this.#seat.leave()
    this.#tell({ type: 'call.ended', body: { fact: this.#fact(), why, sip } })
  }

  #tell(event: CallFact): void {
    this.#parts.tell(this.id, Date.now(), event)
    this.#parts.changed()
  }

  #fact(): string {
    return crypto.randomUUID()
  }
}
