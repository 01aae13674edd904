import type { CallParty, LiveCall, MissReason } from '../../electron/contract/call.ts'
import type { LegEvent } from './call-engine.ts'
import { DeskCall, newFact, type CallParts } from './desk-call.ts'

export interface Wanted {
  readonly caseId: string | null
  readonly party: CallParty
  readonly numbers: readonly string[]
  /** Called together with others, whose announcements would drown each other: nothing is heard before somebody answers. */
  readonly grouped: boolean
}

/** A call that was begun here: its numbers are tried in order until one answers, and what happens is told as facts. */
export class OutgoingCall extends DeskCall {
  readonly #numbers: readonly string[]
  readonly #grouped: boolean
  #turn = 0
  #misses: LiveCall['missed'] = []
  #stopped = false

  constructor({ caseId, party, numbers, grouped }: Wanted, parts: CallParts) {
    super({ direction: 'out', caseId, party, emergency: false }, parts)
    this.#numbers = numbers
    this.#grouped = grouped
    this.tell({ type: 'call.begun', body: { fact: newFact(), direction: 'out', caseId, party, numbers: [...numbers], demo: parts.demo } })
    this.#try()
  }

  protected get number(): string {
    return this.#numbers[this.#turn] ?? ''
  }

  protected get tries(): Pick<LiveCall, 'missed' | 'next'> {
    return { missed: this.#misses, next: this.#numbers.slice(this.#turn + 1) }
  }

  hangUp(): void {
    if (this.over) return
    this.#stopped = true
    this.leg?.end()
    this.end(this.state === 'talking' ? 'hung-up-here' : 'cancelled', null)
  }

  #try(): void {
    const { number } = this
    this.state = 'dialling'
    this.tell({ type: 'call.tried', body: { fact: newFact(), number } })
    let current = true
    const on = (event: LegEvent): void => {
      if (current && !this.over) this.#on(event, () => (current = false))
    }
    this.leg = this.parts.engine.dial(number, this.seat.sent, on)
    if (!this.leg) return this.#missed('unreachable', null)
    this.timer = setTimeout(() => {
      current = false
      this.leg?.end()
      this.#missed('no-answer', null)
    }, this.parts.ringSeconds * 1000)
    this.parts.changed()
  }

  #on(event: LegEvent, done: () => void): void {
    switch (event.type) {
      case 'ringing':
        if (this.state !== 'dialling') return
        this.state = 'ringing'
        this.tell({ type: 'call.ringing', body: { fact: newFact(), number: this.number } })
        return
      case 'early':
        if (!this.#grouped) this.seat.hear(event.remote)
        return
      case 'answered':
        return this.answered(event.remote)
      case 'missed':
        done()
        return this.#missed(event.why, event.sip)
      case 'ended':
        return this.ended(event)
    }
  }

  #missed(why: MissReason, sip: number | null): void {
    clearTimeout(this.timer)
    if (this.#stopped || this.over) return
    this.tell({ type: 'call.missed', body: { fact: newFact(), number: this.number, why, sip } })
    this.#misses = [...this.#misses, { number: this.number, why }]
    if (this.#turn + 1 >= this.#numbers.length) return this.end(why, sip)
    this.#turn += 1
    this.#try()
  }
}
