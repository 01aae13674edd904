import { MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters } from 'werift'
import { WebSocket } from 'ws'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startExchange, type Exchange } from '../../electron/sources/demo-voice/exchange.ts'
import { demoNumber } from '../../electron/sources/demo-voice/numbers.ts'
import { parseSip, valueOf, type SipMessage } from '../../electron/sources/demo-voice/sip-message.ts'
import { startStun } from '../../electron/sources/demo-voice/stun.ts'
import { fromMuLaw, RATE } from '../../electron/sources/demo-voice/tone.ts'

/** A telephone of the test's own: sends requests as text, keeps what comes. */
class Phone {
  readonly heard: SipMessage[] = []
  readonly #socket: WebSocket
  #cseq = 0
  readonly user: string

  private constructor(socket: WebSocket, user: string) {
    this.#socket = socket
    this.user = user
    socket.on('message', (data) => {
      const message = parseSip(String(data))
      if (message) this.heard.push(message)
    })
  }

  static async connect(port: number, key: string, user: string): Promise<Phone> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/${key}`, 'sip')
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
    return new Phone(socket, user)
  }

  send(method: string, to: string, { callId, body = '', tag, cseq }: { callId: string; body?: string; tag?: string; cseq?: number }): number {
    const number = cseq ?? ++this.#cseq
    const lines = [
      `${method} sip:${to}@demo.invalid SIP/2.0`, `Via: SIP/2.0/WS ${this.user}.invalid;branch=z9hG4bK${callId}${number}`, `From: <sip:${this.user}@demo.invalid>;tag=${this.user}`,
      `To: <sip:${to}@demo.invalid>${tag === undefined ? '' : `;tag=${tag}`}`, `Call-ID: ${callId}`, `CSeq: ${number} ${method}`, `Contact: <sip:${this.user}x@${this.user}.invalid;transport=ws>`,
      ...(body === '' ? [] : ['Content-Type: application/sdp']), `Content-Length: ${Buffer.byteLength(body)}`, '', body,
    ]
    this.#socket.send(lines.join('\r\n'))
    return number
  }

  raw(text: string | Buffer): void {
    this.#socket.send(text)
  }

  async response(callId: string, status: number): Promise<SipMessage> {
    return until(() => this.heard.find((m) => m.kind === 'response' && m.status === status && valueOf(m, 'call-id') === callId), `${status} for ${callId}`)
  }

  close(): void {
    this.#socket.terminate()
  }
}

async function until<T>(ask: () => T | undefined, what: string): Promise<T> {
  for (const end = Date.now() + 15_000; ; await new Promise((resolve) => setTimeout(resolve, 20))) {
    const answer = ask()
    if (answer !== undefined) return answer
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`)
  }
}

/** How often a wave rises through zero in the loud part of some samples, Hz. */
function pitch(samples: readonly number[]): number {
  const loud = samples.findIndex((_, i) => i + 2_400 < samples.length && samples.slice(i, i + 2_400).every((_s, j) => j % 80 !== 0 || samples.slice(i + j, i + j + 80).some((s) => Math.abs(s) > 3_000)))
  const part = samples.slice(loud, loud + 2_400)
  return part.filter((s, i) => i > 0 && s >= 0 && (part[i - 1] ?? 0) < 0).length / (part.length / RATE)
}

describe('the demo’s exchange', () => {
  let exchange: Exchange
  let phone: Phone
  const answered: { dialled: string; sentHz: number | null }[] = []

  beforeEach(async () => {
    answered.length = 0
    exchange = await startExchange({ port: 0, key: 'k', numberOf: (dialled) => demoNumber(dialled, 20, Math.random), onAnswered: (call) => answered.push(call) })
    phone = await Phone.connect(exchange.port, 'k', 'console')
  })
  afterEach(async () => {
    phone.close()
    await exchange.close()
  })

  it('registers who knows the key, and nobody else', async () => {
    phone.send('REGISTER', 'console', { callId: 'r1' })
    expect(valueOf(await phone.response('r1', 200), 'contact')).toContain('expires=120')
    await expect(Phone.connect(exchange.port, 'wrong', 'x')).rejects.toThrow(/403/)
  })

  it('answers a department’s number with real media: the tone that it says it sends', async () => {
    const stun = await startStun()
    const pc = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${stun.port}` }], iceAdditionalHostAddresses: ['127.0.0.1'], iceUseIpv6: false, codecs: { audio: [new RTCRtpCodecParameters({ mimeType: 'audio/PCMU', clockRate: 8_000, channels: 1, payloadType: 0 })] } })
    const samples: number[] = []
    pc.addTransceiver(new MediaStreamTrack({ kind: 'audio' }), { direction: 'sendrecv' }).onTrack.subscribe((track) => void track.onReceiveRtp.subscribe((rtp) => void samples.push(...[...rtp.payload].map(fromMuLaw))))
    await pc.setLocalDescription(await pc.createOffer())
    phone.send('INVITE', '8102', { callId: 'c1', body: pc.localDescription?.sdp ?? '' })
    await phone.response('c1', 180)
    const ok = await phone.response('c1', 200)
    const tag = /tag=(\w+)/.exec(valueOf(ok, 'to'))?.[1] ?? ''
    phone.send('ACK', '8102', { callId: 'c1', tag, cseq: 1 })
    await pc.setRemoteDescription({ type: 'answer', sdp: ok.body })
    await until(() => (samples.length > RATE * 1.6 ? true : undefined), 'sound')
    expect(Math.abs(pitch(samples) - (answered[0]?.sentHz ?? 0))).toBeLessThan(12)
    phone.send('BYE', '8102', { callId: 'c1', tag, cseq: 2 })
    await until(() => phone.heard.find((m) => m.kind === 'response' && valueOf(m, 'cseq') === '2 BYE'), 'the answer to BYE')
    await pc.close()
    stun.close()
  })

  it('calls back whoever dials 84xx, as somebody of the city, with real media', async () => {
    const stun = await startStun()
    phone.send('REGISTER', 'console', { callId: 'r' })
    await phone.response('r', 200)
    phone.send('INVITE', '8400', { callId: 'back' })
    await phone.response('back', 480)
    const invite = await until(() => phone.heard.find((m) => m.kind === 'request' && m.method === 'INVITE'), 'the call back')
    expect(valueOf(invite, 'from')).toContain('sip:13800002211@')
    const pc = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${stun.port}` }], iceAdditionalHostAddresses: ['127.0.0.1'], iceUseIpv6: false, codecs: { audio: [new RTCRtpCodecParameters({ mimeType: 'audio/PCMU', clockRate: 8_000, channels: 1, payloadType: 0 })] } })
    const samples: number[] = []
    pc.addTransceiver(new MediaStreamTrack({ kind: 'audio' }), { direction: 'sendrecv' }).onTrack.subscribe((track) => void track.onReceiveRtp.subscribe((rtp) => void samples.push(...[...rtp.payload].map(fromMuLaw))))
    await pc.setRemoteDescription({ type: 'offer', sdp: invite.body })
    await pc.setLocalDescription(await pc.createAnswer())
    const body = pc.localDescription?.sdp ?? ''
    const answer = ['Via', 'From', 'Call-ID', 'CSeq'].map((name) => `${name}: ${valueOf(invite, name.toLowerCase())}`)
    phone.raw(['SIP/2.0 200 OK', ...answer, `To: ${valueOf(invite, 'to')};tag=here`, 'Contact: <sip:consolex@console.invalid;transport=ws>', 'Content-Type: application/sdp', `Content-Length: ${Buffer.byteLength(body)}`, '', body].join('\r\n'))
    await until(() => phone.heard.find((m) => m.kind === 'request' && m.method === 'ACK'), 'the ACK')
    await until(() => (samples.length > RATE * 1.6 ? true : undefined), 'sound')
    expect(Math.abs(pitch(samples) - (answered.find(({ dialled }) => dialled === '13800002211')?.sentHz ?? 0))).toBeLessThan(12)
    await pc.close()
    stun.close()
  })

  it('tells who subscribed whether its numbers are in a call, and nobody about others', async () => {
    const subscribe = (number: string, callId: string, event = 'dialog'): void =>
      phone.raw([`SUBSCRIBE sip:${number}@demo.invalid SIP/2.0`, `Via: SIP/2.0/WS a.invalid;branch=z9hG4bK${callId}`, 'From: <sip:console@demo.invalid>;tag=c', `To: <sip:${number}@demo.invalid>`, `Call-ID: ${callId}`, 'CSeq: 1 SUBSCRIBE', 'Contact: <sip:consolex@console.invalid;transport=ws>', `Event: ${event}`, 'Expires: 300', '', ''].join('\r\n'))
    const told = (callId: string) => phone.heard.flatMap((m) => (m.kind === 'request' && m.method === 'NOTIFY' && valueOf(m, 'call-id') === callId ? [/<state>(\w+)/.exec(m.body)?.[1] ?? 'none'] : []))
    subscribe('8301', 's1')
    expect(valueOf(await phone.response('s1', 200), 'expires')).toBe('300')
    await until(() => (told('s1').length === 1 ? true : undefined), 'the first word')
    const cseq = phone.send('INVITE', '8301', { callId: 'r' })
    await until(() => (told('s1').length === 2 ? true : undefined), 'that it rings')
    phone.send('CANCEL', '8301', { callId: 'r', cseq })
    await until(() => (told('s1').length === 3 ? true : undefined), 'that it is over')
    expect(told('s1')).toEqual(['none', 'early', 'none'])
    subscribe('8201', 's2')
    await until(() => (told('s2').join() === 'confirmed' ? true : undefined), 'that it is always busy')
    subscribe('119', 's3')
    await phone.response('s3', 404)
    subscribe('8301', 's4', 'presence')
    await phone.response('s4', 489)
  })

  it('is busy, rings until it is cancelled, or has no such number', async () => {
    phone.send('INVITE', '8201', { callId: 'b' })
    await phone.response('b', 486)
    phone.send('INVITE', '119', { callId: 'n' })
    await phone.response('n', 404)
    const cseq = phone.send('INVITE', '8301', { callId: 'r' })
    await phone.response('r', 180)
    phone.send('CANCEL', '8301', { callId: 'r', cseq })
    await phone.response('r', 487)
  })

  it('passes a call from one telephone to another and the answer back', async () => {
    const other = await Phone.connect(exchange.port, 'k', 'desk2')
    other.send('REGISTER', 'desk2', { callId: 'r2' })
    await other.response('r2', 200)
    phone.send('INVITE', 'desk2', { callId: 'p' })
    const got = await until(() => other.heard.find((m) => m.kind === 'request' && m.method === 'INVITE'), 'the call')
    const vias = got.headers.filter((h) => h.name === 'Via').map((h) => `Via: ${h.value}`)
    other.raw(['SIP/2.0 486 Busy Here', ...vias, `From: ${valueOf(got, 'from')}`, `To: ${valueOf(got, 'to')};tag=d`, 'Call-ID: p', `CSeq: ${valueOf(got, 'cseq')}`, 'Content-Length: 0', '', ''].join('\r\n'))
    expect(valueOf(await phone.response('p', 486), 'via')).toContain('console.invalid')
    other.close()
  })

  it('goes on after whatever is thrown at it', async () => {
    for (const bad of ['nonsense', 'INVITE sip:8102@x SIP/2.0\r\n\r\n', 'INVITE sip:8102@x SIP/2.0\r\nCall-ID: q\r\n\r\n', 'SIP/2.0 200 OK\r\nCall-ID: q\r\n\r\n', '\r\n\r\n', `BYE sip:x SIP/2.0\r\nCall-ID: z\r\nVia: ;;;\r\nCSeq: x\r\nTo: <>;tag=1\r\n\r\n`]) phone.raw(bad)
    phone.raw(Buffer.from([0, 255, 1, 2]))
    phone.send('INVITE', '8102', { callId: 'bad', body: 'v=0 this is no sdp' })
    await phone.response('bad', 488)
    phone.send('OPTIONS', '8102', { callId: 'o' })
    await phone.response('o', 200)
  })
})
