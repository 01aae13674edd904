import { type CameraStatus, MainToMedia, type MediaCamera, type MediaToMain, type MediaToWindow, WindowToMedia } from '../contract/media.ts'
import { isPreview, type PreviewRequest } from '../contract/media-discover.ts'
import { type MediaAllow, checkAddress } from '../domain/media-address.ts'
import { CameraSession } from './camera-session.ts'
import { Discovery } from './discovery.ts'
import { Exports } from './exports.ts'
import { HealthLog } from './health-log.ts'
import { OnvifDevices } from './onvif/onvif-devices.ts'
import { PaceKeeper } from './pace-keeper.ts'
import type { Port } from './port.ts'
import { Previews } from './previews.ts'
import { Review } from './review.ts'
import { Sound } from './sound.ts'
import { Steering } from './steering.ts'
import { RingBudget } from './unit-ring.ts'
import { Watcher } from './watcher.ts'

/** Cameras that one window may watch at once. */
const MAX_WATCHES = 256

/** 36 cameras of 1 Mbit/s for a minute take 270 MB. */
const RING_BYTES = 384 * 1024 * 1024

/** How often it is looked at whether the machine keeps up, in ms. */
const PACE_EVERY = 1_000

/** How long a session outlives its last watcher, in ms: a change of scene must not cost a reconnect. */
const GRACE = 4_000

export type MediaDeps = {
  now: () => number
  /** 0 ≤ r < 1; spreads reconnects. */
  random: () => number
  /** Sessions at once; each may hold a thread of libuv's pool. */
  maxSessions: number
  tellMain: (message: MediaToMain) => void
  graceMs?: number
  /** Multiplies waits between attempts; 1 but for soak runs. */
  waitFactor?: number
  /** Decoded pixels a second that this machine is trusted with; without it that is found out. */
  pixelLimit?: number
  /** What all cameras' last minutes together may hold, bytes. */
  ringBytes?: number
  /** Where clips and snapshots are written; without it none are. */
  exportsDir?: string
}

/** The media process without its process: cameras by id, one session each, watchers by window. */
export class MediaService {
  readonly #deps: MediaDeps
  readonly #sessions = new Map<string, { session: CameraSession; idle: NodeJS.Timeout | null }>()
  readonly #windows = new Map<Port, Map<string, Watcher>>()
  /** Windows that want to know how every camera fares. */
  readonly #healthTo = new Set<Port>()
  readonly #closing = new Set<Promise<void>>()
  readonly #busy = new Set<string>()
  readonly #log = new HealthLog()
  readonly #paces: PaceKeeper
  readonly #ringBudget: RingBudget
  readonly #review: Review
  readonly #devices = new OnvifDevices()
  readonly #steering: Steering
  readonly #previews = new Previews()
  readonly #sound = new Sound((message, listener) => this.#tellSound(message, listener))
  readonly #discovery = new Discovery(this.#devices)
  readonly #ticker: NodeJS.Timeout
  #cameras: ReadonlyMap<string, MediaCamera> = new Map()
  #allow: MediaAllow | null = null

  constructor(deps: MediaDeps) {
    this.#deps = deps
    this.#ringBudget = new RingBudget(deps.ringBytes ?? RING_BYTES)
    this.#review = new Review(new Exports(deps.exportsDir ?? null, deps.now), (cameraId) => this.#sessions.get(cameraId)?.session ?? null, (cameraId) => this.#camera(cameraId)?.covered === true)
    this.#steering = new Steering(this.#devices, deps.now)
    this.#paces = new PaceKeeper(deps.now(), deps.pixelLimit ?? null)
    this.#ticker = setInterval(() => this.#keepPace(), PACE_EVERY)
  }

  /** Takes a message of main. A `window` message must come with its port. */
  fromMain(message: unknown, ports: readonly Port[]): void {
    const parsed = MainToMedia.safeParse(message)
    if (!parsed.success) return this.#deps.tellMain({ type: 'error', code: 'malformed', message: describe(parsed.error) })
    if (parsed.data.type === 'cameras') return this.#setCameras(parsed.data.cameras, parsed.data.allow)
    const [port] = ports
    if (!port) return this.#deps.tellMain({ type: 'error', code: 'no-port', message: `window ${parsed.data.windowId} came without a port` })
    this.addWindow(port)
  }

  /** Serves a window until its port closes. */
  addWindow(port: Port): void {
    this.#windows.set(port, new Map())
    port.onMessage((message) => this.#fromWindow(port, message))
    port.onClose(() => this.#dropWindow(port))
  }

  /** Ends every connection. */
  async close(): Promise<void> {
    clearInterval(this.#ticker)
    for (const port of [...this.#windows.keys()]) this.#dropWindow(port)
    for (const id of [...this.#sessions.keys()]) this.#endSession(id)
    this.#steering.close()
    await this.#sound.close()
    this.#devices.close()
    await Promise.all(this.#closing)
  }

  #setCameras(cameras: readonly MediaCamera[], allow: MediaAllow): void {
    this.#cameras = new Map(cameras.map((camera) => [camera.id, camera]))
    this.#allow = allow
    for (const [id, { session }] of [...this.#sessions]) {
      const camera = this.#camera(id)
      if (!camera || !sameSource(camera, session.camera) || this.#obstacle(id)) this.#endSession(id)
    }
    for (const watches of this.#windows.values()) {
      for (const watcher of watches.values()) if (!this.#sessions.has(watcher.cameraId)) this.#attach(watcher)
    }
  }

  #fromWindow(port: Port, message: unknown): void {
    const watches = this.#windows.get(port)
    const parsed = WindowToMedia.safeParse(message)
    if (!watches) return
    if (!parsed.success) return port.post({ type: 'error', code: 'malformed', message: describe(parsed.error) } satisfies MediaToWindow)
    const request = parsed.data
    if (request.type === 'health') return void (request.on ? this.#healthTo.add(port) : this.#healthTo.delete(port))
    if (request.type === 'load') return this.#paces.report(port, request)
    if (request.type === 'steer') return this.#steering.act(port, request, this.#cameras.get(request.cameraId), this.#allow)
    if (request.type === 'discover') return void this.#discovery.run(port, request, this.#allow)
    if (request.type === 'preview') return this.#preview(port, watches, request)
    if (request.type === 'listen') return this.#sound.listen(port, request, this.#cameras.get(request.cameraId ?? ''), this.#allow)
    const watcher = 'cameraId' in request ? watches.get(request.cameraId) : undefined
    switch (request.type) {
      case 'watch':
        return this.#watch(port, watches, request)
      case 'unwatch':
        if (watcher) this.#unwatch(watches, watcher)
        this.#previews.drop(port, request.cameraId)
        return
      case 'resize':
        if (!watcher) return
        watcher.tile = request.tile
        this.#sessions.get(request.cameraId)?.session.retile()
        return
      case 'ack':
        watcher?.ack(request.seq)
        return
      case 'replay':
        if (watcher) this.#review.replay(watcher, request.act)
        return
      case 'export':
      case 'snapshot':
      case 'read':
        this.#review.answer(request, (answer) => port.post(answer))
    }
  }

  /** Another camera takes the place of the one that this window looked at before. */
  #preview(port: Port, watches: Map<string, Watcher>, request: PreviewRequest): void {
    this.#previews.open(port, request)
    this.#endSession(request.cameraId)
    const watcher = watches.get(request.cameraId)
    if (watcher) this.#attach(watcher)
  }

  #camera(cameraId: string): MediaCamera | undefined {
    return this.#cameras.get(cameraId) ?? this.#previews.find(cameraId)
  }

  /** A second `watch` of the same camera starts again: the window has lost its decoder. */
  #watch(port: Port, watches: Map<string, Watcher>, request: Extract<WindowToMedia, { type: 'watch' }>): void {
    const before = watches.get(request.cameraId)
    if (!before && watches.size >= MAX_WATCHES) {
      return port.post({ type: 'error', code: 'too-many-watches', message: `a window may watch ${MAX_WATCHES} cameras` } satisfies MediaToWindow)
    }
    if (before) {
      this.#review.end(before)
      this.#sessions.get(before.cameraId)?.session.remove(before)
    }
    const watcher = new Watcher(request.cameraId, request.tile, request.priority, (message) => port.post(message))
    watches.set(request.cameraId, watcher)
    this.#attach(watcher)
    const sound = this.#sound.of(request.cameraId)
    if (sound) port.post(sound)
  }

  /** Tells how a camera's sound stands to whoever shows or hears it. */
  #tellSound(message: Extract<MediaToWindow, { type: 'sound' }>, listener: Port): void {
    for (const [port, watches] of this.#windows) if (port === listener || watches.has(message.cameraId)) port.post(message)
  }

  #attach(watcher: Watcher): void {
    const obstacle = this.#obstacle(watcher.cameraId)
    if (obstacle) return watcher.status({ ...obstacle, since: this.#deps.now() })
    this.#session(watcher)?.add(watcher)
  }

  /** Why a camera can't be opened at all, or null. */
  #obstacle(cameraId: string): Pick<CameraStatus, 'state' | 'detail'> | null {
    const camera = this.#camera(cameraId)
    if (!camera || !this.#allow) return { state: 'failed', detail: 'unknown-camera' }
    if (this.#previews.covers(cameraId, this.#cameras.values())) return { state: 'refused', detail: 'covered' }
    if (camera.quarantined) return { state: 'failed', detail: 'quarantined' }
    for (const url of camera.subUrl === undefined ? [camera.url] : [camera.url, camera.subUrl]) {
      const address = checkAddress(url, this.#allow)
      if (!address.ok) return { state: 'refused', detail: address.error }
    }
    if (!this.#sessions.has(cameraId) && !this.#makeRoom()) return { state: 'failed', detail: 'too-many-cameras' }
    return null
  }

  /** Ends a session that nobody watches any more, if that is needed for another. */
  #makeRoom(): boolean {
    if (this.#sessions.size < this.#deps.maxSessions) return true
    const idle = [...this.#sessions].find(([, entry]) => !entry.session.watched)
    if (idle) this.#endSession(idle[0])
    return idle !== undefined
  }

  #session({ cameraId, tile }: Watcher): CameraSession | null {
    const entry = this.#sessions.get(cameraId)
    if (entry) {
      if (entry.idle) clearTimeout(entry.idle)
      entry.idle = null
      return entry.session
    }
    const camera = this.#camera(cameraId)
    if (!camera) return null
    const { now, random, waitFactor = 1 } = this.#deps
    const folders = this.#allow?.folders ?? []
    const session = new CameraSession(camera, { now, random, waitFactor, folders, ringBudget: this.#ringBudget, onBusy: (busy) => this.#markBusy(cameraId, busy) }, tile)
    this.#sessions.set(cameraId, { session, idle: null })
    return session
  }

  #unwatch(watches: Map<string, Watcher>, watcher: Watcher): void {
    watches.delete(watcher.cameraId)
    this.#review.end(watcher)
    const entry = this.#sessions.get(watcher.cameraId)
    if (!entry) return
    entry.session.remove(watcher)
    if (entry.session.watched || entry.idle) return
    entry.idle = setTimeout(() => this.#endSession(watcher.cameraId), this.#deps.graceMs ?? GRACE)
  }

  #keepPace(): void {
    const sessions = [...this.#sessions.values()].map(({ session }) => session)
    const paces = this.#paces.step(sessions.flatMap((session) => session.demand() ?? []), this.#deps.now())
    for (const session of sessions) session.keep(paces.get(session.camera.id) ?? 'full')
    const cameras = sessions.map((session) => session.health())
    const turns = this.#log.look(cameras.filter(({ cameraId }) => !isPreview(cameraId)), this.#deps.now())
    if (turns.length > 0) this.#deps.tellMain({ type: 'turns', turns })
    if (this.#healthTo.size === 0) return
    const health: MediaToWindow = { type: 'health', ...this.#paces.state, keptBytes: this.#ringBudget.used, keptLimit: this.#ringBudget.limit, open: sessions.length, most: this.#deps.maxSessions, cameras }
    for (const port of this.#healthTo) port.post(health)
  }

  #dropWindow(port: Port): void {
    this.#paces.forget(port)
    this.#healthTo.delete(port)
    this.#steering.drop(port)
    this.#sound.drop(port)
    this.#discovery.drop(port)
    this.#previews.drop(port)
    const watches = this.#windows.get(port)
    if (!watches) return
    for (const watcher of [...watches.values()]) this.#unwatch(watches, watcher)
    this.#windows.delete(port)
    port.close()
  }

  #endSession(cameraId: string): void {
    const entry = this.#sessions.get(cameraId)
    if (!entry) return
    if (entry.idle) clearTimeout(entry.idle)
    this.#sessions.delete(cameraId)
    const closed = entry.session.close().finally(() => this.#closing.delete(closed))
    this.#closing.add(closed)
  }

  #markBusy(cameraId: string, busy: boolean): void {
    if (this.#busy.has(cameraId) === busy) return
    if (busy) this.#busy.add(cameraId)
    else this.#busy.delete(cameraId)
    this.#deps.tellMain({ type: 'busyWith', cameraIds: [...this.#busy] })
  }
}

/** Whether a session may go on under a new list of cameras. */
const sameSource = (a: MediaCamera, b: MediaCamera): boolean => a.url === b.url && a.subUrl === b.subUrl && a.transport === b.transport && a.tlsCa === b.tlsCa

/** Names the first fault of a message, without repeating the message. */
function describe(error: { issues: ReadonlyArray<{ path: readonly PropertyKey[]; message: string }> }): string {
  const issue = error.issues[0]
  return issue ? `${issue.path.map(String).join('.') || 'message'}: ${issue.message}` : 'malformed'
}
