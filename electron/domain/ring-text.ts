import type { Position, Ring } from './reference.ts'
import { MAX_CORNERS } from './grid-table.ts'

export type RingFault = 'bad-boundary' | 'several-parts' | 'has-hole' | 'too-many-corners' | 'bad-position' | 'swapped-axes' | 'crosses-itself'

const NUMBER = /^[+-]?\d+(?:\.\d+)?$/

/**
 * Reads a boundary as offices send it: WKT (`POLYGON ((116.1 39.9, …))`), a GeoJSON geometry, or corners as
 * `116.1,39.9;116.2,39.9;…`. Degrees, longitude first; it need not be closed. `convert` brings a corner to WGS-84 and
 * answers undefined where it can't.
 */
export function readRing(text: string, convert: (at: Position) => Position | undefined): Ring | RingFault {
  const corners = text.startsWith('{') ? fromGeoJson(text) : fromText(text)
  if (typeof corners === 'string') return corners
  if (corners.length > MAX_CORNERS) return 'too-many-corners'
  const ring: Position[] = []
  for (const [lng, lat] of corners) {
    if (lng === undefined || lat === undefined) return 'bad-boundary'
    if (Math.abs(lat) > 90 && Math.abs(lng) <= 90) return 'swapped-axes'
    const at = Math.abs(lng) > 180 || Math.abs(lat) > 90 ? undefined : convert([lng, lat])
    if (!at) return 'bad-position'
    const last = ring.at(-1)
    if (!last || last[0] !== at[0] || last[1] !== at[1]) ring.push(at)
  }
  const [first, last] = [ring[0], ring.at(-1)]
  if (first && last && (first[0] !== last[0] || first[1] !== last[1])) ring.push(first)
  if (ring.length < 4) return 'bad-boundary'
  return crossesItself(ring) ? 'crosses-itself' : ring
}

type Corners = readonly (readonly number[])[]

function fromText(text: string): Corners | RingFault {
  const wkt = /^(?:SRID=\d+;)?\s*(MULTI)?POLYGON\s*Z?\s*\(([\s\S]*)\)\s*$/i.exec(text)
  if (!wkt) return pairs(text.trim(), text.includes(';') || text.includes('；') ? /[;；\n]/ : /[\n]|\s*,\s*(?=\S+\s+\S)/)
  const inner = (wkt[2] ?? '').replaceAll(/\s*([(),])\s*/g, '$1')
  const rings = inner.split(/\),\(/).map((part) => part.replaceAll(/[()]/g, ''))
  if (wkt[1] && inner.includes(')),((')) return 'several-parts'
  if (rings.length > 1) return 'has-hole'
  return pairs(rings[0] ?? '', /,/)
}

function pairs(text: string, between: RegExp): Corners | RingFault {
  const corners = text.split(between).filter((part) => part.trim() !== '').map((part) => part.trim().split(/[\s,，]+/))
  return corners.every((c) => c.length >= 2 && c.length <= 3 && c.every((n) => NUMBER.test(n))) ? corners.map((c) => c.slice(0, 2).map(Number)) : 'bad-boundary'
}

const isNumbers = (value: unknown): value is number[] => Array.isArray(value) && value.length >= 2 && value.every((n) => typeof n === 'number' && Number.isFinite(n))

function fromGeoJson(text: string): Corners | RingFault {
  let geometry: unknown
  try {
    geometry = JSON.parse(text)
  } catch {
    return 'bad-boundary'
  }
  if (typeof geometry !== 'object' || geometry === null || !('coordinates' in geometry) || !('type' in geometry) || !Array.isArray(geometry.coordinates)) return 'bad-boundary'
  const parts: readonly unknown[] = geometry.type === 'MultiPolygon' ? geometry.coordinates : geometry.type === 'Polygon' ? [geometry.coordinates] : []
  if (parts.length > 1) return 'several-parts'
  const [rings] = parts
  if (!Array.isArray(rings)) return 'bad-boundary'
  if (rings.length > 1) return 'has-hole'
  const [ring]: readonly unknown[] = rings
  return Array.isArray(ring) && ring.every(isNumbers) ? ring.map((c) => c.slice(0, 2)) : 'bad-boundary'
}

/** On which side of the line from a to b a point lies: above 0 left, below 0 right. */
const side = (a: Position, b: Position, p: Position): number => (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])

/** Whether two edges that are not neighbours cross. Edges that only touch don't count. */
function crossesItself(ring: readonly Position[]): boolean {
  const edges = ring.slice(1).map((to, i) => [ring[i] ?? to, to] as const)
  return edges.some(([a, b], i) => edges.slice(i + 2).some(([c, d]) => side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0))
}
