import { CHUNK_BYTES, type TakenIn } from '../../electron/contract/attachment.ts'
import { fail, ok, type Result } from '../../electron/contract/error.ts'
import type { CoreClient } from './core-client.ts'

/** The part of the client that files go through. */
export type FileLine = Pick<CoreClient, 'file'>

/** So often an upload goes on from where core says that it stands, before it is given up. */
const TRIES = 6
/** Bytes that become text at a time. */
const SLICE = 0x8000

export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += SLICE) text += String.fromCharCode(...bytes.subarray(at, at + SLICE))
  return btoa(text)
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text)
  const bytes = new Uint8Array(binary.length)
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i)
  return bytes
}

export interface SendOptions {
  /** Hears how much has arrived, 0 to 1. */
  readonly onProgress: (part: number) => void
  readonly signal: AbortSignal
}

const gaveUp = () => fail('upload-broken', 'the upload was given up')

/**
 * Sends a file to core's store, a chunk at a time, each answered before the next goes. When core goes away the upload
 * goes on where it stood as soon as core is back. An aborted one answers `upload-broken` and is dropped at core too.
 */
export async function sendFile(line: FileLine, upload: string, file: Blob, { onProgress, signal }: SendOptions): Promise<Result<TakenIn>> {
  if (file.size === 0) return fail('file-type', 'the file is empty')
  let last: Result<TakenIn> = gaveUp()
  for (let tried = 0; tried < TRIES; tried++) {
    last = await attempt(line, upload, file, { onProgress, signal })
    if (signal.aborted) {
      void line.file({ type: 'upload.cancel', upload })
      return gaveUp()
    }
    if (last.ok || (last.error.code !== 'core-down' && last.error.code !== 'upload-broken')) return last
  }
  return last
}

async function attempt(line: FileLine, upload: string, file: Blob, { onProgress, signal }: SendOptions): Promise<Result<TakenIn>> {
  const begun = await line.file({ type: 'upload.begin', upload, bytes: file.size })
  if (!begun.ok) return begun
  let { offset } = begun.value
  while (offset < file.size && !signal.aborted) {
    onProgress(offset / file.size)
    const bytes = new Uint8Array(await file.slice(offset, offset + CHUNK_BYTES).arrayBuffer())
    const sent = await line.file({ type: 'upload.chunk', upload, offset, data: toBase64(bytes) })
    if (!sent.ok) return sent
    offset = sent.value.offset
  }
  if (signal.aborted) return gaveUp()
  onProgress(1)
  return line.file({ type: 'upload.end', upload, bytes: file.size })
}

/** Reads an attachment whole, chunk by chunk; `onProgress` hears how much is there, 0 to 1. Core records who looked, or with `save` who took it out. */
export async function readFile(line: FileLine, caseId: string, attachment: string, onProgress: (part: number) => void, purpose: 'look' | 'save' = 'look'): Promise<Result<Uint8Array<ArrayBuffer>[]>> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  for (let offset = 0; ; ) {
    const read = await line.file({ type: 'read', caseId, attachment, offset, purpose })
    if (!read.ok) return read
    const part = fromBase64(read.value.data)
    parts.push(part)
    offset += part.length
    onProgress(offset / read.value.bytes)
    if (offset >= read.value.bytes) return ok(parts)
    if (part.length === 0) return fail('file-missing', 'the file is shorter than it was', { params: { name: attachment } })
  }
}
