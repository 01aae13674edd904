import { MediaToWindow, type WindowToMedia, isSoftwareRenderer } from '../../../electron/contract/media.ts'
import { CameraView } from './camera-view.ts'
import { DeviceView } from './device-view.ts'
import { type Covered, sameCovered } from './cover.ts'
import { LoadMeter } from './load-meter.ts'
import { snapshotOf } from './snapshot.ts'
import { Surface } from './surface.ts'
import type { FromWorker, Tile, ToWorker } from './tile-facts.ts'

/**
 * The window's video worker: owns the port to the media process, the decoders and the canvases,
 * so that neither a busy page nor a map being painted holds a picture back.
 */

/** Least time between two paints, in ms; all tiles with new pictures are painted together. */
const PAINT_EVERY = 30
/** Share of this thread's time that painting may take, so that units never wait behind pictures. */
const PAINT_SHARE = 0.6
/** How often the page hears about its tiles, in ms. */
const FACTS_EVERY = 250
/** How often media hears how this window keeps up, in ms. */
const LOAD_EVERY = 1_000

/** The longest side that is ever asked for, pixels. */
const MOST_PIXELS = 16_384

const surfaces = new Map<number, Surface>()
const views = new Map<string, CameraView | DeviceView>()
const gpu = !isSoftwareRenderer(webglRenderer())
/** The capture device that each camera comes from, where it comes from one. */
const devices = new Map<string, string>()
let port: MessagePort | null = null
/** The loudspeaker of the page. */
let ear: MessagePort | null = null
let painting: ReturnType<typeof setTimeout> | null = null
let paintedAt = 0
let paintTook = 0
/** A picture came while others were being painted. */
let again = false
/** The page wants to know how every camera fares; a new port is asked again. */
let wantsHealth = false
const load = new LoadMeter()

function webglRenderer(): string | null {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl')
  const info = gl?.getExtension('WEBGL_debug_renderer_info')
  const name: unknown = gl && info ? gl.getParameter(info.UNMASKED_RENDERER_WEBGL) : null
  gl?.getExtension('WEBGL_lose_context')?.loseContext()
  return typeof name === 'string' ? name : null
}

const tell = (message: FromWorker): void => postMessage(message)
const send = (message: WindowToMedia): void => port?.postMessage(message)

function attach(next: MessagePort): void {
  port?.close()
  port = next
  next.onmessage = (event: MessageEvent<unknown>) => fromMedia(event.data)
  for (const view of views.values()) view.watch()
  if (wantsHealth) send({ type: 'health', on: true })
}

function fromMedia(data: unknown): void {
  const parsed = MediaToWindow.safeParse(data)
  if (!parsed.success) return tell({ type: 'fault', message: 'media sent a message that does not parse' })
  const message = parsed.data
  if (message.type === 'error') return tell({ type: 'fault', message: `media refused: ${message.message}` })
  if (message.type === 'exported' || message.type === 'bytes') return tell(message)
  if (message.type === 'health') return tell({ type: 'health', health: message })
  if (message.type === 'samples') return ear?.postMessage(message.data)
  if (message.type === 'sound') tell(message)
  if (message.type === 'steer' || message.type === 'discovered') return tell(message)
  views.get(message.cameraId)?.message(message, Date.now()).catch((cause: unknown) => tell({ type: 'fault', message: String(cause) }))
}

/** A tile that shows a part of its picture needs the whole of it in so many more pixels. */
function enlarged(tile: Tile): Tile {
  const level = tile.view?.level ?? 1
  return level === 1 ? tile : { ...tile, width: Math.min(MOST_PIXELS, Math.round(tile.width * level)), height: Math.min(MOST_PIXELS, Math.round(tile.height * level)) }
}

/** The cameras of all layouts, each at the largest size and priority it has anywhere. */
function wantedCameras(): Map<string, Tile> {
  const wanted = new Map<string, Tile>()
  for (const surface of surfaces.values()) {
    for (const tile of surface.tiles) {
      const before = wanted.get(tile.cameraId)
      const priority = Math.max(before?.priority ?? 0, surface.active ? tile.priority : 0)
      const sized = enlarged(tile)
      const larger = before && before.width * before.height > sized.width * sized.height ? before : sized
      wanted.set(tile.cameraId, { ...larger, priority })
    }
  }
  return wanted
}

/** Watches what the layouts show, and nothing else. */
function reconcile(): void {
  const wanted = wantedCameras()
  for (const [cameraId, view] of [...views]) {
    const tile = wanted.get(cameraId)
    if (tile && devices.get(cameraId) === tile.device) continue
    view.close()
    views.delete(cameraId)
  }
  for (const [cameraId, { width, height, priority, device }] of wanted) {
    const view = views.get(cameraId)
    if (view) {
      view.want({ width, height }, priority)
      continue
    }
    if (device !== undefined) {
      openDevice(cameraId, device, priority)
      continue
    }
    const made = new CameraView(cameraId, { width, height }, priority, { gpu, now: Date.now(), send, onPicture: schedulePaint })
    views.set(cameraId, made)
    if (port) made.watch()
  }
}

function openDevice(cameraId: string, label: string, priority: number): void {
  devices.set(cameraId, label)
  const end = (): void => {
    devices.delete(cameraId)
    tell({ type: 'close-device', cameraId })
  }
  views.set(cameraId, new DeviceView(cameraId, priority, { now: Date.now(), end, onPicture: schedulePaint }))
  tell({ type: 'open-device', cameraId, label })
}

function schedulePaint(): void {
  again = true
  if (painting !== null) return
  painting = setTimeout(() => void paintAll(), Math.max(0, paintedAt + Math.max(PAINT_EVERY, paintTook / PAINT_SHARE) - performance.now()))
}

async function paintAll(): Promise<void> {
  paintedAt = performance.now()
  again = false
  for (const view of views.values()) {
    const picture = view.take(Date.now())
    if (!picture) continue
    try {
      let painted = false
      for (const surface of surfaces.values()) painted = (await surface.paint(view.cameraId, picture.frame)) || painted
      if (painted) {
        view.drawn(picture, Date.now())
        load.drawn(Date.now() - picture.receivedAt)
      }
    } catch (cause) {
      tell({ type: 'fault', message: String(cause) })
    } finally {
      picture.frame.close()
    }
  }
  paintTook = performance.now() - paintedAt
  load.painted(paintTook)
  painting = null
  if (again || [...views.values()].some((view) => view.waits)) schedulePaint()
}

function fromPage(message: ToWorker): void {
  switch (message.type) {
    case 'port':
      return attach(message.port)
    case 'lost':
      port?.close()
      port = null
      for (const view of views.values()) view.lost(Date.now())
      return
    case 'ear':
      ear = message.port
      return
    case 'canvas':
      surfaces.set(message.surface, new Surface(message.canvas, gpu, (fault) => tell({ type: 'fault', message: fault })))
      return
    case 'layout':
      return layOut(message)
    case 'close':
      surfaces.delete(message.surface)
      return reconcile()
    case 'send':
      if (message.message.type === 'health') wantsHealth = message.message.on
      return send(message.message)
    case 'device': {
      const view = views.get(message.cameraId)
      if (view instanceof DeviceView) return view.feed(message.stream, message.fault, Date.now())
      return void message.stream?.cancel()
    }
    case 'snapshot':
      return void takeSnapshot(message).catch(() => tell({ type: 'no-snapshot', request: message.request }))
  }
}

function layOut({ surface: id, width, height, tiles, active }: Extract<ToWorker, { type: 'layout' }>): void {
  const surface = surfaces.get(id)
  const before = surface?.tiles ?? []
  surface?.layout(width, height, tiles, active)
  reconcile()
  for (const tile of tiles) {
    const old = before.find(({ cameraId }) => cameraId === tile.cameraId)
    if (surface && old && (old.view !== tile.view || !sameCovered(old.covered, tile.covered))) void repaint(surface, tile.cameraId).catch((cause: unknown) => tell({ type: 'fault', message: String(cause) }))
  }
}

/** Draws the picture that is shown anew, since in a pause no other comes. */
async function repaint(surface: Surface, cameraId: string): Promise<void> {
  const frame = views.get(cameraId)?.kept?.frame.clone()
  if (!frame) return
  try {
    await surface.paint(cameraId, frame)
  } finally {
    frame.close()
  }
}

/** What of a camera's picture must not be seen, by any tile that shows it. */
const coveredOf = (cameraId: string): Covered => [...surfaces.values()].flatMap(({ tiles }) => tiles.filter((tile) => tile.cameraId === cameraId).flatMap(({ covered }) => covered))

/** The picture that is shown as JPEG, in its own size, with who took it and when burnt in. */
async function takeSnapshot({ request, cameraId, about, stamp }: Extract<ToWorker, { type: 'snapshot' }>): Promise<void> {
  const kept = views.get(cameraId)?.kept
  if (!kept) return tell({ type: 'no-snapshot', request })
  const { frame, takenAt } = kept
  const [width, height] = [frame.displayWidth, frame.displayHeight]
  const data = await snapshotOf(frame, stamp, coveredOf(cameraId))
  send({ type: 'snapshot', request, cameraId, takenAt, width, height, about, data })
}

addEventListener('message', (event: MessageEvent<ToWorker>) => fromPage(event.data))
setInterval(() => {
  const drops = [...views.values()].reduce((sum, view) => sum + view.drops, 0)
  if (views.size > 0) send({ type: 'load', ...load.report(drops) })
}, LOAD_EVERY)
setInterval(() => tell({ type: 'facts', facts: [...views.values()].map((view) => view.facts(Date.now())) }), FACTS_EVERY)
