import { RANK, type TileSize } from '../../../electron/contract/media.ts'
import type { Picture } from './camera-decoder.ts'
import type { DeviceFault, TileFacts } from './tile-facts.ts'

/** A capture device (采集设备) as this window shows it: its pictures come from the page, the newest counts. */
export class DeviceView {
  readonly cameraId: string
  readonly #end: () => void
  readonly #onPicture: () => void
  readonly #drawnAt: number[] = []
  #status: Pick<TileFacts, 'state' | 'since' | 'detail' | 'retryAt'>
  #reader: ReadableStreamDefaultReader<VideoFrame> | null = null
  #next: Picture | null = null
  #kept: VideoFrame | null = null
  #pictureAt: number | null = null
  #pictures = 0
  #size = { width: 0, height: 0 }
  #priority: number
  /** Pictures given up because a newer one came before they were drawn; that is as it should be. */
  readonly drops = 0

  constructor(cameraId: string, priority: number, deps: { now: number; end: () => void; onPicture: () => void }) {
    this.cameraId = cameraId
    this.#priority = priority
    this.#end = deps.end
    this.#onPicture = deps.onPicture
    this.#status = { state: 'connecting', since: deps.now, detail: null, retryAt: null }
  }

  /** Takes the pictures of a device that was opened, or why it was not. */
  feed(stream: ReadableStream<VideoFrame> | null, fault: DeviceFault | null, now: number): void {
    this.#stopReading()
    this.#status = stream ? { state: 'live', since: now, detail: 'streaming', retryAt: null } : { state: 'failed', since: now, detail: fault, retryAt: null }
    if (stream) void this.#read((this.#reader = stream.getReader()))
  }

  async #read(reader: ReadableStreamDefaultReader<VideoFrame>): Promise<void> {
    for (;;) {
      const { value, done } = await reader.read()
      if (done || reader !== this.#reader) return value?.close()
      // Out of sight the device stays open, so that its picture is there at once again.
      if (this.#priority === RANK.hidden) {
        value.close()
        continue
      }
      this.#next?.frame.close()
      const now = Date.now()
      this.#next = { frame: value, receivedAt: now, takenAt: null }
      this.#size = { width: value.displayWidth, height: value.displayHeight }
      this.#onPicture()
    }
  }

  want(_tile: TileSize, priority: number): void {
    this.#priority = priority
  }

  /** Media has no part in it. */
  watch(): void {}
  lost(): void {}
  async message(): Promise<void> {}

  take(): Picture | null {
    const next = this.#next
    this.#next = null
    return next
  }

  get waits(): boolean {
    return this.#next !== null
  }

  get kept(): { frame: VideoFrame; takenAt: number } | null {
    return this.#kept && this.#pictureAt !== null ? { frame: this.#kept, takenAt: this.#pictureAt } : null
  }

  drawn(picture: Picture, now: number): void {
    this.#pictureAt = picture.receivedAt
    this.#kept?.close()
    this.#kept = this.#priority === RANK.selected ? picture.frame.clone() : null
    this.#pictures += 1
    this.#drawnAt.push(now)
    if (this.#drawnAt.length > 120) this.#drawnAt.shift()
  }

  facts(now: number): TileFacts {
    const fps = this.#drawnAt.filter((at) => now - at <= 1_000).length
    return {
      cameraId: this.cameraId, ...this.#status, pictureAt: this.#pictureAt, fps, pictures: this.#pictures, ...this.#size,
      codec: '', stream: 'main', route: null, paused: false, drops: 0, pace: 'full', sentFps: 0, lost: 0, replay: null, sound: null,
    }
  }

  close(): void {
    this.#stopReading()
    this.#kept?.close()
    this.#kept = null
    this.#end()
  }

  #stopReading(): void {
    void this.#reader?.cancel().catch(() => undefined)
    this.#reader = null
    this.#next?.frame.close()
    this.#next = null
  }
}
