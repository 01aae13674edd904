import { hostOf, withLogin } from '../domain/camera-entry.ts'
import type { MediaCamera } from '../contract/media.ts'
import { isPreview, type PreviewRequest } from '../contract/media-discover.ts'
import type { Port } from './port.ts'

/** Cameras that windows look at before they are registered: one a window, until it looks at another or closes. */
export class Previews {
  readonly #byPort = new Map<Port, MediaCamera>()

  open(port: Port, { cameraId, url, user, password }: PreviewRequest): void {
    const login = user === '' ? undefined : { user, password }
    this.#byPort.set(port, { id: cameraId, name: '', url: withLogin(url, login), transport: /^rtsps:/i.test(url) ? 'tls' : 'tcp', covered: true, quarantined: false })
  }

  /** Forgets what a window looked at; where an id is given, only if it is that. */
  drop(port: Port, cameraId?: string): void {
    if (cameraId === undefined || this.#byPort.get(port)?.id === cameraId) this.#byPort.delete(port)
  }

  find(cameraId: string): MediaCamera | undefined {
    return isPreview(cameraId) ? [...this.#byPort.values()].find(({ id }) => id === cameraId) : undefined
  }

  /** Whether it would show a registered camera past its privacy zones. */
  covers(cameraId: string, cameras: Iterable<MediaCamera>): boolean {
    const host = hostOf(this.find(cameraId)?.url ?? '')
    return host !== '' && [...cameras].some((camera) => camera.covered && hostOf(camera.url) === host)
  }
}
