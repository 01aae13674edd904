import { z } from 'zod'
import type { Position } from './reference.ts'
import type { Role } from './role.ts'

/** What an attachment (附件) shows: the report (上报), the handling (处置), the check on site (核查), or something else. */
export const AttachmentKind = z.enum(['report', 'handling', 'check', 'other'])
export type AttachmentKind = z.infer<typeof AttachmentKind>

/** Kinds of content that a case may hold, as {@link sniffMediaType} finds them. A name or a sender's word counts for nothing. */
export const MediaType = z.enum(['image/jpeg', 'image/png', 'image/webp', 'application/pdf', 'video/mp4', 'video/webm', 'audio/ogg', 'text/plain'])
export type MediaType = z.infer<typeof MediaType>

/** SHA-256 of a file's bytes, 64 hex digits: its name in the store. */
export const FileHash = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256, 64 hex digits')
export type FileHash = z.infer<typeof FileHash>

/** A file's name for people: no path, no control characters. */
export const FileName = z.string().min(1).max(200).refine((name) => !/[\p{Cc}/\\]/u.test(name), 'must be a file name without slashes and control characters')

/** How large and how many: MB of a file, MB of a clip or recording, files that a case shows at a time. */
export const AttachmentLimits = z
  .object({ fileMb: z.number().positive().max(1_000).default(25), clipMb: z.number().positive().max(4_000).default(200), perCase: z.number().int().min(1).max(500).default(60) })
  .strict()
export type AttachmentLimits = z.infer<typeof AttachmentLimits>

export const isClip = (type: MediaType): boolean => type.startsWith('video/') || type.startsWith('audio/')

const MB = 1024 * 1024

/** The most bytes that a file of this type may have. */
export const maxBytes = (type: MediaType, limits: AttachmentLimits): number => (isClip(type) ? limits.clipMb : limits.fileMb) * MB

/** A file as the store holds it. */
export interface StoredFile {
  readonly mediaType: MediaType
  readonly bytes: number
}

/** An attachment of a case. `id` is that of the event that names it; times are epoch ms. */
export interface Attachment {
  readonly id: string
  readonly hash: FileHash
  readonly name: string
  readonly mediaType: MediaType
  readonly bytes: number
  readonly kind: AttachmentKind
  /** Where and when it was taken, as far as the file or its sender said. */
  readonly at?: Position | undefined
  readonly takenAt?: number | undefined
  readonly note: string
  readonly addedAt: number
  readonly by: { readonly id: string; readonly name: string; readonly role: Role }
  /** Taken out of sight, with the reason; the file stays. */
  readonly hidden?: { readonly at: number; readonly by: string; readonly note: string }
}

/** Bytes of a file's beginning that tell its type. */
export const SNIFF_BYTES = 4_096

const ascii = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to))

/** ISO base media brands of clips; pictures in the same container (HEIC, AVIF) are not among them. */
const CLIP_BRAND = /^(isom|iso[2-9]|mp4[12]|avc1|dash|cmfc|M4[AV] |MSNV|3gp\d)$/

/** The type of a file by how it begins (WHATWG MIME Sniffing, and ISO 14496-12 brands); undefined for what is not allowed. */
export function sniffMediaType(head: Uint8Array): MediaType | undefined {
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'image/jpeg'
  if (ascii(head, 0, 8) === '\u0089PNG\r\n\u001a\n') return 'image/png'
  if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WEBP') return 'image/webp'
  if (ascii(head, 0, 5) === '%PDF-') return 'application/pdf'
  if (ascii(head, 4, 8) === 'ftyp') return CLIP_BRAND.test(ascii(head, 8, 12)) ? 'video/mp4' : undefined
  if (head[0] === 0x1a && head[1] === 0x45 && head[2] === 0xdf && head[3] === 0xa3) return ascii(head, 0, 64).includes('webm') ? 'video/webm' : undefined
  if (ascii(head, 0, 4) === 'OggS') return 'audio/ogg'
  return isText(head.subarray(0, SNIFF_BYTES)) ? 'text/plain' : undefined
}

/** Whether bytes read as UTF-8 text without control characters; a character that the end cuts in two is let pass. */
function isText(bytes: Uint8Array): boolean {
  if (bytes.length === 0) return false
  for (let i = 0; i < bytes.length; i++) {
    const b = bytes[i] ?? 0
    if (b < 0x80) {
      if (b < 0x20 && b !== 0x09 && b !== 0x0a && b !== 0x0d) return false
      if (b === 0x7f) return false
      continue
    }
    const more = b >= 0xc2 && b <= 0xdf ? 1 : b >= 0xe0 && b <= 0xef ? 2 : b >= 0xf0 && b <= 0xf4 ? 3 : 0
    if (more === 0) return false
    for (let k = 1; k <= more && i + k < bytes.length; k++) if (((bytes[i + k] ?? 0) & 0xc0) !== 0x80) return false
    i += more
  }
  return true
}
