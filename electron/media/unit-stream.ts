import type { MediaToWindow } from '../contract/media.ts'
import { type H264Stream, type PreparedUnit, learnExtradata, newH264Stream, prepareH264 } from '../domain/media-access-unit.ts'
import { codecString } from '../domain/media-h264.ts'
import { newTimeline, onTimeline } from '../domain/media-timeline.ts'
import { type Coding, type EncodedPicture, WINDOW_CODECS } from './stream-reader.ts'
import type { SessionUnit } from './watcher.ts'

export type StreamConfig = Omit<Extract<MediaToWindow, { type: 'config' }>, 'type' | 'cameraId' | 'stream'>

/** Bounds of the pictures kept since the last key unit, for watchers that come later. */
const GOP_LIMIT = { units: 100, bytes: 2 * 1024 * 1024 } as const

/** Time between pictures taken where a stream has no time stamps. */
const DEFAULT_STEP_US = 40_000

/** Turns a connection's pictures into units for windows and keeps those since the last key unit. */
export class UnitStream {
  readonly #codec: string
  /** One for each connection: units of the same run follow each other without a gap. */
  readonly run = Symbol('run')
  #stream: H264Stream = newH264Stream()
  #config: StreamConfig | null = null
  #gop: SessionUnit[] = []
  #gopBytes = 0
  #timeline = newTimeline()

  constructor({ codec, extradata }: Pick<Coding, 'codec' | 'extradata'>) {
    this.#codec = codec
    if (codec === 'h264' && extradata) this.#stream = learnExtradata(this.#stream, extradata)
  }

  /** Null before the first key unit. Where media decodes, the size is the decoder's to tell. */
  get config(): StreamConfig | null {
    return this.#config
  }

  /** Units since the last key unit, or none where there were too many. */
  get recent(): readonly SessionUnit[] {
    return this.#gop
  }

  /** Takes one picture; `changed` says that the configuration before this unit is a new one. */
  take(picture: EncodedPicture, receivedAt: number): { unit: SessionUnit; changed: boolean; missing: number } {
    const { data, key, changed, missing } = this.#codec === 'h264' ? this.#h264(picture) : this.#other(picture)
    const { line, ptsUs } = onTimeline(this.#timeline, picture.ptsUs, DEFAULT_STEP_US)
    this.#timeline = line
    const unit = { key, ptsUs, receivedAt, data }
    this.#remember(unit)
    return { unit, changed, missing }
  }

  /** Takes the size that a decoder of this process found. */
  sized(width: number, height: number): StreamConfig {
    this.#config = { codec: this.#codec, decoded: 'media', width, height }
    return this.#config
  }

  #h264(picture: EncodedPicture): Omit<PreparedUnit, 'stream'> & { changed: boolean } {
    const { stream, data, key, missing } = prepareH264(this.#stream, picture.data)
    const changed = key && (this.#config === null || stream.spsRaw !== this.#stream.spsRaw) && this.#configure(stream)
    this.#stream = stream
    return { data, key, changed, missing }
  }

  #other({ data, key }: EncodedPicture): Omit<PreparedUnit, 'stream'> & { changed: boolean } {
    const changed = key && this.#config === null
    if (changed) this.#config = { codec: this.#codec, decoded: WINDOW_CODECS.has(this.#codec) ? 'window' : 'media', width: 0, height: 0 }
    return { data: new Uint8Array(data), key, changed, missing: 0 }
  }

  #configure(stream: H264Stream): boolean {
    // A size that can't be is the sender's fault; without a configuration nothing of it is shown.
    if (!stream.sps || !isSize(stream.sps.width) || !isSize(stream.sps.height)) {
      this.#config = null
      return false
    }
    const config: StreamConfig = { codec: codecString(stream.sps), decoded: 'window', width: stream.sps.width, height: stream.sps.height }
    const same = this.#config !== null && this.#config.codec === config.codec && this.#config.width === config.width && this.#config.height === config.height
    this.#config = config
    return !same
  }

  #remember(unit: SessionUnit): void {
    if (unit.key) {
      this.#gop = [unit]
      this.#gopBytes = unit.data.length
      return
    }
    if (this.#gop.length === 0) return
    this.#gop.push(unit)
    this.#gopBytes += unit.data.length
    if (this.#gop.length > GOP_LIMIT.units || this.#gopBytes > GOP_LIMIT.bytes) this.#gop = []
  }
}

const isSize = (pixels: number): boolean => pixels >= 1 && pixels <= 16_384
