import type { Land } from './lattice.ts'
import { UNITS } from './lattice.ts'
import { densify, inRingXY, type XY } from './plane.ts'
import type { CityPlan } from './plan.ts'
import { makeRandom, type Random } from './random.ts'
import type { Leaf } from './street-plan.ts'
import { boxOf } from './water.ts'

/** How buildings stand on a block: metres, given as least and most. */
type Style = { depth: [number, number]; length: [number, number]; gapY: [number, number]; gapX: [number, number]; empty: number; inset: number }

const SLABS: Style = { depth: [12, 15], length: [38, 66], gapY: [20, 27], gapX: [12, 20], empty: 0.1, inset: 17 }
const STYLES: Partial<Record<Land, Style>> = {
  c: { depth: [11, 20], length: [14, 38], gapY: [9, 16], gapX: [6, 12], empty: 0.12, inset: 12 },
  n: { depth: [18, 30], length: [26, 44], gapY: [30, 44], gapX: [26, 40], empty: 0.18, inset: 20 },
  r: SLABS,
  l: SLABS,
  i: { depth: [42, 70], length: [60, 120], gapY: [18, 30], gapX: [16, 28], empty: 0.2, inset: 20 },
}

const CELL = 30

/** Cells that buildings keep out of: expressways, railway, stream roads. */
function closedCells(lines: readonly (readonly XY[])[]): Set<number> {
  const cells = new Set<number>()
  for (const line of lines) {
    for (const [x, y] of densify(line, CELL / 2)) {
      for (let dx = -1; dx <= 1; dx++) for (let dy = -1; dy <= 1; dy++) cells.add(keyOf(x + dx * CELL, y + dy * CELL))
    }
  }
  return cells
}
const keyOf = (x: number, y: number): number => Math.floor(x / CELL) * 100_003 + Math.floor(y / CELL)

/** Footprints of the city's buildings: for the map only, they carry no code. */
export function makeBuildings(seed: number, plan: CityPlan): XY[][] {
  const random = makeRandom(seed, 'buildings')
  const { network, waters } = plan
  const closed = closedCells([
    network.railway,
    ...network.segments.filter((s) => s.rank === 5).map((s) => s.line),
    ...waters.streamRoads.map((road) => road.line),
    ...waters.bodies.filter((body) => body.kind === 'stream').map((body) => body.middle),
  ])
  const rings = [...network.hills.map((hill) => hill.ring), ...waters.lakeRoads.map((road) => road.ring)]
  const boxes = rings.map((ring) => ({ ring, box: boxOf(ring) }))
  const free = (p: XY): boolean =>
    !closed.has(keyOf(p[0], p[1])) &&
    !waters.contains(p) &&
    !boxes.some(({ ring, box }) => p[0] > box[0] && p[0] < box[2] && p[1] > box[1] && p[1] < box[3] && inRingXY(ring, p))
  const out: XY[][] = []
  for (const leaf of plan.streets.leaves) {
    const style = STYLES[leaf.block.land]
    if (!leaf.park && style) fillLeaf(plan, leaf, style, random, free, out)
  }
  return out
}

function fillLeaf(plan: CityPlan, leaf: Leaf, style: Style, random: Random, free: (p: XY) => boolean, out: XY[][]): void {
  const unitX = leaf.block.width / UNITS
  const unitY = leaf.block.height / UNITS
  const width = (leaf.i1 - leaf.i0) * unitX
  const height = (leaf.j1 - leaf.j0) * unitY
  const place = (x: number, y: number): XY => plan.lattice.point(leaf.i0 + x / unitX, leaf.j0 + y / unitY)
  const between = (range: [number, number]) => random.between(range[0], range[1])
  let y = style.inset
  while (y + style.depth[0] < height - style.inset) {
    const depth = Math.min(between(style.depth), height - style.inset - y)
    let x = style.inset
    while (x + style.length[0] < width - style.inset) {
      const length = Math.min(between(style.length), width - style.inset - x)
      const setBack = random.between(0, 3)
      if (!random.chance(style.empty)) {
        const ring = [place(x, y + setBack), place(x + length, y + setBack), place(x + length, y + setBack + depth), place(x, y + setBack + depth)]
        if (ring.every(free)) out.push([...ring, ...ring.slice(0, 1)])
      }
      x += length + between(style.gapX)
    }
    y += depth + between(style.gapY)
  }
}
