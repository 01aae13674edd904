import { statSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { listBackups } from '../store/backup.ts'
import type { FullBackup } from './backup-full.ts'
import { workerFile } from '../platform/worker-file.ts'

/** How a backup went. */
export type BackupAnswer = ({ readonly ok: true } & FullBackup) | { readonly ok: false; readonly code: 'no-space' | 'damaged' | 'failed'; readonly message: string }

const HOUR = 3_600_000
const FIRST_AFTER = 60_000
/** A backup that failed is tried again after this, ms. */
const AGAIN_AFTER = HOUR

export interface BackupPlan {
  readonly file: string
  readonly dir: string
  /** Hours between backups; 0 makes none. */
  readonly everyHours: number
  readonly keep: number
  /** How long core is left alone after a start, ms. */
  readonly firstAfterMs?: number
}

/** Makes a backup on a worker thread. */
export function backUp({ file, dir, keep }: Pick<BackupPlan, 'file' | 'dir' | 'keep'>, at: number): Promise<BackupAnswer> {
  return new Promise((resolve) => {
    const failed = (error: unknown): void => resolve({ ok: false, code: 'failed', message: error instanceof Error ? error.message : String(error) })
    const worker = new Worker(workerFile(import.meta.dirname, 'backup-worker'), { workerData: { file, dir, keep, at } })
    worker.once('message', resolve)
    worker.once('error', failed)
    worker.once('exit', () => failed('the backup ended without an answer'))
  })
}

/** Backs up when the newest backup is older than the plan wants, again and again; answers how to stop. */
export function scheduleBackups(plan: BackupPlan, onAnswer: (answer: BackupAnswer) => void): () => void {
  if (plan.everyHours === 0) return () => undefined
  let timer: ReturnType<typeof setTimeout>
  const wait = (ms: number): void => {
    timer = setTimeout(() => void run(), Math.min(ms, 2 ** 31 - 1))
    timer.unref()
  }
  const run = async (): Promise<void> => {
    const left = dueIn(plan, Date.now())
    if (left > 0) return wait(left)
    const answer = await backUp(plan, Date.now())
    onAnswer(answer)
    wait(answer.ok ? plan.everyHours * HOUR : AGAIN_AFTER)
  }
  wait(Math.max(plan.firstAfterMs ?? FIRST_AFTER, dueIn(plan, Date.now())))
  return () => clearTimeout(timer)
}

/** How long until the newest backup is too old, ms. */
function dueIn({ dir, everyHours }: BackupPlan, now: number): number {
  const [newest] = listBackups(dir)
  return newest === undefined ? 0 : Math.max(0, statSync(newest).mtimeMs + everyHours * HOUR - now)
}
