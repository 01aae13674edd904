import { spawn, spawnSync } from 'node:child_process'
import { chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { appCommand } from '../scripts/lib/app-command.mjs'
import { reachableApp } from '../scripts/lib/app-copy.mjs'
import { runUser } from '../scripts/lib/run-user.mjs'
import { setUp } from '../scripts/set-up.mjs'
import { startWall } from '../scripts/virtual-wall.mjs'
import { memoryOf } from '../test/builders/processes.ts'
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
  /** Ms from a window's hearing of a scene to its first frame, by scene, over all wall windows and presses. */
  readonly switches: Readonly<Record<string, readonly number[]>>
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
    scene_switch_ms: switchFigures(four),
    each: { one: one.map(({ memory: _memory, switches: _switches, ...s }) => s), four: four.map(({ memory: _memory, switches: _switches, ...s }) => s) },
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
          const memory = memoryOf(child.pid ?? 0)
          const switches = screens === 1 ? {} : await switchScenes(wall.env, join(dataDir, 'logs', 'main.log'))
          return { consoleMs, firstPictureMs: Math.min(...of('first-picture')), mapMs: Math.max(...of('map-painted')), allMs: Math.max(...marks), memory, switches }
        }
        if (Date.now() > end) throw new Error(`not started within ${LIMIT_MS} ms`)
        await pause(100)
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

/** Goals of a switch, ms: cameras and charts, and a map drawn in software. */
const SWITCH_GOALS = { video: 150, indicators: 150, situation: 1_000 } as const

function switchFigures(starts: readonly Start[]): Record<string, { median: number; worst: number; goal: number; over_goal: number }> {
  return Object.fromEntries(Object.entries(SWITCH_GOALS).map(([scene, goal]) => {
    const all = starts.flatMap((s) => s.switches[scene] ?? [])
    return [scene, { median: median(all), worst: Math.max(...all), goal, over_goal: round(median(all) / goal) }]
  }))
}

/** Waits until the hidden scenes were made ready, presses each scene's key on the console in turn, and reads what the wall windows report. */
async function switchScenes(env: NodeJS.ProcessEnv, log: string): Promise<Record<string, number[]>> {
  await pause(READY_MS)
  const before = factsIn(log).length
  for (let i = 0; i < 3; i++) {
    for (const key of ['F2', 'F3', 'F1']) {
      spawnSync('xdotool', ['key', '--clearmodifiers', key], { env: { ...process.env, ...env } })
      await pause(2_000)
    }
  }
  const times: Record<string, number[]> = {}
  for (const f of factsIn(log).slice(before)) if (f.fact === 'scene' && f.scene && f.ms !== undefined) (times[f.scene] ??= []).push(f.ms)
  return times
}

/** The wall makes hidden scenes ready 15 s after its start and 3 s more a display. */
const READY_MS = 32_000

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const round = (n: number): number => Math.round(n * 100) / 100

async function repeat<T>(times: number, work: () => Promise<T>): Promise<T[]> {
  const all: T[] = []
  for (let i = 0; i < times; i++) all.push(await work())
  return all
}

interface Fact {
  readonly fact: string
  readonly window: string
  readonly sinceStart: number
  readonly scene?: string
  readonly ms?: number
}

function factsIn(file: string): Fact[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter((l) => l.includes('"fact"')).map((l) => JSON.parse(l) as Fact)
  } catch {
    return []
  }
}
