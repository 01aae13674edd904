import { bearingDegrees } from '../../domain/geometry.ts'
import type { Position, RoadSegment } from '../../domain/reference.ts'

/**
 * A place where two roads cross or one ends on another. `roads` are the two names, the greater road
 * first; `rank` is the lesser one's (see `rankOf`); `arms` are the bearings of all roads away from it.
 */
export type Crossing = { at: Position; roads: [string, string]; rank: number; arms: number[] }

const RANK: Record<RoadSegment['kind'], number> = { expressway: 5, primary: 4, secondary: 3, tertiary: 2, residential: 1 }

/** 5 expressway … 1 residential. */
export const rankOf = (kind: RoadSegment['kind']): number => RANK[kind]

type Arm = { name: string; rank: number; bearing: number }
/** Degrees: roads that meet at less are one road that changes its name. */
const LEAST_ANGLE = 30

/** All crossings of a road network, from the segment ends that roads share. */
export function crossingsOf(roads: readonly RoadSegment[]): Crossing[] {
  const ends = new Map<string, { at: Position; arms: Arm[] }>()
  const add = (road: RoadSegment, end: Position | undefined, inner: Position | undefined) => {
    if (!end || !inner) return
    const key = `${end[0]},${end[1]}`
    const entry = ends.get(key) ?? { at: end, arms: [] }
    entry.arms.push({ name: road.name, rank: rankOf(road.kind), bearing: bearingDegrees(end, inner) })
    ends.set(key, entry)
  }
  for (const road of roads) {
    add(road, road.line[0], road.line[1])
    add(road, road.line.at(-1), road.line.at(-2))
  }
  const crossings: Crossing[] = []
  for (const { at, arms } of ends.values()) {
    const pair = crossingPair(arms)
    if (pair) crossings.push({ at, roads: [pair[0].name, pair[1].name], rank: pair[1].rank, arms: arms.map((arm) => arm.bearing) })
  }
  return crossings
}

/** The two greatest roads that meet at an angle. */
function crossingPair(arms: readonly Arm[]): [Arm, Arm] | undefined {
  let best: [Arm, Arm] | undefined
  for (const a of arms) {
    for (const b of arms) {
      if (a.name === b.name || a.rank < b.rank || (a.rank === b.rank && a.name > b.name)) continue
      const turn = Math.abs(a.bearing - b.bearing) % 180
      if (Math.min(turn, 180 - turn) < LEAST_ANGLE) continue
      if (!best || a.rank * 10 + b.rank > best[0].rank * 10 + best[1].rank) best = [a, b]
    }
  }
  return best
}
