import { z } from 'zod'
import { checkAddress, type AddressRefusal, type MediaAllow } from './media-address.ts'
import { PrivacyZone } from './privacy-zone.ts'
import { Position } from './reference.ts'

/** How RTSP brings pictures: inside its own connection, beside it over UDP, or inside TLS (rtsps). */
export const Transport = z.enum(['tcp', 'udp', 'tls'])
export type Transport = z.infer<typeof Transport>

/** Cameras that a registry holds at most. */
export const MAX_CAMERAS = 4_096

export const CameraId = z.string().trim().min(1).max(64)

const address = z.string().trim().max(512).default('')

/**
 * A camera of the registry. `url` is the full stream and `subUrl` the small one (rtsp, rtsps, file for a recording, or device for a capture device),
 * `onvif` where it is steered; each empty where there is none. A demo camera has no address of its own. `credential` names
 * a user and password that this machine keeps; neither stands here. `at` WGS-84 degrees, `bearing` clockwise from north.
 */
export const CameraEntry = z.strictObject({
  id: CameraId,
  name: z.string().trim().min(1).max(64),
  nameEn: z.string().trim().max(64).default(''),
  url: address,
  subUrl: address,
  onvif: address,
  transport: Transport.default('tcp'),
  credential: z.string().trim().max(64).default(''),
  at: Position.nullable().default(null),
  bearing: z.number().min(0).max(360).default(0),
  group: z.string().trim().max(32).default(''),
  /** Parts of its picture that only some posts may see. */
  zones: z.array(PrivacyZone).max(16).default([]),
})
export type CameraEntry = z.infer<typeof CameraEntry>

export const ADDRESS_FIELDS = ['url', 'subUrl', 'onvif'] as const
export type AddressField = (typeof ADDRESS_FIELDS)[number]

export interface CameraFault {
  readonly field: AddressField | 'transport'
  readonly code: AddressRefusal | 'missing' | 'holds-password' | 'tls-scheme'
}

/** A user and password inside an address, before its host or as one of its parameters. */
const holdsPassword = (url: string): boolean => /^[a-z]+:\/\/[^/]*@/i.test(url) || /[?&;/_](user|username|usr|pass|passwd|password|pwd)[=:]/i.test(url)

/** The name of a capture device (HDMI, 会商) out of `device:name`; null: the address is another one's. */
export const deviceOf = (url: string): string | null => /^device:\s*(\S.*)$/i.exec(url)?.[1]?.trim() ?? null

/** What is wrong with a camera's addresses; `ownStream`: it needs one, since nothing else brings its picture. */
export function cameraFault(camera: Pick<CameraEntry, AddressField | 'transport'>, allow: MediaAllow, ownStream: boolean): CameraFault | null {
  if (camera.url === '' && ownStream) return { field: 'url', code: 'missing' }
  if (deviceOf(camera.url) !== null) {
    const more = ADDRESS_FIELDS.find((field) => field !== 'url' && camera[field] !== '')
    return more ? { field: more, code: 'address-invalid' } : null
  }
  for (const field of ADDRESS_FIELDS) {
    const url = camera[field]
    if (url === '') continue
    if (holdsPassword(url)) return { field, code: 'holds-password' }
    const checked = checkAddress(url, field === 'onvif' ? { ...allow, schemes: ['http', 'https'], folders: [] } : allow)
    if (!checked.ok) return { field, code: checked.error }
  }
  if (/^rtsps?:/i.test(camera.url) && (camera.transport === 'tls') !== /^rtsps:/i.test(camera.url)) return { field: 'transport', code: 'tls-scheme' }
  return null
}

/** The host of an address, small; empty where it has none. */
export const hostOf = (url: string): string => /^[a-z]+:\/\/(?:[^/]*@)?(\[[^\]]*\]|[^/:?#]+)/i.exec(url)?.[1]?.toLowerCase() ?? ''

/** A user and password of a camera. */
export interface Login {
  readonly user: string
  readonly password: string
}

/** An address with its login inside, as it goes to the camera; never to a window, a log or an event. */
export const withLogin = (url: string, login: Login | undefined): string =>
  login ? url.replace(/^((?:rtsp|http)s?:\/\/)/i, `$1${encodeURIComponent(login.user)}:${encodeURIComponent(login.password)}@`) : url
