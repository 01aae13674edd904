import { createHash } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import { fail, ok, type Result } from '../contract/error.ts'
import type { SheetPut } from '../contract/sheet.ts'
import { MAX_CASE_ROWS } from '../contract/sheet.ts'
import type { Sheet } from '../sources/sheets/decode.ts'
import { workerFile } from '../platform/worker-file.ts'

/** What the thread says of a file. */
export type Decoded = { readonly ok: true; readonly sheets: readonly Sheet[] } | { readonly ok: false; readonly code: 'malformed' | 'too-large'; readonly message: string; readonly where: string }

interface Held {
  readonly bytes: Buffer
  have: number
  decoded: Promise<Result<readonly Sheet[]>> | undefined
}

/** Files that are held at a time; the one that was asked for least lately goes first. */
const MAX_HELD = 3
const DECODE_MS = 60_000
const DECODE_MB = 768

/** Table files that windows sent, in memory, with what they hold once that was asked for. */
export class SheetFiles {
  readonly #held = new Map<string, Held>()

  /** Takes a chunk; answers how many bytes are there. One that does not go on where the last ended answers so too, and is dropped. */
  put({ upload, bytes, offset, data }: SheetPut): Result<{ readonly offset: number }> {
    if (offset === 0) this.#begin(upload, bytes)
    const held = this.#held.get(upload)
    if (!held) return fail('upload-broken', 'the file is not there any more: choose it again', { where: 'upload' })
    const chunk = Buffer.from(data, 'base64')
    if (held.bytes.length !== bytes || held.have + chunk.length > bytes) return fail('upload-broken', 'the file is not as large as was said', { where: 'bytes' })
    if (offset !== held.have) return ok({ offset: held.have })
    chunk.copy(held.bytes, offset)
    held.have += chunk.length
    return ok({ offset: held.have })
  }

  #begin(upload: string, bytes: number): void {
    this.#held.delete(upload)
    for (const oldest of [...this.#held.keys()].slice(0, Math.max(0, this.#held.size + 1 - MAX_HELD))) this.#held.delete(oldest)
    this.#held.set(upload, { bytes: Buffer.alloc(bytes), have: 0, decoded: undefined })
  }

  /** A mark of the file's content, for ids that are the same when the same file comes again. */
  mark(upload: string): string {
    return createHash('sha256').update(this.#held.get(upload)?.bytes ?? '').digest('hex').slice(0, 20)
  }

  /** The sheets of a file that has come whole. */
  async sheets(upload: string): Promise<Result<readonly Sheet[]>> {
    const held = this.#held.get(upload)
    if (!held) return fail('upload-broken', 'the file is not there any more: choose it again', { where: 'upload' })
    if (held.have < held.bytes.length) return fail('upload-broken', 'the file has not come whole', { where: 'upload' })
    this.#held.delete(upload)
    this.#held.set(upload, held)
    return await (held.decoded ??= decodeApart(held.bytes))
  }

  /** A sheet by its name; the first where none is named. */
  async sheet(upload: string, name: string): Promise<Result<{ readonly sheet: Sheet; readonly names: readonly string[] }>> {
    const sheets = await this.sheets(upload)
    if (!sheets.ok) return sheets
    const sheet = name === '' ? sheets.value[0] : sheets.value.find((s) => s.name === name)
    return sheet ? ok({ sheet, names: sheets.value.map((s) => s.name) }) : fail('not-found', `the file has no sheet ${name}`, { where: 'sheet' })
  }
}

function decodeApart(bytes: Buffer): Promise<Result<readonly Sheet[]>> {
  return new Promise((resolve) => {
    const worker = new Worker(workerFile(import.meta.dirname, 'sheet-worker'), { workerData: { bytes: new Uint8Array(bytes), maxRows: MAX_CASE_ROWS }, resourceLimits: { maxOldGenerationSizeMb: DECODE_MB } })
    const end = (result: Result<readonly Sheet[]>): void => {
      clearTimeout(timer)
      void worker.terminate()
      resolve(result)
    }
    const timer = setTimeout(() => end(fail('bad-file', 'reading the file took too long', { where: 'file' })), DECODE_MS)
    worker.once('message', (decoded: Decoded) => end(decoded.ok ? ok(decoded.sheets) : fail('bad-file', decoded.message, { where: decoded.where, params: { why: decoded.code } })))
    worker.once('error', (error) => end(fail('bad-file', `the file could not be read: ${String(error)}`, { where: 'file' })))
    worker.once('exit', () => end(fail('bad-file', 'the file is too large to be read', { where: 'file' })))
    worker.unref()
  })
}
