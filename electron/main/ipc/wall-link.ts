import { hostname } from 'node:os'
import { join } from 'node:path'
import { utilityProcess } from 'electron'
import { z } from 'zod'
import type { DisplayInfo } from '../../contract/bridge.ts'
import type { WallOfSettings } from '../../contract/settings.ts'
import type { CoreRunning } from './core-process.ts'
import type { Ended } from './supervisor.ts'

/** The way to the core of another machine, whose wall this machine's displays belong to. */
export interface WallLink extends CoreRunning {
  /** Says which displays this machine has. */
  tellDisplays(displays: readonly DisplayInfo[]): void
}

const Line = z.union([z.object({ ready: z.literal(true) }), z.object({ lost: z.string() })])

/** Joins the windows to another machine's core. `ended` whenever that can't be reached; it is then started again like a core that died. */
export function startWallLink({ outDir, wallOf, ready, ended }: { readonly outDir: string; readonly wallOf: WallOfSettings; readonly ready: () => void; readonly ended: (how: Ended) => void }): WallLink {
  const [, host = '', port = ''] = /^\[?([^\]]*)\]?:(\d+)$/.exec(wallOf.core) ?? []
  const child = utilityProcess.fork(join(outDir, 'wall-link.js'), [JSON.stringify({ host, port: Number(port), key: wallOf.key, name: hostname().slice(0, 64) })], { serviceName: 'wufeng-wall-link' })
  let why = 'the way to the wall ended'
  child.on('message', (message: unknown) => {
    const line = Line.safeParse(message)
    if (!line.success) return
    if ('ready' in line.data) ready()
    else why = line.data.lost
  })
  child.on('exit', () => ended({ fatal: false, reason: { code: 'restarting', detail: why } }))
  return {
    stop: () => void child.kill(),
    connect: (end) => child.postMessage({ op: 'port' }, [end]),
    tellDisplays: (displays) => child.postMessage({ op: 'displays', displays: displays.map(({ console: _console, ...display }) => display) }),
  }
}
