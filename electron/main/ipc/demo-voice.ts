import { join } from 'node:path'
import { z } from 'zod'
import { startPlainProcess } from './plain-process.ts'
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

/** Starts the demo's telephone exchange. */
export function startDemoVoice({ outDir, before, ringMs, ready, answered, ended }: DemoVoiceStart): Running {
  const known = before ? ['--port', String(before.port), '--key', before.key] : []
  const ring = ringMs === undefined ? [] : ['--ring-ms', String(ringMs)]
  return startPlainProcess({
    script: join(outDir, 'exchange.js'),
    args: [...known, ...ring],
    line: Line,
    said: (line) => ('call' in line ? answered(line.call) : ready(line)),
    ended,
  })
}
