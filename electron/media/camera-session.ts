import type { CameraHealth, CameraStatus, MediaCamera, TileSize } from '../contract/media.ts'
import { pathOfFileUrl } from '../domain/media-address.ts'
import type { Demand, Pace } from '../domain/media-budget.ts'
import type { Connection } from '../domain/media-state.ts'
import { type StreamName, chooseStream } from '../domain/stream-choice.ts'
import { type FileCursor, FileReader } from './file-reader.ts'
import type { DecodedPicture } from './picture-decoder.ts'
import { RtspReader } from './rtsp-reader.ts'
import { type LinkEvents, StreamLink } from './stream-link.ts'
import type { StreamReader } from './stream-reader.ts'
import { type RingBudget, type UnitGroup, UnitRing } from './unit-ring.ts'
import type { SessionUnit, Watcher } from './watcher.ts'

/** A larger stream is kept this long, in ms, after the last tile that needed it: looking twice must not cost twice. */
const KEEP_LARGER = 3_000

/** How often the choice of the stream is looked at again, in ms. */
const LOOK_AGAIN = 1_000

/** A stream that failed is not chosen again for this long, in ms, while the other one works. */
const AVOID = { ofItself: 60_000, withServer: 5_000 } as const

/** Failures of one stream; its camera may well send the other. */
const OWN_FAULTS: ReadonlySet<string> = new Set(['forbidden', 'not-found', 'server-error', 'no-video', 'codec-unsupported', 'file-missing', 'file-unreadable'])

export type SessionDeps = {
  now: () => number
  random: () => number
  onBusy: (busy: boolean) => void
  /** Folders that recordings may come from. */
  folders: readonly string[]
  waitFactor?: number
  ringBudget: RingBudget
}

/**
 * One camera, however many watchers it has. It holds one stream; while it changes to the other, the
 * old one is shown until the new one has its first picture, so that no tile goes dark.
 */
export class CameraSession {
  readonly camera: MediaCamera
  readonly #deps: SessionDeps
  readonly #watchers = new Set<Watcher>()
  readonly #closing = new Set<Promise<void>>()
  #shown: { name: StreamName; link: StreamLink }
  #coming: { name: StreamName; link: StreamLink } | null = null
  #subSize: TileSize | null = null
  #avoid: { name: StreamName; until: number } | null = null
  /** Since when the smaller stream would do. */
  #lessSince: number | null = null
  readonly #ticker: NodeJS.Timeout
  #busyLinks = 0
  #lastPicture: DecodedPicture | null = null
  readonly #cursors: Readonly<Record<StreamName, FileCursor>> = { main: { next: 0 }, sub: { next: 0 } }
  #pace: Pace = 'full'
  readonly #ring: UnitRing
  #closed = false

  constructor(camera: MediaCamera, deps: SessionDeps, tile: TileSize) {
    this.camera = camera
    this.#deps = deps
    this.#ring = new UnitRing(deps.ringBudget)
    this.#shown = this.#open(camera.subUrl === undefined ? 'main' : chooseStream(tile, null))
    this.#ticker = setInterval(() => this.retile(), LOOK_AGAIN)
  }

  get watched(): boolean {
    return this.#watchers.size > 0
  }

  /** Which of the camera's streams is shown. */
  get stream(): StreamName {
    return this.#shown.name
  }

  /** The last minute of the shown stream, as it came. */
  get groups(): readonly UnitGroup[] {
    return this.#ring.groups
  }

  /** Brings a watcher back from a replay to what is live. */
  toLive(watcher: Watcher): void {
    watcher.interrupted()
    this.#bring(watcher)
  }

  /** What showing this camera takes, or null while nobody sees it. */
  demand(): Demand | null {
    const shown = [...this.#watchers].filter((watcher) => watcher.shown)
    const { config } = this.#shown.link
    if (shown.length === 0 || !config) return null
    const { fps, keysPerSecond } = this.#shown.link.vitals(this.#deps.now())
    return {
      id: this.camera.id,
      rank: Math.max(...shown.map((watcher) => watcher.priority)),
      area: config.width * config.height * shown.length,
      drawn: shown.reduce((sum, { tile }) => sum + tile.width * tile.height, 0),
      // Rates in steps, so that a picture more or less does not change what is decided.
      fps: Math.max(5, Math.round(fps / 5) * 5),
      keysPerSecond: Math.max(0.1, Math.round(keysPerSecond * 4) / 4),
    }
  }

  health(): CameraHealth {
    const { link, name } = this.#shown
    const { fps, kbps, lost, driftMs } = link.vitals(this.#deps.now())
    const { codec, decoded, width, height } = link.config ?? { codec: '', decoded: 'window' as const, width: 0, height: 0 }
    const { groups, bytes } = this.#ring
    const address = name === 'sub' ? this.camera.subUrl : this.camera.url
    return {
      ...statusOf(link.connection),
      cameraId: this.camera.id,
      stream: name,
      transport: /^file:/i.test(address ?? '') ? 'file' : this.camera.transport,
      coding: codec,
      decoded,
      width,
      height,
      fps: Math.round(fps * 10) / 10,
      kbps,
      lost,
      driftMs,
      connections: link.connections,
      pace: this.#pace,
      watchers: this.#watchers.size,
      kept: Math.max(0, (groups.at(-1)?.to ?? 0) - (groups[0]?.from ?? 0)),
      keptBytes: bytes,
    }
  }

  /** Takes how often pictures are brought from now on, and tells the watchers how the stream fares. */
  keep(pace: Pace): void {
    if (this.#pace === 'key' && pace !== 'key') this.#each((watcher) => watcher.interrupted())
    this.#pace = pace
    this.#shown.link.pace = pace
    const { fps, lost } = this.#shown.link.vitals(this.#deps.now())
    this.#each((watcher) => watcher.vitals({ pace, fps, lost }))
  }

  /** Adds a watcher, which is told the state at once and gets the pictures since the last key unit. */
  add(watcher: Watcher): void {
    this.#watchers.add(watcher)
    watcher.status(statusOf(this.#shown.link.connection))
    this.#bring(watcher)
    this.retile()
  }

  remove(watcher: Watcher): void {
    this.#watchers.delete(watcher)
    this.retile()
  }

  /** Looks again at which stream and size the watchers' tiles need; to be called when one changed. */
  retile(): void {
    const tile = this.#tile()
    this.#shown.link.want(tile)
    this.#coming?.link.want(tile)
    if (!tile || this.#closed) return
    const wanted = this.#wanted(tile)
    const now = this.#deps.now()
    if (wanted !== 'sub' || (this.#coming ?? this.#shown).name === 'sub') this.#lessSince = null
    else this.#lessSince ??= now
    if (this.#lessSince === null || now - this.#lessSince >= KEEP_LARGER || this.#coming) this.#change(wanted)
  }

  /** Ends the connection; resolves when its native resources are free. */
  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#ticker)
    this.#ring.close()
    this.#drop(this.#shown.link)
    if (this.#coming) this.#drop(this.#coming.link)
    await Promise.all(this.#closing)
  }

  /** The largest tile in sight. */
  #tile(): TileSize | null {
    return largest([...this.#watchers].filter((watcher) => watcher.shown))
  }

  #wanted(tile: TileSize): StreamName {
    if (this.camera.subUrl === undefined) return 'main'
    const wanted = chooseStream(tile, this.#subSize)
    const avoided = this.#avoid !== null && this.#deps.now() < this.#avoid.until && this.#avoid.name === wanted
    return avoided ? other(wanted) : wanted
  }

  #change(name: StreamName): void {
    if (this.#closed || name === (this.#coming ?? this.#shown).name) return
    if (this.#coming) this.#drop(this.#coming.link)
    this.#coming = name === this.#shown.name ? null : this.#open(name)
  }

  #open(name: StreamName): { name: StreamName; link: StreamLink } {
    const { now, random, waitFactor = 1 } = this.#deps
    // Events come only after a wait for the source, when the link stands.
    const self = (): StreamLink => link
    const events: LinkEvents = {
      status: (connection) => this.#status(self(), name, connection),
      interrupted: () => this.#shown.link === self() && this.#each((watcher) => watcher.interrupted()),
      config: ({ width, height }) => {
        if (name === 'sub' && width > 0) this.#subSize = { width, height }
        if (this.#shown.link === self()) this.#configure()
      },
      unit: (unit) => this.#unit(self(), unit),
      picture: (picture) => this.#picture(self(), picture),
    }
    const link = new StreamLink({ now, random, waitFactor, onBusy: (busy) => this.#markBusy(busy), makeReader: () => this.#reader(name) }, events)
    link.want(this.#tile())
    return { name, link }
  }

  #reader(name: StreamName): StreamReader {
    const { url, subUrl, transport, tlsCa } = this.camera
    const address = name === 'sub' && subUrl !== undefined ? subUrl : url
    const path = pathOfFileUrl(address)
    return path === null ? new RtspReader({ url: address, transport, tlsCa }) : new FileReader(path, this.#deps.folders, this.#cursors[name])
  }

  #status(link: StreamLink, name: StreamName, connection: Connection): void {
    const ownFault = OWN_FAULTS.has(connection.detail)
    if (connection.state === 'failed') this.#avoid = { name, until: this.#deps.now() + (ownFault ? AVOID.ofItself : AVOID.withServer) }
    if (this.#coming?.link === link && connection.state === 'failed') return this.#change(this.#shown.name)
    if (this.#shown.link !== link) return
    this.#each((watcher) => watcher.status(statusOf(connection)))
    if (connection.state === 'failed' && ownFault && this.camera.subUrl !== undefined) this.#change(other(name))
  }

  #unit(link: StreamLink, unit: SessionUnit): void {
    if (this.#shown.link === link) this.#keep(unit)
    if (this.#coming?.link === link && unit.key && link.config?.decoded === 'window') this.#promote()
    else if (this.#shown.link === link && link.config?.decoded === 'window' && (unit.key || this.#pace !== 'key')) this.#each((watcher) => watcher.unit(unit))
  }

  #picture(link: StreamLink, picture: DecodedPicture): void {
    if (this.#coming?.link === link) this.#promote()
    if (this.#shown.link !== link) return
    this.#lastPicture = picture
    this.#each((watcher) => watcher.picture(picture))
  }

  /** The stream that was waited for takes over. */
  #promote(): void {
    if (!this.#coming) return
    this.#drop(this.#shown.link)
    this.#shown = this.#coming
    this.#shown.link.pace = this.#pace
    this.#coming = null
    this.#lastPicture = null
    for (const unit of this.#shown.link.recent) this.#keep(unit)
    this.#each((watcher) => {
      watcher.status(statusOf(this.#shown.link.connection))
      watcher.interrupted()
      this.#bring(watcher)
    })
  }

  #keep(unit: SessionUnit): void {
    const { link, name } = this.#shown
    if (!this.#closed) this.#ring.append(unit, () => ({ ...link.coding(), stream: name }), link.run)
  }

  #bring(watcher: Watcher): void {
    const { link, name } = this.#shown
    if (!link.config || link.connection.lastUnitAt === null) return
    watcher.config({ ...link.config, stream: name })
    const recent = this.#pace === 'key' ? link.recent.slice(0, 1) : link.recent
    if (link.config.decoded === 'window') for (const unit of recent) watcher.unit(unit)
    else if (this.#lastPicture) watcher.picture(this.#lastPicture)
  }

  #configure(): void {
    const { link, name } = this.#shown
    const { config } = link
    if (config) this.#each((watcher) => watcher.config({ ...config, stream: name }))
  }

  #drop(link: StreamLink): void {
    const closed = link.close().finally(() => this.#closing.delete(closed))
    this.#closing.add(closed)
  }

  #markBusy(busy: boolean): void {
    const before = this.#busyLinks > 0
    this.#busyLinks = Math.max(0, this.#busyLinks + (busy ? 1 : -1))
    if (before !== this.#busyLinks > 0) this.#deps.onBusy(!before)
  }

  #each(tell: (watcher: Watcher) => void): void {
    for (const watcher of this.#watchers) tell(watcher)
  }
}

const other = (name: StreamName): StreamName => (name === 'main' ? 'sub' : 'main')

function largest(watchers: readonly Watcher[]): TileSize | null {
  return watchers.reduce<TileSize | null>((found, { tile }) => (found && found.width * found.height >= tile.width * tile.height ? found : tile), null)
}

function statusOf(connection: Connection): CameraStatus {
  const { state, since, detail, codec, retryAt } = connection
  return { state, since, detail, ...(codec === null ? {} : { codec }), ...(retryAt === null ? {} : { retryAt }) }
}
