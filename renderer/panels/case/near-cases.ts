import { OPEN_STAGES, type Position } from '../../../electron/contract/case-terms.ts'
import type { CaseRow, MapRow } from '../../../electron/contract/views.ts'

/** Cases within this many metres may be the same thing. */
export const NEAR = 300
const METRES_PER_DEGREE = 111_320

/** Metres between two positions; exact enough within a city. */
export function metresBetween(a: Position, b: Position): number {
  const east = (a[0] - b[0]) * Math.cos((a[1] * Math.PI) / 180)
  return Math.hypot(east, a[1] - b[1]) * METRES_PER_DEGREE
}

/** The box, west, south, east, north, that holds everything within `NEAR` of a position. */
export function boxRound([lng, lat]: Position): [number, number, number, number] {
  const high = NEAR / METRES_PER_DEGREE
  const wide = high / Math.cos((lat * Math.PI) / 180)
  return [lng - wide, lat - high, lng + wide, lat + high]
}

export interface NearCase {
  readonly row: CaseRow
  readonly metres: number
}

/** Open cases round a case into which it might go: those of its own sub-class first, then the nearest. */
export function nearCases(row: CaseRow, found: readonly MapRow[]): readonly NearCase[] {
  const same = (other: CaseRow): number => (other.kind === row.kind && other.subClass === row.subClass ? 0 : 1)
  return found
    .flatMap((each) => (each.what === 'case' && each.case.id !== row.id && OPEN_STAGES.includes(each.case.stage) ? [{ row: each.case, metres: metresBetween(row.at, each.case.at) }] : []))
    .filter(({ metres }) => metres <= NEAR)
    .sort((a, b) => same(a.row) - same(b.row) || a.metres - b.metres)
}
