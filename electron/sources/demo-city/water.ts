import { at } from './at.ts'
import type { Lattice } from './lattice.ts'
import { densify, inRingXY, offsetLine, ribbon, smooth, type XY } from './plane.ts'
import { makeRandom, type Random } from './random.ts'
import type { Recipe } from './recipe.ts'

/** Half the length of the river that belongs to the city, metres along it from the centre. */
export const CITY_REACH = 12_700
/** Half the length of the river on the map around the city. */
const MAP_REACH = 52_000

/** A body of water in the plan. `rings` is an outer ring and its holes; `parts` covers the same without holes. */
export type Water = {
  kind: 'river' | 'stream' | 'lake'
  name: string
  rings: XY[][]
  parts: XY[][]
  /** Middle line, for the name along it; a lake has none. */
  middle: XY[]
}

export type Waters = {
  bodies: readonly Water[]
  island: XY[]
  /** Road rings around lakes and roads along tributaries, in the plan. */
  lakeRoads: { name: string; line: XY[]; ring: XY[] }[]
  streamRoads: { name: string; line: XY[] }[]
  /** Green strips between the banks and their roads, in city reach. */
  banks: XY[][]
  contains(p: XY): boolean
  nameAt(p: XY): string | undefined
}

/** A smooth irregular closed ring around `centre`. */
export function blob(random: Random, centre: XY, radius: readonly [number, number]): XY[] {
  const waves = [2, 3, 4, 5].map((n) => ({ n, size: random.between(0.03, 0.3 / n), phase: random.between(0, 6.28) }))
  const ring: XY[] = []
  for (let k = 0; k < 72; k++) {
    const angle = (k / 72) * 2 * Math.PI
    const r = waves.reduce((sum, w) => sum + w.size * Math.sin(w.n * angle + w.phase), 1)
    ring.push([centre[0] + radius[0] * r * Math.cos(angle), centre[1] + radius[1] * r * Math.sin(angle)])
  }
  ring.push(at(ring, 0))
  return ring
}

/** The ring grown by `by` metres outwards (inwards when negative); for rings without narrow necks. */
export function grow(ring: readonly XY[], by: number): XY[] {
  const open = ring.slice(0, -1)
  const around: XY[] = [at(open, -1), ...open, at(open, 0)]
  const moved = offsetLine(around, -by).slice(1, -1)
  return [...moved, at(moved, 0)]
}

function steps(from: number, to: number, step: number): number[] {
  const count = Math.max(1, Math.round((to - from) / step))
  return Array.from({ length: count + 1 }, (_, k) => from + ((to - from) * k) / count)
}

function makeRiver(recipe: Recipe, lattice: Lattice): { river: Water; island: XY[]; banks: XY[][] } {
  const { island, name, roadOffset } = recipe.river
  const side = (us: number[], offset: (u: number) => number): XY[] => us.map((u) => lattice.riverPoint(u, offset(u)))
  const north = (u: number) => lattice.riverAt(u).north
  const south = (u: number) => lattice.riverAt(u).south
  const top = (u: number) => lattice.riverAt(u).island?.[1] ?? island.offset
  const bottom = (u: number) => lattice.riverAt(u).island?.[0] ?? island.offset
  const closed = (upper: XY[], lower: XY[]): XY[] => [...lower, ...[...upper].reverse(), at(lower, 0)]

  const near = steps(-CITY_REACH, CITY_REACH, 90)
  const far = [...steps(-MAP_REACH, -CITY_REACH, 350).slice(0, -1), ...near, ...steps(CITY_REACH, MAP_REACH, 350).slice(1)]
  const along = steps(island.from, island.to, 50)
  const before = steps(-CITY_REACH, island.from, 90)
  const after = steps(island.to, CITY_REACH, 90)
  const islandRing = closed(side(along, top), side(along, bottom))
  const strip = (us: number[], upper: (u: number) => number, lower: (u: number) => number) => closed(side(us, upper), side(us, lower))
  const road = roadOffset - 12
  return {
    island: islandRing,
    banks: [
      strip(near, (u) => north(u) + road, (u) => north(u) - 10),
      strip(near, (u) => south(u) + 10, (u) => south(u) - road),
    ],
    river: {
      kind: 'river',
      name,
      rings: [strip(far, north, south), islandRing],
      parts: [strip(before, north, south), strip(along, north, top), strip(along, bottom, south), strip(after, north, south)],
      middle: side(steps(-MAP_REACH, MAP_REACH, 350), (u) => (lattice.riverAt(u).island ? (bottom(u) + south(u)) / 2 : 0)),
    },
  }
}

/** Lays the river, its island, the tributaries and lakes of a recipe into the plan. */
export function makeWaters(recipe: Recipe, lattice: Lattice): Waters {
  const { river, island, banks } = makeRiver(recipe, lattice)
  const bodies: Water[] = [river]
  const lakeRoads: Waters['lakeRoads'] = []
  const streamRoads: Waters['streamRoads'] = []
  for (const stream of recipe.tributaries) {
    const middle = smooth(densify(stream.path, 900), 3).map(([u, v]) => lattice.bend(u, v))
    const ring = ribbon(middle, stream.halfWidth)
    bodies.push({ kind: 'stream', name: stream.name, rings: [ring], parts: [ring], middle })
    const inCity = middle.filter((p) => Math.abs(p[1]) < 8700)
    streamRoads.push({ name: stream.road, line: offsetLine(inCity, stream.side * (stream.halfWidth + 42)) })
  }
  for (const lake of recipe.lakes) {
    const ring = blob(makeRandom(recipe.seed, lake.name), lattice.bend(lake.at[0], lake.at[1]), lake.radius)
    bodies.push({ kind: 'lake', name: lake.name, rings: [ring], parts: [ring], middle: [] })
    const road = grow(ring, 75)
    if (lake.road) lakeRoads.push({ name: lake.road, line: road, ring: road })
  }
  const boxes = bodies.map((body) => boxOf(at(body.rings, 0)))
  const bodyAt = (p: XY): Water | undefined =>
    bodies.find((body, k) => {
      const box = at(boxes, k)
      if (p[0] < box[0] || p[1] < box[1] || p[0] > box[2] || p[1] > box[3]) return false
      return body.rings.reduce((inside, ring) => inside !== inRingXY(ring, p), false)
    })
  return {
    bodies,
    island,
    lakeRoads,
    streamRoads,
    banks,
    contains: (p) => bodyAt(p) !== undefined,
    nameAt: (p) => bodyAt(p)?.name,
  }
}

export function boxOf(ring: readonly XY[]): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of ring) {
    box[0] = Math.min(box[0], x)
    box[1] = Math.min(box[1], y)
    box[2] = Math.max(box[2], x)
    box[3] = Math.max(box[3], y)
  }
  return box
}
