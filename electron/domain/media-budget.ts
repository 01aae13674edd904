/**
 * How often a camera's pictures are brought: all of them; at most 12 or 5 a second drawn; only key
 * pictures, which alone can be decoded without the others.
 */
export const PACES = ['full', 'half', 'slow', 'key'] as const
export type Pace = (typeof PACES)[number]

/** Pictures a second that are drawn at each pace; key pictures come as the sender has them. */
export const PACE_LIMITS: Readonly<Record<Pace, number>> = { full: Number.POSITIVE_INFINITY, half: 12, slow: 5, key: Number.POSITIVE_INFINITY }

/** Below so many pictures a second a picture that moves is no longer followed as it happens. */
const SLOW_BELOW = 5

/** Below this share of the sender's own rate pictures are missing to the eye. */
const SHORT_BELOW = 0.75

/** Whether a tile shows less than its sender gives, in pictures a second. */
export const isShort = ({ fps, sentFps }: { readonly fps: number; readonly sentFps: number }): boolean => fps < sentFps * SHORT_BELOW

/**
 * Whether a tile must be marked though its picture moves: it is brought less often on purpose, comes
 * slowly whoever is to blame, or shows less than its sender gives.
 */
export const isSlow = ({ pace, fps, sentFps }: { readonly pace: Pace; readonly fps: number; readonly sentFps: number }): boolean =>
  pace !== 'full' || fps < SLOW_BELOW || isShort({ fps, sentFps })

/** Ranks of a tile; what lies lower gives way first. 0: out of sight, nothing is sent. */
export const RANK = { hidden: 0, rest: 1, recent: 2, alarm: 3, selected: 4 } as const

/** What showing one camera takes. Areas in pixels, `fps` and `keysPerSecond` as its sender has them. */
export type Demand = { id: string; rank: number; area: number; drawn: number; fps: number; keysPerSecond: number }

/** What drawing costs, in decoded pixels, as measured without a GPU: copying a decoded one, and making one of the tile. */
const COPYING = 0.2
const DRAWING = 1.2

/** The slow pace must bring costs below this share of those of the half one. */
const WORTH = 0.85

/** The selected camera is never slower than this. */
const FLOOR: Readonly<Record<number, Pace>> = { [RANK.selected]: 'half' }

/** Cost of a camera at a pace, in decoded pixels a second; whole ones, so that sums don't depend on their order. */
export function costOf({ area, drawn, fps, keysPerSecond }: Demand, pace: Pace): number {
  const drawing = area * COPYING + drawn * DRAWING
  const cost = pace === 'key' ? (area + drawing) * Math.min(keysPerSecond, fps) : area * fps + drawing * Math.min(fps, PACE_LIMITS[pace])
  return Math.round(cost)
}

/** Where decoding takes nearly all, five pictures a second cost hardly less than twelve: a few cameras at key pictures spare the others that. */
function isSlowWorthIt(demand: Demand): boolean {
  const slow = costOf(demand, 'slow')
  return slow < costOf(demand, 'half') * WORTH || costOf(demand, 'key') > slow
}

/**
 * Paces under which all demands together stay within `limit` (decoded pixels a second), as far as
 * that can be: the lowest rank gives way first, one camera after the other and one step after the
 * other; no camera is slower than one of a lower rank. The same demands give the same paces.
 */
export function sharePaces(demands: readonly Demand[], limit: number): Map<string, Pace> {
  const paces = new Map<string, Pace>(demands.map(({ id }) => [id, 'full']))
  let total = demands.reduce((sum, demand) => sum + costOf(demand, 'full'), 0)
  const ranks = [...new Set(demands.map(({ rank }) => rank))].toSorted((a, b) => a - b)
  for (const rank of ranks) {
    const members = demands.filter((demand) => demand.rank === rank).toSorted((a, b) => (a.id < b.id ? 1 : -1))
    for (const pace of PACES.slice(1, PACES.indexOf(FLOOR[rank] ?? 'key') + 1)) {
      for (const demand of members) {
        if (total <= limit) return paces
        if (pace === 'slow' && !isSlowWorthIt(demand)) continue
        total += costOf(demand, pace) - costOf(demand, paces.get(demand.id) ?? 'full')
        paces.set(demand.id, pace)
      }
    }
  }
  return paces
}
