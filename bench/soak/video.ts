import { clip, RtspPeer } from '../../test/headless/media-peers.ts'
import { mb, median, startMedia, type Seen } from './media-run.ts'

const CAMERAS = 8
const HOUR = 3_600_000

/**
 * Eight cameras of a GStreamer server for so many hours: prints each tenth of the time what came and
 * what memory the media process takes; 1 where memory grew by more than a tenth or a camera stood still.
 */
export async function soakVideo(hours: number): Promise<number> {
  const mounts = Object.fromEntries(Array.from({ length: CAMERAS }, (_, i) => [`c${i}`, clip('h264', '704x576')]))
  const server = await RtspPeer.start(mounts)
  const samples: Seen[] = []
  const total = Math.max(30, Math.round((hours * HOUR) / 1_000))
  let stood = 0
  await new Promise<void>((resolve) => {
    const child = startMedia(Object.fromEntries(Object.keys(mounts).map((id) => [id, server.url(id)])), 1, (seen) => {
      samples.push(seen)
      if (samples.length > 10 && seen.live < CAMERAS) stood++
      if (samples.length % Math.ceil(total / 10) === 0) process.stdout.write(`${samples.length} s: ${seen.units} pictures, ${seen.live} of ${CAMERAS} live, ${mb(seen.rss)}\n`)
      if (samples.length < total) return
      child.kill('SIGTERM')
      resolve()
    })
  })
  await server.signal('SIGKILL')
  const part = Math.max(5, Math.round(total / 20))
  const [start, end] = [samples.slice(10, 10 + part), samples.slice(-part)].map((some) => median(some.map(({ rss }) => rss)))
  const rates = [samples.slice(10, 10 + part), samples.slice(-part)].map((some) => ((some.at(-1)?.units ?? 0) - (some[0]?.units ?? 0)) / Math.max(1, some.length - 1) / CAMERAS)
  const ratio = (end ?? 0) / Math.max(1, start ?? 0)
  process.stdout.write(`${JSON.stringify({ hours, cameras: CAMERAS, fpsStart: rates[0]?.toFixed(1), fpsEnd: rates[1]?.toFixed(1), secondsWithACameraStill: stood, rssStart: mb(start ?? 0), rssEnd: mb(end ?? 0), rssEndOverStart: Number(ratio.toFixed(3)), goal: 1.1 }, null, 2)}\n`)
  return ratio <= 1.1 && stood === 0 ? 0 : 1
}
