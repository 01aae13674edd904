import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { BackupError } from '../store/backup.ts'
import type { BackupAnswer } from './backup.ts'
import { makeFullBackup } from './backup-full.ts'

/** A worker thread that makes one backup, so that core's one writer is not held up. */
const order = z.object({ file: z.string(), dir: z.string(), keep: z.number(), at: z.number() }).parse(workerData)

const answer = (said: BackupAnswer): void => parentPort?.postMessage(said)

try {
  answer({ ok: true, ...(await makeFullBackup(order.file, order.dir, order.keep, order.at)) })
} catch (error) {
  answer({ ok: false, code: error instanceof BackupError ? error.code : 'failed', message: error instanceof Error ? error.message : String(error) })
}
