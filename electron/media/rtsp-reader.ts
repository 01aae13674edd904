import {
  AVERROR_HTTP_BAD_REQUEST,
  AVERROR_HTTP_FORBIDDEN,
  AVERROR_HTTP_NOT_FOUND,
  AVERROR_HTTP_OTHER_4XX,
  AVERROR_HTTP_SERVER_ERROR,
  AVERROR_HTTP_UNAUTHORIZED,
  AVERROR_INVALIDDATA,
  AVMEDIA_TYPE_VIDEO,
  AV_CODEC_ID_H264,
  AV_LOG_QUIET,
  AV_NOPTS_VALUE,
} from 'node-av/constants'
import { Dictionary, FFmpegError, FormatContext, Log, Packet, avGetCodecName } from 'node-av/lib'
import type { FailureDetail } from '../domain/media-state.ts'
import { probeRtsp } from './rtsp-probe.ts'

/** Why an attempt ended; `codec` where the codec is the reason. */
export type ReadFailure = { detail: FailureDetail; codec?: string }

/** What a stream is before its first picture. `extradata` holds parameter sets from the SDP, if any. */
export type StreamInfo = { extradata: Uint8Array | null }

/** One encoded picture in Annex B, valid until the next read. */
export type EncodedPicture = { data: Uint8Array; ptsUs: number | null }

type Answer<T> = { ok: true; value: T } | { ok: false; error: ReadFailure }

/** A server that accepts a connection and then says nothing must not hold a thread for ever. */
const SOCKET_TIMEOUT = 5_000

/**
 * One connection to one RTSP stream over TCP (RFC 2326, interleaved). Each waiting open or read
 * holds a thread of libuv's pool. `interrupt` ends whatever is waiting; `close` must follow.
 */
export class RtspReader {
  readonly #context = new FormatContext()
  readonly #packet = new Packet()
  readonly #url: string
  #videoIndex = -1
  #tickUs = 1_000_000 / 90_000
  #opened = false
  #interrupted = false

  constructor(url: string) {
    // FFmpeg writes addresses, passwords and all, into its log.
    Log.setLevel(AV_LOG_QUIET)
    this.#url = url
    this.#packet.alloc()
  }

  /**
   * Connects. Unless the server is `known` to speak RTSP it is asked first: FFmpeg takes an HTTP
   * server's answer for a request and goes on answering it as fast as it can.
   */
  async open(known: boolean): Promise<Answer<StreamInfo>> {
    const answer = known ? 'rtsp' : await probeRtsp(this.#url)
    if (answer === 'other') return { ok: false, error: { detail: 'not-rtsp' } }
    if (answer === 'silent' || this.#interrupted) return { ok: false, error: { detail: 'timeout' } }
    const began = performance.now()
    const code = await this.#connect()
    if (code < 0) return { ok: false, error: { detail: this.#interrupted || performance.now() - began >= SOCKET_TIMEOUT ? 'timeout' : openFailure(code) } }
    this.#opened = true
    return this.#describe()
  }

  async #connect(): Promise<number> {
    const options = Dictionary.fromObject({
      rtsp_transport: 'tcp',
      allowed_media_types: 'video',
      timeout: String(SOCKET_TIMEOUT * 1_000),
      protocol_whitelist: 'rtsp,rtsps,rtp,tcp,tls',
    })
    try {
      // A context that exists before the open can be interrupted during it; one that the open makes can't.
      this.#context.allocContext()
      return await this.#context.openInput(this.#url, null, options)
    } finally {
      options.free()
    }
  }

  #describe(): Answer<StreamInfo> {
    if (hostOf(this.#context.url ?? this.#url) !== hostOf(this.#url)) return { ok: false, error: { detail: 'redirect-not-allowed' } }
    const stream = this.#context.streams.find((candidate) => candidate.codecpar.codecType === AVMEDIA_TYPE_VIDEO)
    if (!stream) return { ok: false, error: { detail: 'no-video' } }
    const { codecId, extradata } = stream.codecpar
    if (codecId !== AV_CODEC_ID_H264) return { ok: false, error: { detail: 'codec-unsupported', codec: avGetCodecName(codecId) ?? String(codecId) } }
    this.#videoIndex = stream.index
    this.#tickUs = (1_000_000 * stream.timeBase.num) / stream.timeBase.den
    return { ok: true, value: { extradata: extradata ? new Uint8Array(extradata) : null } }
  }

  /** Waits for the next picture of the video stream. */
  async read(): Promise<Answer<EncodedPicture>> {
    for (;;) {
      this.#packet.unref()
      if (this.#interrupted) return { ok: false, error: { detail: 'timeout' } }
      const code = await this.#context.readFrame(this.#packet)
      if (code < 0) return { ok: false, error: { detail: this.#interrupted ? 'timeout' : 'connection-lost' } }
      const { data, pts } = this.#packet
      if (this.#packet.streamIndex !== this.#videoIndex || !data) continue
      return { ok: true, value: { data, ptsUs: pts === AV_NOPTS_VALUE ? null : Number(pts) * this.#tickUs } }
    }
  }

  /** Makes a waiting open or read return at once. */
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
