import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { MediaCamera } from '../../contract/media.ts'
import type { Ended, Running } from './supervisor.ts'

const Ready = z.object({ port: z.number(), cameras: z.array(z.object({ id: z.string(), url: z.string() })) })

export interface DemoCamerasStart {
  readonly outDir: string
  /** Folder of the loops. */
  readonly loopsDir: string
  /** With 0 the system chooses. The port used before keeps addresses the same over a restart. */
  readonly port: number
  readonly ready: (cameras: readonly MediaCamera[], port: number) => void
  readonly ended: (how: Ended) => void
}

/** Starts the demo's camera server as a plain Node process; it ends when its standard input closes, so it never outlives main. */
export function startDemoCameras(start: DemoCamerasStart): Running {
  const args = [join(start.outDir, 'cameras.js'), '--dir', start.loopsDir, '--port', String(start.port)]
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } })
  createInterface({ input: child.stdout }).on('line', (line) => {
    const parsed = Ready.safeParse(parseJson(line))
    if (parsed.success) start.ready(parsed.data.cameras.map(({ id, url }) => ({ id, name: id, url, transport: 'tcp', quarantined: false })), parsed.data.port)
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
