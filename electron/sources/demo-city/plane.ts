import { metresPerDegree } from '../../domain/geometry.ts'
import type { Position } from '../../domain/reference.ts'
import { at } from './at.ts'

/** A point in the city's flat plan: metres east and north of its centre. */
export type XY = [number, number]

export type Projection = { toPosition(p: XY): Position; toPlane(p: Position): XY }

/** Flat projection around `centre`; positions are rounded to 1e-6 degrees (about 0.1 m). */
export function makeProjection(centre: Position): Projection {
  const scale = metresPerDegree(centre[1])
  const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6
  return {
    toPosition: ([x, y]) => [round(centre[0] + x / scale.lng), round(centre[1] + y / scale.lat)],
    toPlane: ([lng, lat]) => [(lng - centre[0]) * scale.lng, (lat - centre[1]) * scale.lat],
  }
}

export const distance = (a: XY, b: XY): number => Math.hypot(a[0] - b[0], a[1] - b[1])

export const mix = (a: XY, b: XY, t: number): XY => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]

export function lineLength(line: readonly XY[]): number {
  let sum = 0
  for (let i = 1; i < line.length; i++) sum += distance(at(line, i - 1), at(line, i))
  return sum
}

/** The point `along` metres down the line and the unit direction there; clamped to the ends. */
export function pointAlong(line: readonly XY[], along: number): { at: XY; direction: XY } {
  let left = Math.max(0, along)
  for (let i = 1; i < line.length; i++) {
    const a = at(line, i - 1)
    const b = at(line, i)
    const length = distance(a, b)
    if (left <= length || i === line.length - 1) {
      const t = length === 0 ? 0 : Math.min(1, left / length)
      return { at: mix(a, b, t), direction: unit(a, b) }
    }
    left -= length
  }
  return { at: at(line, 0), direction: [1, 0] }
}

export function unit(a: XY, b: XY): XY {
  const length = distance(a, b) || 1
  return [(b[0] - a[0]) / length, (b[1] - a[1]) / length]
}

/** Points no more than `step` metres apart along the line, its own points kept. */
export function densify(line: readonly XY[], step: number): XY[] {
  const out: XY[] = [at(line, 0)]
  for (let i = 1; i < line.length; i++) {
    const a = at(line, i - 1)
    const b = at(line, i)
    const pieces = Math.max(1, Math.ceil(distance(a, b) / step))
    for (let k = 1; k <= pieces; k++) out.push(k === pieces ? b : mix(a, b, k / pieces))
  }
  return out
}

/** Corner cutting (Chaikin): a smooth line through the middle of the given one, ends kept. */
export function smooth(line: readonly XY[], rounds: number): XY[] {
  let points = [...line]
  for (let round = 0; round < rounds; round++) {
    const next: XY[] = [at(points, 0)]
    for (let i = 1; i < points.length; i++) {
      const a = at(points, i - 1)
      const b = at(points, i)
      next.push(mix(a, b, 0.25), mix(a, b, 0.75))
    }
    next.push(at(points, -1))
    points = next
  }
  return points
}

/** The line moved `by` metres to its left. */
export function offsetLine(line: readonly XY[], by: number): XY[] {
  return line.map((p, i) => {
    const [dx, dy] = unit(at(line, Math.max(0, i - 1)), at(line, Math.min(line.length - 1, i + 1)))
    return [p[0] - dy * by, p[1] + dx * by]
  })
}

/** The ribbon `halfWidth` metres to each side of a line, as a closed ring. */
export function ribbon(line: readonly XY[], halfWidth: number): XY[] {
  const left = offsetLine(line, halfWidth)
  const right = offsetLine(line, -halfWidth)
  return [...left, ...right.reverse(), at(left, 0)]
}

/** Even-odd point in ring, for the plan. */
export function inRingXY(ring: readonly XY[], p: XY): boolean {
  let inside = false
  let previous = at(ring, -1)
  for (const current of ring) {
    if (current[1] > p[1] !== previous[1] > p[1]) {
      const x = ((previous[0] - current[0]) * (p[1] - current[1])) / (previous[1] - current[1]) + current[0]
      if (p[0] < x) inside = !inside
    }
    previous = current
  }
  return inside
}
