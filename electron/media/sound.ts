import { LISTEN_LEASE, type ListenRequest, type SoundState } from '../contract/media-sound.ts'
import type { MediaCamera, MediaToWindow } from '../contract/media.ts'
import type { z } from 'zod'
import { type MediaAllow, checkAddress, pathOfFileUrl } from '../domain/media-address.ts'
import type { Port } from './port.ts'
import { SoundSession } from './sound-session.ts'

/** What is heard now, and by whom. */
interface Heard {
  readonly port: Port
  readonly cameraId: string
  muted: boolean
  lease: NodeJS.Timeout
  session: SoundSession | null
  state: SoundState
  codec: string
}

/** The one camera that is heard on this machine. `tell` reaches every window that shows a camera, and the one that hears it. */
export class Sound {
  readonly #tell: (message: Extract<MediaToWindow, { type: 'sound' }>, listener: Port) => void
  readonly #closing = new Set<Promise<void>>()
  #heard: Heard | null = null

  constructor(tell: (message: Extract<MediaToWindow, { type: 'sound' }>, listener: Port) => void) {
    this.#tell = tell
  }

  /** Carries out what a window asks; who asks last is heard. */
  listen(port: Port, { cameraId, muted }: z.infer<typeof ListenRequest>, camera: MediaCamera | undefined, allow: MediaAllow | null): void {
    const heard = this.#heard
    if (cameraId === null) {
      if (heard?.port === port) this.#end()
      return
    }
    if (heard?.port === port && heard.cameraId === cameraId) {
      heard.lease.refresh()
      if (heard.muted === muted) return
      heard.muted = muted
      return this.#say()
    }
    this.#end()
    this.#heard = { port, cameraId, muted, lease: setTimeout(() => this.#end(), LISTEN_LEASE), session: null, state: 'opening', codec: '' }
    this.#begin(this.#heard, camera, allow)
  }

  /** How a camera's sound stands, for a window that begins to show it. */
  of(cameraId: string): Extract<MediaToWindow, { type: 'sound' }> | null {
    const heard = this.#heard
    if (heard?.cameraId !== cameraId) return null
    return { type: 'sound', cameraId, state: heard.muted && heard.state === 'live' ? 'muted' : heard.state, codec: heard.codec }
  }

  drop(port: Port): void {
    if (this.#heard?.port === port) this.#end()
  }

  async close(): Promise<void> {
    this.#end()
    await Promise.all(this.#closing)
  }

  #begin(heard: Heard, camera: MediaCamera | undefined, allow: MediaAllow | null): void {
    if (!camera || camera.quarantined || !allow || !checkAddress(camera.url, allow).ok) heard.state = 'failed'
    else if (pathOfFileUrl(camera.url) !== null) heard.state = 'recording'
    else {
      heard.session = new SoundSession(
        { url: camera.url, transport: camera.transport, tlsCa: camera.tlsCa },
        {
          state: (state, codec) => {
            Object.assign(heard, { state, codec })
            if (this.#heard === heard) this.#say()
          },
          samples: (data) => {
            if (this.#heard === heard && !heard.muted) heard.port.post({ type: 'samples', cameraId: heard.cameraId, data } satisfies MediaToWindow)
          },
        },
      )
    }
    this.#say()
  }

  #say(): void {
    const message = this.#heard && this.of(this.#heard.cameraId)
    if (this.#heard && message) this.#tell(message, this.#heard.port)
  }

  #end(): void {
    const heard = this.#heard
    if (!heard) return
    this.#heard = null
    clearTimeout(heard.lease)
    this.#tell({ type: 'sound', cameraId: heard.cameraId, state: null, codec: '' }, heard.port)
    if (!heard.session) return
    const closed = heard.session.close().finally(() => this.#closing.delete(closed))
    this.#closing.add(closed)
  }
}
