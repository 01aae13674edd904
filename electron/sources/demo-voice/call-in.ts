import { randomBytes } from 'node:crypto'
import { FarEnd, type FarSound } from './far-end.ts'
import { followReferral } from './referral.ts'
import { responseTo, uriOf, valueOf, type SipHeader, type SipMessage, type SipRequest, type SipResponse } from './sip-message.ts'

/** Who calls the console, and what is heard of them. `through`: asks to be put through without anybody's answering. */
export interface DemoCaller {
  readonly number: string
  readonly sound: FarSound
  readonly through?: boolean
}

export interface CallInOptions {
  readonly caller: DemoCaller
  /** The user who is called, as it registered. */
  readonly callee: string
  /** Where the callee is reached now. */
  readonly contact: string
  readonly domain: string
  readonly host: string
  /** Port of a STUN server on loopback. */
  readonly stun: number
  readonly send: (message: SipMessage) => void
  /** Where a transfer sends the caller; the status of that. */
  readonly go: (referTo: string, sound: FarSound) => Promise<number>
  readonly onAnswered: () => void
  readonly onEnded: () => void
}

/** A caller whom nobody answers gives up after this, ms. */
const PATIENCE_MS = 60_000

/** One call that the demo's exchange places itself: the caller's side of a SIP dialog, with its far end. */
export class CallIn {
  readonly id = `demo-${randomBytes(8).toString('hex')}`
  readonly #options: CallInOptions
  readonly #tag = randomBytes(6).toString('hex')
  readonly #branch = `z9hG4bK${randomBytes(8).toString('hex')}`
  readonly #far: FarEnd
  #state: 'calling' | 'answered' | 'ended' = 'calling'
  #to: string
  #target: string
  #cseq = 1
  #patience: ReturnType<typeof setTimeout> | undefined

  constructor(options: CallInOptions) {
    this.#options = options
    this.#far = new FarEnd(options.caller.sound, options.stun)
    this.#to = `<sip:${options.callee}@${options.domain}>`
    this.#target = options.contact
    void this.#invite()
  }

  async #invite(): Promise<void> {
    try {
      const body = await this.#far.offer()
      if (this.#state === 'ended') return
      const through: SipHeader[] = this.#options.caller.through === true ? [{ name: 'Call-Info', value: '<sip:demo.invalid>;answer-after=0' }] : []
      this.#request('INVITE', { cseq: 1, branch: this.#branch, body, headers: [...through, { name: 'Content-Type', value: 'application/sdp' }] })
      this.#patience = setTimeout(() => this.#request('CANCEL', { cseq: 1, branch: this.#branch }), PATIENCE_MS)
    } catch {
      this.close()
    }
  }

  /** An answer to one of its requests. */
  answered(response: SipResponse): void {
    if (!/INVITE$/i.test(valueOf(response, 'cseq')) || response.status < 200) return
    this.#to = valueOf(response, 'to')
    const contact = valueOf(response, 'contact')
    if (contact !== '') this.#target = uriOf(contact)
    this.#request('ACK', { cseq: 1, branch: response.status < 300 ? this.#newBranch() : this.#branch })
    if (response.status >= 300) return this.#end()
    if (this.#state !== 'calling') return
    this.#state = 'answered'
    clearTimeout(this.#patience)
    this.#far.accept(response.body).then(this.#options.onAnswered, () => this.hangUp())
  }

  /** A request of the console's in this dialog. */
  receive(request: SipRequest): void {
    const { send } = this.#options
    switch (request.method) {
      case 'ACK':
        return
      case 'BYE':
        send(responseTo(request, 200))
        return this.#end()
      case 'INVITE':
        return void this.#again(request)
      case 'REFER':
        return void followReferral({
          request, send, go: (referTo) => this.#options.go(referTo, this.#options.caller.sound),
          ask: (method, headers, body) => this.#request(method, { cseq: ++this.#cseq, branch: this.#newBranch(), headers, body }),
        })
      case 'INFO':
      case 'OPTIONS':
      case 'UPDATE':
        return send(responseTo(request, 200))
      default:
        return send(responseTo(request, 405))
    }
  }

  /** Hangs up from the caller's side. */
  hangUp(): void {
    if (this.#state === 'answered') this.#request('BYE', { cseq: ++this.#cseq, branch: this.#newBranch() })
    this.#end()
  }

  close(): void {
    this.#end()
  }

  /** A re-INVITE: hold, resume. */
  async #again(request: SipRequest): Promise<void> {
    try {
      const body = await this.#far.answer(request.body)
      this.#options.send(responseTo(request, 200, { headers: [this.#contact(), { name: 'Content-Type', value: 'application/sdp' }], body }))
    } catch {
      this.#options.send(responseTo(request, 488))
    }
  }

  #request(method: string, { cseq, branch, body = '', headers = [] }: { readonly cseq: number; readonly branch: string; readonly body?: string; readonly headers?: readonly SipHeader[] }): void {
    const { caller, domain, host, send } = this.#options
    send({
      kind: 'request', method, uri: this.#target, body,
      headers: [
        { name: 'Via', value: `SIP/2.0/WS ${host};branch=${branch}` }, { name: 'Max-Forwards', value: '70' },
        { name: 'From', value: `<sip:${encodeURIComponent(caller.number)}@${domain}>;tag=${this.#tag}` }, { name: 'To', value: this.#to },
        { name: 'Call-ID', value: this.id }, { name: 'CSeq', value: `${cseq} ${method}` }, this.#contact(), { name: 'Allow', value: 'INVITE,ACK,BYE,CANCEL,INFO,OPTIONS,REFER' }, ...headers,
      ],
    })
  }

  #contact(): SipHeader {
    return { name: 'Contact', value: `<sip:${encodeURIComponent(this.#options.caller.number)}@${this.#options.host};transport=ws>` }
  }

  #newBranch(): string {
    return `z9hG4bK${randomBytes(8).toString('hex')}`
  }

  #end(): void {
    if (this.#state === 'ended') return
    this.#state = 'ended'
    clearTimeout(this.#patience)
    this.#far.close()
    this.#options.onEnded()
  }
}
