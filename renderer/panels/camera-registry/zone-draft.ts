import type { PicturePoint, PrivacyZone } from '../../../electron/contract/camera-registry.ts'

/** The least side of a zone, as a share of the picture. */
export const LEAST = 0.02

type Point = readonly [number, number]

const clamp = (value: number): number => Math.min(1, Math.max(0, value))
/** Shares to a ten-thousandth: finer than any picture. */
const share = (value: number): number => Math.round(clamp(value) * 10_000) / 10_000
const at = ([x, y]: Point): PicturePoint => [share(x), share(y)]

/** The rectangle between two points; undefined where it is too small to be meant. */
export function rectangle([ax, ay]: Point, [bx, by]: Point): PicturePoint[] | undefined {
  const [left, right, top, bottom] = [clamp(Math.min(ax, bx)), clamp(Math.max(ax, bx)), clamp(Math.min(ay, by)), clamp(Math.max(ay, by))]
  if (right - left < LEAST || bottom - top < LEAST) return undefined
  return [at([left, top]), at([right, top]), at([right, bottom]), at([left, bottom])]
}

/** Moves a zone as far as the picture reaches. */
export function moved({ points, sees }: PrivacyZone, dx: number, dy: number): PrivacyZone {
  const room = (values: readonly number[], by: number): number => Math.min(1 - Math.max(...values), Math.max(-Math.min(...values), by))
  const [x, y] = [room(points.map(([px]) => px), dx), room(points.map(([, py]) => py), dy)]
  return { sees, points: points.map(([px, py]) => at([px + x, py + y])) }
}

/** Makes a zone larger or smaller round its middle. */
export function scaled({ points, sees }: PrivacyZone, factor: number): PrivacyZone {
  const middle = (values: readonly number[]): number => (Math.min(...values) + Math.max(...values)) / 2
  const [x, y] = [middle(points.map(([px]) => px)), middle(points.map(([, py]) => py))]
  const next = points.map(([px, py]) => at([x + (px - x) * factor, y + (py - y) * factor]))
  const side = (values: readonly number[]): number => Math.max(...values) - Math.min(...values)
  return side(next.map(([px]) => px)) < LEAST || side(next.map(([, py]) => py)) < LEAST ? { points, sees } : { points: next, sees }
}

/** A zone with a corner somewhere else. */
export const withCorner = ({ points, sees }: PrivacyZone, corner: number, to: Point): PrivacyZone => ({ sees, points: points.map((point, i) => (i === corner ? at(to) : point)) })

/** A zone with one more corner in the middle of the edge after `edge`. */
export function withEdgeCorner({ points, sees }: PrivacyZone, edge: number): PrivacyZone {
  const [a, b] = [points[edge], points[(edge + 1) % points.length]]
  if (!a || !b || points.length >= 32) return { points, sees }
  return { sees, points: points.toSpliced(edge + 1, 0, at([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2])) }
}
