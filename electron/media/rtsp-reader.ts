import {
  AVERROR_EIO,
  AVERROR_HTTP_BAD_REQUEST,
  AVERROR_HTTP_FORBIDDEN,
  AVERROR_HTTP_NOT_FOUND,
  AVERROR_HTTP_OTHER_4XX,
  AVERROR_HTTP_SERVER_ERROR,
  AVERROR_HTTP_UNAUTHORIZED,
  AVERROR_INVALIDDATA,
  AVMEDIA_TYPE_AUDIO,
  AVMEDIA_TYPE_VIDEO,
  AV_LOG_QUIET,
  AV_NOPTS_VALUE,
} from 'node-av/constants'
import { type CodecParameters, Dictionary, FFmpegError, FormatContext, Log, Packet, type Stream, avGetCodecName } from 'node-av/lib'
import type { Transport } from '../contract/media.ts'
import type { FailureDetail } from '../domain/media-state.ts'
import { probeRtsp } from './rtsp-probe.ts'
import { type Answer, type Coding, type EncodedPicture, MEDIA_CODECS, type StreamReader, WINDOW_CODECS } from './stream-reader.ts'

/** A server that accepts a connection and then says nothing must not hold a thread for ever. */
const SOCKET_TIMEOUT = 5_000

/** Room for pictures that come over UDP faster than they are read, in bytes: a key picture of a 4K stream. */
const UDP_BUFFER = 2 * 1024 * 1024

/** How to reach an RTSP stream. */
export type RtspSource = { url: string; transport: Transport; tlsCa?: string | undefined }

/** One connection to one RTSP stream (RFC 2326): interleaved, over UDP, or inside TLS. */
export class RtspReader implements StreamReader {
  readonly #context = new FormatContext()
  readonly #packet = new Packet()
  readonly #source: RtspSource
  readonly #kind: 'video' | 'audio'
  readonly #asked: string
  readonly #url: string
  #track: Stream | null = null
  #tickUs = 1_000_000 / 90_000
  #opened = false
  #interrupted = false

  /** `kind`: which of its tracks is read; only such are asked for, unless `all` are. Where there is none of that kind the failure is `no-video`. */
  constructor(source: RtspSource, kind: 'video' | 'audio' = 'video', all = false) {
    this.#kind = kind
    this.#asked = all ? 'video+audio' : kind
    // FFmpeg writes addresses, passwords and all, into its log.
    Log.setLevel(AV_LOG_QUIET)
    this.#source = source
    this.#url = source.url
    this.#packet.alloc()
  }

  /**
   * Connects. Unless the server is `known` to speak RTSP it is asked first: FFmpeg takes an HTTP
   * server's answer for a request and goes on answering it as fast as it can.
   */
  async open(known: boolean): Promise<Answer<Coding>> {
    const answer = known ? 'rtsp' : await probeRtsp(this.#url)
    if (answer === 'other') return { ok: false, error: { detail: 'not-rtsp' } }
    if (answer === 'silent' || this.#interrupted) return { ok: false, error: { detail: 'timeout' } }
    const began = performance.now()
    const code = await this.#connect()
    if (code < 0) {
      const late = this.#interrupted || performance.now() - began >= SOCKET_TIMEOUT
      return { ok: false, error: { detail: late ? 'timeout' : this.#openFailure(code) } }
    }
    this.#opened = true
    return this.#describe()
  }

  async #connect(): Promise<number> {
    const options = Dictionary.fromObject({
      rtsp_transport: this.#source.transport === 'udp' ? 'udp' : 'tcp',
      allowed_media_types: this.#asked,
      timeout: String(SOCKET_TIMEOUT * 1_000),
      buffer_size: String(UDP_BUFFER),
      protocol_whitelist: 'rtsp,rtsps,rtp,tcp,tls,udp',
      ...(this.#source.tlsCa === undefined ? {} : { tls_verify: '1', ca_file: this.#source.tlsCa }),
    })
    try {
      // A context that exists before the open can be interrupted during it; one that the open makes can't.
      this.#context.allocContext()
      return await this.#context.openInput(this.#url, null, options)
    } finally {
      options.free()
    }
  }

  #describe(): Answer<Coding> {
    if (hostOf(this.#context.url ?? this.#url) !== hostOf(this.#url)) return { ok: false, error: { detail: 'redirect-not-allowed' } }
    const wanted = this.#kind === 'video' ? AVMEDIA_TYPE_VIDEO : AVMEDIA_TYPE_AUDIO
    const stream = this.#context.streams.find((candidate) => candidate.codecpar.codecType === wanted)
    if (!stream) return { ok: false, error: { detail: 'no-video' } }
    const { codecId, extradata } = stream.codecpar
    const codec = avGetCodecName(codecId) ?? String(codecId)
    if (this.#kind === 'video' && !WINDOW_CODECS.has(codec) && !MEDIA_CODECS.has(codec)) return { ok: false, error: { detail: 'codec-unsupported', codec } }
    this.#track = stream
    this.#tickUs = (1_000_000 * stream.timeBase.num) / stream.timeBase.den
    return { ok: true, value: { codec, extradata: extradata ? new Uint8Array(extradata) : null, codecId } }
  }

  /** What a decoder of the track must know, once it is open. */
  get parameters(): CodecParameters | null {
    return this.#track?.codecpar ?? null
  }

  /** A certificate that is not from `tlsCa` ends the TLS hello, which FFmpeg calls an I/O error. */
  #openFailure(code: number): FailureDetail {
    return this.#source.tlsCa !== undefined && code === AVERROR_EIO ? 'certificate-refused' : openFailure(code)
  }

  async read(): Promise<Answer<EncodedPicture>> {
    for (;;) {
      this.#packet.unref()
      if (this.#interrupted) return { ok: false, error: { detail: 'timeout' } }
      const code = await this.#context.readFrame(this.#packet)
      if (code < 0) return { ok: false, error: { detail: this.#interrupted ? 'timeout' : 'connection-lost' } }
      const { data, pts, isKeyframe } = this.#packet
      if (this.#packet.streamIndex !== this.#track?.index || !data) continue
      return { ok: true, value: { data, ptsUs: pts === AV_NOPTS_VALUE ? null : Number(pts) * this.#tickUs, key: isKeyframe } }
    }
  }

  interrupt(): void {
    this.#interrupted = true
    this.#context.interrupt()
  }

  async close(): Promise<void> {
    if (this.#opened) await this.#context.closeInput()
    this.#opened = false
    this.#packet.free()
  }
}

function openFailure(code: number): FailureDetail {
  switch (code) {
    case AVERROR_HTTP_UNAUTHORIZED:
      return 'unauthorized'
    case AVERROR_HTTP_FORBIDDEN:
      return 'forbidden'
    case AVERROR_HTTP_NOT_FOUND:
      return 'not-found'
    case AVERROR_HTTP_BAD_REQUEST:
    case AVERROR_HTTP_OTHER_4XX:
    case AVERROR_HTTP_SERVER_ERROR:
      return 'server-error'
    case AVERROR_INVALIDDATA:
      return 'connection-lost'
    default:
      return systemFailure(code)
  }
}

function systemFailure(code: number): FailureDetail {
  const text = FFmpegError.strerror(code).toLowerCase()
  if (text.includes('timed out')) return 'timeout'
  if (text.includes('refused') || text.includes('unreachable') || text.includes('no route')) return 'unreachable'
  if (text.includes('reset') || text.includes('broken pipe') || text.includes('end of file')) return 'connection-lost'
  return 'unreachable'
}

const hostOf = (url: string): string | undefined => /^[a-z]+:\/\/(?:[^/]*@)?(\[[^\]]*\]|[^/:?#]+)/i.exec(url)?.[1]?.toLowerCase()
