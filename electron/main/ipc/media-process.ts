import { join } from 'node:path'
import { utilityProcess, type MessagePortMain } from 'electron'
import { MEDIA_PROCESS_ENV, MediaToMain, type CameraTurn, type MainToMedia, type MediaCamera } from '../../contract/media.ts'
import type { Ended, Running } from './supervisor.ts'

/** A media process that can be given cameras and ports. */
export interface MediaRunning extends Running {
  connect(windowId: string, port: MessagePortMain): void
  setCameras(message: Extract<MainToMedia, { type: 'cameras' }>): void
}

export interface MediaStart {
  readonly outDir: string
  /** Where clips and snapshots are written. */
  readonly exportsDir: string
  readonly ready: () => void
  readonly ended: (how: Ended) => void
  /** Cameras came or went. */
  readonly turned: (turns: readonly CameraTurn[]) => void
  /** Cameras that were being opened when the process died. */
  readonly blame: (cameraIds: readonly string[]) => void
}

export function startMediaProcess(start: MediaStart): MediaRunning {
  const child = utilityProcess.fork(join(start.outDir, 'media.js'), ['--exports', start.exportsDir], { serviceName: 'wufeng-media', stdio: 'inherit', env: { ...process.env, ...MEDIA_PROCESS_ENV } })
  let busy: readonly string[] = []
  child.on('message', (message: unknown) => {
    const parsed = MediaToMain.safeParse(message)
    if (!parsed.success) return
    if (parsed.data.type === 'ready') start.ready()
    if (parsed.data.type === 'turns') start.turned(parsed.data.turns)
    if (parsed.data.type === 'busyWith') busy = parsed.data.cameraIds
  })
  child.on('exit', (code) => {
    if (code !== 0) start.blame(busy)
    start.ended({ fatal: false, reason: { code: 'restarting', detail: `exit ${code}` } })
  })
  return {
    stop: () => void child.kill(),
    connect: (windowId, port) => child.postMessage({ type: 'window', windowId }, [port]),
    setCameras: (message) => child.postMessage(message),
  }
}

/** Deaths that a camera may be at before it is left out. */
const STRIKES = 2

/** Counts in how many deaths of the media process a camera was being opened; one that was in two is quarantined. */
export class Quarantine {
  readonly #strikes = new Map<string, number>()

  blame(cameraIds: readonly string[]): void {
    // Many at once is a start, not a culprit.
    if (cameraIds.length > 3) return
    for (const id of cameraIds) this.#strikes.set(id, (this.#strikes.get(id) ?? 0) + 1)
  }

  apply(cameras: readonly MediaCamera[]): MediaCamera[] {
    return cameras.map((c) => ({ ...c, quarantined: (this.#strikes.get(c.id) ?? 0) >= STRIKES }))
  }
}
