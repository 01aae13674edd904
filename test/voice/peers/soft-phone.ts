import { createSocket, type Socket } from 'node:dgram'
import { randomBytes } from 'node:crypto'
import { until } from '../../e2e/wall/wall-run.ts'
import { fromALaw, toALaw } from './a-law.ts'
import { heardIn, type Heard } from './tone.ts'

/** Who may send sound, as SDP says it (RFC 3264). */
export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive'

const RATE = 8_000
const PACKET = 160
const PCMA = 8
const EVENTS = 101
/** Sound that is kept of what came in, samples. */
const KEPT = RATE * 2

interface Message {
  readonly first: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body: string
}

interface Dialog {
  readonly callId: string
  readonly local: string
  readonly remote: string
  readonly target: string
  readonly routes: readonly string[]
}

/**
 * A telephone over UDP in this process, for what no packaged one does to order: holds at a chosen moment, early sound, digits told.
 * It answers by itself, speaks A-law, sends a tone, and knows what it hears now. Dialled as `udp-PORT`.
 */
export class SoftPhone {
  readonly number: string
  readonly hz: number
  /** Digits that came as telephone events (RFC 4733). */
  readonly digits: string[] = []
  /** Rings with sound before it answers, ms. */
  earlyMs = 0
  /** Asks the caller to refresh the call in this time, s (RFC 4028); 0: never. */
  expiresS = 0
  /** Offers anew that came in calls. */
  offers = 0
  /** The payload types of the last offer, in their order. */
  offered: readonly string[] = []
  readonly #sip: Socket
  readonly #rtp: Socket
  readonly #sender: ReturnType<typeof setInterval>
  #heard: number[] = []
  #dialog: Dialog | undefined
  #peer: { readonly port: number; readonly sends: boolean; readonly hears: boolean } | undefined
  #own: Direction = 'sendrecv'
  #cseq = 100
  #pending: { readonly cseq: number; readonly done: (status: number) => void } | undefined
  #sequence = 0
  #lastEvent = -1

  private constructor(sip: Socket, rtp: Socket, hz: number) {
    this.#sip = sip
    this.#rtp = rtp
    this.hz = hz
    this.number = `udp-${sip.address().port}`
    sip.on('message', (data, from) => this.#receive(parse(data.toString('utf8')), from.port))
    rtp.on('message', (data) => this.#hear(data))
    this.#sender = setInterval(() => this.#send(), 20)
  }

  static async start(hz: number): Promise<SoftPhone> {
    return new SoftPhone(await bound(), await bound(), hz)
  }

  get talking(): boolean {
    return this.#dialog !== undefined
  }

  hears(): Heard {
    return heardIn({ rate: RATE, samples: Float32Array.from(this.#heard.slice(-RATE)) })
  }

  /** Waits until it hears, from now on, a tone within 12 Hz of this. */
  async hearsTone(hz: number, limitMs = 15_000): Promise<void> {
    this.#heard = []
    await until(`${this.number} hears ${hz} Hz`, () => {
      const heard = this.hears()
      return heard.hz !== null && Math.abs(heard.hz - hz) <= 12
    }, limitMs).catch((error: unknown) => {
      throw new Error(`${String(error)}; it hears ${JSON.stringify(this.hears())}`)
    })
  }

  /** Waits until it has heard nothing for a second: silence, or not even that. */
  async hearsNothing(limitMs = 10_000): Promise<void> {
    for (const end = Date.now() + limitMs; ; ) {
      this.#heard = []
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      if (this.hears().hz === null) return
      if (Date.now() > end) throw new Error(`${this.number} still hears ${JSON.stringify(this.hears())}`)
    }
  }

  /** Holds the other side or takes it back; one that meets the other side's own is tried again (491, RFC 3261 §14.1). */
  async hold(on: boolean): Promise<void> {
    for (let tries = 0; tries < 6; tries++) {
      const status = await this.#reinvite(on ? 'sendonly' : 'sendrecv')
      if (status === 200) return
      if (status !== 491) throw new Error(`the re-INVITE was answered ${status}`)
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 2_000))
    }
    throw new Error('the other side never took the re-INVITE')
  }

  hangUp(): void {
    this.#request('BYE')
    this.#dialog = undefined
  }

  stop(): Promise<void> {
    clearInterval(this.#sender)
    this.#rtp.close()
    return new Promise((resolve) => this.#sip.close(() => resolve()))
  }

  #receive(message: Message, port: number): void {
    if (message.first.startsWith('SIP/2.0')) return this.#answered(message)
    switch (message.first.split(' ')[0]) {
      case 'INVITE':
        return /;tag=/.test(one(message, 'to')) ? this.#offered(message, port) : void this.#invited(message, port)
      case 'BYE':
        this.#reply(message, port, '200 OK')
        this.#dialog = undefined
        return
      case 'CANCEL':
        return this.#reply(message, port, '200 OK')
      case 'ACK':
        return
      default:
        return this.#reply(message, port, '200 OK')
    }
  }

  async #invited(message: Message, port: number): Promise<void> {
    const tag = randomBytes(6).toString('hex')
    this.#own = 'sendrecv'
    this.#takeOffer(message.body)
    this.#reply(message, port, '180 Ringing', tag)
    if (this.earlyMs > 0) {
      this.#reply(message, port, '183 Session Progress', tag, this.#sdp('sendrecv'))
      await new Promise((resolve) => setTimeout(resolve, this.earlyMs))
    }
    this.#dialog = {
      callId: one(message, 'call-id'), local: `${one(message, 'to')};tag=${tag}`, remote: one(message, 'from'),
      target: /<([^>]+)>/.exec(one(message, 'contact'))?.[1] ?? '', routes: all(message, 'record-route'),
    }
    this.#reply(message, port, '200 OK', tag, this.#sdp('sendrecv'))
  }

  #offered(message: Message, port: number): void {
    this.offers += 1
    if (this.#pending) return this.#reply(message, port, '491 Request Pending')
    this.#takeOffer(message.body)
    const theirs = directionOf(message.body)
    const mirrored: Direction = theirs === 'sendonly' ? 'recvonly' : theirs === 'recvonly' ? 'sendonly' : theirs
    this.#reply(message, port, '200 OK', undefined, this.#sdp(this.#own === 'sendonly' ? (mirrored === 'recvonly' ? 'inactive' : 'sendonly') : mirrored))
  }

  #reinvite(direction: Direction): Promise<number> {
    return new Promise((resolve) => {
      this.#pending = { cseq: this.#cseq + 1, done: (status) => {
        if (status === 200) this.#own = direction
        resolve(status)
      } }
      this.#request('INVITE', this.#sdp(direction))
    })
  }

  #answered(message: Message): void {
    const status = Number(message.first.split(' ')[1])
    const [cseq, method] = one(message, 'cseq').split(' ')
    if (status < 200 || method !== 'INVITE' || Number(cseq) !== this.#pending?.cseq) return
    const { done } = this.#pending
    this.#pending = undefined
    if (status === 200) this.#takeOffer(message.body)
    this.#request('ACK', undefined, Number(cseq), status === 200 ? undefined : one(message, 'via'))
    done(status)
  }

  #request(method: string, body = '', cseq = method === 'ACK' ? this.#cseq : ++this.#cseq, via?: string): void {
    const dialog = this.#dialog
    if (!dialog) return
    const { port } = this.#sip.address()
    const head = [
      `${method} ${dialog.target} SIP/2.0`, `Via: ${via ?? `SIP/2.0/UDP 127.0.0.1:${port};rport;branch=z9hG4bK${randomBytes(8).toString('hex')}`}`,
      ...dialog.routes.map((route) => `Route: ${route}`), `From: ${dialog.local}`, `To: ${dialog.remote}`, `Call-ID: ${dialog.callId}`, `CSeq: ${cseq} ${method}`,
      `Contact: <sip:${this.number}@127.0.0.1:${port}>`, 'Max-Forwards: 70', ...(body === '' ? [] : ['Content-Type: application/sdp']), `Content-Length: ${Buffer.byteLength(body)}`,
    ]
    const next = Number(/:(\d+)/.exec(/sip:[^>;]+/.exec(dialog.routes[0] ?? '')?.[0].replace('sip:', '') ?? '')?.[1] ?? 0)
    this.#sip.send(`${head.join('\r\n')}\r\n\r\n${body}`, next, '127.0.0.1')
  }

  #reply(message: Message, port: number, status: string, tag?: string, body = ''): void {
    const to = one(message, 'to')
    const head = [
      `SIP/2.0 ${status}`, ...all(message, 'via').map((via) => `Via: ${via}`), ...all(message, 'record-route').map((route) => `Record-Route: ${route}`),
      `From: ${one(message, 'from')}`, `To: ${tag === undefined || /;tag=/.test(to) ? to : `${to};tag=${tag}`}`, `Call-ID: ${one(message, 'call-id')}`, `CSeq: ${one(message, 'cseq')}`,
      `Contact: <sip:${this.number}@127.0.0.1:${this.#sip.address().port}>`, ...(this.expiresS > 0 && status.startsWith('200') ? ['Require: timer', `Session-Expires: ${this.expiresS};refresher=uac`] : []),
      ...(body === '' ? [] : ['Content-Type: application/sdp']), `Content-Length: ${Buffer.byteLength(body)}`,
    ]
    this.#sip.send(`${head.join('\r\n')}\r\n\r\n${body}`, port, '127.0.0.1')
  }

  #sdp(direction: Direction): string {
    const lines = ['v=0', `o=- 1 ${this.#cseq} IN IP4 127.0.0.1`, 's=-', 'c=IN IP4 127.0.0.1', 't=0 0', `m=audio ${this.#rtp.address().port} RTP/AVP ${PCMA} ${EVENTS}`, `a=rtpmap:${PCMA} PCMA/8000`, `a=rtpmap:${EVENTS} telephone-event/8000`, 'a=ptime:20', `a=${direction}`]
    return `${lines.join('\r\n')}\r\n`
  }

  #takeOffer(sdp: string): void {
    this.offered = /^m=audio \d+ \S+((?: \d+)+)/m.exec(sdp)?.[1]?.trim().split(' ') ?? []
    const port = Number(/^m=audio (\d+)/m.exec(sdp)?.[1] ?? 0)
    const direction = directionOf(sdp)
    this.#peer = { port, sends: direction === 'sendrecv' || direction === 'sendonly', hears: direction === 'sendrecv' || direction === 'recvonly' }
  }

  #send(): void {
    if (!this.#peer?.hears || this.#own === 'sendonly') return
    const packet = Buffer.alloc(12 + PACKET)
    packet[0] = 0x80
    packet[1] = PCMA
    packet.writeUInt16BE(this.#sequence & 0xff_ff, 2)
    packet.writeUInt32BE((this.#sequence * PACKET) >>> 0, 4)
    packet.writeUInt32BE(0x5a_5a, 8)
    for (let i = 0; i < PACKET; i++) packet[12 + i] = toALaw(0.5 * Math.sin((2 * Math.PI * this.hz * (this.#sequence * PACKET + i)) / RATE))
    this.#sequence += 1
    this.#rtp.send(packet, this.#peer.port, '127.0.0.1')
  }

  #hear(packet: Buffer): void {
    const type = (packet[1] ?? 0) & 0x7f
    if (type === EVENTS) {
      const stamp = packet.readUInt32BE(4)
      if (stamp !== this.#lastEvent) this.digits.push('0123456789*#ABCD'[packet[12] ?? 0] ?? '?')
      this.#lastEvent = stamp
    }
    if (type !== PCMA) return
    for (const byte of packet.subarray(12)) this.#heard.push(fromALaw(byte))
    if (this.#heard.length > KEPT * 2) this.#heard = this.#heard.slice(-KEPT)
  }
}

const bound = (): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = createSocket('udp4').once('error', reject)
    socket.bind(0, '127.0.0.1', () => resolve(socket))
  })

function parse(text: string): Message {
  const [head = '', body = ''] = text.split('\r\n\r\n')
  const [first = '', ...lines] = head.split('\r\n')
  return { first, body, headers: lines.map((line) => [line.slice(0, line.indexOf(':')).trim().toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]) }
}

const all = (message: Message, name: string): string[] => message.headers.filter(([key]) => key === name).map(([, value]) => value)
const one = (message: Message, name: string): string => all(message, name)[0] ?? ''

const directionOf = (sdp: string): Direction => {
  const found = /^a=(sendrecv|sendonly|recvonly|inactive)/m.exec(sdp)?.[1]
  return found === 'sendonly' || found === 'recvonly' || found === 'inactive' ? found : 'sendrecv'
}
