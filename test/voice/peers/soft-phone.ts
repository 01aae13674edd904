import { createSocket, type Socket } from 'node:dgram'
import { randomBytes } from 'node:crypto'
import { until } from '../../e2e/wall/wall-run.ts'
import { fromALaw, toALaw } from './a-law.ts'
import { reached, requestText, type Dialog, type Request } from './sip-dialog.ts'
import { addressIn, all, directionOf, one, parse, portIn, referTo, statusOf, type Direction, type Message } from './sip-text.ts'
import { heardIn, powerAt, type Heard } from './tone.ts'

const RATE = 8_000
const PACKET = 160
const PCMA = 8
/** Payload type of telephone events, where the other side names none. */
const EVENTS = 101
/** A tone of this power is there, a hundredth of one of amplitude 0.1. */
const TONE_POWER = 1e-4
/** Sound that is kept of what came in, samples. */
const KEPT = RATE * 2

/**
 * A telephone over UDP in this process, for what no packaged one does to order: holds at a chosen moment, early sound, digits told, transfers followed.
 * It answers by itself, speaks A-law, sends a tone, and knows what it hears now. Dialled as `udp-PORT`. The call that came last is the one it speaks in.
 */
export class SoftPhone {
  readonly number: string
  readonly hz: number
  /** Digits that came as telephone events (RFC 4733), and those that came by INFO. */
  readonly digits: string[] = []
  readonly toldDigits: string[] = []
  /** Rings with sound before it answers, ms. */
  earlyMs = 0
  /** Asks the caller to refresh the call in this time, s (RFC 4028); 0: never. */
  expiresS = 0
  /** Sends silence instead of its tone. */
  quiet = false
  /** Hears of each packet of sound as it is sent, and of what one holds as it comes in. */
  onSent: (() => void) | undefined
  onHeard: ((samples: readonly number[]) => void) | undefined
  /** Offers anew that came in calls. */
  offers = 0
  /** The payload types of the last offer, in their order. */
  offered: readonly string[] = []
  readonly #sip: Socket
  readonly #rtp: Socket
  readonly #sender: ReturnType<typeof setInterval>
  #heard: number[] = []
  #dialogs: Dialog[] = []
  readonly #level: number
  #events = EVENTS
  #peer: { readonly port: number; readonly sends: boolean; readonly hears: boolean } | undefined
  #own: Direction = 'sendrecv'
  #cseq = 100
  #pending: { readonly cseq: number; readonly done: (answer: Message) => void } | undefined
  #sequence = 0
  #lastEvent = -1

  private constructor(sip: Socket, rtp: Socket, hz: number, level: number) {
    this.#sip = sip
    this.#rtp = rtp
    this.hz = hz
    this.#level = level
    this.number = `udp-${sip.address().port}`
    sip.on('message', (data, from) => this.#receive(parse(data.toString('utf8')), from.port))
    rtp.on('message', (data) => this.#hear(data))
    this.#sender = setInterval(() => this.#send(), 20)
  }

  /** `level`: its tone's amplitude from 0 to 1. */
  static async start(hz: number, level = 0.5): Promise<SoftPhone> {
    return new SoftPhone(await bound(), await bound(), hz, level)
  }

  get talking(): boolean {
    return this.#dialog !== undefined
  }

  get #dialog(): Dialog | undefined {
    return this.#dialogs.at(-1)
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

  /** Waits until it hears, in one and the same second from now on, each of these tones, and none of the others. */
  async hearsTones(tones: readonly number[], others: readonly number[], limitMs = 20_000): Promise<void> {
    this.#heard = []
    let powers: number[] = []
    await until(`${this.number} hears ${tones.join(', ')} Hz`, () => {
      const samples = Float32Array.from(this.#heard.slice(-RATE))
      powers = [...tones, ...others].map((hz) => (samples.length < RATE ? 0 : powerAt(samples, RATE, hz)))
      const [wanted, unwanted] = [powers.slice(0, tones.length), powers.slice(tones.length)]
      return wanted.every((power) => power > TONE_POWER) && unwanted.every((power) => power < TONE_POWER / 10)
    }, limitMs).catch((error: unknown) => {
      throw new Error(`${String(error)}; powers at ${[...tones, ...others].join(', ')} Hz are ${powers.map((power) => power.toExponential(1)).join(', ')}`)
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
      const direction = on ? 'sendonly' : 'sendrecv'
      const status = statusOf(await this.#invite(this.#sdp(direction)))
      if (status === 200) this.#own = direction
      if (status === 200) return
      if (status !== 491) throw new Error(`the re-INVITE was answered ${status}`)
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 2_000))
    }
    throw new Error('the other side never took the re-INVITE')
  }

  hangUp(): void {
    this.#request('BYE')
    if (this.#dialog) this.#over(this.#dialog.callId)
  }

  /** Sends nothing more after its last call: the relay gives the port to others. */
  #over(callId: string): void {
    this.#dialogs = this.#dialogs.filter((d) => d.callId !== callId)
    if (this.#dialogs.length === 0) this.#peer = undefined
  }

  /** Sends the other side to an address; the status of its answer. */
  refer(target: string): Promise<number> {
    return new Promise((resolve) => {
      this.#pending = { cseq: this.#cseq + 1, done: (answer) => resolve(statusOf(answer)) }
      this.#request('REFER', { headers: [`Refer-To: <${target}>`] })
    })
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
        return this.#over(one(message, 'call-id'))
      case 'INFO':
        this.toldDigits.push(/^Signal=\s*(\S)/m.exec(message.body)?.[1] ?? '?')
        return this.#reply(message, port, '200 OK')
      case 'REFER':
        this.#reply(message, port, '202 Accepted')
        return void this.#transferred(message)
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
    const [replaced = ''] = one(message, 'replaces').split(';')
    this.#dialogs.push({
      callId: one(message, 'call-id'), local: `${one(message, 'to')};tag=${tag}`, remote: one(message, 'from'),
      target: addressIn(one(message, 'contact')), routes: all(message, 'record-route'), exchange: port,
    })
    this.#reply(message, port, '200 OK', tag, this.#sdp('sendrecv'))
    if (!replaced) return
    this.#request('BYE', {}, this.#dialogs.find((d) => d.callId === replaced))
    this.#over(replaced)
  }

  /** Calls whom it was sent to, and tells the one who sent it how that went (RFC 3515). */
  async #transferred(message: Message): Promise<void> {
    const asked = this.#dialogs.find((d) => d.callId === one(message, 'call-id'))
    if (!asked) return
    const notify = (state: string, fragment: string): void =>
      this.#request('NOTIFY', { headers: ['Event: refer', `Subscription-State: ${state}`, 'Content-Type: message/sipfrag;version=2.0'], body: `SIP/2.0 ${fragment}\r\n` }, asked)
    notify('active;expires=60', '100 Trying')
    const { target, replaces } = referTo(message)
    const wanted: Dialog = { callId: randomBytes(12).toString('hex'), local: `${asked.local.replace(/;tag=.*/, '')};tag=${randomBytes(6).toString('hex')}`, remote: `<${target}>`, target, routes: [], exchange: asked.exchange }
    const answer = await this.#invite(this.#sdp('sendrecv'), wanted, replaces === undefined ? [] : [`Replaces: ${replaces}`])
    if (statusOf(answer) === 200) {
      this.#own = 'sendrecv'
      this.#dialogs.push(reached(wanted, answer))
    }
    notify('terminated;reason=noresource', answer.first.replace('SIP/2.0 ', ''))
  }

  #offered(message: Message, port: number): void {
    this.offers += 1
    if (this.#pending) return this.#reply(message, port, '491 Request Pending')
    this.#takeOffer(message.body)
    const theirs = directionOf(message.body)
    const mirrored: Direction = theirs === 'sendonly' ? 'recvonly' : theirs === 'recvonly' ? 'sendonly' : theirs
    this.#reply(message, port, '200 OK', undefined, this.#sdp(this.#own === 'sendonly' ? (mirrored === 'recvonly' ? 'inactive' : 'sendonly') : mirrored))
  }

  /** Offers in a call, or to whom it calls; the final answer, acknowledged. */
  #invite(sdp: string, dialog = this.#dialog, headers: readonly string[] = []): Promise<Message> {
    return new Promise((resolve) => {
      this.#pending = { cseq: this.#cseq + 1, done: (answer) => {
        const well = statusOf(answer) === 200
        if (well) this.#takeOffer(answer.body)
        const ended = dialog && { ...(well ? reached(dialog, answer) : dialog), remote: one(answer, 'to') }
        this.#request('ACK', { cseq: Number(one(answer, 'cseq').split(' ')[0]), ...(well ? {} : { via: one(answer, 'via') }) }, ended)
        resolve(answer)
      } }
      this.#request('INVITE', { headers: [...headers, 'Content-Type: application/sdp'], body: sdp }, dialog)
    })
  }

  #answered(message: Message): void {
    if (statusOf(message) < 200 || Number(one(message, 'cseq').split(' ')[0]) !== this.#pending?.cseq) return
    const { done } = this.#pending
    this.#pending = undefined
    done(message)
  }

  #request(method: string, request: Request = {}, dialog = this.#dialog): void {
    if (!dialog) return
    const text = requestText(method, dialog, { ...request, cseq: request.cseq ?? ++this.#cseq, user: this.number, port: this.#sip.address().port })
    this.#sip.send(text, portIn(dialog.routes[0] ?? dialog.target) ?? dialog.exchange, '127.0.0.1')
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
    const lines = ['v=0', `o=- 1 ${this.#cseq} IN IP4 127.0.0.1`, 's=-', 'c=IN IP4 127.0.0.1', 't=0 0', `m=audio ${this.#rtp.address().port} RTP/AVP ${PCMA} ${this.#events}`, `a=rtpmap:${PCMA} PCMA/8000`, `a=rtpmap:${this.#events} telephone-event/8000`, 'a=ptime:20', `a=${direction}`]
    return `${lines.join('\r\n')}\r\n`
  }

  #takeOffer(sdp: string): void {
    this.offered = /^m=audio \d+ \S+((?: \d+)+)/m.exec(sdp)?.[1]?.trim().split(' ') ?? []
    this.#events = Number(/^a=rtpmap:(\d+) telephone-event\/8000/m.exec(sdp)?.[1] ?? EVENTS)
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
    for (let i = 0; i < PACKET; i++) packet[12 + i] = toALaw((this.quiet ? 0 : this.#level) * Math.sin((2 * Math.PI * this.hz * (this.#sequence * PACKET + i)) / RATE))
    this.#sequence += 1
    this.#rtp.send(packet, this.#peer.port, '127.0.0.1')
    this.onSent?.()
  }

  #hear(packet: Buffer): void {
    const type = (packet[1] ?? 0) & 0x7f
    if (type === this.#events) {
      const stamp = packet.readUInt32BE(4)
      if (stamp !== this.#lastEvent) this.digits.push('0123456789*#ABCD'[packet[12] ?? 0] ?? '?')
      this.#lastEvent = stamp
    }
    if (type !== PCMA) return
    const samples = Array.from(packet.subarray(12), fromALaw)
    this.onHeard?.(samples)
    this.#heard.push(...samples)
    if (this.#heard.length > KEPT * 2) this.#heard = this.#heard.slice(-KEPT)
  }
}

const bound = (): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = createSocket('udp4').once('error', reject)
    socket.bind(0, '127.0.0.1', () => resolve(socket))
  })
