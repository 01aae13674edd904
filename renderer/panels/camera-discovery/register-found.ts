import type { CameraEntry, RegisteredCamera } from '../../../electron/contract/camera-registry.ts'
import type { Result } from '../../../electron/contract/error.ts'
import type { FoundDevice } from '../../../electron/contract/media-discover.ts'
import { bridge } from '../../client/bridge.ts'
import { core } from '../../client/core.ts'
import { nameOf, streamsOf } from './found-list.ts'

/** What somebody said of a found device. */
export interface FoundMore {
  readonly device: FoundDevice
  readonly name: string
  /** `lng, lat` as typed. */
  readonly place: string
}

/** A place as it is typed: `118.9, 31.1`; null: none; undefined: it is no place. */
export function placeOf(text: string): [number, number] | null | undefined {
  if (text.trim() === '') return null
  const match = /^\s*(-?\d+(?:\.\d+)?)\s*[,，\s]\s*(-?\d+(?:\.\d+)?)\s*$/.exec(text)
  const [lng, lat] = [Number(match?.[1]), Number(match?.[2])]
  return match && Math.abs(lng) <= 180 && Math.abs(lat) <= 90 ? [lng, lat] : undefined
}

/** The registered camera that shows a device's picture, if any does. */
export const registeredAs = ({ address, streams }: FoundDevice, cameras: readonly RegisteredCamera[]): readonly RegisteredCamera[] =>
  cameras.filter(({ url, onvif }) => (onvif !== '' && onvif === address) || (url !== '' && streams.some((stream) => stream.url === url))).slice(0, 1)

/** Found cameras as the registry takes them. */
export function entriesOf(found: readonly FoundMore[], group: string, credential: string, newId: () => string): CameraEntry[] {
  return found.flatMap(({ device, name, place }): CameraEntry[] => {
    const { main, sub } = streamsOf(device)
    if (!main) return []
    return [{ id: newId(), name: (name.trim() || nameOf(device)).slice(0, 64), nameEn: '', url: main.url, subUrl: sub?.url ?? '', onvif: device.steerable ? device.address : '', transport: /^rtsps:/i.test(main.url) ? 'tls' : 'tcp', credential, at: placeOf(place) ?? null, bearing: 0, group: group.trim(), zones: [] }]
  })
}

export interface RegisterWith {
  readonly group: string
  /** A login that is kept; empty: the user and password of the search are kept as `login`, if there are any. */
  readonly credential: string
  readonly login: { readonly name: string; readonly user: string; readonly password: string }
}

/** Puts found cameras into the registry, with their login in the keychain. */
export async function register(found: readonly FoundMore[], { group, credential, login }: RegisterWith): Promise<Result<unknown>> {
  const keep = credential === '' && login.user !== ''
  if (keep) {
    const kept = await bridge().keepLogin(login)
    if (!kept.ok) return kept
  }
  const entries = entriesOf(found, group, keep ? login.name : credential, () => `cam-${crypto.randomUUID().slice(0, 8)}`)
  return core.command({ type: 'cameras.put', cameras: entries.map((camera) => ({ camera, base: '' })) })
}
