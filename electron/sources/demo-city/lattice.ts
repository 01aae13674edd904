import { at } from './at.ts'
import type { XY } from './plane.ts'
import { makeRandom } from './random.ts'
import type { Recipe } from './recipe.ts'

/** Lattice units along each side of a block. */
export const UNITS = 24
/** Lattice units between the middle of the river and its bank road. */
export const RIVER_UNITS = 8
/** Nominal metres between the middle of the river and its bank road, before the plan is bent. */
const RIVER_ROW = 450
const ROTATION = (7 * Math.PI) / 180

export type Land = 'c' | 'n' | 'r' | 'i' | 'f' | 'h' | 'p' | 'l'
const LANDS: ReadonlyMap<string, Land> = new Map(
  (['c', 'n', 'r', 'i', 'f', 'h', 'p', 'l'] as const).map((land) => [land, land]),
)

/** A cell of the lattice between neighbouring avenues, about 1.3–2.5 km wide. */
export type Block = {
  col: number
  row: number
  i0: number
  j0: number
  land: Land
  street: string
  width: number
  height: number
}

/**
 * The bent lattice that the whole city hangs on. Lattice coordinates run east (i) and north (j) in
 * units of 1/24 block; the rows beside the river follow its curve and the curve fades with distance,
 * so avenues run along and across the water as they do in towns that grew from their quays.
 */
export type Lattice = {
  countI: number
  countJ: number
  /** Lattice row of the southern bank road, the river's middle and the northern bank road. */
  southBank: number
  middle: number
  northBank: number
  blocks: readonly Block[]
  blockAt(col: number, row: number): Block | undefined
  /** Plan point of a lattice point; fractions are allowed. */
  point(i: number, j: number): XY
  /** Plan point of an unbent position in metres (the recipe's plan points). */
  bend(u: number, v: number): XY
  /** The river's cross-section at `u`: unbent offsets of its banks and island, south to north. */
  riverAt(u: number): { south: number; north: number; island: [number, number] | null }
  /** Plan point at `offset` metres across the river, 0 its middle, north positive. */
  riverPoint(u: number, offset: number): XY
}

const bump = (x: number, from: number, to: number): number => {
  const t = (x - from) / (to - from)
  return t <= 0 || t >= 1 ? 0 : Math.sin(Math.PI * t) ** 2
}

function islandHalfWidth(recipe: Recipe, u: number): number {
  const { from, to, halfWidth } = recipe.river.island
  const t = (u - from) / (to - from)
  if (t <= 0 || t >= 1) return 0
  return halfWidth * Math.sin(Math.PI * t) ** 0.75 * (1.12 - 0.3 * t)
}

function makeBend(recipe: Recipe) {
  const { waves, island, halfWidth, roadOffset } = recipe.river
  const spread = (island.to - island.from) * 0.35
  const wide = (u: number) => bump(u, island.from - spread, island.to + spread)
  const bank = (u: number) => halfWidth + 26 * Math.sin(u / 2600 + 1) + 16 * Math.sin(u / 900) + island.widening * wide(u)
  const road = (u: number) => bank(u) + roadOffset
  const curve = (u: number) => waves.reduce((sum, w) => sum + w.amplitude * Math.sin(u / w.length + w.phase), 0)
  const slope = (u: number) => waves.reduce((sum, w) => sum + (w.amplitude / w.length) * Math.cos(u / w.length + w.phase), 0)
  const cos = Math.cos(ROTATION)
  const sin = Math.sin(ROTATION)

  const place = (u: number, across: number): XY => {
    const far = across / 3000
    let a = u - slope(u) * across * Math.exp(-far * far)
    let b = across + curve(u) * Math.exp(-((across / 6500) ** 2)) - 700
    a += 90 * Math.sin(across / 1900 + 1) * (1 - Math.exp(-far * far))
    b += 110 * Math.sin(a / 2700 + 2) * (1 - Math.exp(-far * far))
    return [a * cos - b * sin, a * sin + b * cos]
  }
  /** The line between the banks that districts share: the middle of the channel south of the island. */
  const middle = (u: number) => -(island.halfWidth + 120) * wide(u)
  const bend = (u: number, v: number): XY => {
    const size = Math.abs(v)
    const sign = Math.sign(v)
    if (size <= RIVER_ROW) return place(u, middle(u) + (size / RIVER_ROW) * (sign * road(u) - middle(u)))
    const fade = Math.exp(-(((size - RIVER_ROW) / 3000) ** 2))
    return place(u, v + sign * (road(u) - RIVER_ROW) * fade)
  }
  const riverAt = (u: number) => {
    const half = islandHalfWidth(recipe, u)
    const islandSpan: [number, number] | null = half > 0 ? [island.offset - half, island.offset + half] : null
    return { south: -bank(u), north: bank(u), island: islandSpan }
  }
  return { bend, riverAt, riverPoint: place }
}

/** Cumulative positions of block borders and, between them, of lattice units. */
function axis(sizes: readonly number[], units: readonly number[], start: number) {
  const marks: { unit: number; metres: number }[] = [{ unit: 0, metres: start }]
  sizes.forEach((size, k) => {
    const last = at(marks, -1)
    marks.push({ unit: last.unit + at(units, k), metres: last.metres + size })
  })
  return (unit: number): number => {
    let k = 1
    while (k < marks.length - 1 && unit > at(marks, k).unit) k++
    const a = at(marks, k - 1)
    const b = at(marks, k)
    return a.metres + ((unit - a.unit) / (b.unit - a.unit)) * (b.metres - a.metres)
  }
}

function readBlocks(recipe: Recipe): Block[] {
  const heights = [...[...recipe.rowsNorth].reverse(), ...recipe.rowsSouth]
  const blocks: Block[] = []
  recipe.landMap.forEach((line, row) => {
    ;[...line].forEach((letter, col) => {
      const land = LANDS.get(letter)
      if (!land) return
      const north = recipe.rowsNorth.length
      const south = recipe.rowsSouth.length
      const j0 = row < north ? (south + north - 1 - row) * UNITS + 2 * RIVER_UNITS : (south + north - 1 - row) * UNITS
      const street = recipe.streetMap[row]?.[col] ?? ''
      blocks.push({ col, row, i0: col * UNITS, j0, land, street, width: at(recipe.columns, col), height: at(heights, row) })
    })
  })
  return blocks
}

/** Builds the lattice of a recipe. */
export function makeLattice(recipe: Recipe): Lattice {
  const { bend, riverAt, riverPoint } = makeBend(recipe)
  const south = recipe.rowsSouth.length * UNITS
  const middle = south + RIVER_UNITS
  const northBank = middle + RIVER_UNITS
  const countI = recipe.columns.length * UNITS + 1
  const countJ = northBank + recipe.rowsNorth.length * UNITS + 1
  const totalWidth = recipe.columns.reduce((sum, width) => sum + width, 0)
  const southDepth = recipe.rowsSouth.reduce((sum, height) => sum + height, 0)
  const uAt = axis(recipe.columns, recipe.columns.map(() => UNITS), -totalWidth / 2)
  const rows = [...[...recipe.rowsSouth].reverse(), RIVER_ROW, RIVER_ROW, ...recipe.rowsNorth]
  const rowUnits = rows.map((_, k) => (k === recipe.rowsSouth.length || k === recipe.rowsSouth.length + 1 ? RIVER_UNITS : UNITS))
  const vAt = axis(rows, rowUnits, -southDepth - RIVER_ROW)

  const blocks = readBlocks(recipe)
  const byPlace = new Map(blocks.map((block) => [block.row * 100 + block.col, block]))
  const random = makeRandom(recipe.seed, 'sway')
  const sway = new Map(blocks.map((block) => [block, Array.from({ length: 4 }, () => random.between(-0.03, 0.03))]))
  const rowAt = (j: number): number | undefined => {
    if (j < south) return 8 - Math.floor(j / UNITS)
    if (j >= northBank) return 4 - Math.floor((j - northBank) / UNITS)
    return undefined
  }
  const point = (i: number, j: number): XY => {
    const row = rowAt(j)
    const block = row === undefined ? undefined : byPlace.get(row * 100 + Math.floor(i / UNITS))
    const shift = block && sway.get(block)
    if (!block || !shift) return bend(uAt(i), vAt(j))
    const s = (i - block.i0) / UNITS
    const t = (j - block.j0) / UNITS
    const crown = Math.sin(Math.PI * s) * Math.sin(Math.PI * t)
    const ds = crown * (at(shift, 0) + at(shift, 1) * Math.cos(Math.PI * t))
    const dt = crown * (at(shift, 2) + at(shift, 3) * Math.cos(Math.PI * s))
    return bend(uAt(i + ds * UNITS), vAt(j + dt * UNITS))
  }
  return {
    countI,
    countJ,
    southBank: south,
    middle,
    northBank,
    blocks,
    blockAt: (col, row) => byPlace.get(row * 100 + col),
    point,
    bend,
    riverAt,
    riverPoint,
  }
}
