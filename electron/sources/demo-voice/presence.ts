import { randomBytes } from 'node:crypto'
import type { WebSocket } from 'ws'
import { paramOf, responseTo, uriOf, userOf, valueOf, type SipMessage, type SipRequest } from './sip-message.ts'

const MAX_SUBSCRIPTIONS = 256
const LONGEST_S = 600

/** How a line of the exchange's own stands, as RFC 4235 names it. */
type LineState = 'early' | 'confirmed'

interface Subscription {
  readonly request: SipRequest
  readonly socket: WebSocket
  readonly number: string
  readonly tag: string
  readonly endsAt: number
  cseq: number
  version: number
}

export interface DemoPresenceOptions {
  readonly host: string
  /** Whether the exchange has this number, and whether it is always in a call. */
  readonly knows: (number: string) => 'free' | 'busy' | undefined
  readonly send: (ws: WebSocket, message: SipMessage) => void
}

/** Who of the exchange's own numbers is in a call, told to whoever subscribed (RFC 6665, event package dialog). */
export class DemoPresence {
  readonly #options: DemoPresenceOptions
  readonly #subscriptions = new Map<string, Subscription>()
  /** Lines in use by the call's id. */
  readonly #lines = new Map<string, { readonly number: string; readonly state: LineState }>()

  constructor(options: DemoPresenceOptions) {
    this.#options = options
  }

  /** A call of a number began, was answered, or is over. */
  line(callId: string, number: string, state: LineState | 'ended'): void {
    if (state === 'ended') this.#lines.delete(callId)
    else this.#lines.set(callId, { number, state })
    for (const each of this.#subscriptions.values()) if (each.number === number) this.#notify(each, 'active')
  }

  receive(request: SipRequest, socket: WebSocket): void {
    const { send, knows } = this.#options
    const number = userOf(request.uri)
    const id = `${valueOf(request, 'call-id')} ${paramOf(valueOf(request, 'from'), 'tag') ?? ''}`
    const before = this.#subscriptions.get(id)
    if (valueOf(request, 'event') !== 'dialog') return send(socket, responseTo(request, 489, { toTag: 'demo' }))
    const wanted = before?.number ?? number
    if (knows(wanted) === undefined) return send(socket, responseTo(request, 404, { toTag: 'demo' }))
    this.#forget()
    if (!before && this.#subscriptions.size >= MAX_SUBSCRIPTIONS) return send(socket, responseTo(request, 503, { toTag: 'demo' }))
    const asked = Number(valueOf(request, 'expires') || LONGEST_S)
    const seconds = Number.isFinite(asked) ? Math.max(0, Math.min(asked, LONGEST_S)) : LONGEST_S
    const tag = before?.tag ?? randomBytes(6).toString('hex')
    const subscription: Subscription = { request: before?.request ?? request, socket, number: wanted, tag, endsAt: Date.now() + seconds * 1_000, cseq: before?.cseq ?? 0, version: before?.version ?? 0 }
    send(socket, responseTo(request, 200, { toTag: tag, headers: [{ name: 'Expires', value: String(seconds) }, this.#contact(wanted)] }))
    if (seconds === 0) this.#subscriptions.delete(id)
    else this.#subscriptions.set(id, subscription)
    this.#notify(subscription, seconds === 0 ? 'terminated' : 'active')
  }

  #forget(): void {
    for (const [id, { endsAt, socket }] of this.#subscriptions) if (endsAt <= Date.now() || socket.readyState > 1) this.#subscriptions.delete(id)
  }

  #contact(number: string): { name: string; value: string } {
    return { name: 'Contact', value: `<sip:${number}@${this.#options.host};transport=ws>` }
  }

  #notify(subscription: Subscription, state: 'active' | 'terminated'): void {
    const { request, socket, number, tag, endsAt } = subscription
    const seconds = Math.ceil((endsAt - Date.now()) / 1_000)
    if (state === 'active' && seconds <= 0) return
    this.#options.send(socket, {
      kind: 'request', method: 'NOTIFY', uri: uriOf(valueOf(request, 'contact')), body: this.#document(number, subscription.version++),
      headers: [
        { name: 'Via', value: `SIP/2.0/WS ${this.#options.host};branch=z9hG4bK${randomBytes(8).toString('hex')}` },
        { name: 'Max-Forwards', value: '70' },
        { name: 'From', value: `${valueOf(request, 'to')};tag=${tag}` }, { name: 'To', value: valueOf(request, 'from') },
        { name: 'Call-ID', value: valueOf(request, 'call-id') }, { name: 'CSeq', value: `${++subscription.cseq} NOTIFY` }, this.#contact(number),
        { name: 'Event', value: 'dialog' }, { name: 'Subscription-State', value: state === 'active' ? `active;expires=${seconds}` : 'terminated;reason=timeout' },
        { name: 'Content-Type', value: 'application/dialog-info+xml' },
      ],
    })
  }

  /** All dialogs of a number (RFC 4235). */
  #document(number: string, version: number): string {
    const lines = [...this.#lines].filter(([, line]) => line.number === number).map(([, { state }], i) => `<dialog id="${i}"><state>${state}</state></dialog>`)
    const taken = this.#options.knows(number) === 'busy' ? ['<dialog id="busy"><state>confirmed</state></dialog>'] : []
    return `<?xml version="1.0"?>\n<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="${version}" state="full" entity="sip:${number}@demo.invalid">${[...lines, ...taken].join('')}</dialog-info>\n`
  }
}
