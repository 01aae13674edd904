import type { Position } from '../../../electron/contract/case-terms.ts'

/** West, south, east, north in WGS-84 degrees. */
export type Bounds = readonly [number, number, number, number]

/** Steps of a viewport's edges, degrees (about 100 m): a small move of the map asks for nothing new. */
const STEP = 0.001

const snap = (value: number, round: (n: number) => number, min: number, max: number): number => Math.min(max, Math.max(min, Number((round(value / STEP) * STEP).toFixed(3))))

/** Rounds a viewport outwards to whole steps, inside the world. */
export const roundBounds = ([west, south, east, north]: Bounds): [number, number, number, number] => [
  snap(west, Math.floor, -180, 180),
  snap(south, Math.floor, -90, 90),
  snap(east, Math.ceil, -180, 180),
  snap(north, Math.ceil, -90, 90),
]

/** Grows bounds on every side by a share of their size, inside the world. */
export const growBounds = ([west, south, east, north]: Bounds, share: number): [number, number, number, number] => {
  const [dx, dy] = [(east - west) * share, (north - south) * share]
  return [Math.max(-180, west - dx), Math.max(-85, south - dy), Math.min(180, east + dx), Math.min(85, north + dy)]
}

/** A part of a map of `width` × `height`, as shares of it from its left upper corner. */
export interface MapPart {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly width: number
  readonly height: number
}

const RAD = Math.PI / 180
/** Web Mercator's northing, in radians of the equator, and back. */
const northing = (lat: number): number => Math.log(Math.tan(Math.PI / 4 + (lat * RAD) / 2))
const latitude = (y: number): number => (2 * Math.atan(Math.exp(y)) - Math.PI / 2) / RAD

/** What a part shows of a map on which the bounds are fitted whole and in the middle. */
export function partBounds([west, south, east, north]: Bounds, { left, top, right, bottom, width, height }: MapPart): Bounds {
  const [x0, x1, y0, y1] = [west * RAD, east * RAD, northing(south), northing(north)]
  const scale = Math.max((x1 - x0) / width, (y1 - y0) / height)
  const [cx, cy] = [(x0 + x1) / 2, (y0 + y1) / 2]
  const lng = (share: number): number => (cx + (share - 0.5) * width * scale) / RAD
  const lat = (share: number): number => latitude(cy + (0.5 - share) * height * scale)
  return [lng(left), lat(bottom), lng(right), lat(top)]
}

export const inBounds = ([lng, lat]: Position, [west, south, east, north]: Bounds): boolean => lng >= west && lng <= east && lat >= south && lat <= north

export interface EdgeMark {
  readonly x: number
  readonly y: number
  /** Direction from the middle, radians clockwise from the right. */
  readonly angle: number
}

/**
 * Where on the edge of a screen of `width` × `height`, `margin` inside, a mark stands for a point that lies
 * outside; null when the point can be seen.
 */
export function edgeMark(point: { readonly x: number; readonly y: number }, width: number, height: number, margin: number): EdgeMark | null {
  if (point.x >= 0 && point.x <= width && point.y >= 0 && point.y <= height) return null
  const [cx, cy] = [width / 2, height / 2]
  const [dx, dy] = [point.x - cx, point.y - cy]
  const reach = Math.min((cx - margin) / Math.max(Math.abs(dx), 1e-9), (cy - margin) / Math.max(Math.abs(dy), 1e-9))
  return { x: cx + dx * reach, y: cy + dy * reach, angle: Math.atan2(dy, dx) }
}
