import type { LiveCall } from '../../electron/contract/call.ts'
import type { Incoming } from './call-engine.ts'
import { DeskCall, newFact, type CallParts } from './desk-call.ts'

/** A caller whom nobody takes is let go after this, ms. */
const WAIT_MS = 180_000
const NOTHING_TRIED: Pick<LiveCall, 'missed' | 'next'> = { missed: [], next: [] }

/** A call that came in: it rings and waits until it is taken, declined, or given up by the caller. */
export class IncomingCall extends DeskCall {
  readonly #incoming: Incoming
  readonly #number: string
  #taken = false

  constructor(incoming: Incoming, emergency: boolean, parts: CallParts) {
    const party = { department: null, name: incoming.name.slice(0, 64), nameEn: '' }
    super({ direction: 'in', caseId: null, party, emergency }, parts)
    this.#incoming = incoming
    this.#number = incoming.number || 'anonymous'
    this.state = 'ringing'
    incoming.onGone(() => this.end('cancelled', 487))
    this.timer = setTimeout(() => this.#sendAway(480), WAIT_MS)
    this.tell({ type: 'call.begun', body: { fact: newFact(), direction: 'in', caseId: null, party, numbers: [this.#number], demo: parts.demo } })
    this.tell({ type: 'call.ringing', body: { fact: newFact(), number: this.#number } })
  }

  protected get number(): string {
    return this.#number
  }

  protected get tries(): Pick<LiveCall, 'missed' | 'next'> {
    return NOTHING_TRIED
  }

  /** Whether it still waits to be taken. */
  get waiting(): boolean {
    return this.state === 'ringing' && !this.#taken
  }

  answer(): void {
    if (!this.waiting) return
    this.#taken = true
    clearTimeout(this.timer)
    this.leg = this.#incoming.answer(this.seat.sent, (event) => {
      if (this.over) return
      if (event.type === 'answered') this.answered(event.remote)
      else if (event.type === 'ended') this.ended(event)
      else if (event.type === 'missed') this.end(event.why, event.sip)
    })
    this.parts.changed()
  }

  /** Lets the caller hear busy. */
  turnAway(): void {
    this.#sendAway(486)
  }

  hangUp(): void {
    if (this.waiting) return this.#sendAway(603)
    this.leg?.end()
    this.end('hung-up-here', null)
  }

  #sendAway(status: 480 | 486 | 603): void {
    if (!this.waiting) return
    this.#incoming.refuse(status)
    this.end(status === 480 ? 'no-answer' : status === 486 ? 'busy' : 'rejected', status)
  }
}
