import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, openSync, closeSync, fsyncSync, readSync, statSync, unlinkSync, type Dirent } from 'node:fs'
import { open, readdir, readFile, rename, rm, stat, statfs, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { SNIFF_BYTES, sniffMediaType, type MediaType, type StoredFile } from '../domain/attachment.ts'

/** A file nobody names is kept this long: a form that is being filled in may still name it. */
export const ORPHAN_GRACE_MS = 24 * 3_600_000
/** Uploads under way at a time, whoever sends. */
const MAX_UPLOADS = 64
/** Space that is left on the disk for the database, bytes. */
const SPARE = 256 * 1024 * 1024

/** Why a file was not taken in. */
export class FileError extends Error {
  readonly code: 'file-type' | 'upload-broken' | 'disk-full' | 'too-many'
  constructor(code: FileError['code'], message: string) {
    super(message)
    this.name = 'FileError'
    this.code = code
  }
}

/** A file that was written whole. */
export interface FinishedFile extends StoredFile {
  readonly hash: string
  /** Its beginning, up to 1 MiB. */
  readonly head: Buffer
}

/** The SHA-256 of a file, read as a stream. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(chunk)
  return hash.digest('hex')
}

/** Where a file of the store lies under its folder. */
export const filePath = (dir: string, hash: string): string => join(dir, hash.slice(0, 2), hash)

/**
 * Files by their SHA-256 in a folder: `ab/abcd…`. Each is written beside its place, synced, and renamed when it is whole,
 * so that what has a name is complete; an upload that was cut off goes on where it stood. `thumbs` holds small pictures
 * that windows made, by the hash of the file that they show; they can be made again and are in no backup.
 */
export class AttachmentFiles {
  readonly dir: string

  constructor(dir: string) {
    this.dir = dir
    mkdirSync(join(dir, 'incoming'), { recursive: true, mode: 0o700 })
    mkdirSync(join(dir, 'thumbs'), { recursive: true, mode: 0o700 })
  }

  /** Type and size of a file; undefined when it is not there. */
  describe(hash: string): StoredFile | undefined {
    const path = filePath(this.dir, hash)
    const bytes = statSync(path, { throwIfNoEntry: false })?.size
    if (bytes === undefined) return undefined
    const mediaType = typeOf(path)
    return mediaType && { mediaType, bytes }
  }

  /** Begins an upload, or answers how far the one of this name has come. */
  async begin(upload: string, bytes: number): Promise<number> {
    const there = await stat(this.#part(upload)).catch(() => undefined)
    if (there) return there.size
    if ((await readdir(this.#incoming)).length >= MAX_UPLOADS) throw new FileError('too-many', `more than ${MAX_UPLOADS} uploads are under way`)
    const { bavail, bsize } = await statfs(this.dir)
    if (bavail * bsize < bytes + SPARE) throw new FileError('disk-full', `there is no room for ${bytes} bytes in ${this.dir}`)
    await writeFile(this.#part(upload), '', { mode: 0o600, flag: 'a' })
    return 0
  }

  /** Adds bytes at the end of an upload; answers its length. */
  async append(upload: string, offset: number, data: Uint8Array): Promise<number> {
    const file = await open(this.#part(upload), 'r+').catch(() => undefined)
    if (!file) throw new FileError('upload-broken', 'there is no such upload: begin again')
    try {
      const { size } = await file.stat()
      if (size !== offset) throw new FileError('upload-broken', `the upload stands at ${size}, not at ${offset}: go on from there`)
      await file.write(data, 0, data.length, offset)
      return offset + data.length
    } finally {
      await file.close()
    }
  }

  async cancel(upload: string): Promise<void> {
    await rm(this.#part(upload), { force: true })
  }

  /** Gives a whole upload its name. Its bytes and its name are on the disk when this answers. Throws {@link FileError}, and drops what cannot be kept. */
  async finish(upload: string, bytes: number): Promise<FinishedFile> {
    const part = this.#part(upload)
    const file = await open(part, 'r+').catch(() => undefined)
    if (!file) throw new FileError('upload-broken', 'there is no such upload: begin again')
    const head = Buffer.alloc(Math.min(1024 * 1024, bytes))
    let length = 0
    try {
      const { size } = await file.stat()
      if (size !== bytes) throw new FileError('upload-broken', `the upload stands at ${size} of ${bytes} bytes: go on from there`)
      length = (await file.read(head, 0, head.length, 0)).bytesRead
      await file.sync()
    } finally {
      await file.close()
    }
    const start = head.subarray(0, length)
    const mediaType = sniffMediaType(start.subarray(0, SNIFF_BYTES))
    if (!mediaType) {
      await this.cancel(upload)
      throw new FileError('file-type', 'the file is of no kind that a case may hold')
    }
    const hash = await hashFile(part)
    const now = new Date()
    await utimes(part, now, now)
    const target = filePath(this.dir, hash)
    makeFolder(dirname(target))
    await rename(part, target)
    syncFolder(dirname(target))
    return { hash, mediaType, bytes, head: start }
  }

  /** Up to `length` bytes from `offset`; undefined when the file is not there. */
  async read(hash: string, offset: number, length: number): Promise<Buffer | undefined> {
    const file = await open(filePath(this.dir, hash), 'r').catch(() => undefined)
    if (!file) return undefined
    try {
      const buffer = Buffer.allocUnsafe(length)
      const { bytesRead } = await file.read(buffer, 0, length, offset)
      return buffer.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  }

  /** The bytes of a file that is there. */
  stream(hash: string): AsyncIterable<Buffer> {
    return createReadStream(filePath(this.dir, hash))
  }

  thumb(hash: string): Promise<Buffer | undefined> {
    return readFile(join(this.dir, 'thumbs', hash)).catch(() => undefined)
  }

  /** Keeps a small picture. Throws {@link FileError} for what is none. */
  async keepThumb(hash: string, data: Uint8Array): Promise<void> {
    const type = sniffMediaType(data)
    if (type !== 'image/jpeg' && type !== 'image/webp') throw new FileError('file-type', 'a small picture is JPEG or WebP')
    const target = join(this.dir, 'thumbs', hash)
    const part = `${target}.part`
    await writeFile(part, data, { mode: 0o600 })
    await rename(part, target)
  }

  /** Drops uploads that were given up and files that nobody names, each after its grace; answers how many. */
  async sweep(named: (hash: string) => boolean, now: number, graceMs = ORPHAN_GRACE_MS): Promise<number> {
    let dropped = 0
    for (const name of await readdir(this.#incoming)) if (dropOld(join(this.#incoming, name), now - graceMs)) dropped += 1
    for (const folder of await folders(this.dir)) {
      for (const hash of await readdir(join(this.dir, folder))) {
        if (named(hash) || !dropOld(join(this.dir, folder, hash), now - graceMs)) continue
        await rm(join(this.dir, 'thumbs', hash), { force: true })
        dropped += 1
      }
    }
    return dropped
  }

  get #incoming(): string {
    return join(this.dir, 'incoming')
  }

  #part(upload: string): string {
    return join(this.#incoming, `${upload}.part`)
  }
}

function typeOf(path: string): MediaType | undefined {
  const file = openSync(path, 'r')
  try {
    const head = Buffer.alloc(SNIFF_BYTES)
    return sniffMediaType(head.subarray(0, readSync(file, head, 0, head.length, 0)))
  } finally {
    closeSync(file)
  }
}

function makeFolder(dir: string): void {
  if (existsSync(dir)) return
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  syncFolder(dirname(dir))
}

/** Makes the names in a folder durable. */
function syncFolder(dir: string): void {
  const handle = openSync(dir, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Looks and drops in one go, so that nothing can come to name it between. */
function dropOld(path: string, before: number): boolean {
  const age = statSync(path, { throwIfNoEntry: false })?.mtimeMs
  if (age === undefined || age >= before) return false
  unlinkSync(path)
  return true
}

const folders = async (dir: string): Promise<string[]> =>
  (await readdir(dir, { withFileTypes: true })).filter((entry: Dirent) => entry.isDirectory() && /^[0-9a-f]{2}$/.test(entry.name)).map((entry) => entry.name)
