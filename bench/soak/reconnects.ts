import { RtspFake, accessUnits } from '../../test/headless/rtsp-fake.ts'
import { type Seen, mb, median, startMedia } from './media-run.ts'

/** Cameras that connect again at the same time. */
const AT_ONCE = 16
/** Pictures that the server sends before it hangs up. */
const PICTURES = 3
/** Connections that warm the process up (code compiled, heaps grown) before its memory counts as the start’s. */
const WARM_UP = 2_000

/**
 * A server that hangs up after three pictures, 16 cameras that connect again, `rounds` times in all.
 * Prints the media process's memory at the start and the end; 1 where it grew by more than a tenth.
 */
export async function soakReconnects(rounds: number): Promise<number> {
  const units = accessUnits()
  const server = await RtspFake.start((n) => ({ timestamp: n * 3_600, nals: units[n % units.length] ?? [] }), { every: 5, hangUpAfter: PICTURES })
  const cameras = Object.fromEntries(Array.from({ length: AT_ONCE }, (_, i) => [`c${i}`, `rtsp://127.0.0.1:${server.port}/c${i}`]))
  const samples: { at: number; connections: number; seen: Seen }[] = []
  const began = performance.now()
  await new Promise<void>((resolve) => {
    const child = startMedia(cameras, 0.01, (seen) => {
      const { plays } = server
      samples.push({ at: performance.now() - began, connections: plays, seen })
      if (samples.length % 10 === 1) process.stdout.write(`${plays} connections, ${seen.units} pictures, ${mb(seen.rss)}\n`)
      if (plays < rounds + WARM_UP) return
      child.kill('SIGTERM')
      resolve()
    })
  })
  await server.close()
  const warm = samples.filter((sample) => sample.connections >= WARM_UP)
  const [start, end] = [warm.slice(0, 5), warm.slice(-5)].map((some) => median(some.map(({ seen }) => seen.rss)))
  const ratio = (end ?? 0) / Math.max(1, start ?? 0)
  const pictures = samples.at(-1)?.seen.units ?? 0
  process.stdout.write(`${JSON.stringify({ reconnects: server.plays - WARM_UP, atOnce: AT_ONCE, seconds: Math.round((performance.now() - began) / 1_000), pictures, rssStart: mb(start ?? 0), rssEnd: mb(end ?? 0), rssEndOverStart: Number(ratio.toFixed(3)), goal: 1.1 }, null, 2)}\n`)
  return ratio <= 1.1 && pictures > rounds ? 0 : 1
}
