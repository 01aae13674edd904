import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { Ended, Running } from './supervisor.ts'

const Line = z.union([
  z.object({ port: z.number(), key: z.string() }),
  z.object({ call: z.object({ callId: z.string(), dialled: z.string(), sentHz: z.number().nullable() }) }),
])

/** A call that the demo's far end answered: what it dialled, and the tone that it is sent, Hz. */
export type DemoAnswer = Extract<z.infer<typeof Line>, { call: unknown }>['call']

/** Where the demo's exchange listens, and what its address holds besides. */
export interface DemoExchange {
  readonly port: number
  readonly key: string
}

export interface DemoVoiceStart {
  readonly outDir: string
  /** Port and key of before, so that a restart is the same server to whoever was registered. */
  readonly before: DemoExchange | undefined
  /** How long its numbers ring before they answer, ms; undefined: as people would expect. */
  readonly ringMs: number | undefined
  readonly ready: (exchange: DemoExchange) => void
  readonly answered: (call: DemoAnswer) => void
  readonly ended: (how: Ended) => void
}

/** Starts the demo's telephone exchange as a plain Node process; it ends when its standard input closes, so it never outlives main. */
export function startDemoVoice(start: DemoVoiceStart): Running {
  const before = start.before ? ['--port', String(start.before.port), '--key', start.before.key] : []
  const ring = start.ringMs === undefined ? [] : ['--ring-ms', String(start.ringMs)]
  const child = spawn(process.execPath, [join(start.outDir, 'exchange.js'), ...before, ...ring], { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } })
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = Line.safeParse(parseJson(text))
    if (!line.success) return
    if ('call' in line.data) start.answered(line.data.call)
    else start.ready(line.data)
  })
  child.on('error', (error) => start.ended({ fatal: true, reason: { code: 'failed', detail: error.message } }))
  child.on('exit', (code, signal) => start.ended({ fatal: false, reason: { code: 'restarting', detail: signal ?? `exit ${code}` } }))
  return { stop: () => void child.kill('SIGTERM') }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
