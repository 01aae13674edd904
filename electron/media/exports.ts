import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, stat, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ClipAbout, CLIP_MAX_MS, EXPORT_CHUNK, type ExportError, type Exported, type ExportedFile, SNAPSHOT_MAX } from '../contract/media-review.ts'
import { clipRange } from '../domain/clip-range.ts'
import { type ClipRecord, cityTime, recordHtml, recordJson } from './clip-record.ts'
import { ClipError, writeMp4 } from './clip-writer.ts'
import type { UnitGroup } from './unit-ring.ts'

type Result<T> = { ok: true; value: T } | { ok: false; error: ExportError }

/** Exports that run or wait at once. */
const AT_ONCE = 4
/** FFmpeg's and Node's words for a full disk. */
const DISK_FULL = -28

export type ClipOrder = { cameraId: string; from: number; to: number; about: ClipAbout }
export type SnapshotOrder = { cameraId: string; takenAt: number; about: ClipAbout; data: Uint8Array; width: number; height: number }

/** Writes clips and snapshots with their records into one folder. */
export class Exports {
  readonly #folder: string | null
  readonly #now: () => number
  /** Files that were written by this process, which windows may read back. */
  readonly #written = new Map<string, number>()
  #running = 0

  constructor(folder: string | null, now: () => number) {
    this.#folder = folder
    this.#now = now
  }

  /** Waits for what is still to come, then writes the pictures received from `from` to `to`. */
  async clip(order: ClipOrder, groups: () => readonly UnitGroup[]): Promise<Result<Exported>> {
    if (order.to - order.from > CLIP_MAX_MS || order.to < order.from || order.to - this.#now() > CLIP_MAX_MS) return { ok: false, error: 'too-long' }
    return this.#one(async (folder) => {
      const wait = order.to - this.#now()
      if (wait >= 0) await new Promise((resolve) => setTimeout(resolve, wait + 100))
      const base = fileName(order.about.camera, order.cameraId, order.from)
      const files: ExportedFile[] = []
      for (const run of runsOf(groups())) {
        const range = clipRange(run.units, order.from, order.to)
        if (range) files.push(await this.#writeClip(folder, `${base}-${files.length + 1}.mp4`, run, range, order))
      }
      if (files.length === 0) return { ok: false, error: 'no-pictures' }
      return this.#record(folder, base, { kind: 'clip', exportedAt: this.#now(), cameraId: order.cameraId, asked: order, about: order.about, files })
    })
  }

  /** Keeps a picture that a window took. */
  snapshot({ cameraId, takenAt, about, data, width, height }: SnapshotOrder): Promise<Result<Exported>> {
    if (data.length > SNAPSHOT_MAX) return Promise.resolve({ ok: false, error: 'too-large' })
    return this.#one(async (folder) => {
      const base = fileName(about.camera, cameraId, takenAt)
      const file = `${base}.jpg`
      await writeFile(join(folder, file), data, { flag: 'wx' })
      const sha256 = createHash('sha256').update(data).digest('hex')
      this.#written.set(file, data.length)
      const files: ExportedFile[] = [{ file, bytes: data.length, sha256, from: takenAt, to: takenAt, pictures: 1, hidden: 0, codec: 'jpeg', width, height, stream: 'main' }]
      return this.#record(folder, base, { kind: 'snapshot', exportedAt: this.#now(), cameraId, asked: { from: takenAt, to: takenAt }, about, files })
    })
  }

  /** A piece of a file that this process wrote; null where there is none of this name. */
  async read(file: string, offset: number): Promise<{ bytes: number; data: Uint8Array<ArrayBuffer> } | null> {
    const bytes = this.#written.get(file)
    if (bytes === undefined || this.#folder === null) return null
    const handle = await open(join(this.#folder, file))
    try {
      const data = new Uint8Array(Math.max(0, Math.min(EXPORT_CHUNK, bytes - offset)))
      const { bytesRead } = await handle.read(data, 0, data.length, offset)
      return { bytes, data: data.subarray(0, bytesRead) }
    } finally {
      await handle.close()
    }
  }

  async #one(write: (folder: string) => Promise<Result<Exported>>): Promise<Result<Exported>> {
    if (this.#folder === null) return { ok: false, error: 'no-folder' }
    if (this.#running >= AT_ONCE) return { ok: false, error: 'busy' }
    this.#running++
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 })
      return await write(this.#folder)
    } catch (error) {
      return { ok: false, error: isDiskFull(error) ? 'disk-full' : 'write-failed' }
    } finally {
      this.#running--
    }
  }

  async #writeClip(folder: string, file: string, run: Run, { first, end, hidden }: { first: number; end: number; hidden: number }, { about, from }: ClipOrder): Promise<ExportedFile> {
    const path = join(folder, file)
    const units = run.units.slice(first, end)
    const shown = units.slice(hidden).map(({ receivedAt }) => receivedAt)
    try {
      await writeMp4(path, run.coding, units, hidden, `${about.camera} ${cityTime(from)}`)
      const { size } = await stat(path)
      const sha256 = await hashOf(path)
      this.#written.set(file, size)
      const { codec, width, height, stream } = run.coding
      return { file, bytes: size, sha256, from: shown[0] ?? from, to: shown.at(-1) ?? from, pictures: shown.length, hidden, codec, width, height, stream }
    } catch (error) {
      await unlink(path).catch(() => undefined)
      throw error
    }
  }

  async #record(folder: string, base: string, record: ClipRecord): Promise<Result<Exported>> {
    await writeFile(join(folder, `${base}.json`), recordJson(record), { flag: 'wx' })
    await writeFile(join(folder, `${base}.html`), recordHtml(record), { flag: 'wx' })
    return { ok: true, value: { folder, record: `${base}.html`, files: [...record.files] } }
  }
}

type Run = Pick<UnitGroup, 'coding' | 'units'>

/** Groups that follow each other without a gap and in one coding, put together. */
function runsOf(groups: readonly UnitGroup[]): Run[] {
  const runs: { coding: UnitGroup['coding']; units: UnitGroup['units'] }[] = []
  for (const { coding, units } of groups) {
    const last = runs.at(-1)
    const goesOn = last && last.coding.run === coding.run && last.coding.codec === coding.codec && last.coding.width === coding.width && last.coding.height === coding.height
    if (goesOn) last.units = [...last.units, ...units]
    else runs.push({ coding, units: [...units] })
  }
  return runs
}

/** A name for files of this moment that no earlier export has: to the millisecond of the asking. */
function fileName(camera: string, cameraId: string, at: number): string {
  const name = (camera === '' ? cameraId : camera).replaceAll(/[^\p{L}\p{N}._-]+/gu, '_').slice(0, 40)
  const stamp = cityTime(at).slice(0, 23).replaceAll(/[-:]/g, '').replace('T', '-').replace('.', '')
  return `${name}_${stamp}_${Date.now().toString(36)}`
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return hash.digest('hex')
}

const isDiskFull = (error: unknown): boolean => (error instanceof ClipError && error.code === DISK_FULL) || (error instanceof Error && 'code' in error && error.code === 'ENOSPC')
