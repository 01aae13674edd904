import { join } from 'node:path'
import { z } from 'zod'
import type { MediaCamera } from '../../contract/media.ts'
import { startPlainProcess } from './plain-process.ts'
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

/** Starts the demo's camera server. */
export const startDemoCameras = ({ outDir, loopsDir, port, ready, ended }: DemoCamerasStart): Running =>
  startPlainProcess({
    script: join(outDir, 'cameras.js'),
    args: ['--dir', loopsDir, '--port', String(port)],
    line: Ready,
    said: (line) => ready(line.cameras.map(({ id, url }) => ({ id, name: id, url, transport: 'tcp', covered: false, quarantined: false })), line.port),
    ended,
  })
