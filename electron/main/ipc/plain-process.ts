import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { z } from 'zod'
import type { Ended, Running } from './supervisor.ts'

export interface PlainProcess<S extends z.ZodType> {
  readonly script: string
  readonly args: readonly string[]
  /** What it prints, a JSON value to a line; lines of another shape are passed over. */
  readonly line: S
  readonly said: (line: z.output<S>) => void
  readonly ended: (how: Ended) => void
}

/** Starts a script of ours as a plain Node process that ends when its standard input closes, so it never outlives main. */
export function startPlainProcess<S extends z.ZodType>({ script, args, line, said, ended }: PlainProcess<S>): Running {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } })
  createInterface({ input: child.stdout }).on('line', (text) => {
    const parsed = line.safeParse(parseJson(text))
    if (parsed.success) said(parsed.data)
  })
  child.on('error', (error) => ended({ fatal: true, reason: { code: 'failed', detail: error.message } }))
  child.on('exit', (code, signal) => ended({ fatal: false, reason: { code: 'restarting', detail: signal ?? `exit ${code}` } }))
  return { stop: () => void child.kill('SIGTERM') }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
