import { createHash } from 'node:crypto'
import { closeSync, createReadStream, fstatSync, fsyncSync, mkdirSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** What came of writing a piece: how long the file is now, or the piece does not fit what is there. */
export type Written = { readonly ok: true; readonly size: number } | { readonly ok: false; readonly size: number }

/** Recordings of calls: a file each, Opus in WebM, written as the call goes on. */
export interface RecordingStore {
  /** Writes bytes from an offset on. Bytes that are there already are compared, not written; a gap or a difference is refused. */
  write(callId: string, offset: number, bytes: Buffer): Written
  /** Makes the file durable and gives its length and SHA-256; undefined when there is none. */
  finish(callId: string): Promise<{ readonly bytes: number; readonly sha256: string } | undefined>
  /** At most `length` bytes from an offset on, as far as they are there. */
  read(callId: string, offset: number, length: number): Buffer
  /** Length so far, bytes; 0 when there is none. */
  size(callId: string): number
  /** Deletes the file; none is fine. Throws when the disk refuses. */
  erase(callId: string): void
}

export const recordingFile = (dir: string, callId: string): string => join(dir, `${callId}.webm`)

export function openRecordings(dir: string): RecordingStore {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const size = (callId: string): number => statSync(recordingFile(dir, callId), { throwIfNoEntry: false })?.size ?? 0
  return {
    size,
    erase: (callId) => rmSync(recordingFile(dir, callId), { force: true }),
    write: (callId, offset, bytes) => {
      const file = openSync(recordingFile(dir, callId), size(callId) === 0 ? 'a+' : 'r+', 0o600)
      try {
        return append(file, offset, bytes)
      } finally {
        closeSync(file)
      }
    },
    read: (callId, offset, length) => {
      const bytes = Buffer.alloc(Math.max(0, Math.min(length, size(callId) - offset)))
      if (bytes.length === 0) return bytes
      const file = openSync(recordingFile(dir, callId), 'r')
      try {
        return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, offset))
      } finally {
        closeSync(file)
      }
    },
    finish: async (callId) => {
      const path = recordingFile(dir, callId)
      const bytes = size(callId)
      if (bytes === 0) return undefined
      const file = openSync(path, 'r')
      fsyncSync(file)
      closeSync(file)
      const hash = createHash('sha256')
      for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
      return { bytes, sha256: hash.digest('hex') }
    },
  }
}

function append(file: number, offset: number, bytes: Buffer): Written {
  const { size } = fstatSync(file)
  if (offset > size) return { ok: false, size }
  const there = Buffer.alloc(Math.min(size - offset, bytes.length))
  if (there.length > 0) readSync(file, there, 0, there.length, offset)
  if (!there.equals(bytes.subarray(0, there.length))) return { ok: false, size }
  const fresh = bytes.subarray(there.length)
  if (fresh.length > 0) {
    writeSync(file, fresh, 0, fresh.length, size)
    fsyncSync(file)
  }
  return { ok: true, size: size + fresh.length }
}
