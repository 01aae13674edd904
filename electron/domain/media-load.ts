/** What a window reports of the last second: how late its pictures were drawn (median, ms), the share of its video thread's time that painting took, units given up for being behind. */
export type LoadReport = { lateMs: number; paintShare: number; drops: number }

/** How much this machine is trusted with, in decoded pixels a second. Times are epoch ms. */
export type Load = { limit: number; calmSince: number; busySince: number | null; provedAt: number; tooMuch: number; tooMuchAt: number }

const LATE = 350
const BUSY = 0.55
const DROPS = 10

/** Overload that lasts shorter is the start of a scene, not a lack of power, ms. */
const LASTING = 2_500

/** A machine is trusted with more after it was calm this long, ms. */
const CALM = 8_000
/** After more proved too much it is not tried again for this long, ms. */
const REMEMBERED = 120_000
/** Between two cuts the last one must have had time to show, ms. */
const SETTLE = 3_000

const MORE = 1.2
const LESS = 0.75
/** Any machine is trusted with about nine D1 cameras: below that it is others that keep it busy. */
const LEAST = 100e6
const MOST = 20e9

export const startLoad = (limit: number, now: number): Load => ({ limit, calmSince: now, busySince: null, provedAt: 0, tooMuch: Number.POSITIVE_INFINITY, tooMuchAt: 0 })

export const isOverloaded = ({ lateMs, paintShare, drops }: LoadReport): boolean => lateMs > LATE || paintShare > BUSY || drops > DROPS

/**
 * The next trust. `used` is what the tiles take now, `reduced` whether any of them was slowed down:
 * only then is there reason to try more. Falls at once, rises slowly, and does not go back within
 * two minutes to what was too much, so that tiles don't flap.
 */
export function stepLoad(load: Load, report: LoadReport, use: { used: number; reduced: boolean }, now: number): Load {
  if (isOverloaded(report)) {
    const busySince = load.busySince ?? now
    if (now - busySince < LASTING || now - load.provedAt < SETTLE) return { ...load, busySince, calmSince: now }
    const limit = Math.max(LEAST, Math.min(load.limit, use.used) * LESS)
    return { limit, calmSince: now, busySince, provedAt: now, tooMuch: Math.min(load.limit, use.used), tooMuchAt: now }
  }
  if (!use.reduced || now - load.calmSince < CALM) return load.busySince === null ? load : { ...load, busySince: null }
  const forgotten = now - load.tooMuchAt > REMEMBERED
  const limit = Math.min(load.limit * MORE, MOST, forgotten ? MOST : load.tooMuch * 0.95)
  return { ...load, limit: Math.max(limit, load.limit), busySince: null, calmSince: now }
}
