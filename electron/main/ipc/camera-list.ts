import { readFileSync, statSync } from 'node:fs'
import type { MediaCamera } from '../../contract/media.ts'
import type { Settings } from '../../contract/settings.ts'

/** A camera that cannot be used as its settings stand, and why. */
export interface CameraFault {
  readonly id: string
  readonly message: string
}

/** The operator's cameras with their credentials read, as media wants them. Addresses with secrets stay in main and media. */
export function settingsCameras(settings: Settings): { cameras: MediaCamera[]; faults: CameraFault[] } {
  const faults: CameraFault[] = []
  const cameras = settings.cameras.flatMap((camera): MediaCamera[] => {
    const id = camera.id ?? camera.name
    try {
      const { name, url, subUrl, onvif, credentials, tlsCa } = camera
      const sub = subUrl === undefined ? {} : { subUrl: withCredentials(subUrl, credentials) }
      const steered = onvif === undefined ? {} : { onvif: withCredentials(onvif, credentials) }
      const transport = camera.transport ?? (/^rtsps:/i.test(url) ? 'tls' : 'tcp')
      return [{ id, name, url: withCredentials(url, credentials), ...sub, ...steered, transport, ...(tlsCa === undefined ? {} : { tlsCa }), quarantined: false }]
    } catch (error) {
      faults.push({ id, message: error instanceof Error ? error.message : String(error) })
      return []
    }
  })
  return { cameras, faults }
}

function withCredentials(url: string, credentials: string | undefined): string {
  if (credentials === undefined) return url
  const { mode } = statSync(credentials)
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) throw new Error(`${credentials} can be read by others: chmod 600 it`)
  const [user, ...rest] = readFileSync(credentials, 'utf8').trim().split(':')
  if (!user || rest.length === 0) throw new Error(`${credentials} must hold user:password`)
  return url.replace(/^((?:rtsp|http)s?:\/\/)/i, `$1${encodeURIComponent(user)}:${encodeURIComponent(rest.join(':'))}@`)
}
