import { readFileSync, statSync } from 'node:fs'
import { deviceOf, hostOf, withLogin, type Login, type RegisteredCamera } from '../../contract/camera-registry.ts'
import type { MediaCamera } from '../../contract/media.ts'
import type { Settings } from '../../contract/settings.ts'

/** A camera that cannot be used as its settings stand, and why. */
export interface CameraFault {
  readonly id: string
  readonly message: string
}

type Addresses = Pick<RegisteredCamera, 'url' | 'subUrl' | 'onvif' | 'transport'>
type Own = Settings['cameras'][number]

/** The operator's cameras with their credentials read, as media wants them. Addresses with secrets stay in main and media. */
export function settingsCameras(settings: Settings): { cameras: MediaCamera[]; faults: CameraFault[] } {
  const faults: CameraFault[] = []
  const cameras = settings.cameras.flatMap((camera): MediaCamera[] => {
    const id = camera.id ?? camera.name
    try {
      const { name, url, subUrl = '', onvif = '', tlsCa } = camera
      const transport = camera.transport ?? (/^rtsps:/i.test(url) ? 'tls' : 'tcp')
      return [{ ...mediaCamera({ id, name, url, subUrl, onvif, transport }, loginOf(camera)), ...(tlsCa === undefined ? {} : { tlsCa }) }]
    } catch (error) {
      faults.push({ id, message: error instanceof Error ? error.message : String(error) })
      return []
    }
  })
  return { cameras, faults }
}

export interface CameraSources {
  /** The registry as core told it last; null before it did. */
  readonly registered: readonly RegisteredCamera[] | null
  readonly settings: Settings
  /** The settings' cameras and the demo's, as media wants them. */
  readonly own: readonly MediaCamera[]
  readonly demo: readonly MediaCamera[]
  /** A login that this machine keeps under a name. */
  readonly kept: (name: string) => Login | undefined
}

/**
 * The cameras of the registry as media wants them. One that was changed there and names no login keeps that of the
 * settings as long as it is the same host.
 */
export function registryCameras({ registered, settings, own, demo, kept }: CameraSources): MediaCamera[] {
  if (registered === null) return [...own, ...demo]
  const known = new Map([...own, ...demo].map((camera) => [camera.id, camera]))
  const listed = new Map(settings.cameras.map((camera) => [camera.id ?? camera.name, camera]))
  return registered.flatMap((camera): MediaCamera[] => {
    const { id, name, url, credential, change } = camera
    const before = known.get(id)
    if (before && (change === '' || url === '')) return [{ ...before, name }]
    // Windows open capture devices by themselves.
    if (url === '' || deviceOf(url) !== null) return []
    const setting = listed.get(id)
    const same = setting !== undefined && hostOf(setting.url) === hostOf(url)
    const login = credential !== '' ? kept(credential) : same ? quietly(() => loginOf(setting)) : undefined
    return [{ ...mediaCamera(camera, login), ...(same && setting.tlsCa !== undefined ? { tlsCa: setting.tlsCa } : {}) }]
  })
}

function mediaCamera({ id, name, url, subUrl, onvif, transport }: Addresses & { readonly id: string; readonly name: string }, login: Login | undefined): MediaCamera {
  const sub = subUrl === '' ? {} : { subUrl: withLogin(subUrl, login) }
  const steered = onvif === '' ? {} : { onvif: withLogin(onvif, login) }
  return { id, name, url: withLogin(url, login), ...sub, ...steered, transport, covered: false, quarantined: false }
}

/** What the file holds that the settings name for a camera. Throws a sentence when it can't be used. */
function loginOf({ credentials }: Own): Login | undefined {
  if (credentials === undefined) return undefined
  const { mode } = statSync(credentials)
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) throw new Error(`${credentials} can be read by others: chmod 600 it`)
  const [user, ...rest] = readFileSync(credentials, 'utf8').trim().split(':')
  if (!user || rest.length === 0) throw new Error(`${credentials} must hold user:password`)
  return { user, password: rest.join(':') }
}

function quietly<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
