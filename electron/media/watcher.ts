import type { CameraStatus, MediaToWindow, TileSize } from '../contract/media.ts'
import type { ReplayState } from '../contract/media-review.ts'
import type { Pace } from '../domain/media-budget.ts'
import { FLOW_LIMIT, type Flow, acknowledge, breakFlow, offerUnit, startFlow } from '../domain/media-flow.ts'
import type { DecodedPicture } from './picture-decoder.ts'

type Config = Omit<Extract<MediaToWindow, { type: 'config' }>, 'type' | 'cameraId'>

/** A picture as a session hands it to its watchers. */
export type SessionUnit = { key: boolean; ptsUs: number; receivedAt: number; data: Uint8Array<ArrayBuffer> }

/** Decoded pictures on their way to one window for one camera; each stands alone, so the rest is left out. */
const PICTURES_UNDERWAY = 3

/** One camera on its way to one window, with flow control. */
export class Watcher {
  readonly cameraId: string
  tile: TileSize
  priority: number
  readonly #post: (message: MediaToWindow) => void
  #flow: Flow = startFlow()
  #told = 0
  /** While it looks back, nothing live is sent. */
  replaying = false

  constructor(cameraId: string, tile: TileSize, priority: number, post: (message: MediaToWindow) => void) {
    this.cameraId = cameraId
    this.tile = tile
    this.priority = priority
    this.#post = post
  }

  /** False for a scene out of sight. */
  get shown(): boolean {
    return this.priority > 0
  }

  status(status: CameraStatus): void {
    this.#post({ type: 'state', cameraId: this.cameraId, ...status })
  }

  vitals(vitals: { pace: Pace; fps: number; lost: number }): void {
    this.#post({ type: 'vitals', cameraId: this.cameraId, ...vitals })
  }

  config(config: Config): void {
    if (!this.replaying) this.replayConfig(config)
  }

  replayConfig(config: Config): void {
    this.#post({ type: 'config', cameraId: this.cameraId, ...config })
  }

  unit(unit: SessionUnit): void {
    if (!this.shown || this.replaying) return
    const seq = this.#flow.nextSeq
    const { flow, send } = offerUnit(this.#flow, { key: unit.key, bytes: unit.data.length })
    this.#flow = flow
    if (!send) return
    this.#post({ type: 'unit', cameraId: this.cameraId, seq, skipped: this.#skipped(), ...unit })
  }

  picture(picture: DecodedPicture): void {
    if (this.shown && !this.replaying) this.#picture(picture)
  }

  /** Sends a unit again, as of now; false where the window is full, and nothing was sent. */
  replayUnit(unit: SessionUnit, hidden: boolean): boolean {
    const flow = this.#flow
    if (flow.sizes.length >= FLOW_LIMIT.units / 2 - 1 || flow.bytes > FLOW_LIMIT.bytes / 4) return false
    const seq = flow.nextSeq
    const { flow: after, send } = offerUnit(flow, { key: unit.key, bytes: unit.data.length })
    this.#flow = after
    if (send) this.#post({ type: 'unit', cameraId: this.cameraId, seq, skipped: 0, ...unit, receivedAt: Date.now(), takenAt: unit.receivedAt, hidden })
    return true
  }

  replayPicture(picture: DecodedPicture): void {
    this.#picture({ ...picture, receivedAt: Date.now(), takenAt: picture.receivedAt })
  }

  replayState(state: ReplayState | null): void {
    this.#post({ type: 'replay', cameraId: this.cameraId, state })
  }

  #picture(picture: DecodedPicture): void {
    if (this.#flow.sizes.length >= PICTURES_UNDERWAY) {
      this.#flow = { ...this.#flow, dropped: this.#flow.dropped + 1 }
      return
    }
    const seq = this.#flow.nextSeq
    this.#flow = offerUnit(this.#flow, { key: true, bytes: picture.data.length }).flow
    if (this.#flow.nextSeq > seq) this.#post({ type: 'picture', cameraId: this.cameraId, seq, skipped: this.#skipped(), ...picture })
  }

  ack(seq: number): void {
    this.#flow = acknowledge(this.#flow, seq)
  }

  /** The stream was interrupted: the next unit sent is a key unit. */
  interrupted(): void {
    if (!this.replaying) this.restart()
  }

  /** The next unit sent, live or of a replay, is a key unit. */
  restart(): void {
    this.#flow = breakFlow(this.#flow)
  }

  #skipped(): number {
    const skipped = this.#flow.dropped - this.#told
    this.#told = this.#flow.dropped
    return skipped
  }
}
