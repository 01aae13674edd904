import type { WindowToMedia } from '../../../electron/contract/media.ts'

type Report = Omit<Extract<WindowToMedia, { type: 'load' }>, 'type'>

/** Pictures from which their ninth decile says something. */
const ENOUGH = 8

/** Measures how this window's video keeps up between two reports. */
export class LoadMeter {
  #late: number[] = []
  #paintMs = 0
  #since = performance.now()
  #drops = 0

  /** A picture was drawn so many ms after the media process had it. */
  drawn(lateMs: number): void {
    if (this.#late.length < 2_000) this.#late.push(Math.max(0, lateMs))
  }

  painted(ms: number): void {
    this.#paintMs += ms
  }

  /** What happened since the last report; `drops` counts units given up since the window opened. */
  report(drops: number): Report {
    const now = performance.now()
    const sorted = this.#late.toSorted((a, b) => a - b)
    // The first pictures of a watch are old by nature; few pictures say nothing.
    const lateMs = sorted.length < ENOUGH ? 0 : (sorted[Math.floor(sorted.length * 0.9)] ?? 0)
    const report = { lateMs, paintShare: this.#paintMs / Math.max(1, now - this.#since), drops: Math.max(0, drops - this.#drops) }
    this.#late = []
    this.#paintMs = 0
    this.#since = now
    this.#drops = drops
    return report
  }
}
