import { centroidOf } from '../../domain/geometry.ts'
import type { Community, District, Grid, Position, Ring, Street } from '../../domain/reference.ts'
import { at, get } from './at.ts'
import { type Block, type Lattice, UNITS } from './lattice.ts'
import type { Projection } from './plane.ts'
import type { Recipe } from './recipe.ts'
import type { GridRect, Quarter, Rect, StreetPlan } from './street-plan.ts'

export type Areas = { districts: District[]; streets: Street[]; communities: Community[]; grids: Grid[] }

/** Area borders have a vertex on every second lattice unit, so that neighbours share theirs exactly. */
const STEP = 2
type PlannedCommunity = { rect: Rect; street: string; word: string; name: string; grids: Rect[] }

/** Columns whose share of the river's northern half belongs to the island. */
const ISLAND_COLUMNS = [3, 4]

/** Divides the lattice into districts, street offices, communities and unit grids without gap or overlap. */
export function makeAreas(recipe: Recipe, lattice: Lattice, plan: StreetPlan, projection: Projection): Areas {
  const planned = planCommunities(recipe, lattice, plan)
  const known = new Map<number, Position>()
  const corner = (i: number, j: number): Position => {
    const key = j * lattice.countI + i
    const found = known.get(key) ?? projection.toPosition(lattice.point(i, j))
    known.set(key, found)
    return found
  }
  const outline = (rects: readonly Rect[]): Ring => outlineOf(rects, lattice.countI).map(([i, j]) => corner(i, j))
  const area = (code: string, name: string, rects: readonly Rect[]) => {
    const ring = outline(rects)
    return { code, name, ring, centre: roundPosition(centroidOf(ring)) }
  }
  const out: Areas = { districts: [], streets: [], communities: [], grids: [] }
  for (const district of recipe.districts) {
    const inDistrict = planned.filter((community) => district.streets.includes(community.street))
    out.districts.push(area(district.code, district.name, inDistrict.map((community) => community.rect)))
    for (const [s, letter] of [...district.streets].entries()) {
      const inStreet = inDistrict.filter((community) => community.street === letter)
      const streetCode = `${district.code}${pad(s + 1)}`
      out.streets.push(area(streetCode, recipe.streetNames[letter] ?? letter, inStreet.map((community) => community.rect)))
      for (const [c, community] of inStreet.entries()) {
        const communityCode = `${streetCode}${pad(c + 1)}`
        out.communities.push(area(communityCode, community.name, [community.rect]))
        for (const [g, rect] of community.grids.entries()) {
          out.grids.push(area(`${communityCode}${pad(g + 1)}`, `${community.name}第${g + 1}网格`, [rect]))
        }
      }
    }
  }
  return out
}

const pad = (n: number): string => String(n).padStart(3, '0')
const roundPosition = ([lng, lat]: Position): Position => [Math.round(lng * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6]

function planCommunities(recipe: Recipe, lattice: Lattice, plan: StreetPlan): PlannedCommunity[] {
  const quarters = new Map<Block, Quarter[]>()
  for (const quarter of plan.quarters) quarters.set(quarter.block, [...(quarters.get(quarter.block) ?? []), quarter])
  const grids = new Map<Block, GridRect[]>()
  for (const grid of plan.grids) grids.set(grid.block, [...(grids.get(grid.block) ?? []), grid])
  const used = new Set<string>()
  const planned: PlannedCommunity[] = []
  const add = (block: Block, rect: Rect, word: string, rects: Rect[]) => {
    const name = [`${word}社区`, `${word}新村社区`, `${word}北社区`, `${word}东社区`].find((candidate) => !used.has(candidate)) ?? ''
    used.add(name)
    planned.push({ rect: toRiver(lattice, block, rect), street: block.street, word, name, grids: rects.map((r) => toRiver(lattice, block, r)) })
  }
  for (const block of lattice.blocks) {
    const [southWest, , southEast] = get(quarters, block)
    if (!southWest || !southEast) throw new RangeError('A block has four quarters')
    const rects = [...get(grids, block)].sort((a, b) => b.j1 - a.j1 || a.i0 - b.i0)
    const whole = { i0: block.i0, i1: block.i0 + UNITS, j0: block.j0, j1: block.j0 + UNITS }
    if (block.land === 'c') {
      const middle = southWest.i1
      add(block, { ...whole, i1: middle }, southWest.word, rects.filter((r) => r.i1 <= middle))
      add(block, { ...whole, i0: middle }, southEast.word, rects.filter((r) => r.i0 >= middle))
    } else {
      add(block, whole, southWest.word, rects)
    }
  }
  planned.push(islandCommunity(recipe, lattice))
  return planned
}

function islandCommunity(recipe: Recipe, lattice: Lattice): PlannedCommunity {
  const first = at(ISLAND_COLUMNS, 0)
  const street = lattice.blockAt(first, 4)?.street ?? ''
  const rect = { i0: first * UNITS, i1: (at(ISLAND_COLUMNS, -1) + 1) * UNITS, j0: lattice.middle, j1: lattice.northBank }
  const third = (rect.i1 - rect.i0) / 3
  const grids = [0, 1, 2].map((k) => ({ ...rect, i0: rect.i0 + k * third, i1: rect.i0 + (k + 1) * third }))
  const { name } = recipe.river.island
  return { rect, street, word: name, name: `${name}社区`, grids }
}

/** Areas on a bank reach to the middle of the river. */
function toRiver(lattice: Lattice, block: Block, rect: Rect): Rect {
  if (rect.j1 === lattice.southBank) return { ...rect, j1: lattice.middle }
  if (rect.j0 === lattice.northBank && !ISLAND_COLUMNS.includes(block.col)) return { ...rect, j0: lattice.middle }
  return rect
}

/** The outer outline of touching rectangles, counter-clockwise and closed, as lattice points. */
export function outlineOf(rects: readonly Rect[], countI: number): [number, number][] {
  const next = new Map<number, number[]>()
  const id = (i: number, j: number) => j * countI + i
  const link = (from: number, to: number) => {
    const back = next.get(to)
    if (back?.includes(from)) {
      const rest = back.filter((other) => other !== from)
      if (rest.length > 0) next.set(to, rest)
      else next.delete(to)
      return
    }
    next.set(from, [...(next.get(from) ?? []), to])
  }
  for (const { i0, i1, j0, j1 } of rects) {
    for (let i = i0; i < i1; i += STEP) link(id(i, j0), id(i + STEP, j0))
    for (let j = j0; j < j1; j += STEP) link(id(i1, j), id(i1, j + STEP))
    for (let i = i1; i > i0; i -= STEP) link(id(i, j1), id(i - STEP, j1))
    for (let j = j1; j > j0; j -= STEP) link(id(i0, j), id(i0, j - STEP))
  }
  let longest: number[] = []
  while (next.size > 0) {
    const start = at([...next.keys()], 0)
    const ring = [start]
    let current = start
    do {
      const options = get(next, current)
      const to = at(options, 0)
      if (options.length > 1) next.set(current, options.slice(1))
      else next.delete(current)
      ring.push(to)
      current = to
    } while (current !== start)
    if (ring.length > longest.length) longest = ring
  }
  return longest.map((key) => [key % countI, Math.floor(key / countI)])
}
