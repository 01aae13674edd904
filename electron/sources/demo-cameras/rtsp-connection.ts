import { randomBytes } from 'node:crypto'
import type { Socket } from 'node:net'
import type { H264Loop } from './h264-loop.ts'
import type { DemoLoop } from './loop-list.ts'
import type { LoopShelf } from './loop-shelf.ts'
import { FRAME_RATE } from './picture.ts'
import { PAYLOAD_TYPE, RTP_CLOCK } from './rtp.ts'
import { type RtspRequest, type Status, interleavedChannels, parseRtsp, rtspAnswer, targetOf } from './rtsp-message.ts'
import { RtspPlayback, type SentPicture } from './rtsp-playback.ts'

const METHODS = 'OPTIONS, DESCRIBE, SETUP, PLAY, PAUSE, TEARDOWN, GET_PARAMETER, SET_PARAMETER'
/** A client that hasn't set up a stream must say something in this time, ms. */
const SILENCE_MS = 15_000
/** A client that takes nothing for so long is gone, ms. */
const STUCK_MS = 60_000
const SESSION_SECONDS = 60
/** Requests that may wait while one is being answered. */
const MAX_UNREAD = 64 * 1024

type Session = { id: string; camera: DemoLoop; playback: RtspPlayback }
type Answer = { status: Status; headers?: Record<string, string>; body?: string; close?: boolean }

/** One client of the server. It ends by itself: on errors, garbage, silence, or when it takes nothing any more. */
export class RtspConnection {
  readonly #socket: Socket
  readonly #shelf: LoopShelf
  readonly #onSent: ((sent: SentPicture) => void) | undefined
  #unread: Buffer = Buffer.alloc(0)
  #over = false
  #busy = false
  #session: Session | undefined

  constructor(socket: Socket, shelf: LoopShelf, onSent?: (sent: SentPicture) => void) {
    this.#socket = socket
    this.#shelf = shelf
    this.#onSent = onSent
  }

  /** Begins to answer; call it once. */
  serve(): void {
    const socket = this.#socket
    socket.setNoDelay(true)
    socket.setTimeout(SILENCE_MS, () => socket.destroy())
    socket.on('data', (chunk) => this.#take(chunk))
    socket.on('error', () => socket.destroy())
    socket.on('end', () => socket.end())
    socket.on('close', () => this.#session?.playback.stop())
  }

  #take(chunk: Buffer): void {
    if (this.#over) return
    this.#unread = this.#unread.length === 0 ? chunk : Buffer.concat([this.#unread, chunk])
    if (this.#unread.length > MAX_UNREAD + 8192) return this.#refuse(413)
    if (!this.#busy) void this.#work()
  }

  async #work(): Promise<void> {
    this.#busy = true
    try {
      while (!this.#socket.destroyed && this.#unread.length > 0) {
        const parsed = parseRtsp(this.#unread)
        if (parsed.kind === 'more') return
        if (parsed.kind === 'bad') return this.#refuse(parsed.status)
        this.#unread = this.#unread.subarray(parsed.used)
        if (parsed.kind === 'request') this.#answer(parsed.request, await this.#handle(parsed.request))
      }
    } catch {
      this.#refuse(500)
    } finally {
      this.#busy = false
    }
  }

  #refuse(status: Status): void {
    if (this.#over) return
    this.#over = true
    this.#unread = Buffer.alloc(0)
    this.#session?.playback.stop()
    if (!this.#socket.destroyed) this.#socket.end(rtspAnswer(status, undefined, { Connection: 'close' }), () => this.#socket.destroy())
  }

  #answer(request: RtspRequest, { status, headers, body, close }: Answer): void {
    if (this.#socket.destroyed) return
    const text = rtspAnswer(status, request.headers.get('cseq'), headers, body)
    if (close) this.#socket.end(text)
    else this.#socket.write(text)
  }

  async #handle(request: RtspRequest): Promise<Answer> {
    const { headers, method, version } = request
    if (!/^\d{1,10}$/.test(headers.get('cseq') ?? '')) return { status: 400 }
    if (version !== 'RTSP/1.0') return { status: 505 }
    const required = headers.get('require') ?? headers.get('proxy-require')
    if (required !== undefined) return { status: 551, headers: { Unsupported: required } }
    switch (method) {
      case 'OPTIONS':
        return { status: 200, headers: { Public: METHODS } }
      case 'DESCRIBE':
        return this.#describe(request)
      case 'SETUP':
        return this.#setUp(request)
      case 'PLAY':
      case 'PAUSE':
      case 'TEARDOWN':
        return this.#control(method, request)
      case 'GET_PARAMETER':
      case 'SET_PARAMETER':
        return headers.has('session') ? this.#inSession(request, (session) => ({ status: 200, headers: sessionHeader(session) })) : { status: 200 }
      default:
        return { status: 501, headers: { Allow: METHODS } }
    }
  }

  /** Finds a camera's loop; undefined where there is none or it can't be read. */
  async #loopAt(url: string): Promise<{ camera: DemoLoop; loop: H264Loop } | Status> {
    const target = targetOf(url)
    const camera = target && this.#shelf.camera(target.id)
    if (!camera) return 404
    try {
      return { camera, loop: await this.#shelf.loop(camera) }
    } catch {
      return 503
    }
  }

  async #describe({ url }: RtspRequest): Promise<Answer> {
    const found = await this.#loopAt(url)
    if (typeof found === 'number') return { status: found }
    const base = url.replace(/\?.*$/, '').replace(/\/?$/, '/')
    return { status: 200, headers: { 'Content-Base': base, 'Content-Type': 'application/sdp' }, body: sdpOf(found.camera, found.loop) }
  }

  async #setUp({ url, headers }: RtspRequest): Promise<Answer> {
    const found = await this.#loopAt(url)
    if (typeof found === 'number') return { status: found }
    if (this.#session) return { status: this.#session.playback.playing ? 455 : 459 }
    const channels = interleavedChannels(headers.get('transport') ?? '')
    if (!channels) return { status: 461 }
    const { camera, loop } = found
    const playback = new RtspPlayback(this.#socket, camera.id, loop, channels, this.#onSent)
    const session = { id: randomBytes(8).toString('hex'), camera, playback }
    this.#session = session
    return { status: 200, headers: { ...sessionHeader(session), Transport: `RTP/AVP/TCP;unicast;interleaved=${channels.rtp}-${channels.rtcp};ssrc=${playback.ssrc}` } }
  }

  #control(method: 'PLAY' | 'PAUSE' | 'TEARDOWN', request: RtspRequest): Answer {
    return this.#inSession(request, (session) => {
      if (method === 'TEARDOWN') {
        session.playback.stop()
        this.#session = undefined
        return { status: 200, headers: sessionHeader(session), close: true }
      }
      if (method === 'PAUSE') {
        if (!session.playback.playing) return { status: 455, headers: sessionHeader(session) }
        session.playback.stop()
        this.#socket.setTimeout(SESSION_SECONDS * 1000)
        return { status: 200, headers: sessionHeader(session) }
      }
      this.#socket.setTimeout(STUCK_MS)
      const { sequence, timestamp } = session.playback.play()
      const track = `${request.url.replace(/\?.*$/, '').replace(/\/trackID=0$/, '').replace(/\/$/, '')}/trackID=0`
      return { status: 200, headers: { ...sessionHeader(session), Range: 'npt=now-', 'RTP-Info': `url=${track};seq=${sequence};rtptime=${timestamp}` } }
    })
  }

  #inSession(request: RtspRequest, answer: (session: Session) => Answer): Answer {
    const asked = request.headers.get('session')?.replace(/;.*$/, '').trim()
    if (!this.#session) return { status: asked === undefined ? 455 : 454 }
    if (asked !== this.#session.id) return { status: 454 }
    const target = targetOf(request.url)
    if (request.url !== '*' && target?.id !== this.#session.camera.id) return { status: target ? 459 : 404 }
    return answer(this.#session)
  }
}

const sessionHeader = (session: Session): Record<string, string> => ({ Session: `${session.id};timeout=${SESSION_SECONDS}` })

/** The description of a camera's only stream (RFC 8866, RFC 6184 8.2.1). */
export function sdpOf(camera: DemoLoop, { sps, pps }: H264Loop): string {
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
  return [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    `s=${camera.name}`,
    'c=IN IP4 0.0.0.0',
    't=0 0',
    'a=control:*',
    'a=range:npt=now-',
    `m=video 0 RTP/AVP ${PAYLOAD_TYPE}`,
    `a=rtpmap:${PAYLOAD_TYPE} H264/${RTP_CLOCK}`,
    `a=fmtp:${PAYLOAD_TYPE} packetization-mode=1;profile-level-id=${Buffer.from(sps.subarray(1, 4)).toString('hex').toUpperCase()};sprop-parameter-sets=${base64(sps)},${base64(pps)}`,
    `a=framerate:${FRAME_RATE}`,
    'a=control:trackID=0',
    '',
  ].join('\r\n')
}
