import type { MediaToWindow } from '../contract/media.ts'
import { type H264Stream, learnExtradata, newH264Stream, prepareH264 } from '../domain/media-access-unit.ts'
import { codecString } from '../domain/media-h264.ts'
import type { EncodedPicture } from './rtsp-reader.ts'
import type { SessionUnit } from './watcher.ts'

type Config = Omit<Extract<MediaToWindow, { type: 'config' }>, 'type' | 'cameraId'>

/** Bounds of the pictures kept since the last key unit, for watchers that come later. */
const GOP_LIMIT = { units: 100, bytes: 2 * 1024 * 1024 } as const

/** Time between pictures taken where a stream has no time stamps. */
const DEFAULT_STEP_US = 40_000

/** Turns a connection's pictures into units for windows and keeps those since the last key unit. */
export class UnitStream {
  #stream: H264Stream = newH264Stream()
  #config: Config | null = null
  #gop: SessionUnit[] = []
  #gopBytes = 0
  #lastPtsUs = -DEFAULT_STEP_US

  constructor(extradata: Uint8Array | null) {
    if (extradata) this.#stream = learnExtradata(this.#stream, extradata)
  }

  get config(): Config | null {
    return this.#config
  }

  /** Units since the last key unit, or none where there were too many. */
  get recent(): readonly SessionUnit[] {
    return this.#gop
  }

  /** Takes one picture; `changed` says that the configuration before this unit is a new one. */
  take(picture: EncodedPicture, receivedAt: number): { unit: SessionUnit; changed: boolean } {
    const { stream, data, key } = prepareH264(this.#stream, picture.data)
    const changed = key && (this.#config === null || stream.spsRaw !== this.#stream.spsRaw) && this.#configure(stream)
    this.#stream = stream
    const ptsUs = Math.round(picture.ptsUs ?? this.#lastPtsUs + DEFAULT_STEP_US)
    this.#lastPtsUs = ptsUs
    const unit = { key, ptsUs, receivedAt, data }
    this.#remember(unit)
    return { unit, changed }
  }

  #configure(stream: H264Stream): boolean {
    if (!stream.sps) return false
    const config = { codec: codecString(stream.sps), width: stream.sps.width, height: stream.sps.height }
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
