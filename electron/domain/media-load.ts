/** What a window reports of the last second: within which time nine of ten of its pictures were drawn (ms), the share of its video thread's time that painting took, units given up for being behind. */
export type LoadReport = { lateMs: number; paintShare: number; drops: number }

/** How much this machine is trusted with, in decoded pixels a second. Times are epoch ms. */
export type Load = { limit: number; used: number; calmSince: number; busySince: number | null; provedAt: number; tooMuch: number; tooMuchAt: number }

/** What the tiles take now (decoded pixels a second), whether any of them is slowed down, and the share of all cores' time that anybody took. */
export type Use = { used: number; reduced: boolean; busy: number }

/** Usual are 40 to 70 ms: less is brought before twice the usual time to the screen is reached. */
const LATE = 130
/** From here it is not a matter of a few tiles. */
const VERY_LATE = 300
const BUSY = 0.55
const DROPS = 10

/** Overload that lasts shorter is the start of a scene, not a lack of power, ms; where tiles had to be slowed down already it is less in doubt. */
const LASTING = 4_000
const LASTING_REDUCED = 1_500

/** Tiles that take so many times what they took are still coming in. */
const COMING_IN = 1.1

/** A machine is trusted with more after it was calm this long, ms. */
const CALM = 5_000
/** After more proved too much it is not tried again for this long, ms. */
const REMEMBERED = 45_000
/** Between two cuts the last one must have had time to show, ms. */
const SETTLE = 3_000

/** More is tried only as far as it leaves this share of all cores' time to others. */
const MOST_BUSY = 0.85

const MORE = 1.2
const LESS = 0.85
const MUCH_LESS = 0.7
/** Any machine is trusted with about seven D1 cameras: below that it is others that keep it busy. */
const LEAST = 100e6
const MOST = 20e9

export const startLoad = (limit: number, now: number): Load => ({ limit, used: 0, calmSince: now, busySince: null, provedAt: 0, tooMuch: Number.POSITIVE_INFINITY, tooMuchAt: 0 })

export const isOverloaded = ({ lateMs, paintShare, drops }: LoadReport): boolean => lateMs > LATE || paintShare > BUSY || drops > DROPS

/**
 * The next trust. Falls as soon as overload lasts, before pictures are late to the eye; rises slowly,
 * only where a tile is slowed down and the machine has time left, and does not soon go back to what
 * was too much, so that tiles don't flap.
 */
export function stepLoad(before: Load, report: LoadReport, { used, reduced, busy }: Use, now: number): Load {
  const load = { ...before, used }
  if (isOverloaded(report)) {
    const busySince = load.busySince === null || used > before.used * COMING_IN ? now : load.busySince
    if (now - busySince < (reduced ? LASTING_REDUCED : LASTING) || now - load.provedAt < SETTLE) return { ...load, busySince, calmSince: now }
    const shown = Math.min(load.limit, used)
    const less = report.lateMs > VERY_LATE || report.drops > DROPS ? MUCH_LESS : LESS
    return { ...load, limit: Math.max(LEAST, shown * less), calmSince: now, busySince, provedAt: now, tooMuch: shown, tooMuchAt: now }
  }
  if (!reduced || now - load.calmSince < CALM) return { ...load, busySince: null }
  const remembered = now - load.tooMuchAt > REMEMBERED ? MOST : load.tooMuch * 0.95
  const limit = Math.min(load.limit * MORE, MOST, remembered, (used * MOST_BUSY) / Math.max(busy, 0.01))
  return { ...load, limit: Math.max(limit, load.limit), busySince: null, calmSince: now }
}
