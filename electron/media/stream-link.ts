import { AV_CODEC_ID_NONE } from 'node-av/constants'
import type { TileSize } from '../contract/media.ts'
import type { Pace } from '../domain/media-budget.ts'
import { type Connection, type ConnectionEvent, isOverdue, startConnection, stepConnection } from '../domain/media-state.ts'
import { type DecodedPicture, PictureDecoder } from './picture-decoder.ts'
import { StreamMeter, type StreamVitals } from './stream-meter.ts'
import { type Coding, type ReadFailure, type StreamReader, WINDOW_CODECS } from './stream-reader.ts'
import { type StreamConfig, UnitStream } from './unit-stream.ts'
import type { GroupCoding } from './unit-ring.ts'
import type { SessionUnit } from './watcher.ts'

/** How often silence is looked for, in ms. */
const TICK = 100

/** A camera stays `busy` for main's crash book until it has run this long, in ms. */
const BUSY = 3_000

const NO_RUN = Symbol('no run')
const UNKNOWN: StreamConfig = { codec: '', decoded: 'window', width: 0, height: 0 }

export type LinkDeps = {
  now: () => number
  /** 0 ≤ r < 1. */
  random: () => number
  /** Called when the source begins or stops being one that could be to blame for a crash. */
  onBusy: (busy: boolean) => void
  makeReader: () => StreamReader
  /** Multiplies waits between attempts; 1 but for soak runs. */
  waitFactor?: number
}

export type LinkEvents = {
  status: (connection: Connection) => void
  /** A new connection begins: what follows does not continue what came before. */
  interrupted: () => void
  config: (config: StreamConfig) => void
  unit: (unit: SessionUnit) => void
  /** Instead of units to windows where this process decodes. */
  picture: (picture: DecodedPicture) => void
}

/** The one connection to one stream; it connects again until closed. */
export class StreamLink {
  readonly #deps: LinkDeps
  readonly #events: LinkEvents
  readonly #ticker: NodeJS.Timeout
  #connection: Connection
  #reader: StreamReader | null = null
  #stream: UnitStream | null = null
  #coding: Coding | null = null
  #decoder: PictureDecoder | null = null
  #tile: TileSize | null = null
  #wake: (() => void) | null = null
  #closed = false
  #busy = false
  /** The server has sent a stream before. */
  #known = false
  #meter = new StreamMeter()
  #pace: Pace = 'full'
  /** Connections that brought pictures, the first included. */
  connections = 0
  readonly #ended: Promise<void>

  constructor(deps: LinkDeps, events: LinkEvents) {
    this.#deps = deps
    this.#events = events
    this.#connection = startConnection(deps.now())
    this.#ticker = setInterval(() => this.#tick(), TICK)
    this.#ended = this.#run()
  }

  get connection(): Connection {
    return this.#connection
  }

  /** Null before the first key unit of the running connection's first stream. */
  get config(): StreamConfig | null {
    return this.#stream?.config ?? null
  }

  /** Of the running connection; another one with each. */
  get run(): symbol {
    return this.#stream?.run ?? NO_RUN
  }

  /** How the units of the running connection are to be kept; asked for only when it has a key unit. */
  coding(): Omit<GroupCoding, 'stream'> {
    const { codec, decoded, width, height } = this.#stream?.config ?? UNKNOWN
    return { codec, decoded, width, height, coding: this.#coding ?? { codec, codecId: AV_CODEC_ID_NONE, extradata: null }, run: this.run }
  }

  /** Units since the last key unit of a running connection. */
  get recent(): readonly SessionUnit[] {
    return this.#connection.lastUnitAt === null ? [] : (this.#stream?.recent ?? [])
  }

  vitals(now: number): StreamVitals {
    return this.#meter.vitals(now)
  }

  /** How often pictures are decoded here and drawn. */
  set pace(pace: Pace) {
    this.#pace = pace
    if (this.#decoder) this.#decoder.pace = pace
  }

  /** The largest tile that shows this stream; null where it is only held. */
  want(tile: TileSize | null): void {
    this.#tile = tile
    const decoder = this.#decoder
    if (!decoder) return
    const rested = decoder.resting
    decoder.want(tile)
    if (rested && tile !== null) for (const unit of this.recent) decoder.offer(unit)
  }

  /** Ends the connection; resolves when its native resources are free. */
  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#ticker)
    this.#reader?.interrupt()
    this.#wake?.()
    await this.#ended
  }

  async #run(): Promise<void> {
    // Nobody is told anything before the owner holds this link.
    await Promise.resolve()
    while (!this.#closed) {
      this.#step({ type: 'open' })
      this.#markBusy(true)
      const reader = this.#deps.makeReader()
      this.#reader = reader
      const failure = await this.#attempt(reader).catch((): ReadFailure => ({ detail: 'connection-lost' }))
      this.#reader = null
      await this.#decoder?.close().catch(() => undefined)
      this.#decoder = null
      await reader.close().catch(() => undefined)
      this.#markBusy(false)
      if (this.#closed) return
      if (failure.detail !== 'connection-lost') this.#known = false
      this.#step({ type: 'failed', ...failure, random: this.#deps.random() })
      await this.#sleep(((this.#connection.retryAt ?? 0) - this.#deps.now()) * (this.#deps.waitFactor ?? 1))
    }
  }

  async #attempt(reader: StreamReader): Promise<ReadFailure> {
    const opened = await reader.open(this.#known)
    if (!opened.ok) return opened.error
    if (this.#closed) return { detail: 'connection-lost' }
    const stream = new UnitStream(opened.value)
    this.#stream = stream
    this.#coding = opened.value
    this.#meter = new StreamMeter()
    this.connections++
    this.#decoder = WINDOW_CODECS.has(opened.value.codec) ? null : this.#makeDecoder(opened.value, stream)
    this.#known = true
    this.#events.interrupted()
    let quietFrom: number | null = this.#deps.now() + BUSY
    for (;;) {
      const picture = await reader.read()
      if (this.#closed) return { detail: 'connection-lost' }
      if (!picture.ok) return picture.error
      const now = this.#deps.now()
      if (quietFrom !== null && now >= quietFrom) {
        quietFrom = null
        this.#markBusy(false)
      }
      this.#deliver(stream.take(picture.value, now), stream)
    }
  }

  #makeDecoder(coding: Coding, stream: UnitStream): PictureDecoder {
    const decoder = new PictureDecoder(coding, {
      size: (width, height) => this.#events.config(stream.sized(width, height)),
      picture: (picture) => this.#events.picture(picture),
    })
    decoder.want(this.#tile)
    decoder.pace = this.#pace
    return decoder
  }

  #deliver({ unit, changed, missing }: ReturnType<UnitStream['take']>, stream: UnitStream): void {
    this.#meter.take(unit, missing)
    if (!stream.config) return
    this.#step({ type: 'unit' })
    if (changed) this.#events.config(stream.config)
    this.#events.unit(unit)
    this.#decoder?.offer(unit)
  }

  #markBusy(busy: boolean): void {
    if (busy !== this.#busy) this.#deps.onBusy(busy)
    this.#busy = busy
  }

  #tick(): void {
    this.#step({ type: 'tick' })
    if (isOverdue(this.#connection, this.#deps.now())) this.#reader?.interrupt()
  }

  #step(event: ConnectionEvent): void {
    const before = this.#connection
    const after = stepConnection(before, event, this.#deps.now())
    this.#connection = after
    const told = before.state === after.state && before.detail === after.detail && before.retryAt === after.retryAt
    if (!told) this.#events.status(after)
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#wake?.(), Math.max(0, ms))
      this.#wake = () => {
        clearTimeout(timer)
        this.#wake = null
        resolve()
      }
    })
  }
}
