import type { Preset, SteerError } from '../../contract/media-steer.ts'

/** Where a device is and as whom it is asked. */
export interface DeviceAddress {
  readonly tls: boolean
  readonly host: string
  readonly port: number
  readonly path: string
  readonly user: string
  readonly password: string
}

/** One stream of a device, as it offers it. */
export interface DeviceProfile {
  readonly token: string
  readonly name: string
  readonly width: number
  readonly height: number
  readonly codec: string
  readonly uri: string
  readonly steerable: boolean
}

export interface DeviceFacts {
  readonly maker: string
  readonly model: string
  readonly firmware: string
  readonly profiles: readonly DeviceProfile[]
}

/** What is asked of a device; `profile` is a profile's token. */
export type DeviceAsk =
  | { readonly do: 'look' }
  | { readonly do: 'presets'; readonly profile: string }
  | { readonly do: 'move'; readonly profile: string; readonly pan: number; readonly tilt: number; readonly zoom: number; readonly forMs: number }
  | { readonly do: 'stop'; readonly profile: string }
  | { readonly do: 'go'; readonly profile: string; readonly token: string }
  | { readonly do: 'keep'; readonly profile: string; readonly name: string }

/** What each is answered with. */
export interface DeviceTold {
  readonly look: DeviceFacts
  readonly presets: readonly Preset[]
  readonly move: null
  readonly stop: null
  readonly go: null
  readonly keep: null
}

export type DeviceError = Exclude<SteerError, 'not-set' | 'taken' | 'refused'>
export type DeviceAnswer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: DeviceError }

/** The parts of an address like `http://user:password@host:port/path`, or null where it is none. */
export function deviceAddress(url: string): DeviceAddress | null {
  if (!URL.canParse(url)) return null
  const { protocol, hostname, port, pathname, username, password } = new URL(url)
  const tls = protocol === 'https:'
  if (!tls && protocol !== 'http:') return null
  return { tls, host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (tls ? 443 : 80), path: pathname === '/' ? '/onvif/device_service' : pathname, user: decodeURIComponent(username), password: decodeURIComponent(password) }
}
