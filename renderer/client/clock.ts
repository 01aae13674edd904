import { useCallback, useSyncExternalStore } from 'react'
import { clockState, type ClockReading, type ClockState } from '../../electron/contract/case-terms.ts'

interface Ticker {
  now: number
  timer: ReturnType<typeof setInterval> | undefined
  readonly listeners: Set<() => void>
}

const tickers = new Map<number, Ticker>()

function tickerOf(period: number): Ticker {
  const known = tickers.get(period)
  if (known) return known
  const made: Ticker = { now: Date.now(), timer: undefined, listeners: new Set() }
  tickers.set(period, made)
  return made
}

function subscribe(period: number, listener: () => void): () => void {
  const ticker = tickerOf(period)
  ticker.listeners.add(listener)
  ticker.timer ??= setInterval(() => {
    ticker.now = Date.now()
    for (const each of ticker.listeners) each()
  }, period)
  return () => {
    ticker.listeners.delete(listener)
    if (ticker.listeners.size > 0) return
    clearInterval(ticker.timer)
    ticker.timer = undefined
  }
}

/** The time now, epoch ms, renewed every `period` ms; one timer a period in the whole window. */
export function useNow(period: number): number {
  const listen = useCallback((listener: () => void) => subscribe(period, listener), [period])
  return useSyncExternalStore(listen, () => {
    const ticker = tickerOf(period)
    if (!ticker.timer && Date.now() - ticker.now >= period) ticker.now = Date.now()
    return ticker.now
  })
}

/** A clock at an instant; ms of the limit's own kind of time. `leftMs` is below 0 when overdue. */
export interface ClockNow {
  readonly usedMs: number
  readonly leftMs: number
  /** Used share of the limit, may pass 1. */
  readonly share: number
  readonly state: ClockState
}

/**
 * Reads a clock at `now` (epoch ms). Time runs on only while the clock ticks, and never past the
 * instant at which its pace changes: beyond that only core knows.
 */
export function readClockAt(clock: ClockReading, now: number): ClockNow {
  const until = Math.min(now, clock.changesAt ?? now)
  const usedMs = clock.usedMs + (clock.ticking ? Math.max(0, until - clock.asOf) : 0)
  return {
    usedMs,
    leftMs: clock.limitMs - usedMs,
    share: clock.limitMs > 0 ? usedMs / clock.limitMs : 1,
    state: clock.state === 'stopped' || clock.state === 'paused' ? clock.state : clockState(usedMs, clock.limitMs),
  }
}
