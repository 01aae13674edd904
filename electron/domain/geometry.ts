import type { Position, Ring } from './reference.ts'

/** West, south, east, north in degrees. */
export type BBox = [number, number, number, number]

const EARTH_RADIUS_M = 6_371_008.8
const RAD = Math.PI / 180

/** Metres per degree of longitude and latitude at `lat`, on a sphere; good to a few parts in a thousand. */
export function metresPerDegree(lat: number): { lng: number; lat: number } {
  const perDegree = EARTH_RADIUS_M * RAD
  return { lng: perDegree * Math.cos(lat * RAD), lat: perDegree }
}

/** Great-circle distance in metres (haversine). */
export function distanceMetres(a: Position, b: Position): number {
  const dLat = (b[1] - a[1]) * RAD
  const dLng = (b[0] - a[0]) * RAD
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a[1] * RAD) * Math.cos(b[1] * RAD) * Math.sin(dLng / 2) ** 2
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** Direction from `a` to `b`, degrees clockwise from north in [0, 360). Flat: for distances within a city. */
export function bearingDegrees(a: Position, b: Position): number {
  const east = (b[0] - a[0]) * Math.cos(((a[1] + b[1]) / 2) * RAD)
  const degrees = Math.atan2(east, b[1] - a[1]) / RAD
  return (degrees + 360) % 360
}

/** Whether `p` lies in the ring (even-odd rule). A point exactly on an edge may fall on either side. */
export function inRing(ring: Ring, p: Position): boolean {
  let inside = false
  let previous = ring[ring.length - 1]
  for (const current of ring) {
    if (previous && current[1] > p[1] !== previous[1] > p[1]) {
      const x = ((previous[0] - current[0]) * (p[1] - current[1])) / (previous[1] - current[1]) + current[0]
      if (p[0] < x) inside = !inside
    }
    previous = current
  }
  return inside
}

/** The smallest box around the points; an empty list gives an inverted, infinite box that contains nothing. */
export function bboxOf(points: Iterable<Position>): BBox {
  const box: BBox = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of points) {
    box[0] = Math.min(box[0], x)
    box[1] = Math.min(box[1], y)
    box[2] = Math.max(box[2], x)
    box[3] = Math.max(box[3], y)
  }
  return box
}

/** Whether `p` lies in the box, borders included. */
export function inBBox(box: BBox, p: Position): boolean {
  return p[0] >= box[0] && p[0] <= box[2] && p[1] >= box[1] && p[1] <= box[3]
}

/** Area centroid of a ring; the mean of its points where the area vanishes. */
export function centroidOf(ring: Ring): Position {
  const origin = ring[0] ?? [0, 0]
  let area = 0
  let x = 0
  let y = 0
  for (let i = 0; i + 1 < ring.length; i++) {
    const a = ring[i] ?? origin
    const b = ring[i + 1] ?? origin
    const cross = (a[0] - origin[0]) * (b[1] - origin[1]) - (b[0] - origin[0]) * (a[1] - origin[1])
    area += cross
    x += (a[0] + b[0] - 2 * origin[0]) * cross
    y += (a[1] + b[1] - 2 * origin[1]) * cross
  }
  if (area === 0) return origin
  return [origin[0] + x / (3 * area), origin[1] + y / (3 * area)]
}
