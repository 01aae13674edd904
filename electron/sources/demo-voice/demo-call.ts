import { randomBytes } from 'node:crypto'
import type { DemoCaller } from './call-in.ts'
import { FarEnd, type FarSound } from './far-end.ts'
import { followReferral } from './referral.ts'
import { paramOf, responseTo, uriOf, valueOf, type SipHeader, type SipMessage, type SipRequest } from './sip-message.ts'

/** How a demo number behaves. `after`: ms from the first ring to the answer; `call-back` is not answered, but calls back so much later. */
export type DemoNumber = { readonly does: 'answer'; readonly after: number; readonly sound: FarSound } | { readonly does: 'ring' } | { readonly does: 'busy' } | { readonly does: 'call-back'; readonly after: number; readonly caller: DemoCaller }

export interface DemoCallOptions {
  readonly invite: SipRequest
  readonly number: DemoNumber
  readonly host: string
  /** Port of a STUN server on loopback. */
  readonly stun: number
  readonly send: (message: SipMessage) => void
  /** Where a transfer sends the far end; the status of that. */
  readonly go: (referTo: string, sound: FarSound) => Promise<number>
  /** What the far end receives, μ-law. */
  readonly hears?: (packet: Uint8Array) => void
  readonly onAnswered: () => void
  readonly onEnded: () => void
}

/** An answer is sent again until its ACK comes, at these pauses, ms (RFC 3261 §13.3.1.4, bounded). */
const AGAIN_MS = [500, 1_000, 2_000, 4_000, 4_000, 4_000] as const
/** A number that only rings gives up after this, ms. */
const RING_MS = 90_000

/** One call that the demo's exchange answers itself: the server's side of a SIP dialog with its far end. */
export class DemoCall {
  readonly #options: DemoCallOptions
  readonly #tag = randomBytes(6).toString('hex')
  readonly #timers = new Set<ReturnType<typeof setTimeout>>()
  #far: FarEnd | undefined
  #last: SipMessage | undefined
  #state: 'ringing' | 'answered' | 'ended' = 'ringing'
  #acked = false
  #cseq = 0

  constructor(options: DemoCallOptions) {
    this.#options = options
    const { invite, number, send } = options
    send(responseTo(invite, 100))
    if (number.does === 'busy') this.#refuse(486)
    else if (number.does === 'call-back') this.#refuse(480)
    else this.#ring(number)
  }

  #ring(number: Exclude<DemoNumber, { does: 'busy' | 'call-back' }>): void {
    this.#respond(180)
    if (number.does === 'ring') this.#later(RING_MS, () => this.#refuse(480))
    else this.#later(number.after, () => void this.#answer(number.sound))
  }

  /** A later request of this dialog. */
  receive(request: SipRequest): void {
    switch (request.method) {
      case 'ACK':
        this.#acked = true
        return
      case 'CANCEL':
        this.#options.send(responseTo(request, 200, { toTag: this.#tag }))
        if (this.#state === 'ringing') this.#refuse(487)
        return
      case 'BYE':
        this.#options.send(responseTo(request, 200))
        return this.#end()
      case 'INVITE':
        return void this.#again(request)
      case 'REFER':
        return this.#refer(request)
      case 'INFO':
      case 'OPTIONS':
      case 'UPDATE':
        return this.#options.send(responseTo(request, 200))
      default:
        return this.#options.send(responseTo(request, 405))
    }
  }

  /** Hangs up from the far side. */
  hangUp(): void {
    if (this.#state !== 'answered') return
    this.#ask('BYE')
    this.#end()
  }

  #refer(request: SipRequest): void {
    const { number, send, go } = this.#options
    if (number.does !== 'answer' || this.#state !== 'answered') return send(responseTo(request, 603))
    void followReferral({ request, send, go: (referTo) => go(referTo, number.sound), ask: (method, headers, body) => this.#ask(method, headers, body) })
  }

  /** Sends a request of this dialog. */
  #ask(method: string, headers: readonly SipHeader[] = [], body = ''): void {
    const { invite } = this.#options
    this.#options.send({
      kind: 'request', method, uri: uriOf(valueOf(invite, 'contact')), body,
      headers: [
        { name: 'Via', value: `SIP/2.0/WS ${this.#options.host};branch=z9hG4bK${randomBytes(8).toString('hex')}` },
        { name: 'Max-Forwards', value: '70' },
        { name: 'From', value: `${valueOf(invite, 'to')};tag=${this.#tag}` }, { name: 'To', value: valueOf(invite, 'from') },
        { name: 'Call-ID', value: valueOf(invite, 'call-id') }, { name: 'CSeq', value: `${++this.#cseq} ${method}` }, ...this.#contact(), ...headers,
      ],
    })
  }

  /** A repeated INVITE of the same transaction gets the last answer again. */
  repeat(): void {
    if (this.#last) this.#options.send(this.#last)
  }

  close(): void {
    this.#end()
  }

  async #answer(sound: FarSound): Promise<void> {
    try {
      this.#far = new FarEnd(sound, this.#options.stun, this.#options.hears)
      const body = await this.#far.answer(this.#options.invite.body)
      if (this.#state !== 'ringing') return this.#far.close()
      this.#state = 'answered'
      this.#respond(200, body)
      for (const [i] of AGAIN_MS.entries()) this.#later(AGAIN_MS.slice(0, i + 1).reduce((a, b) => a + b, 0), () => !this.#acked && this.repeat())
      this.#options.onAnswered()
    } catch {
      this.#refuse(488)
    }
  }

  /** A re-INVITE: hold, resume, a changed address. */
  async #again(request: SipRequest): Promise<void> {
    try {
      const body = request.body === '' || !this.#far ? '' : await this.#far.answer(request.body)
      this.#options.send(responseTo(request, 200, { headers: [...this.#contact(), ...(body === '' ? [] : [{ name: 'Content-Type', value: 'application/sdp' }])], body }))
    } catch {
      this.#options.send(responseTo(request, 488))
    }
  }

  #respond(status: number, body = ''): void {
    this.#last = responseTo(this.#options.invite, status, { toTag: this.#tag, headers: [...this.#contact(), ...(body === '' ? [] : [{ name: 'Content-Type', value: 'application/sdp' }])], body })
    this.#options.send(this.#last)
  }

  #contact(): { name: string; value: string }[] {
    return [{ name: 'Contact', value: `<${uriOf(valueOf(this.#options.invite, 'to'))}>` }, { name: 'Allow', value: 'INVITE,ACK,BYE,CANCEL,INFO,OPTIONS,REFER' }]
  }

  #refuse(status: number): void {
    this.#respond(status)
    this.#end()
  }

  #later(ms: number, run: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      run()
    }, ms)
    this.#timers.add(timer)
  }

  #end(): void {
    if (this.#state === 'ended') return
    this.#state = 'ended'
    for (const timer of this.#timers) clearTimeout(timer)
    this.#far?.close()
    this.#options.onEnded()
  }
}

/** What names the dialog of a request. */
export const dialogOf = (message: SipMessage): string => valueOf(message, 'call-id')

/** Whether a request begins a dialog. */
export const isFirst = (request: SipRequest): boolean => paramOf(valueOf(request, 'to'), 'tag') === undefined
