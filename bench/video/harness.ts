import { type ChildProcess, spawn } from 'node:child_process'
import { chownSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'vite'
import { MEDIA_PROCESS_ENV } from '../../electron/contract/media.ts'
import { appCommand } from '../../scripts/lib/app-command.mjs'
import { reachableApp } from '../../scripts/lib/app-copy.mjs'
import { runUser } from '../../scripts/lib/run-user.mjs'
import { setUp } from '../../scripts/set-up.mjs'
import { processTree, readProc } from '../../test/builders/processes.ts'

/** A line that the page reports once a second; `marked`: cameras whose tiles say that they are slow. */
export type Line = { at: number; pictures: Readonly<Record<string, number>>; worstFps: number; marked: readonly string[] }

/** What the page shows; `gateway` is the port of the server that brings the cameras to a contender that is not ours. */
export type Job = { mode: 'drawn' | 'undrawn' | 'mse' | 'mjpeg' | 'jsmpeg'; cameras: readonly { id: string; name: string; url: string }[]; columns: number; gateway?: string }

export type StartHarness = (job: Job, displayEnv: Record<string, string>) => Harness

const root = join(import.meta.dirname, '..', '..')
const PAGE = join(import.meta.dirname, 'page')
const BUILT = join(root, '.cache/bench/video/app')

/** Builds the product and, with the product's own modules, the benchmark's page. */
export async function buildHarness(): Promise<StartHarness> {
  const found = await setUp({ profile: 'test', display: false })
  await build({ configFile: false, root: PAGE, base: './', logLevel: 'error', worker: { format: 'es' }, build: { outDir: BUILT, emptyOutDir: true, target: 'chrome130' } })
  for (const file of ['main.mjs', 'preload.cjs']) copyFileSync(join(PAGE, file), join(BUILT, file))
  writeFileSync(join(BUILT, 'package.json'), JSON.stringify({ name: 'wufeng-bench', version: '0.0.0', type: 'module', main: 'main.mjs' }))
  const user = runUser()
  const app = reachableApp(found, user)
  return (job, displayEnv) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'wufeng-bench-'))
    if (user) chownSync(dataDir, user.uid, user.gid)
    mkdirSync(join(dataDir, 'electron'), { recursive: true })
    if (user) chownSync(join(dataDir, 'electron'), user.uid, user.gid)
    const { command, args, env, cwd } = appCommand({ ...app, base: BUILT }, { user, kind: found.runtime.kind, dataDir, args: [], displayEnv, switches: [`--user-data-dir=${join(dataDir, 'electron')}`] })
    const bench = JSON.stringify({ ...job, media: join(app.base, 'out/main/media.js'), mediaEnv: MEDIA_PROCESS_ENV })
    return new Harness(spawn(command, args, { env: { ...env, WUFENG_BENCH: bench }, cwd, stdio: ['pipe', 'pipe', process.env['WUFENG_BENCH_LOG'] === undefined ? 'ignore' : 'inherit'] }), dataDir)
  }
}

/** One running Electron with a contender's page. */
export class Harness {
  readonly #child: ChildProcess
  readonly #dataDir: string
  readonly lines: Line[] = []
  readonly startedAt = Date.now()

  constructor(child: ChildProcess, dataDir: string) {
    this.#child = child
    this.#dataDir = dataDir
    if (!child.stdout) throw new Error('the harness has no output')
    createInterface({ input: child.stdout }).on('line', (text) => {
      if (text.startsWith('{')) this.lines.push({ at: Date.now(), ...(JSON.parse(text) as Omit<Line, 'at'>) })
    })
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  /** Waits until every camera has shown pictures, on a loaded machine at least most of them. */
  async running(count: number, limitMs = 40_000): Promise<void> {
    for (const end = Date.now() + limitMs; ; await pause(200)) {
      const pictures = Object.values(this.lines.at(-1)?.pictures ?? {})
      const run = pictures.filter((n) => n > 10).length
      if (run >= count || (Date.now() > end && run > count / 2)) return
      if (Date.now() > end) throw new Error(`${count - run} of ${count} cameras did not run within ${limitMs} ms`)
    }
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.#child.once('exit', resolve))
    this.#child.kill('SIGTERM')
    await Promise.race([gone, pause(8_000).then(() => this.#child.kill('SIGKILL'))])
    await gone
    rmSync(this.#dataDir, { recursive: true, force: true })
  }
}

/** Mean pictures a second and tile over the last five seconds. */
export function fpsOf({ lines }: Harness): number {
  const [from, to] = [lines.at(-6), lines.at(-1)]
  if (!from || !to) return 0
  const sum = (pictures: Readonly<Record<string, number>>) => Object.values(pictures).reduce((total, n) => total + n, 0)
  return Math.round((sum(to.pictures) - sum(from.pictures)) / ((to.at - from.at) / 100_000) / Object.keys(to.pictures).length) / 100
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Clock ticks a second of /proc (Linux, x86-64). */
const TICKS = 100

const ticksOf = (pid: number): number => {
  const fields = readProc(pid, 'stat').replace(/^.*\) /, '').split(' ')
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0)
}

/** Cores that processes and all below them keep busy over a time. */
export async function coresOf(pids: readonly number[], ms: number): Promise<number> {
  const before = new Map(pids.flatMap(processTree).map((each): [number, number] => [each, ticksOf(each)]))
  const began = performance.now()
  await pause(ms)
  const used = pids.flatMap(processTree).reduce((sum, each) => sum + Math.max(0, ticksOf(each) - (before.get(each) ?? 0)), 0)
  return used / TICKS / ((performance.now() - began) / 1_000)
}

/** Memory of processes and all below them, proportional share, MB. */
export const memoryOf = (pids: readonly number[]): number =>
  Math.round(pids.flatMap(processTree).reduce((sum, pid) => sum + Number(/^Pss:\s+(\d+)/m.exec(readProc(pid, 'smaps_rollup'))?.[1] ?? 0), 0) / 1_024)

/**
 * Decodes streams to nothing with one FFmpeg and one thread each: the least that decoding them takes.
 * `fps` is the first stream's rate: below that of its sender the machine was too busy to measure on.
 */
export async function ffmpegNull(urls: readonly string[], ms: number): Promise<{ cores: number; fps: number }> {
  const children = urls.map((url, i) => spawn('ffmpeg', ['-v', 'error', '-nostdin', ...(i === 0 ? ['-progress', 'pipe:1'] : []), '-rtsp_transport', 'tcp', '-threads', '1', '-i', url, '-f', 'null', '-'], { stdio: ['ignore', i === 0 ? 'pipe' : 'ignore', 'ignore'] }))
  let frames = 0
  const [first] = children
  if (first?.stdout) createInterface({ input: first.stdout }).on('line', (line) => (frames = Number(/^frame=(\d+)/.exec(line)?.[1] ?? frames)))
  try {
    for (const end = Date.now() + 40_000; frames < 50; await pause(100)) if (Date.now() > end) throw new Error('ffmpeg did not come to decode')
    await pause(urls.length * 100)
    const before = { frames, at: Date.now() }
    const cores = await coresOf(children.flatMap(({ pid }) => pid ?? []), ms)
    const fps = (frames - before.frames) / ((Date.now() - before.at) / 1_000)
    return { cores: Math.round(cores * 100) / 100, fps: Math.round(fps * 100) / 100 }
  } finally {
    for (const child of children) child.kill('SIGKILL')
  }
}
