import type { CameraStatus, MediaCamera } from '../contract/media.ts'
import { type Connection, type ConnectionEvent, isOverdue, startConnection, stepConnection } from '../domain/media-state.ts'
import { UnitStream } from './unit-stream.ts'
import { type ReadFailure, RtspReader } from './rtsp-reader.ts'
import type { Watcher } from './watcher.ts'

/** How often silence is looked for, in ms. */
const TICK = 100

/** A camera stays `busy` for main's crash book until it has run this long, in ms. */
const BUSY = 3_000

export type SessionDeps = {
  now: () => number
  random: () => number
  /** Called when the camera begins or stops being one that could be to blame for a crash. */
  onBusy: (busy: boolean) => void
}

/** The one connection to a camera, however many watchers it has; it connects again until closed. */
export class CameraSession {
  readonly camera: MediaCamera
  readonly #deps: SessionDeps
  readonly #watchers = new Set<Watcher>()
  readonly #ticker: NodeJS.Timeout
  #connection: Connection
  #reader: RtspReader | null = null
  #stream: UnitStream | null = null
  #wake: (() => void) | null = null
  #closed = false
  /** The server has sent a stream before. */
  #known = false
  readonly #ended: Promise<void>

  constructor(camera: MediaCamera, deps: SessionDeps) {
    this.camera = camera
    this.#deps = deps
    this.#connection = startConnection(deps.now())
    this.#ticker = setInterval(() => this.#tick(), TICK)
    this.#ended = this.#run()
  }

  get watched(): boolean {
    return this.#watchers.size > 0
  }

  /** Adds a watcher, which is told the state at once and gets the pictures since the last key unit. */
  add(watcher: Watcher): void {
    this.#watchers.add(watcher)
    watcher.status(statusOf(this.#connection))
    if (!this.#stream?.config || this.#connection.lastUnitAt === null) return
    watcher.config(this.#stream.config)
    for (const unit of this.#stream.recent) watcher.unit(unit)
  }

  remove(watcher: Watcher): void {
    this.#watchers.delete(watcher)
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
    while (!this.#closed) {
      this.#step({ type: 'open' })
      this.#deps.onBusy(true)
      const reader = new RtspReader(this.camera.url)
      this.#reader = reader
      const failure = await this.#attempt(reader).catch((): ReadFailure => ({ detail: 'connection-lost' }))
      this.#reader = null
      await reader.close().catch(() => undefined)
      this.#deps.onBusy(false)
      if (this.#closed) return
      if (failure.detail !== 'connection-lost') this.#known = false
      this.#step({ type: 'failed', ...failure, random: this.#deps.random() })
      await this.#sleep((this.#connection.retryAt ?? 0) - this.#deps.now())
    }
  }

  async #attempt(reader: RtspReader): Promise<ReadFailure> {
    const opened = await reader.open(this.#known)
    if (!opened.ok) return opened.error
    const stream = new UnitStream(opened.value.extradata)
    this.#stream = stream
    this.#known = true
    for (const watcher of this.#watchers) watcher.interrupted()
    let quietFrom: number | null = this.#deps.now() + BUSY
    for (;;) {
      const picture = await reader.read()
      if (this.#closed) return { detail: 'connection-lost' }
      if (!picture.ok) return picture.error
      const now = this.#deps.now()
      if (quietFrom !== null && now >= quietFrom) {
        quietFrom = null
        this.#deps.onBusy(false)
      }
      this.#deliver(stream.take(picture.value, now), stream)
    }
  }

  #deliver({ unit, changed }: ReturnType<UnitStream['take']>, stream: UnitStream): void {
    if (!stream.config) return
    this.#step({ type: 'unit' })
    for (const watcher of this.#watchers) {
      if (changed) watcher.config(stream.config)
      watcher.unit(unit)
    }
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
    if (!told) for (const watcher of this.#watchers) watcher.status(statusOf(after))
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

function statusOf(connection: Connection): CameraStatus {
  const { state, since, detail, codec, retryAt } = connection
  return { state, since, detail, ...(codec === null ? {} : { codec }), ...(retryAt === null ? {} : { retryAt }) }
}
