import { join } from 'node:path'
import { startWall } from '../scripts/virtual-wall.mjs'
import { RtspPeer } from '../test/headless/media-peers.ts'
import type { Bench } from './run.ts'
import { type Drawn, type DrawnFigures, placesOf, round, runDrawn } from './video/contenders.ts'
import { type Harness, type StartHarness, buildHarness, coresOf, ffmpegNull, fpsOf, pause } from './video/harness.ts'
import { D1, HD, type LoopSize, loop } from './video/loops.ts'
import { ScreenProbe } from './video/screen-probe.ts'

const CACHE = join(import.meta.dirname, '..', '.cache/bench/video')

/** Pictures a second and tile from which decoding counts as having kept up with 25. */
const KEPT_UP = 20

type Other = Exclude<Drawn, 'ours'>
/** `decoded`: the limits without drawing are measured too; `others`: who else shows it. */
type Scene = { name: string; size: LoopSize; count: number; columns: number; decoded: boolean; others: readonly Other[]; quick: boolean }

/** How many are held is looked for downwards: who held all of some is not asked to hold fewer. */
function fewer(count: number, columns: number, quick: boolean): Scene {
  return { name: `${count}xD1`, size: D1, count, columns, decoded: false, others: ['mse'], quick }
}

const ALL: readonly Other[] = ['mse', 'mjpeg', 'jsmpeg']
const SCENES: readonly Scene[] = [
  { name: '1x1080p25', size: HD, count: 1, columns: 1, decoded: true, others: ALL, quick: true },
  { name: '4x1080p25', size: HD, count: 4, columns: 2, decoded: true, others: ALL, quick: false },
  { name: '8x1080p25', size: HD, count: 8, columns: 3, decoded: true, others: ['mse'], quick: true },
  { name: '36xD1', size: D1, count: 36, columns: 6, decoded: true, others: ['mse'], quick: true },
  fewer(32, 6, true),
  fewer(28, 6, false),
  fewer(24, 5, true),
  fewer(20, 5, true),
  fewer(16, 4, true),
  fewer(12, 4, false),
  fewer(9, 3, false),
  // Half as much again as 36 tiles.
  { name: '54xD1', size: D1, count: 54, columns: 8, decoded: false, others: [], quick: true },
]

type Measured = { ffmpeg?: Awaited<ReturnType<typeof ffmpegNull>>; undrawn?: { cores: number; fps: number }; recovery_s?: number } & Partial<Record<Drawn, DrawnFigures>>

/**
 * Live pictures, end to end: a GStreamer server outside of the product sends loops with numbered
 * pictures, and each contender shows them in the same Electron on the same screen, one after the other.
 * Latency is from the server's sending to the number's being on the screen's own pixels.
 */
export const bench: Bench = async ({ quick }) => {
  const measureMs = quick ? 8_000 : 20_000
  const start = await buildHarness()
  const wall = await startWall({ screens: 1 })
  try {
    const scenes: Record<string, Measured> = {}
    for (const scene of SCENES.filter((each) => each.quick || !quick)) {
      const who = contendersOf(scene, scenes)
      if (who.length > 0) scenes[scene.name] = await measure(scene, { start, env: wall.env, measureMs, who })
    }
    return { ...keysOf(scenes), scenes }
  } finally {
    await wall.stop()
  }
}

/** Who shows a scene: all that it asks for, but who held every tile of one with more of that size. */
function contendersOf({ size, count, others }: Scene, measured: Readonly<Record<string, Measured>>): Drawn[] {
  const more = SCENES.filter((scene) => scene.size === size && scene.count > count && size === D1)
  const held = (who: Drawn) => more.some((scene) => measured[scene.name]?.[who]?.tiles_held === scene.count)
  return (['ours', ...others] as const).filter((who) => !held(who))
}

/** The figures that the goals are about; null where a contender did not come to do what it is compared by. */
function keysOf(scenes: Readonly<Record<string, Measured>>) {
  const [one, nominal, over] = [scenes['1x1080p25'], scenes['36xD1'], scenes['54xD1']]
  const d1 = SCENES.filter(({ size, others }) => size === D1 && others.length > 0).flatMap(({ name }) => scenes[name] ?? [])
  const held = (who: 'ours' | 'mse') => Math.max(...d1.map((scene) => scene[who]?.tiles_held ?? 0))
  const keptUp = (nominal?.ffmpeg?.fps ?? 0) >= KEPT_UP
  return {
    machine_was_busy: !keptUp,
    drawn36_over_ffmpeg: keptUp && (nominal?.ours?.fps.mean ?? 0) >= KEPT_UP ? ratio(nominal?.ours?.cores, nominal?.ffmpeg?.cores) : null,
    undrawn_over_ffmpeg: keptUp && (nominal?.undrawn?.fps ?? 0) >= KEPT_UP ? ratio(nominal?.undrawn?.cores, nominal?.ffmpeg?.cores) : null,
    tiles24_over_mse: ratio(held('ours'), held('mse')),
    tiles24: { ours: held('ours'), mse: held('mse') },
    latency_p50_over_mse: ratio(one?.ours?.latency_ms.p50, one?.mse?.latency_ms.p50),
    cpu1080_over_mjpeg: ratio(one?.ours?.cores, one?.mjpeg?.cores),
    cpu1080_over_jsmpeg: ratio(one?.ours?.cores, one?.jsmpeg?.cores),
    recovery_s: one?.recovery_s ?? null,
    gop_s: 1,
    overload_p95_over_nominal: ratio(over?.ours?.latency_ms.p95, nominal?.ours?.latency_ms.p95),
    goals: { drawn36_over_ffmpeg: 1.5, undrawn_over_ffmpeg: 1.4, tiles24_over_mse: 2, latency_p50_over_mse: 0.1, cpu1080_over_mjpeg: 0.6, cpu1080_over_jsmpeg: 0.6, recovery_s: 2, overload_p95_over_nominal: 2 },
  }
}

async function measure({ name, size, count, columns, decoded }: Scene, { start, env, measureMs, who }: { start: StartHarness; env: Record<string, string>; measureMs: number; who: readonly Drawn[] }): Promise<Measured> {
  const ids = Array.from({ length: count }, (_, i) => `c${i}`)
  const mounts = Object.fromEntries(ids.map((id) => [id, loop(size, CACHE)]))
  let peer = await RtspPeer.start(mounts, 0, ['--times'])
  const cameras = ids.map((id) => ({ id, name: id, url: peer.url(id) }))
  const run = { start, env, peer: () => peer, cameras, size, columns, measureMs }
  const measured: Measured = {}
  try {
    if (decoded) {
      say(name, 'ffmpeg')
      measured.ffmpeg = await ffmpegNull(cameras.map(({ url }) => url), measureMs)
      say(name, 'undrawn')
      measured.undrawn = await undrawn()
    }
    for (const contender of who) {
      say(name, contender)
      measured[contender] = await runDrawn(contender, run, contender === 'ours' && count === 1 ? async (harness) => void (measured.recovery_s = await recovery(harness)) : undefined)
    }
    return measured
  } finally {
    await peer.signal('SIGKILL')
  }

  async function undrawn(): Promise<{ cores: number; fps: number }> {
    const harness = start({ mode: 'undrawn', cameras, columns }, env)
    try {
      await harness.running(count)
      await pause(2_000)
      return { cores: round(await coresOf([harness.pid], measureMs)), fps: fpsOf(harness) }
    } finally {
      await harness.stop()
    }
  }

  /** Seconds from the killed server's being back to the next picture on the screen. */
  async function recovery(harness: Harness): Promise<number> {
    const { port } = peer
    await peer.signal('SIGKILL')
    await pause(3_000)
    peer = await RtspPeer.start(mounts, port, ['--times'])
    const back = Date.now()
    const probe = new ScreenProbe(env, placesOf(size, 1, 1))
    const before = harness.lines.at(-1)?.pictures['c0'] ?? 0
    for (const end = Date.now() + 15_000; Date.now() < end && (harness.lines.at(-1)?.pictures['c0'] ?? 0) <= before; ) await pause(20)
    await pause(500)
    probe.stop()
    // The first number read is the picture that stood there; the second is the first new one.
    return round(((probe.seen[0]?.[1]?.at ?? Number.NaN) - back) / 1_000)
  }
}

const say = (scene: string, contender: string): void => void process.stderr.write(`${scene} ${contender}\n`)

const ratio = (a: number | undefined, b: number | undefined): number | null => (!a || !b ? null : round(a / b))
