import { z } from 'zod'
import { StreamName } from '../domain/stream-choice.ts'

/**
 * Looking back: replay of the last minute, clips, snapshots. Part of the protocol between a window
 * and the media process. Times are epoch ms, as received.
 */

const CameraId = z.string().min(1).max(128)
/** Chosen by the window; stands in the answer. */
const RequestId = z.string().regex(/^[\w-]{4,64}$/)

/** Who exports what for which case; goes into the record that lies beside the file. */
export const ClipAbout = z.strictObject({
  by: z.strictObject({ id: z.string().max(64), name: z.string().max(64) }),
  station: z.string().max(64),
  camera: z.string().max(128),
  caseNumber: z.string().max(64).nullable(),
  note: z.string().max(500),
})
export type ClipAbout = z.infer<typeof ClipAbout>

export const ReplayAct = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('start'), backMs: z.int().min(0).max(120_000) }),
  z.strictObject({ do: z.literal('live') }),
  /** 0 pauses. */
  z.strictObject({ do: z.literal('rate'), rate: z.number().min(0).max(8) }),
  /** Pauses, and shows the picture so many before or after the one that is shown. */
  z.strictObject({ do: z.literal('step'), pictures: z.int().min(-250).max(250) }),
  z.strictObject({ do: z.literal('seek'), byMs: z.int().min(-120_000).max(120_000) }),
])
export type ReplayAct = z.infer<typeof ReplayAct>

/** The longest clip, ms: what is kept, and what may still come while one is asked for. */
export const CLIP_MAX_MS = 120_000

/** Bytes of an exported file that cross a port at a time. */
export const EXPORT_CHUNK = 192 * 1024

/** The largest snapshot, bytes of JPEG. */
export const SNAPSHOT_MAX = 8 * 1024 * 1024

export const reviewRequests = [
  z.strictObject({ type: z.literal('replay'), cameraId: CameraId, act: ReplayAct }),
  z.strictObject({ type: z.literal('export'), request: RequestId, cameraId: CameraId, from: z.number(), to: z.number(), about: ClipAbout }),
  z.strictObject({ type: z.literal('snapshot'), request: RequestId, cameraId: CameraId, takenAt: z.number(), width: z.int().min(1).max(16_384), height: z.int().min(1).max(16_384), about: ClipAbout, data: z.instanceof(Uint8Array) }),
  /** Bytes of a file that was exported for this window. */
  z.strictObject({ type: z.literal('read'), file: z.string().max(255), offset: z.int().min(0) }),
] as const

/** Where a replay stands; `rate` 0 is paused. `from` and `to` bound what is kept. */
export const ReplayState = z.object({ from: z.number(), to: z.number(), at: z.number(), rate: z.number(), ended: z.boolean() })
export type ReplayState = z.infer<typeof ReplayState>

export const ExportError = z.enum(['no-pictures', 'covered', 'too-long', 'too-large', 'busy', 'disk-full', 'write-failed', 'no-folder'])
export type ExportError = z.infer<typeof ExportError>

/** One file of an export; a camera that was interrupted or changed its picture gives several. */
export const ExportedFile = z.object({
  file: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  from: z.number(),
  to: z.number(),
  /** Pictures shown, and pictures before them that are only needed to decode. */
  pictures: z.int(),
  hidden: z.int(),
  codec: z.string(),
  width: z.int(),
  height: z.int(),
  stream: StreamName,
})
export type ExportedFile = z.infer<typeof ExportedFile>

export const Exported = z.object({ folder: z.string(), record: z.string(), files: z.array(ExportedFile) })
export type Exported = z.infer<typeof Exported>

export const reviewAnswers = [
  z.object({ type: z.literal('replay'), cameraId: CameraId, state: ReplayState.nullable() }),
  z.object({ type: z.literal('exported'), request: RequestId, cameraId: CameraId, result: z.union([z.object({ ok: z.literal(true), value: Exported }), z.object({ ok: z.literal(false), error: ExportError })]) }),
  z.object({ type: z.literal('bytes'), file: z.string(), offset: z.int(), bytes: z.int(), data: z.instanceof(Uint8Array) }),
] as const
