import type { Component, Grid, Position } from '../../domain/reference.ts'
import { at } from './at.ts'
import { COMPONENT_RULES, type ComponentRule } from './component-types.ts'
import { lineLength, pointAlong, type Projection, type XY } from './plane.ts'
import { makeRandom, type Random } from './random.ts'
import type { PlanSegment } from './road-network.ts'

type Measured = { segment: PlanSegment; length: number }

/**
 * Stands components along the roads, evenly by length with some jitter. One that would fall outside
 * every grid or into water is left out. Serials count by district and type.
 */
export function makeComponents(
  seed: number,
  segments: readonly PlanSegment[],
  projection: Projection,
  gridOf: (at: Position) => Grid | undefined,
  inWater: (p: XY) => boolean,
): Component[] {
  const measured = segments.filter((s) => !s.bridge && s.rank < 5).map((segment) => ({ segment, length: lineLength(segment.line) }))
  const serials = new Map<string, number>()
  const components: Component[] = []
  for (const rule of COMPONENT_RULES) {
    const random = makeRandom(seed, `component ${rule.type}`)
    const roads = measured.filter(({ segment, length }) => rule.ranks.includes(segment.rank) && length > 40)
    for (const p of rule.atCrossings ? besideEnds(rule, roads, random) : alongRoads(rule, roads, random)) {
      if (inWater(p)) continue
      const position: Position = projection.toPosition(p)
      const grid = gridOf(position)
      if (!grid) continue
      const key = grid.code.slice(0, 6) + rule.type
      const serial = (serials.get(key) ?? 0) + 1
      serials.set(key, serial)
      components.push({ code: key + String(serial).padStart(6, '0'), type: rule.type, name: rule.name, at: position, grid: grid.code })
    }
  }
  return components
}

function aside(rule: ComponentRule, { at: p, direction }: { at: XY; direction: XY }, random: Random): XY {
  const by = random.between(rule.offset[0], rule.offset[1]) * (random.chance(0.5) ? 1 : -1)
  return [p[0] - direction[1] * by, p[1] + direction[0] * by]
}

function* alongRoads(rule: ComponentRule, roads: readonly Measured[], random: Random): Iterable<XY> {
  const total = roads.reduce((sum, road) => sum + road.length, 0)
  const step = total / rule.count
  let next = random.between(0, step)
  let walked = 0
  for (const { segment, length } of roads) {
    while (next < walked + length) {
      const along = Math.max(12, Math.min(length - 12, next - walked + random.between(-0.3, 0.3) * Math.min(step, 80)))
      yield aside(rule, pointAlong(segment.line, along), random)
      next += step
    }
    walked += length
  }
}

function* besideEnds(rule: ComponentRule, roads: readonly Measured[], random: Random): Iterable<XY> {
  const chosen = random.shuffle(roads).slice(0, rule.count)
  for (const { segment, length } of chosen) {
    const line = random.chance(0.5) ? segment.line : [...segment.line].reverse()
    yield aside(rule, pointAlong(line, Math.min(length / 3, at(rule.offset, 1))), random)
  }
}
