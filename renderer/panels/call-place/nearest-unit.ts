import type { Position } from '../../../electron/contract/case-terms.ts'
import type { UnitRow } from '../../../electron/contract/views.ts'

const METRES_PER_DEGREE = 111_195

/** Metres between two positions; flat earth, good within a city. */
export const metresBetween = ([lng, lat]: Position, [lng2, lat2]: Position): number =>
  Math.hypot((lng2 - lng) * Math.cos((lat * Math.PI) / 180), lat2 - lat) * METRES_PER_DEGREE

/** The unit nearest to a position of those that were heard of at all. */
export function nearestUnit(units: readonly UnitRow[], at: Position): UnitRow | undefined {
  const heard = units.filter(({ seenAt }) => seenAt > 0)
  const least = Math.min(...heard.map((unit) => metresBetween(unit.at, at)))
  return heard.find((unit) => metresBetween(unit.at, at) === least)
}
