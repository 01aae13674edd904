import type { Ground, Ring } from '../../domain/reference.ts'
import { at } from './at.ts'
import { UNITS } from './lattice.ts'
import { inRingXY, type XY } from './plane.ts'
import type { CityPlan } from './plan.ts'
import { makeWordLookup, type Rect } from './street-plan.ts'

/** Points of a lattice rectangle, `inset` metres inside its border, about one a lattice unit; closed. */
export function rectRing(plan: CityPlan, rect: Rect, unit: { width: number; height: number }, inset: number): XY[] {
  const di = inset / (unit.width / UNITS)
  const dj = inset / (unit.height / UNITS)
  const [i0, i1, j0, j1] = [rect.i0 + di, rect.i1 - di, rect.j0 + dj, rect.j1 - dj]
  const ring: XY[] = []
  const side = (from: [number, number], to: [number, number]) => {
    const count = Math.max(1, Math.round(Math.abs(to[0] - from[0]) + Math.abs(to[1] - from[1])))
    for (let k = 0; k < count; k++) {
      const t = k / count
      ring.push(plan.lattice.point(from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t))
    }
  }
  side([i0, j0], [i1, j0])
  side([i1, j0], [i1, j1])
  side([i1, j1], [i0, j1])
  side([i0, j1], [i0, j0])
  ring.push(at(ring, 0))
  return ring
}

/** Water, parks, built-up land and open land of the city. */
export function makeGrounds(plan: CityPlan): Ground[] {
  const word = makeWordLookup(plan.lattice, plan.streets)
  const toRing = (points: readonly XY[]): Ring => points.map((p) => plan.projection.toPosition(p))
  const grounds: Ground[] = []
  for (const block of plan.lattice.blocks) {
    const rect = { i0: block.i0, i1: block.i0 + UNITS, j0: block.j0, j1: block.j0 + UNITS }
    const built = 'crnli'.includes(block.land)
    const name = word(block.i0 + 1, block.j0 + 1) ?? ''
    grounds.push({ kind: built ? 'built' : 'green', name, ring: toRing(rectRing(plan, rect, block, 0)) })
  }
  for (const bank of plan.waters.banks) grounds.push({ kind: 'green', name: '滨江绿带', ring: toRing(bank) })
  grounds.push({ kind: 'park', name: '白鹭洲公园', ring: toRing(plan.waters.island) })
  for (const hill of plan.network.hills) grounds.push({ kind: 'park', name: hill.name, ring: toRing(hill.ring) })
  for (const leaf of plan.streets.leaves) {
    if (!leaf.park || leaf.block.land === 'h' || leaf.block.land === 'p') continue
    const ring = rectRing(plan, leaf, leaf.block, 14)
    if (ring.some((p) => plan.waters.contains(p) || plan.network.hills.some((hill) => inRingXY(hill.ring, p)))) continue
    grounds.push({ kind: 'park', name: `${word((leaf.i0 + leaf.i1) / 2, (leaf.j0 + leaf.j1) / 2) ?? ''}公园`, ring: toRing(ring) })
  }
  for (const road of plan.waters.lakeRoads) {
    const lake = plan.waters.bodies.find((body) => body.kind === 'lake' && inRingXY(road.ring, at(at(body.rings, 0), 0)))
    grounds.push({ kind: 'park', name: `${lake?.name ?? ''}公园`, ring: toRing(road.ring) })
  }
  for (const body of plan.waters.bodies) {
    for (const part of body.parts) grounds.push({ kind: body.kind === 'lake' ? 'lake' : 'river', name: body.name, ring: toRing(part) })
  }
  return grounds
}
