import { MessageChannel } from 'node:worker_threads'
import { MediaToWindow } from '../../electron/contract/media.ts'
import { MediaService } from '../../electron/media/media-service.ts'
import { fromNodePort } from '../../electron/media/port.ts'

/**
 * The media process of a soak run: watches every camera of the argument (JSON, id to address) as one
 * window would, and tells its parent once a second what it saw. Waits between attempts are shortened.
 */
const cameras = JSON.parse(process.argv[2] ?? '{}') as Record<string, string>
const waitFactor = Number(process.argv[3] ?? 1)

/** Small, so that it is full before memory is first looked at. */
const RING_BYTES = 4 * 1024 * 1024

const service = new MediaService({ now: Date.now, random: Math.random, maxSessions: 100, waitFactor, ringBytes: RING_BYTES, tellMain: () => undefined })
service.fromMain({ type: 'cameras', cameras: Object.entries(cameras).map(([id, url]) => ({ id, name: id, url })), allow: {} }, [])

const { port1, port2 } = new MessageChannel()
service.addWindow(fromNodePort(port1))
const lastKey = new Map<string, number>()
let [units, failures] = [0, 0]
port2.on('message', (data: unknown) => {
  const message = MediaToWindow.parse(data)
  if (message.type === 'unit') {
    units++
    if (message.key) lastKey.set(message.cameraId, Date.now())
    port2.postMessage({ type: 'ack', cameraId: message.cameraId, seq: message.seq })
  }
  if (message.type === 'state' && message.state === 'failed' && message.detail === 'connection-lost') failures++
})
for (const cameraId of Object.keys(cameras)) port2.postMessage({ type: 'watch', cameraId, tile: { width: 320, height: 240 }, priority: 1 })

setInterval(() => {
  globalThis.gc?.()
  process.send?.({ rss: process.memoryUsage().rss, units, failures, live: [...lastKey.values()].filter((at) => Date.now() - at < 5_000).length })
}, 1_000)
process.on('disconnect', () => process.exit(0))
