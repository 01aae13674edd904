import { z } from 'zod'
import { CameraEntry, CameraId } from '../domain/camera-entry.ts'
import { CameraTurn } from './media.ts'
import { UploadId } from './attachment.ts'
import { SheetLook, SheetMapping } from './sheet.ts'

export { CameraEntry, deviceOf, hostOf, withLogin, type Login } from '../domain/camera-entry.ts'
export { coveredZones, PrivacyZone, type PicturePoint } from '../domain/privacy-zone.ts'
export { cameraSheet } from '../domain/camera-sheet.ts'

/** The change that the sender saw as the camera's last; empty: none, or a camera that is new. Another one refuses the command. */
const base = z.string().max(64)
const note = z.string().trim().max(500).default('')
/** Cameras that one command changes. */
const MOST = 500

/** Changes of the camera registry, at once in force everywhere. For the administrator. */
export const CamerasCommand = z.discriminatedUnion('type', [
  z.object({ type: z.literal('cameras.put'), cameras: z.array(z.object({ camera: CameraEntry, base }).strict()).min(1).max(MOST), note }).strict(),
  z.object({ type: z.literal('cameras.remove'), cameras: z.array(z.object({ id: CameraId, base }).strict()).min(1).max(MOST), note }).strict(),
  /** Takes the cameras of a file that was looked at; those that it does not name stay. `base`: the registry's last change. */
  z.object({ type: z.literal('cameras.import'), upload: UploadId, sheet: z.string().max(100).default(''), mapping: SheetMapping.default({}), base, note }).strict(),
  /** When cameras came and went, as the media process saw it. */
  z.object({ type: z.literal('cameras.turns'), turns: z.array(CameraTurn).min(1).max(MOST) }).strict(),
  z.object({ type: z.literal('cameras.undo'), change: z.string().min(1).max(64) }).strict(),
])
export type CamerasCommand = z.infer<typeof CamerasCommand>

/** A camera as the registry has it. `change`: the event that changed it last, empty where none has; `initials` of its name's pinyin. */
export type RegisteredCamera = CameraEntry & {
  readonly source: CameraSource
  readonly change: string
  readonly initials: string
}

/** Where a camera comes from: this registry, the settings' lists, or the demo. */
export const CameraSource = z.enum(['registry', 'settings', 'demo'])
export type CameraSource = z.infer<typeof CameraSource>

export interface RegistryHead {
  /** Id of the last change, empty before the first, and how many there were. */
  readonly change: string
  readonly changes: number
}

export const CameraQueries = [
  z.object({ type: z.literal('cameras-preview'), upload: UploadId, sheet: z.string().max(100).default(''), mapping: SheetMapping.default({}) }).strict(),
  /** Changes of the registry, the newest first; `camera`: those of one camera. */
  z.object({ type: z.literal('camera-changes'), camera: CameraId.optional(), limit: z.number().int().min(1).max(200).default(50) }).strict(),
  /** When a camera came and went, the newest first. */
  z.object({ type: z.literal('camera-history'), camera: CameraId, limit: z.number().int().min(1).max(500).default(50) }).strict(),
] as const

/** What a file would change: the first differences, and how many there are. */
export const CamerasPreview = SheetLook.extend({
  base: z.string(),
  next: z.string(),
  diff: z.array(z.object({ id: z.string(), name: z.string(), how: z.enum(['added', 'changed']), fields: z.array(z.string()) })),
  changes: z.object({ added: z.number(), changed: z.number() }),
})
export type CamerasPreview = z.infer<typeof CamerasPreview>

export interface CameraChangeRow {
  readonly id: string
  readonly at: number
  readonly by: string
  readonly how: 'edit' | 'import' | 'undo'
  readonly note: string
  /** Names of the first cameras, and how many there were of each kind. */
  readonly names: readonly string[]
  readonly put: number
  readonly removed: number
  /** Nothing later touches its cameras: it can be taken back. */
  readonly undoable: boolean
}

export interface CameraQueryTypes {
  'camera-history': { readonly turns: readonly CameraTurn[] }
  'cameras-preview': CamerasPreview
  'camera-changes': { readonly rows: readonly CameraChangeRow[] }
}
