import { z } from 'zod'
import { AttachmentKind, FileHash, MediaType } from '../domain/attachment.ts'
import { Position } from '../domain/reference.ts'
import { Role } from '../domain/role.ts'

export { AttachmentKind, MediaType } from '../domain/attachment.ts'

/** Bytes of a file that cross a port at a time. */
export const CHUNK_BYTES = 256 * 1024
/** The largest small picture that is kept, bytes. */
export const THUMB_BYTES = 64 * 1024

/** Base64 of so many bytes at most. */
const base64 = (bytes: number) => z.string().max(Math.ceil(bytes / 3) * 4)

/** An upload's own name, chosen by who sends: with it an upload goes on after core came back. */
export const UploadId = z.string().regex(/^[\w-]{8,64}$/)

const upload = UploadId
const bytes = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER)
const attachment = { caseId: z.string().min(1).max(64), attachment: z.string().min(1).max(64) }

/**
 * Files over a port, a chunk at a time. An upload is begun (the answer says from where to go on), sent chunk by chunk and
 * ended; the answer of its end names the file for `case.attach`. Reading goes by case and attachment.
 */
export const FileRequest = z.discriminatedUnion('type', [
  z.object({ type: z.literal('upload.begin'), upload, bytes }).strict(),
  z.object({ type: z.literal('upload.chunk'), upload, offset: z.number().int().min(0), data: base64(CHUNK_BYTES) }).strict(),
  z.object({ type: z.literal('upload.end'), upload, bytes }).strict(),
  z.object({ type: z.literal('upload.cancel'), upload }).strict(),
  /** `purpose`: to be looked at here, or to leave this machine; either is recorded. */
  z.object({ type: z.literal('read'), ...attachment, offset: z.number().int().min(0), purpose: z.enum(['look', 'save']).default('look') }).strict(),
  z.object({ type: z.literal('thumb'), ...attachment }).strict(),
  z.object({ type: z.literal('thumb.put'), ...attachment, data: base64(THUMB_BYTES) }).strict(),
])
export type FileRequest = z.infer<typeof FileRequest>
export type FileRequestInput = z.input<typeof FileRequest>

/** A file that was taken in, and what a photo says of itself. */
export const TakenIn = z.object({ hash: FileHash, mediaType: MediaType, bytes: z.number().int(), at: Position.optional(), takenAt: z.number().int().optional() })
export type TakenIn = z.infer<typeof TakenIn>

/** What each file request answers. */
export interface FileTypes {
  /** Bytes that are there already. */
  'upload.begin': { readonly offset: number }
  'upload.chunk': { readonly offset: number }
  'upload.end': TakenIn
  'upload.cancel': null
  /** Base64 from the offset that was asked for, and the size of the whole. */
  read: { readonly data: string; readonly bytes: number }
  /** Null: none was made yet. JPEG or WebP, base64. */
  thumb: { readonly data: string | null }
  'thumb.put': null
}

/** An attachment as the console and the REST face show it. Times are epoch ms, `at` WGS-84. */
export const AttachmentRow = z.object({
  id: z.string(),
  hash: FileHash,
  name: z.string(),
  mediaType: MediaType,
  bytes: z.number().int(),
  kind: AttachmentKind,
  at: Position.optional(),
  takenAt: z.number().optional(),
  note: z.string(),
  addedAt: z.number(),
  by: z.object({ id: z.string(), name: z.string(), role: Role }),
})
export type AttachmentRow = z.infer<typeof AttachmentRow>
