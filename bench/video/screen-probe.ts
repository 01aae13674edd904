import { type ChildProcess, spawn } from 'node:child_process'
import { BAND, BITS, LOOP_PICTURES } from './loops.ts'

/** Where a picture stands on the screen, in pixels. */
export type Place = { x: number; y: number; width: number; height: number }

/** Screen grabs a second: the error of a latency is half the time between two. */
const RATE = 60

/** What was seen: the picture's number, and when its pixels were first on the screen, epoch ms. */
export type Seen = { number: number; at: number }

/** Reads the number burnt into a picture off the screen's own pixels until it is stopped. */
export class ScreenProbe {
  readonly #child: ChildProcess
  readonly seen: Seen[] = []

  /** `env` names the display and the right to it. */
  constructor(env: Readonly<Record<string, string>>, place: Place) {
    const height = 2
    const top = place.y + Math.floor(place.height * BAND * 0.5)
    const row = place.width * 3
    const size = row * height
    this.#child = spawn('ffmpeg', ['-v', 'error', '-f', 'x11grab', '-draw_mouse', '0', '-framerate', String(RATE), '-video_size', `${place.width}x${height}`, '-i', `${env['DISPLAY'] ?? ''}+${place.x},${top}`, '-pix_fmt', 'rgb24', '-f', 'rawvideo', '-flush_packets', '1', '-'], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] })
    let rest = Buffer.alloc(0)
    this.#child.stdout?.on('data', (data: Buffer) => {
      rest = Buffer.concat([rest, data])
      const at = Date.now()
      while (rest.length >= size) {
        const number = numberIn(rest.subarray(0, row))
        rest = rest.subarray(size)
        if (number !== null && number !== this.seen.at(-1)?.number) this.seen.push({ number, at })
      }
    })
  }

  stop(): void {
    this.#child.kill('SIGKILL')
  }
}

/** The number in a row of pixels, or null where a column is neither black nor white. */
function numberIn(row: Buffer): number | null {
  const width = row.length / 3
  let number = 0
  for (let bit = 0; bit < BITS; bit++) {
    const level = row[Math.floor(((bit + 0.5) * width) / BITS) * 3 + 1] ?? 128
    if (level > 90 && level < 165) return null
    if (level >= 165) number += 2 ** bit
  }
  return number < LOOP_PICTURES ? number : null
}

/** Time from a picture's sending to its being seen, ms, for every one seen: the last sending of that number before. */
export function latencies(seen: readonly Seen[], sent: ReadonlyMap<number, readonly number[]>): number[] {
  return seen.flatMap(({ number, at }) => {
    const before = (sent.get(number) ?? []).filter((time) => time <= at).at(-1)
    return before === undefined ? [] : [at - before]
  })
}
