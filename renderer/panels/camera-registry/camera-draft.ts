import type { RegisteredCamera } from '../../../electron/contract/camera-registry.ts'
import { CameraEntry } from '../../../electron/contract/camera-registry.ts'

/** A camera while somebody fills it in: texts as typed. */
export interface CameraDraft {
  readonly id: string
  readonly name: string
  readonly nameEn: string
  readonly group: string
  readonly url: string
  readonly subUrl: string
  readonly onvif: string
  /** `auto`: TLS for rtsps, else TCP. */
  readonly transport: 'auto' | 'udp'
  readonly credential: string
  readonly lng: string
  readonly lat: string
  readonly bearing: string
}

/** The field that keeps a draft from being a camera. */
export type CameraLack = 'name' | 'url' | 'lng' | 'lat' | 'bearing' | 'too-long'

export const EMPTY_DRAFT: CameraDraft = { id: '', name: '', nameEn: '', group: '', url: '', subUrl: '', onvif: '', transport: 'auto', credential: '', lng: '', lat: '', bearing: '0' }

const degree = (value: number): string => String(Math.round(value * 1e6) / 1e6)

export const draftOf = ({ id, name, nameEn, group, url, subUrl, onvif, transport, credential, at, bearing }: RegisteredCamera): CameraDraft => ({
  id, name, nameEn, group, url, subUrl, onvif, credential, transport: transport === 'udp' ? 'udp' : 'auto', lng: at ? degree(at[0]) : '', lat: at ? degree(at[1]) : '', bearing: String(bearing),
})

const within = (text: string, most: number, least: number): boolean => text.trim() !== '' && Number(text) >= least && Number(text) <= most

/** The camera that a draft says, or what it lacks. `before`: what is changed keeps its zones; a demo camera needs no address. */
export function cameraOf(draft: CameraDraft, before: RegisteredCamera | null): CameraEntry | CameraLack {
  const { lng, lat, bearing, transport, ...words } = draft
  if (draft.name.trim() === '') return 'name'
  if (draft.url.trim() === '' && before?.source !== 'demo') return 'url'
  const placed = lng.trim() !== '' || lat.trim() !== ''
  if (placed && !within(lng, 180, -180)) return 'lng'
  if (placed && !within(lat, 90, -90)) return 'lat'
  if (!within(bearing, 360, 0)) return 'bearing'
  const camera = CameraEntry.safeParse({
    ...words,
    transport: /^rtsps:/i.test(draft.url.trim()) ? 'tls' : transport === 'udp' ? 'udp' : 'tcp',
    at: placed ? [Number(lng), Number(lat)] : null, bearing: Number(bearing), zones: before?.zones ?? [],
  })
  return camera.success ? camera.data : 'too-long'
}

/** Cameras that a text finds, by name, pinyin initials, id, group or host. */
export function findCameras(cameras: readonly RegisteredCamera[], text: string): readonly RegisteredCamera[] {
  const wanted = text.trim().toLowerCase()
  return wanted === '' ? cameras : cameras.filter(({ name, nameEn, id, group, url, initials }) => `${name} ${nameEn} ${id} ${group} ${url} ${initials}`.toLowerCase().includes(wanted))
}
