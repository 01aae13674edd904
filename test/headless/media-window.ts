import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { expect, vi } from 'vitest'
import { MediaToWindow, type MediaCamera, type MediaToMain, type TileSize, type WindowToMedia } from '../../electron/contract/media.ts'
import { MediaService } from '../../electron/media/media-service.ts'
import { fromNodePort } from '../../electron/media/port.ts'
import { RtspPeer } from './media-peers.ts'

/** Cleaned up by {@link endAll} after each test, last first. */
export const endings: (() => Promise<void> | void)[] = []

export async function endAll(): Promise<void> {
  for (const end of endings.splice(0).reverse()) await end()
}

/** A GStreamer RTSP server that ends with the test. */
export async function server(mounts: Readonly<Record<string, string>>, port = 0, more: readonly string[] = []): Promise<RtspPeer> {
  const peer = await RtspPeer.start(mounts, port, more)
  endings.push(() => peer.signal('SIGKILL'))
  return peer
}

type CameraGiven = string | Partial<MediaCamera>
type Made = { service: MediaService; toMain: MediaToMain[]; setCameras: (next: Readonly<Record<string, CameraGiven>>) => void }

/** The media process without its process; cameras by id, as an address or as more of a camera. */
export function media(cameras: Readonly<Record<string, CameraGiven>>, more: { graceMs?: number; folders?: readonly string[]; maxSessions?: number; pixelLimit?: number; exportsDir?: string; ringBytes?: number } = {}): Made {
  const toMain: MediaToMain[] = []
  const { graceMs = 300, folders = [], maxSessions = 3, ...deps } = more
  const service = new MediaService({ now: Date.now, random: Math.random, maxSessions, graceMs, ...deps, tellMain: (message) => toMain.push(message) })
  endings.push(() => service.close())
  const setCameras = (next: Readonly<Record<string, CameraGiven>>) => {
    const list = Object.entries(next).map(([id, camera]) => ({ id, name: id, ...(typeof camera === 'string' ? { url: camera } : camera) }))
    service.fromMain({ type: 'cameras', cameras: list, allow: { folders } }, [])
  }
  setCameras(cameras)
  return { service, toMain, setCameras }
}

type Got<T extends MediaToWindow['type']> = Extract<MediaToWindow, { type: T }>

/** A window's end of a port: keeps what came, acknowledges unless told not to. */
export class FakeWindow {
  readonly got: MediaToWindow[] = []
  readonly port: MessagePort
  acks = true

  constructor(service: MediaService) {
    const { port1, port2 } = new MessageChannel()
    this.port = port2
    port2.on('message', (data: unknown) => {
      const message = MediaToWindow.parse(data)
      this.got.push(message)
      if ((message.type === 'unit' || message.type === 'picture') && this.acks) this.send({ type: 'ack', cameraId: message.cameraId, seq: message.seq })
    })
    service.addWindow(fromNodePort(port1))
    endings.push(() => port2.close())
  }

  send(message: WindowToMedia): void {
    this.port.postMessage(message)
  }

  watch(cameraId: string, priority = 1, tile: TileSize = { width: 320, height: 240 }): this {
    this.send({ type: 'watch', cameraId, tile, priority })
    return this
  }

  units(cameraId: string): Got<'unit'>[] {
    return this.got.flatMap((message) => (message.type === 'unit' && message.cameraId === cameraId ? [message] : []))
  }

  pictures(cameraId: string): Got<'picture'>[] {
    return this.got.flatMap((message) => (message.type === 'picture' && message.cameraId === cameraId ? [message] : []))
  }

  configs(cameraId: string): Got<'config'>[] {
    return this.got.flatMap((message) => (message.type === 'config' && message.cameraId === cameraId ? [message] : []))
  }

  replays(cameraId: string): Got<'replay'>[] {
    return this.got.flatMap((message) => (message.type === 'replay' && message.cameraId === cameraId ? [message] : []))
  }

  /** The answer to an export, when it has come. */
  async exported(request: string): Promise<Got<'exported'>['result']> {
    return until(() => {
      const found = this.got.find((message) => message.type === 'exported' && message.request === request)
      if (found?.type !== 'exported') throw new Error('not yet')
      return found.result
    }, 10_000)
  }

  vitals(cameraId: string): Got<'vitals'> | undefined {
    return this.got.flatMap((message) => (message.type === 'vitals' && message.cameraId === cameraId ? [message] : [])).at(-1)
  }

  state(cameraId: string): Got<'state'> | undefined {
    return this.got.flatMap((message) => (message.type === 'state' && message.cameraId === cameraId ? [message] : [])).at(-1)
  }

  /** Resolves when a live picture has come, coded or decoded. */
  async live(cameraId: string, timeout = 8_000): Promise<this> {
    await until(() => expect(this.units(cameraId).length + this.pictures(cameraId).length).toBeGreaterThan(3), timeout)
    return this
  }
}

/** Waits for a condition with a bound, in ms. */
export const until = <T>(check: () => T, timeout: number): Promise<T> => vi.waitFor(check, { timeout, interval: 20 })
