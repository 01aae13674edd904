import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { letterbox } from '../../renderer/client/media/letterbox.ts'
import { gridTiles } from '../../renderer/panels/cameras/grid-layout.ts'
import type { RtspPeer } from '../../test/headless/media-peers.ts'
import { type Harness, type Job, type StartHarness, coresOf, memoryOf, pause } from './harness.ts'
import type { LoopSize } from './loops.ts'
import { ScreenProbe, latencies } from './screen-probe.ts'

const SCREEN = { width: 1_920, height: 1_080 }
/** Pictures a second that are sent, and from which a tile counts as held. */
const SENT = 25
const HELD = 24
const LOOP = 250
/** What a screen without a picture reads as. */
const BLACK = 0

export type Cameras = Job['cameras']
export type Drawn = 'ours' | 'mse' | 'mjpeg' | 'jsmpeg'

/** What a contender did: `fps` are different pictures a second on the screen's own pixels, over all tiles. */
export type DrawnFigures = {
  cores: number
  fps: { mean: number; worst: number }
  tiles_held: number
  /** Tiles that say that they show less than is sent, and those that show less than three quarters of it and don't. */
  slowed_down: number
  slow_unmarked: number
  out_of_order: number
  first_picture_s: number
  latency_ms: { p50: number; p95: number; pictures: number }
  memory_mb: { start: number; end: number }
}

/** Where pictures of a size stand on the screen when so many tiles share it. */
export const placesOf = (size: LoopSize, columns: number, count: number) =>
  gridTiles(SCREEN, columns, Math.ceil(count / columns), 0)
    .slice(0, count)
    .map((tile) => letterbox(size, tile))

/** Lets a contender show cameras on the screen and measures it; `then` is done while it still plays. */
export async function runDrawn(
  kind: Drawn,
  { start, env, peer, cameras, size, columns, measureMs }: { start: StartHarness; env: Record<string, string>; peer: () => RtspPeer; cameras: Cameras; size: LoopSize; columns: number; measureMs: number },
  then?: (harness: Harness) => Promise<void>,
): Promise<DrawnFigures> {
  const gateway = kind === 'ours' ? null : await Gateway.start(kind, cameras.map(({ url }) => url))
  const probe = new ScreenProbe(env, placesOf(size, columns, cameras.length))
  const harness = start({ mode: kind === 'ours' ? 'drawn' : kind, cameras, columns, ...(gateway ? { gateway: gateway.port } : {}) }, env)
  const pids = [harness.pid, ...(gateway ? [gateway.pid] : [])]
  try {
    await playing(kind, probe)
    await pause(3_000)
    const from = Date.now()
    const memory = memoryOf(pids)
    const cores = await coresOf(pids, measureMs)
    const seconds = (Date.now() - from) / 1_000
    const rates = probe.counts(from).map((n) => n / seconds)
    const marked = new Set(harness.lines.at(-1)?.marked ?? [])
    const first = (probe.seen[0] ?? []).filter(({ at }) => at >= from)
    const times = latencies(first, peer().sent).toSorted((a, b) => a - b)
    const figures = {
      cores: round(cores),
      fps: { mean: round(rates.reduce((sum, rate) => sum + rate, 0) / rates.length), worst: round(Math.min(...rates)) },
      tiles_held: rates.filter((rate) => rate >= HELD).length,
      slowed_down: marked.size,
      slow_unmarked: cameras.filter(({ id }, i) => (rates[i] ?? 0) < SENT * 0.75 && !marked.has(id)).length,
      out_of_order: first.filter(({ number }, i) => i > 0 && (number - (first[i - 1]?.number ?? number) + LOOP) % LOOP > LOOP / 2).length,
      first_picture_s: round(((probe.seen[0]?.find(({ number }) => number !== BLACK)?.at ?? Number.NaN) - harness.startedAt) / 1_000),
      latency_ms: { p50: round(times[Math.floor(times.length * 0.5)]), p95: round(times[Math.floor(times.length * 0.95)]), pictures: times.length },
      memory_mb: { start: memory, end: memoryOf(pids) },
    }
    await then?.(harness)
    return figures
  } finally {
    probe.stop()
    await harness.stop()
    gateway?.stop()
  }
}

/** Waits until every tile has shown pictures, on a loaded machine at least most of them. */
async function playing(kind: Drawn, probe: ScreenProbe, limitMs = 40_000): Promise<void> {
  for (const end = Date.now() + limitMs; ; await pause(200)) {
    const run = probe.seen.filter((list) => list.length >= 5).length
    if (run === probe.seen.length || (Date.now() > end && run > probe.seen.length / 2)) return
    if (Date.now() > end) throw new Error(`${kind}: ${probe.seen.length - run} of ${probe.seen.length} tiles showed no pictures within ${limitMs} ms`)
  }
}

/** The process that brings cameras to the other contenders. */
class Gateway {
  readonly #child: ChildProcess
  readonly port: string

  private constructor(child: ChildProcess, port: string) {
    this.#child = child
    this.port = port
  }

  static async start(kind: Drawn, urls: readonly string[]): Promise<Gateway> {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'gateway.ts'), kind, ...urls], { stdio: ['pipe', 'pipe', process.env['WUFENG_BENCH_LOG'] === undefined ? 'ignore' : 'inherit'] })
    const port = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stdout }).once('line', resolve)
      child.once('exit', (code) => reject(new Error(`the gateway ended with ${code}`)))
    })
    return new Gateway(child, port)
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  stop(): void {
    this.#child.stdin?.end()
  }
}

export const round = (value: number | undefined): number => (value === undefined ? Number.NaN : Math.round(value * 100) / 100)
