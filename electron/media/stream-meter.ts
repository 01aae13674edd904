import type { SessionUnit } from './watcher.ts'

/** What a stream did in the last ten seconds, and since it was opened. */
export type StreamVitals = { fps: number; kbps: number; keysPerSecond: number; lost: number; driftMs: number }

const SPAN = 10_000

type Second = { at: number; units: number; bytes: number; keys: number; lost: number }

/** Measures a stream by whole seconds. */
export class StreamMeter {
  #seconds: Second[] = []
  /** Least and latest (arrival − time stamp), ms: their difference is what the sender's clock, or a queue, gained. */
  #leastLag: number | null = null
  #recentLags: number[] = []
  #begun: number | null = null

  take(unit: SessionUnit, lost: number): void {
    const at = Math.floor(unit.receivedAt / 1_000)
    this.#begun ??= unit.receivedAt
    let second = this.#seconds.at(-1)
    if (second?.at !== at) {
      second = { at, units: 0, bytes: 0, keys: 0, lost: 0 }
      this.#seconds = [...this.#seconds.filter((known) => at - known.at <= SPAN / 1_000), second]
    }
    second.units++
    second.bytes += unit.data.length
    second.keys += unit.key ? 1 : 0
    second.lost += lost
    const lag = unit.receivedAt - unit.ptsUs / 1_000
    this.#leastLag = this.#leastLag === null ? lag : Math.min(this.#leastLag, lag)
    this.#recentLags = [...this.#recentLags.slice(-24), lag]
  }

  vitals(now: number): StreamVitals {
    const seconds = this.#seconds.filter(({ at }) => now - at * 1_000 <= SPAN)
    const sum = (of: (second: Second) => number) => seconds.reduce((total, second) => total + of(second), 0)
    const span = Math.max(1, Math.min(SPAN, now - (this.#begun ?? now)) / 1_000)
    const drift = this.#leastLag === null ? 0 : Math.min(...this.#recentLags) - this.#leastLag
    return { fps: sum((s) => s.units) / span, kbps: Math.round((sum((s) => s.bytes) * 8) / 1_000 / span), keysPerSecond: sum((s) => s.keys) / span, lost: sum((s) => s.lost), driftMs: Math.round(drift) }
  }
}
