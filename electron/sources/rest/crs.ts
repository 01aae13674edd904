import gcoord from 'gcoord'
import type { Crs } from '../../contract/rest.ts'
import { Position } from '../../domain/reference.ts'
import { refuse } from './problem.ts'

const CRS = { 'WGS-84': gcoord.WGS84, 'GCJ-02': gcoord.GCJ02, 'BD-09': gcoord.BD09 } as const

/** A micro-degree, about a decimetre: converting is no more exact than that. */
const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6

/** A position of another datum in WGS-84 degrees; undefined where it converts to no place on earth. */
export function fromCrs(at: Position, crs: Crs): Position | undefined {
  if (crs === 'WGS-84') return at
  const [lng, lat] = gcoord.transform([at[0], at[1]], CRS[crs], CRS['WGS-84'])
  return Position.safeParse([rounded(lng), rounded(lat)]).data
}

/** A position as it came, and in WGS-84 degrees; what is WGS-84 already is left as it is. Refuses what converts to no place on earth. */
export function toWgs84(at: Position, crs: Crs): { readonly at: Position; readonly original?: { readonly crs: Crs; readonly at: Position } } {
  if (crs === 'WGS-84') return { at }
  const converted = fromCrs(at, crs)
  if (!converted) throw refuse('outside-city', `${crs} has no such position`, { where: 'at', params: { at: at.join(', ') } })
  return { at: converted, original: { crs, at } }
}
