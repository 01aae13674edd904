import { type MediaToWindow, PACE_LIMITS, type Pace, RANK, type TileSize, type WindowToMedia } from '../../../electron/contract/media.ts'
import type { ReplayState } from '../../../electron/contract/media-review.ts'
import { CameraDecoder, type Picture } from './camera-decoder.ts'
import type { TileFacts } from './tile-facts.ts'

type StateMessage = Extract<MediaToWindow, { type: 'state' }>

/** Units are acknowledged in groups of this many. */
const ACK_EVERY = 5
/** Least time between two drawn pictures at a rate of one a second, in ms; a little short of it, since pictures come unevenly. */
const SPARED = 800

/** Pictures with so long between them, in ms, are not of one run; a run's rate says something after this time. */
const RUN_GAP = 1_000
const SETTLED = 1_500

/** One camera as this window watches it: its decoder, what media says of it, what was drawn. */
export class CameraView {
  readonly cameraId: string
  readonly #send: (message: WindowToMedia) => void
  readonly #decoder: CameraDecoder
  readonly #drawnAt: number[] = []
  #status: Pick<TileFacts, 'state' | 'since' | 'detail' | 'retryAt'>
  #codec = ''
  #pictureAt: number | null = null
  #pictures = 0
  #skipped = 0
  #pace: Pace = 'full'
  #sentFps = 0
  #lost = 0
  /** When the pictures began that follow one another without a gap of a second. */
  #runFrom = 0
  #replay: ReplayState | null = null
  #sound: TileFacts['sound'] = null
  #takenAt: number | null = null
  /** The picture that is shown, kept of the selected camera for snapshots. */
  #kept: VideoFrame | null = null
  #tile: TileSize
  #priority: number

  constructor(cameraId: string, tile: TileSize, priority: number, deps: { gpu: boolean; now: number; send: (message: WindowToMedia) => void; onPicture: () => void }) {
    this.cameraId = cameraId
    this.#tile = tile
    this.#priority = priority
    this.#send = deps.send
    this.#decoder = new CameraDecoder(deps.gpu, deps.now, deps.onPicture)
    this.#status = { state: 'waiting', since: deps.now, detail: null, retryAt: null }
  }

  /** Asks media for this camera; again after each new port. */
  watch(): void {
    this.#replay = null
    this.#send({ type: 'watch', cameraId: this.cameraId, tile: this.#tile, priority: this.#priority })
  }

  /** Takes a new size and priority. Out of sight the decoder is given back; in sight again the watch starts anew. */
  want(tile: TileSize, priority: number): void {
    const resized = tile.width !== this.#tile.width || tile.height !== this.#tile.height
    const turned = (priority === 0) !== (this.#priority === 0)
    this.#tile = tile
    this.#priority = priority
    if (turned) {
      this.#decoder.rest()
      this.watch()
    } else if (resized) {
      this.#send({ type: 'resize', cameraId: this.cameraId, tile })
    }
  }

  /** The media process went away; the last picture stays and ages. */
  lost(now: number): void {
    this.#replay = null
    this.#sound = null
    if (this.#status.state !== 'waiting') this.#status = { state: 'waiting', since: now, detail: null, retryAt: null }
  }

  async message(message: MediaToWindow, now: number): Promise<void> {
    switch (message.type) {
      case 'state':
        this.#status = statusOf(message)
        this.#codec = message.codec ?? this.#codec
        return
      case 'config':
        this.#codec = message.codec
        return this.#decoder.configure(message)
      case 'unit':
        this.#skipped += message.skipped
        this.#decoder.unit(message, now)
        if (message.key || message.seq % ACK_EVERY === 0) this.#send({ type: 'ack', cameraId: this.cameraId, seq: message.seq })
        return
      case 'vitals':
        this.#pace = message.pace
        this.#sentFps = message.fps
        this.#lost = message.lost
        return
      case 'replay':
        this.#replay = message.state
        return
      case 'sound':
        this.#sound = message.state
        return
      case 'picture':
        this.#skipped += message.skipped
        this.#decoder.picture(message)
        this.#send({ type: 'ack', cameraId: this.cameraId, seq: message.seq })
        return
      case 'error':
      case 'exported':
      case 'bytes':
      case 'health':
      case 'steer':
      case 'discovered':
      case 'samples':
    }
  }

  /** The picture to be drawn next; live ones that the pace leaves out are let go, so that what is drawn is never an old one. */
  take(now: number): Picture | null {
    const early = this.#replay === null && now - (this.#drawnAt.at(-1) ?? 0) < SPARED / PACE_LIMITS[this.#pace]
    if (early) this.#decoder.letGo()
    return early ? null : this.#decoder.take(now)
  }

  /** More pictures wait to be drawn. */
  get waits(): boolean {
    return this.#decoder.waits
  }

  /** The picture that is shown, with when it was received at first; null unless the camera is the selected one. The view owns it. */
  get kept(): { frame: VideoFrame; takenAt: number } | null {
    const takenAt = this.#takenAt ?? this.#pictureAt
    return this.#kept && takenAt !== null ? { frame: this.#kept, takenAt } : null
  }

  /** Units given up so far for being behind. */
  get drops(): number {
    return this.#decoder.drops
  }

  drawn(picture: Picture, now: number): void {
    this.#pictureAt = picture.receivedAt
    this.#takenAt = picture.takenAt
    this.#kept?.close()
    this.#kept = this.#priority === RANK.selected ? picture.frame.clone() : null
    this.#pictures++
    if (now - (this.#drawnAt.at(-1) ?? 0) > RUN_GAP) this.#runFrom = now
    this.#drawnAt.push(now)
    if (this.#drawnAt.length > 120) this.#drawnAt.shift()
  }

  facts(now: number): TileFacts {
    const config = this.#decoder.config
    const unsupported = this.#decoder.route === 'unsupported'
    return {
      cameraId: this.cameraId,
      ...this.#status,
      ...(unsupported ? { state: 'failed' as const, detail: 'codec-unsupported' as const } : {}),
      pictureAt: this.#pictureAt,
      fps: this.#drawnAt.filter((at) => now - at <= 1_000).length,
      pictures: this.#pictures,
      width: config?.width ?? 0,
      height: config?.height ?? 0,
      codec: this.#codec,
      stream: config?.stream ?? 'main',
      route: this.#decoder.route,
      paused: this.#decoder.paused(now),
      drops: this.#decoder.drops + this.#skipped,
      pace: this.#pace,
      sentFps: now - this.#runFrom > SETTLED ? this.#sentFps : 0,
      lost: this.#lost,
      replay: this.#replay && { ...this.#replay, shownAt: this.#takenAt },
      sound: this.#sound,
    }
  }

  close(): void {
    this.#send({ type: 'unwatch', cameraId: this.cameraId })
    this.#decoder.close()
    this.#kept?.close()
    this.#kept = null
  }
}

function statusOf({ state, since, detail, retryAt }: StateMessage): Pick<TileFacts, 'state' | 'since' | 'detail' | 'retryAt'> {
  return { state, since, detail, retryAt: retryAt ?? null }
}
