import { at, get } from './at.ts'
import { type Block, type Land, type Lattice, RIVER_UNITS, UNITS } from './lattice.ts'
import { makeRandom, type Random } from './random.ts'
import type { Recipe } from './recipe.ts'

/** Rank of a road, higher is greater: 1 residential, 2 tertiary, 3 secondary, 4 primary, 5 expressway. */
export type Rank = 1 | 2 | 3 | 4 | 5

/** A rectangle of lattice units. */
export type Rect = { i0: number; i1: number; j0: number; j1: number }
export type Leaf = Rect & { block: Block; park: boolean }
/** A quarter of a block with the neighbourhood word that its roads and community are named from. */
export type Quarter = Rect & { block: Block; word: string }
export type GridRect = Rect & { block: Block; quarter: Quarter }

/** Road ranks on the unit edges of the lattice, and what the roads enclose. */
export type StreetPlan = {
  /** Rank of the edge from (i, j) to (i + 1, j), 0 none; index j * countI + i. */
  east: Uint8Array
  /** Rank of the edge from (i, j) to (i, j + 1). */
  north: Uint8Array
  leaves: Leaf[]
  quarters: Quarter[]
  grids: GridRect[]
}

/** Metres: the block side that streets stop dividing at, and the side of a unit grid. */
const SIZES: Record<Land, { leaf: number; grid: number }> = {
  c: { leaf: 175, grid: 430 },
  n: { leaf: 235, grid: 560 },
  r: { leaf: 225, grid: 590 },
  l: { leaf: 240, grid: 600 },
  i: { leaf: 370, grid: 700 },
  f: { leaf: 720, grid: 1000 },
  h: { leaf: 1500, grid: 1100 },
  p: { leaf: 1500, grid: 900 },
}

const even = (unit: number): number => Math.round(unit / 2) * 2

function makePainter(lattice: Lattice) {
  const size = lattice.countI * lattice.countJ
  const east = new Uint8Array(size)
  const north = new Uint8Array(size)
  const raise = (edges: Uint8Array, k: number, rank: Rank) => {
    edges[k] = Math.max(edges[k] ?? 0, rank)
  }
  return {
    east,
    north,
    across: (j: number, i0: number, i1: number, rank: Rank) => {
      for (let i = i0; i < i1; i++) raise(east, j * lattice.countI + i, rank)
    },
    up: (i: number, j0: number, j1: number, rank: Rank) => {
      for (let j = j0; j < j1; j++) raise(north, j * lattice.countI + i, rank)
    },
  }
}
type Painter = ReturnType<typeof makePainter>

function paintAvenues(recipe: Recipe, lattice: Lattice, paint: Painter): void {
  for (const block of lattice.blocks) {
    const { col, row, i0, j0 } = block
    if (lattice.blockAt(col + 1, row)) paint.up(i0 + UNITS, j0, j0 + UNITS, 4)
    const above = lattice.blockAt(col, row - 1)
    if (row === 5 || (above && row !== 5)) paint.across(j0 + UNITS, i0, i0 + UNITS, 4)
    if (row === 4) paint.across(j0, i0, i0 + UNITS, 4)
  }
  recipe.avenues.forEach((avenue, k) => {
    if (avenue.bridge) paint.up((k + 1) * UNITS, lattice.southBank, lattice.southBank + 2 * RIVER_UNITS, 4)
  })
}

type Cuts = { middles: number[]; quarters: [number, number][] }

/** Where secondary and tertiary streets run, shared along a column or row so that they go on across avenues. */
function makeCuts(random: Random, count: number): Cuts {
  const middles = Array.from({ length: count }, () => even(random.between(9, 15)))
  const quarters = middles.map((middle): [number, number] => [
    even(random.between(0.38, 0.62) * middle),
    even(middle + random.between(0.38, 0.62) * (UNITS - middle)),
  ])
  return { middles, quarters }
}

/** Draws avenues, streets and lanes, and divides the land between them down to building blocks and unit grids. */
export function makeStreetPlan(recipe: Recipe, lattice: Lattice): StreetPlan {
  const random = makeRandom(recipe.seed, 'streets')
  const paint = makePainter(lattice)
  paintAvenues(recipe, lattice, paint)
  const columns = makeCuts(random, recipe.columns.length)
  const rows = makeCuts(random, 9)
  const plan: StreetPlan = { east: paint.east, north: paint.north, leaves: [], quarters: [], grids: [] }
  for (const block of lattice.blocks) divideBlock(block, columns, rows, plan, paint, random)
  nameQuarters(recipe, plan, random)
  return plan
}

function divideBlock(block: Block, columns: Cuts, rows: Cuts, plan: StreetPlan, paint: Painter, random: Random): void {
  const { i0, j0, land } = block
  const midI = i0 + at(columns.middles, block.col)
  const midJ = j0 + at(rows.middles, block.row)
  const wild = land === 'h' || land === 'p'
  if (!wild) {
    const rank = land === 'f' ? 2 : 3
    if (land !== 'f' || random.chance(0.7)) paint.up(midI, j0, j0 + UNITS, rank)
    if (land !== 'f' || random.chance(0.7)) paint.across(midJ, i0, i0 + UNITS, rank)
  }
  const spansI: [number, number][] = [[i0, midI], [midI, i0 + UNITS]]
  const spansJ: [number, number][] = [[j0, midJ], [midJ, j0 + UNITS]]
  for (const [a, [qi0, qi1]] of spansI.entries()) {
    for (const [b, [qj0, qj1]] of spansJ.entries()) {
      const quarter: Quarter = { i0: qi0, i1: qi1, j0: qj0, j1: qj1, block, word: '' }
      plan.quarters.push(quarter)
      const standard = { i: i0 + at(at(columns.quarters, block.col), a), j: j0 + at(at(rows.quarters, block.row), b) }
      divide({ quarter, standard, plan, paint, random, wild }, quarter, 0, false)
    }
  }
}

type Division = {
  quarter: Quarter
  standard: { i: number; j: number }
  plan: StreetPlan
  paint: Painter
  random: Random
  wild: boolean
}

function divide(task: Division, rect: Rect, depth: number, gridded: boolean): void {
  const { quarter, plan, random, paint } = task
  const { block } = quarter
  const size = SIZES[block.land]
  const width = ((rect.i1 - rect.i0) * block.width) / UNITS
  const height = ((rect.j1 - rect.j0) * block.height) / UNITS
  const longest = Math.max(width, height)
  const isGrid = !gridded && longest < size.grid * 1.42
  if (isGrid) plan.grids.push({ ...rect, block, quarter })
  const inGrid = gridded || isGrid
  const smallest = width > height ? rect.i1 - rect.i0 : rect.j1 - rect.j0
  const parkland = inGrid && !task.wild && longest > 240 && longest < 560 && block.land !== 'f' && block.land !== 'i'
  if (parkland && random.chance(0.022)) return void plan.leaves.push({ ...rect, block, park: true })
  const done = longest < size.leaf * random.between(1.2, 1.75) || smallest < 4
  if (done && inGrid) return void plan.leaves.push({ ...rect, block, park: task.wild })

  const rank: Rank | 0 = task.wild || (done && !inGrid) ? 0 : depth === 0 || longest > 1000 ? 2 : 1
  const ratio = random.between(0.38, 0.62)
  const aligned = depth === 0 && random.chance(0.7)
  // Unit grids share corners only on even units.
  const snap = inGrid ? Math.round : even
  if (width * random.between(0.92, 1.08) > height) {
    const cut = aligned ? task.standard.i : snap(rect.i0 + ratio * (rect.i1 - rect.i0))
    if (cut <= rect.i0 || cut >= rect.i1) return void closeLeaf(task, rect, inGrid)
    if (rank !== 0) paint.up(cut, rect.j0, rect.j1, rank)
    divide(task, { ...rect, i1: cut }, depth + 1, inGrid)
    divide(task, { ...rect, i0: cut }, depth + 1, inGrid)
    return
  }
  const cut = aligned ? task.standard.j : snap(rect.j0 + ratio * (rect.j1 - rect.j0))
  if (cut <= rect.j0 || cut >= rect.j1) return void closeLeaf(task, rect, inGrid)
  if (rank !== 0) paint.across(cut, rect.i0, rect.i1, rank)
  divide(task, { ...rect, j1: cut }, depth + 1, inGrid)
  divide(task, { ...rect, j0: cut }, depth + 1, inGrid)
}

function closeLeaf(task: Division, rect: Rect, inGrid: boolean): void {
  const { quarter, plan } = task
  if (!inGrid) plan.grids.push({ ...rect, block: quarter.block, quarter })
  plan.leaves.push({ ...rect, block: quarter.block, park: task.wild })
}

/** Gives each quarter a word of its own: a core quarter an old one, a new one a modern one, and so on. */
function nameQuarters(recipe: Recipe, plan: StreetPlan, random: Random): void {
  const pools = {
    core: random.shuffle(recipe.words.core),
    living: random.shuffle(recipe.words.living),
    newtown: random.shuffle(recipe.words.newtown),
    industry: random.shuffle(recipe.words.industry),
    rural: random.shuffle(recipe.words.rural),
  }
  const poolOf: Record<Land, keyof typeof pools> = {
    c: 'core', n: 'newtown', r: 'living', l: 'living', i: 'industry', f: 'rural', h: 'rural', p: 'living',
  }
  const shared = new Map<Block, string>()
  for (const quarter of plan.quarters) {
    const { block } = quarter
    const pool = poolOf[block.land]
    const wide = pool === 'industry' || pool === 'rural' || block.land === 'p'
    const known = wide ? shared.get(block) : undefined
    quarter.word = known ?? pools[pool].pop() ?? pools.living.pop() ?? ''
    if (quarter.word === '') throw new RangeError(`The recipe has too few "${pool}" words`)
    if (wide) shared.set(block, quarter.word)
  }
}

/** The word of the quarter that holds a lattice point, for roads and communities. */
export function makeWordLookup(lattice: Lattice, plan: StreetPlan): (i: number, j: number) => string | undefined {
  const byBlock = new Map<Block, Quarter[]>()
  for (const quarter of plan.quarters) byBlock.set(quarter.block, [...(byBlock.get(quarter.block) ?? []), quarter])
  return (i, j) => {
    const row = j < lattice.southBank ? 8 - Math.floor(j / UNITS) : 4 - Math.floor((j - lattice.northBank) / UNITS)
    const block = lattice.blockAt(Math.floor(i / UNITS), row)
    if (!block) return undefined
    return get(byBlock, block).find((q) => i >= q.i0 && i <= q.i1 && j >= q.j0 && j <= q.j1)?.word
  }
}
