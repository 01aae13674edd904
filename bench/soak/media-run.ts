import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { MEDIA_PROCESS_ENV } from '../../electron/contract/media.ts'

/** What a media process under soak saw so far; `rss` in bytes. */
export type Seen = { rss: number; units: number; failures: number; live: number }

/** Starts a media process that watches cameras (id to address); `onSeen` hears of it once a second. */
export function startMedia(cameras: Readonly<Record<string, string>>, waitFactor: number, onSeen: (seen: Seen) => void): ChildProcess {
  const child = fork(join(import.meta.dirname, 'media-child.ts'), [JSON.stringify(cameras), String(waitFactor)], { execArgv: ['--expose-gc'], env: { ...process.env, ...MEDIA_PROCESS_ENV } })
  child.on('message', (seen: Seen) => onSeen(seen))
  child.on('exit', (code, signal) => {
    if (code === 0 || signal === 'SIGTERM') return
    process.stderr.write(`the media process ended with ${signal ?? code}\n`)
    process.exit(1)
  })
  return child
}

export const mb = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MB`

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
