import { mkdirSync, readdirSync, renameSync, statSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import pino, { type Logger } from 'pino'

export type Log = Logger

/** A log file is turned over at this size; so many old ones are kept. */
const MAX_BYTES = 8 * 1024 * 1024
const KEEP = 5

/** Fields that must never reach a log in plain. */
const SECRETS = ['url', 'password', 'secret', 'authorization', '*.url', '*.password', '*.secret', '*.authorization']

/**
 * The log of one process: JSON lines on stderr, and in `dir/<name>.log` when a folder is given. The file is
 * turned over at start when it has grown past 8 MiB; five old ones are kept.
 */
export function openLog(name: string, dir?: string, level = 'info'): Log {
  const options = { name, level, redact: { paths: SECRETS, censor: '[hidden]' }, timestamp: pino.stdTimeFunctions.isoTime }
  if (dir === undefined) return pino(options, pino.destination({ dest: 2, sync: true }))
  const file = join(dir, `${name}.log`)
  try {
    mkdirSync(dir, { recursive: true })
    turnOver(dir, name, file)
    const out = pino.destination({ dest: file, sync: true, mkdir: true })
    out.on('error', () => undefined)
    return pino(options, out)
  } catch {
    return pino(options, pino.destination({ dest: 2, sync: true }))
  }
}

function turnOver(dir: string, name: string, file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size < MAX_BYTES) return
  renameSync(file, join(dir, `${name}.${Date.now()}.log`))
  const old = readdirSync(dir).filter((f) => f.startsWith(`${name}.`) && f !== `${name}.log`).sort()
  for (const f of old.slice(0, -KEEP)) unlinkSync(join(dir, f))
}
