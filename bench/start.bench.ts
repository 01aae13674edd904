import { spawn, spawnSync } from 'node:child_process'
import { chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { appCommand } from '../scripts/lib/app-command.mjs'
import { reachableApp } from '../scripts/lib/app-copy.mjs'
import { runUser } from '../scripts/lib/run-user.mjs'
import { setUp } from '../scripts/set-up.mjs'
import { startWall } from '../scripts/virtual-wall.mjs'
import { processTree, readProc } from '../test/builders/processes.ts'
import type { Bench } from './run.ts'

/** Goals, ms from the start of the process: the console on one screen; four screens with live cameras and map. */
const GOALS = { consoleMs: 5_000, wallMs: 12_000 }
const LIMIT_MS = 90_000

interface Start {
  readonly consoleMs: number
  readonly firstPictureMs: number
  readonly mapMs: number
  readonly allMs: number
  readonly memory: readonly { readonly kind: string; readonly pssMb: number }[]
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** Cold start of the built app on its own data folder, on as many virtual screens; the peer is an empty Electron start (`--version`). */
export const bench: Bench = async ({ quick }) => {
  const found = await setUp({ profile: 'test', display: false })
  const runs = quick ? 2 : 5
  const user = runUser()
  const app = reachableApp(found, user)
  const bare = Array.from({ length: runs }, () => {
    const began = performance.now()
    spawnSync(app.electron, ['--version'], { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } })
    return performance.now() - began
  })
  const one = await repeat(runs, () => startOnce(1))
  const four = await repeat(runs, () => startOnce(4))
  return {
    runs,
    goals: GOALS,
    bare_runtime_ms: Math.round(median(bare)),
    console_1_screen_ms: median(one.map((s) => s.consoleMs)),
    console_over_goal: round(median(one.map((s) => s.consoleMs)) / GOALS.consoleMs),
    console_4_screens_ms: median(four.map((s) => s.consoleMs)),
    first_picture_4_screens_ms: median(four.map((s) => s.firstPictureMs)),
    map_4_screens_ms: median(four.map((s) => s.mapMs)),
    all_4_screens_ms: median(four.map((s) => s.allMs)),
    all_over_goal: round(median(four.map((s) => s.allMs)) / GOALS.wallMs),
    each: { one: one.map(({ memory: _memory, ...s }) => s), four: four.map(({ memory: _memory, ...s }) => s) },
    memory_pss_mb: four.at(-1)?.memory ?? [],
  }

  async function startOnce(screens: number): Promise<Start> {
    const dataDir = mkdtempSync(join(tmpdir(), 'wufeng-bench-'))
    if (user) chownSync(dataDir, user.uid, user.gid)
    const wall = await startWall({ screens })
    const { command, args, env, cwd } = appCommand(app, { user, kind: found.runtime.kind, dataDir, args: ['--data', dataDir], displayEnv: wall.env })
    const child = spawn(command, args, { env, cwd, stdio: 'ignore' })
    try {
      const wanted = screens === 1 ? 1 : screens + 1
      const end = Date.now() + LIMIT_MS
      for (;;) {
        const facts = factsIn(join(dataDir, 'logs', 'main.log'))
        const of = (fact: string): number[] => facts.filter((f) => f.fact === fact).map((f) => f.sinceStart)
        const done = of('ready').length >= wanted && of('map-painted').length >= (screens === 1 ? 1 : 2) && (screens === 1 || of('first-picture').length > 0)
        if (done) {
          const consoleMs = facts.find((f) => f.fact === 'ready' && f.window === 'console')?.sinceStart ?? Number.NaN
          const marks = [...of('ready'), ...of('map-painted'), ...(screens === 1 ? [] : of('first-picture').slice(0, 1))]
          return { consoleMs, firstPictureMs: Math.min(...of('first-picture')), mapMs: Math.max(...of('map-painted')), allMs: Math.max(...marks), memory: memoryOf(child.pid ?? 0) }
        }
        if (Date.now() > end) throw new Error(`not started within ${LIMIT_MS} ms`)
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    } finally {
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      setTimeout(() => child.kill('SIGKILL'), 10_000).unref()
      await gone
      await wall.stop()
      rmSync(dataDir, { recursive: true, force: true })
    }
  }
}

const round = (n: number): number => Math.round(n * 100) / 100

async function repeat<T>(times: number, work: () => Promise<T>): Promise<T[]> {
  const all: T[] = []
  for (let i = 0; i < times; i++) all.push(await work())
  return all
}

function factsIn(file: string): { fact: string; window: string; sinceStart: number }[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter((l) => l.includes('"fact"')).map((l) => JSON.parse(l) as { fact: string; window: string; sinceStart: number })
  } catch {
    return []
  }
}

/** Proportional memory (PSS) of the app's processes, by what they are. */
function memoryOf(root: number): { kind: string; pssMb: number }[] {
  return processTree(root).map((pid) => {
    const line = readProc(pid, 'cmdline').replaceAll('\0', ' ')
    const kind = /utility-sub-type=(\S+)/.exec(line)?.[1] ?? /--type=(\S+)/.exec(line)?.[1] ?? (line.includes('core.js') ? 'core' : line.includes('cameras.js') ? 'demo cameras' : 'main')
    return { kind, pssMb: Math.round(Number(/^Pss:\s+(\d+)/m.exec(readProc(pid, 'smaps_rollup'))?.[1] ?? 0) / 1024) }
  }).filter((m) => m.pssMb > 0).sort((a, b) => b.pssMb - a.pssMb)
}
