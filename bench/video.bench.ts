import { join } from 'node:path'
import { startWall } from '../scripts/virtual-wall.mjs'
import { RtspPeer } from '../test/headless/media-peers.ts'
import type { Bench } from './run.ts'
import { D1, HD, type LoopSize, loop } from './video/loops.ts'
import { type Harness, type Job, buildHarness, coresOf, ffmpegNull, pause } from './video/harness.ts'
import { ScreenProbe, latencies } from './video/screen-probe.ts'

const CACHE = join(import.meta.dirname, '..', '.cache/bench/video')
const WIDTH = 1_920
const HEIGHT = 1_080

/** Pictures a second and tile from which a contender counts as having kept up with 25. */
const HELD = 20

type Scene = { name: string; size: LoopSize; count: number; columns: number }
const SCENES: readonly Scene[] = [
  { name: '1x1080p25', size: HD, count: 1, columns: 1 },
  { name: '8x1080p25', size: HD, count: 8, columns: 3 },
  { name: '36xD1', size: D1, count: 36, columns: 6 },
]
/** Half as much again as 36 tiles. */
const OVERLOAD: Scene = { name: '54xD1', size: D1, count: 54, columns: 8 }

/**
 * Live pictures, end to end: a GStreamer server outside of the product sends loops with numbered
 * pictures; ours decodes and draws them; FFmpeg decodes the same to nothing in the same run. Latency
 * is from the server's sending to the number's being on the screen's own pixels.
 */
export const bench: Bench = async ({ quick }) => {
  const measureMs = quick ? 8_000 : 20_000
  const start = await buildHarness()
  const wall = await startWall({ screens: 1 })
  try {
    const scenes: Record<string, Awaited<ReturnType<typeof measure>>> = {}
    for (const scene of SCENES) scenes[scene.name] = await measure(scene)
    scenes[OVERLOAD.name] = await measure(OVERLOAD, true)
    const [nominal, over, one] = [scenes['36xD1'], scenes[OVERLOAD.name], scenes['1x1080p25']]
    return {
      // Where a contender did not come to show what was sent, its cores say nothing.
      machine_was_busy: nominal?.starved ?? true,
      undrawn_over_ffmpeg: nominal?.starved ? null : ratio(nominal?.undrawn?.cores, nominal?.ffmpeg?.cores),
      drawn36_over_ffmpeg: nominal?.starved ? null : ratio(nominal?.drawn.cores, nominal?.ffmpeg?.cores),
      latency_p50_ms: one?.drawn.latency_ms.p50 ?? null,
      latency_p95_ms: one?.drawn.latency_ms.p95 ?? null,
      overload_p95_over_nominal: ratio(over?.drawn.latency_ms.p95, nominal?.drawn.latency_ms.p95),
      recovery_s: one?.recovery_s ?? null,
      gop_s: 1,
      goals: { undrawn_over_ffmpeg: 1.4, drawn36_over_ffmpeg: 1.5, overload_p95_over_nominal: 2, recovery_s: 2 },
      not_measured: ['tiles24_over_mse', 'latency_p50_over_mse', 'cpu1080_over_mjpeg', 'cpu1080_over_jsmpeg'],
      scenes,
    }
  } finally {
    await wall.stop()
  }

  /** `drawnOnly`: beyond what the machine can do only what an operator sees is of interest. */
  async function measure({ name, size, count, columns }: Scene, drawnOnly = false) {
    process.stderr.write(`${name}\n`)
    const ids = Array.from({ length: count }, (_, i) => `c${i}`)
    const mounts = Object.fromEntries(ids.map((id) => [id, loop(size, CACHE)]))
    let peer = await RtspPeer.start(mounts, 0, ['--times'])
    const cameras = ids.map((id) => ({ id, name: id, url: peer.url(id) }))
    try {
      const ffmpeg = drawnOnly ? null : await ffmpegNull(cameras.map((camera) => camera.url), measureMs)
      const undrawn = drawnOnly ? null : await ours({ mode: 'undrawn', cameras, columns }, async (harness) => ({ cores: round(await coresOf([harness.pid], measureMs)), fps: fpsOf(harness) }))
      const drawn = await ours({ mode: 'drawn', cameras, columns }, async (harness) => {
        const place = placeOf(size, columns, Math.ceil(count / columns))
        const probe = new ScreenProbe(wall.env, place)
        const cores = round(await coresOf([harness.pid], measureMs))
        probe.stop()
        const times = latencies(probe.seen.slice(1), peer.sent).toSorted((a, b) => a - b)
        const shown = probe.seen.map(({ number }) => number)
        const line = harness.lines.at(-1)
        return {
          cores,
          fps: fpsOf(harness),
          worst_tile_fps: line?.worstFps ?? 0,
          slowed_down: line?.paces.filter((pace) => pace !== 'full').length ?? 0,
          numbers_seen_per_s: round(shown.length / (measureMs / 1_000)),
          out_of_order: shown.filter((number, i) => i > 0 && ahead(number, shown[i - 1] ?? number) > 125).length,
          latency_ms: { p50: round(times[Math.floor(times.length * 0.5)]), p95: round(times[Math.floor(times.length * 0.95)]), pictures: times.length },
          recovery_s: count === 1 ? await recovery(harness) : null,
        }
      })
      const { recovery_s, ...rest } = drawn
      const starved = [ffmpeg?.fps, undrawn?.fps, drawn.fps].some((fps) => fps !== undefined && fps < HELD)
      return { ffmpeg: ffmpeg && { cores: round(ffmpeg.cores), fps: round(ffmpeg.fps) }, undrawn, drawn: rest, starved, recovery_s }
    } finally {
      await peer.signal('SIGKILL')
    }

    /** Seconds from the killed server's being back to the next picture on the screen. */
    async function recovery(harness: Harness): Promise<number> {
      const { port } = peer
      await peer.signal('SIGKILL')
      await pause(3_000)
      peer = await RtspPeer.start(mounts, port, ['--times'])
      const back = Date.now()
      const probe = new ScreenProbe(wall.env, placeOf(size, 1, 1))
      const before = harness.lines.at(-1)?.pictures['c0'] ?? 0
      for (const end = Date.now() + 15_000; Date.now() < end && (harness.lines.at(-1)?.pictures['c0'] ?? 0) <= before; ) await pause(20)
      await pause(500)
      probe.stop()
      // The first number read is the picture that stood there; the second is the first new one.
      return round(((probe.seen[1]?.at ?? Number.NaN) - back) / 1_000)
    }
  }

  async function ours<T>(job: Job, look: (harness: Harness) => Promise<T>): Promise<T> {
    const harness = start(job, wall.env)
    try {
      await harness.running(job.cameras.length)
      await pause(2_000)
      return await look(harness)
    } finally {
      await harness.stop()
    }
  }
}

/** Mean pictures a second and tile over the last five seconds. */
function fpsOf({ lines }: Harness): number {
  const [from, to] = [lines.at(-6), lines.at(-1)]
  if (!from || !to) return 0
  const sum = (pictures: Readonly<Record<string, number>>) => Object.values(pictures).reduce((total, n) => total + n, 0)
  return round(((sum(to.pictures) - sum(from.pictures)) / ((to.at - from.at) / 1_000)) / Object.keys(to.pictures).length)
}

/** Where the first tile's picture stands on the screen. */
function placeOf(size: LoopSize, columns: number, rows: number): { x: number; y: number; width: number; height: number } {
  const tile = { width: Math.floor(WIDTH / columns) + (WIDTH % columns > 0 ? 1 : 0), height: Math.floor(HEIGHT / rows) + (HEIGHT % rows > 0 ? 1 : 0) }
  const scale = Math.min(tile.width / size.width, tile.height / size.height)
  const [width, height] = [Math.round(size.width * scale), Math.round(size.height * scale)]
  return { x: Math.floor((tile.width - width) / 2), y: Math.floor((tile.height - height) / 2), width, height }
}

/** How far one number lies after another in the loop of 250. */
const ahead = (to: number, from: number): number => (to - from + 250) % 250

const round = (value: number | undefined): number => (value === undefined ? Number.NaN : Math.round(value * 100) / 100)

const ratio = (a: number | undefined, b: number | null | undefined): number | null => (a === undefined || b === undefined || b === null || b === 0 ? null : round(a / b))
