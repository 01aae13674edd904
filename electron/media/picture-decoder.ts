import { AVCOL_RANGE_JPEG, AVCOL_SPC_BT709, AV_PIX_FMT_YUV420P, SWS_BILINEAR } from 'node-av/constants'
import { Codec, CodecContext, Dictionary, Frame, Packet, SoftwareScaleContext } from 'node-av/lib'
import type { MediaToWindow, TileSize } from '../contract/media.ts'
import { PACE_LIMITS, type Pace } from '../domain/media-budget.ts'
import type { Coding } from './stream-reader.ts'
import type { SessionUnit } from './watcher.ts'

/** A decoded picture, fitted to a tile: 4:2:0 planes without gaps. */
export type DecodedPicture = Omit<Extract<MediaToWindow, { type: 'picture' }>, 'type' | 'cameraId' | 'seq' | 'skipped'>

/** Units of a live stream that wait for the decoder. */
const QUEUE_LIMIT = 12

/** Largest picture that is decoded, in pixels: 8K. A header that claims more is not believed. */
const MAX_PIXELS = 8192 * 4320

/** Notes of units inside the decoder. */
const NOTES = 64

type Events = {
  /** The camera's own size, before the first picture of that size. */
  size: (width: number, height: number) => void
  picture: (picture: DecodedPicture) => void
}

/**
 * Decodes in this process what windows can't and scales each picture to the tile, so that a full
 * picture never crosses a port for a small tile. Bounded: behind, it drops to the next key unit;
 * without a tile it rests.
 */
export class PictureDecoder {
  readonly #events: Events
  readonly #context = new CodecContext()
  readonly #scaler = new SoftwareScaleContext()
  readonly #packet = new Packet()
  readonly #frame = new Frame()
  readonly #scaled = new Frame()
  readonly #notes = new Map<number, number>()
  readonly #ready: Promise<boolean>
  readonly #queueLimit: number
  #queue: SessionUnit[] = []
  #tile: TileSize | null = null
  #needKey = true
  #running: Promise<void> | null = null
  #closed = false
  #scaledFor = ''
  #size = ''
  #pace: Pace = 'full'
  #shownAt = 0
  /** Units given up. */
  drops = 0

  /** `queueLimit`: units that wait; behind it the rest is given up to the next key unit. */
  constructor(coding: Coding, events: Events, queueLimit = QUEUE_LIMIT) {
    this.#events = events
    this.#queueLimit = queueLimit
    this.#packet.alloc()
    this.#frame.alloc()
    this.#scaled.alloc()
    this.#ready = this.#open(coding)
  }

  async #open({ codecId, extradata }: Coding): Promise<boolean> {
    const codec = Codec.findDecoder(codecId)
    if (!codec) return false
    this.#context.allocContext3(codec)
    if (extradata) this.#context.extraData = Buffer.from(extradata)
    this.#context.threadCount = 1
    const options = Dictionary.fromObject({ max_pixels: String(MAX_PIXELS) })
    try {
      return (await this.#context.open2(codec, options)) >= 0
    } finally {
      options.free()
    }
  }

  /** The tile that pictures are fitted to; null where nobody looks. */
  want(tile: TileSize | null): void {
    this.#tile = tile
    if (tile !== null) return
    this.#queue = []
    this.#needKey = true
  }

  /** At key pace nothing else is decoded; at the slower ones not every picture is scaled and sent. */
  set pace(pace: Pace) {
    if (this.#pace === 'key' && pace !== 'key') this.#needKey = true
    this.#pace = pace
  }

  get resting(): boolean {
    return this.#tile === null
  }

  offer(unit: SessionUnit): void {
    if (this.#closed || this.#tile === null || (this.#pace === 'key' && !unit.key)) return
    if (this.#queue.length >= this.#queueLimit) {
      this.drops += this.#queue.length
      this.#queue = []
      this.#needKey = true
    }
    if (this.#needKey && !unit.key) {
      this.drops++
      return
    }
    this.#needKey = false
    this.#queue.push(unit)
    this.#running ??= this.#run().finally(() => (this.#running = null))
  }

  /** Frees what is native; resolves when nothing of it runs any more. */
  async close(): Promise<void> {
    this.#closed = true
    this.#queue = []
    await this.#ready
    await this.#running
    this.#context.freeContext()
    this.#scaler.freeContext()
    this.#packet.free()
    this.#frame.free()
    this.#scaled.free()
  }

  async #run(): Promise<void> {
    if (!(await this.#ready)) return
    for (;;) {
      const unit = this.#queue.shift()
      if (!unit || this.#closed) return
      await this.#decode(unit)
    }
  }

  async #decode(unit: SessionUnit): Promise<void> {
    this.#packet.unref()
    this.#packet.data = Buffer.from(unit.data)
    this.#packet.pts = BigInt(unit.ptsUs)
    this.#note(unit)
    if ((await this.#context.sendPacket(this.#packet)) < 0) {
      this.#needKey = true
      this.#queue = []
      return
    }
    while ((await this.#context.receiveFrame(this.#frame)) >= 0) {
      const receivedAt = this.#notes.get(Number(this.#frame.pts)) ?? unit.receivedAt
      this.#notes.delete(Number(this.#frame.pts))
      // Of pictures that come in a burst only the last is worth scaling.
      if (this.#queue.length < 2) await this.#show(receivedAt)
      this.#frame.unref()
    }
  }

  #note(unit: SessionUnit): void {
    this.#notes.set(unit.ptsUs, unit.receivedAt)
    const [oldest] = this.#notes.keys()
    if (this.#notes.size > NOTES && oldest !== undefined) this.#notes.delete(oldest)
  }

  async #show(receivedAt: number): Promise<void> {
    const frame = this.#frame
    const tile = this.#tile
    const now = performance.now()
    if (tile === null || this.#closed || frame.width < 1 || frame.height < 1 || now - this.#shownAt < 800 / PACE_LIMITS[this.#pace]) return
    this.#shownAt = now
    const size = `${frame.width}x${frame.height}`
    if (size !== this.#size) this.#events.size(frame.width, frame.height)
    this.#size = size
    const { width, height } = fitted(frame, tile)
    this.#prepare(width, height)
    if ((await this.#scaler.scaleFrame(this.#scaled, frame)) < 0 || this.#closed) return
    const hd = frame.colorSpace === AVCOL_SPC_BT709 || (frame.colorSpace === UNSPECIFIED && frame.height >= 720)
    const data = new Uint8Array(this.#scaled.toBuffer())
    const fullRange = frame.colorRange === AVCOL_RANGE_JPEG && frame.format === AV_PIX_FMT_YUV420P
    this.#events.picture({ ptsUs: Number(frame.pts), receivedAt, width, height, matrix: hd ? 'bt709' : 'bt601', fullRange, data })
  }

  #prepare(width: number, height: number): void {
    const { format, width: from, height: fromHeight } = this.#frame
    const wanted = [from, fromHeight, format, width, height].join()
    if (wanted === this.#scaledFor) return
    this.#scaledFor = wanted
    this.#scaled.unref()
    this.#scaled.width = width
    this.#scaled.height = height
    this.#scaled.format = AV_PIX_FMT_YUV420P
    this.#scaled.getBuffer()
    this.#scaler.freeContext()
    this.#scaler.getContext(from, fromHeight, videoFormat(format), width, height, AV_PIX_FMT_YUV420P, SWS_BILINEAR)
  }
}

/** AVCOL_SPC_UNSPECIFIED of FFmpeg. */
const UNSPECIFIED = 2

/** A video frame's format is one of pixels. */
const videoFormat = (format: Frame['format']): Parameters<SoftwareScaleContext['getContext']>[2] => format as Parameters<SoftwareScaleContext['getContext']>[2]

/** The largest even size of the picture's shape inside the tile, never more than the picture's own. */
export function fitted(picture: { width: number; height: number }, tile: TileSize): TileSize {
  const scale = Math.min(1, tile.width / picture.width, tile.height / picture.height)
  const even = (length: number) => Math.max(2, Math.round((length * scale) / 2) * 2)
  return { width: even(picture.width), height: even(picture.height) }
}
