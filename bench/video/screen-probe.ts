import { type ChildProcess, spawn } from 'node:child_process'
import type { Rect } from '../../renderer/client/media/letterbox.ts'
import { BAND, BITS, LOOP_PICTURES } from './loops.ts'

/** Screen grabs a second: the error of a latency is half the time between two. */
const RATE = 60

/** What was seen: the picture's number, and when its pixels were first on the screen, epoch ms. */
export type Seen = { number: number; at: number }

/** Reads the numbers burnt into pictures off the screen's own pixels until it is stopped; `seen` has a list for each place. */
export class ScreenProbe {
  readonly #children: readonly ChildProcess[]
  readonly seen: readonly Seen[][]

  /** `env` names the display and the right to it. */
  constructor(env: Readonly<Record<string, string>>, places: readonly Rect[]) {
    this.seen = places.map(() => [])
    const tiles = [...places.entries()]
    const tops = new Set(places.map(topOf))
    this.#children = [...tops].map((top) => this.#read(env, top, tiles.filter(([, place]) => topOf(place) === top)))
  }

  /** Pictures seen in each place since `from`, epoch ms. */
  counts(from: number): number[] {
    return this.seen.map((list) => list.filter(({ at }) => at >= from).length)
  }

  stop(): void {
    for (const child of this.#children) child.kill('SIGKILL')
  }

  #read(env: Readonly<Record<string, string>>, top: number, tiles: readonly [number, Rect][]): ChildProcess {
    const left = Math.min(...tiles.map(([, { x }]) => x))
    const width = Math.ceil((Math.max(...tiles.map(([, place]) => place.x + place.width)) - left) / 2) * 2
    const row = width * 3
    const size = row * 2
    const child = spawn('ffmpeg', ['-v', 'error', '-f', 'x11grab', '-draw_mouse', '0', '-framerate', String(RATE), '-video_size', `${width}x2`, '-i', `${env['DISPLAY'] ?? ''}+${left},${top}`, '-threads', '1', '-pix_fmt', 'rgb24', '-f', 'rawvideo', '-flush_packets', '1', '-'], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] })
    let rest: Buffer = Buffer.alloc(0)
    child.stdout.on('data', (data: Buffer) => {
      rest = rest.length === 0 ? data : Buffer.concat([rest, data])
      const at = Date.now()
      for (; rest.length >= size; rest = rest.subarray(size)) for (const [tile, place] of tiles) this.#saw(tile, numberIn(rest.subarray((place.x - left) * 3, (place.x - left + place.width) * 3)), at)
    })
    return child
  }

  #saw(tile: number, number: number | null, at: number): void {
    const list = this.seen[tile]
    if (list && number !== null && number !== list.at(-1)?.number) list.push({ number, at })
  }
}

/** The row of pixels in the middle of a picture's number. */
const topOf = ({ y, height }: Rect): number => y + Math.floor(height * BAND * 0.5)

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
