import { MediaToWindow, isSlow } from '../../../electron/contract/media.ts'
import { CameraDecoder } from '../../../renderer/client/media/camera-decoder.ts'
import { MediaClient } from '../../../renderer/client/media/media-client.ts'
import { gridTiles } from '../../../renderer/panels/cameras/grid-layout.ts'
import { type Other, showOthers } from './others.ts'

/** What the benchmark's preload gives. */
interface BenchBridge {
  ready(): void
  /** One line a second: pictures decoded or drawn so far, by camera, and how the slowest fares. */
  report(line: { pictures: Readonly<Record<string, number>>; worstFps: number; marked: readonly string[] }): void
}

declare global {
  interface Window {
    bench: BenchBridge
  }
}

const query = new URLSearchParams(location.search)
const ids = (query.get('ids') ?? '').split(',')
const columns = Number(query.get('columns'))
const size = { width: innerWidth, height: innerHeight }
const places = gridTiles(size, columns, Math.ceil(ids.length / columns), 0).slice(0, ids.length)
const mode = query.get('mode')

window.addEventListener('message', (event) => {
  const [port] = event.ports
  if (event.data !== 'port' || !port) return
  if (mode === 'drawn') draw(port)
  else decode(port)
})
if (mode === 'mse' || mode === 'mjpeg' || mode === 'jsmpeg') others(mode)
else window.bench.ready()

function others(kind: Other): void {
  const counts = showOthers(kind, query.get('gateway') ?? '', places)
  setInterval(() => window.bench.report({ pictures: Object.fromEntries(ids.map((id, i) => [id, counts[i] ?? 0])), worstFps: 0, marked: [] }), 1_000)
}

/** The product's way: its worker, its painter, one canvas. */
function draw(port: MessagePort): void {
  const client = new MediaClient()
  const canvas = document.createElement('canvas')
  document.body.append(canvas)
  client.attach(port)
  client.open(canvas).layout(size.width, size.height, ids.flatMap((cameraId, i) => (places[i] ? [{ cameraId, ...places[i], priority: 1, covered: [] }] : [])), true)
  setInterval(() => {
    const facts = [...client.facts.values()]
    window.bench.report({ pictures: Object.fromEntries(facts.map((fact) => [fact.cameraId, fact.pictures])), worstFps: Math.min(...facts.map((fact) => fact.fps)), marked: facts.filter(isSlow).map((fact) => fact.cameraId) })
  }, 1_000)
}

/** The product's decoder alone; every picture is closed as soon as it is there. */
function decode(port: MessagePort): void {
  const pictures: Record<string, number> = {}
  const decoders = new Map(
    ids.map((id): [string, CameraDecoder] => {
      pictures[id] = 0
      const decoder: CameraDecoder = new CameraDecoder(false, Date.now(), () => {
        decoder.take(Date.now())?.frame.close()
        pictures[id] = (pictures[id] ?? 0) + 1
      })
      return [id, decoder]
    }),
  )
  port.onmessage = (event: MessageEvent<unknown>) => {
    const message = MediaToWindow.parse(event.data)
    if (message.type === 'config') void decoders.get(message.cameraId)?.configure(message)
    if (message.type !== 'unit') return
    decoders.get(message.cameraId)?.unit(message, Date.now())
    if (message.key || message.seq % 5 === 0) port.postMessage({ type: 'ack', cameraId: message.cameraId, seq: message.seq })
  }
  for (const cameraId of ids) port.postMessage({ type: 'watch', cameraId, tile: { width: 320, height: 180 }, priority: 1 })
  setInterval(() => window.bench.report({ pictures: { ...pictures }, worstFps: 0, marked: [] }), 1_000)
}
