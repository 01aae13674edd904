import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { decodeSheets } from '../sources/sheets/decode.ts'
import { SheetError } from '../sources/sheets/sheet-error.ts'
import type { Decoded } from './sheet-files.ts'

/** A worker thread that decodes one file: what would take too long or too much memory ends it, and nothing else. */
const { bytes, maxRows } = z.object({ bytes: z.instanceof(Uint8Array), maxRows: z.number() }).parse(workerData)

async function decoded(): Promise<Decoded> {
  try {
    return { ok: true, sheets: await decodeSheets(Buffer.from(bytes), maxRows) }
  } catch (error) {
    if (error instanceof SheetError) return { ok: false, code: error.code, message: error.message, where: error.where }
    return { ok: false, code: 'malformed', message: error instanceof Error ? error.message : String(error), where: 'file' }
  }
}

parentPort?.postMessage(await decoded())
