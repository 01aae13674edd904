import { z } from 'zod'
import type { EventEnvelope } from './case-event.ts'
import { Cells } from './cells.ts'
import { bboxOf, inBBox, inRing, type BBox } from './geometry.ts'
import { Grid, type City, type Position } from './reference.ts'
import { foldVersions, type VersionHistory } from './version-history.ts'

/** The stream of the unit grids' versions. */
export const GRIDS_STREAM = 'codes/grids'

export const MAX_GRIDS = 20_000
/** Corners of one boundary. */
export const MAX_CORNERS = 1_000

/** A district (6 digits), street (9) or community (12), by name (GB/T 30428.1). */
export const GridArea = z.object({ code: z.string().regex(/^\d{6}(\d{3}){0,2}$/), name: z.string().min(1).max(64) })
export type GridArea = z.infer<typeof GridArea>

/** 单元网格: every unit grid of the city, and the names of the areas that their codes lead through. */
export const GridTable = z.object({ version: z.string().min(1).max(32), areas: z.array(GridArea).max(MAX_GRIDS), grids: z.array(Grid).max(MAX_GRIDS) })
export type GridTable = z.infer<typeof GridTable>

/** Bodies of its events. An activation without a table puts an earlier version back in force. */
export const GridsEventBody = {
  'grids.activated': z.object({ version: z.string().min(1).max(32), table: GridTable.omit({ version: true }).optional(), note: z.string().max(500).default('') }),
} as const

/** The grids that a city's base data brings, in force until others are imported. */
export const gridsOfCity = ({ id, districts, streets, communities, grids }: Pick<City, 'id' | 'districts' | 'streets' | 'communities' | 'grids'>): GridTable => ({
  version: id,
  areas: [...districts, ...streets, ...communities].map(({ code, name }) => ({ code, name })),
  grids,
})

/** The history of the grids, over those of the base data. */
export const foldGrids = (events: readonly EventEnvelope[], base: GridTable): VersionHistory<GridTable> =>
  foldVersions(
    events,
    ({ type, body }) => {
      if (type !== 'grids.activated') return undefined
      const read = GridsEventBody[type].safeParse(body).data
      return read && { version: read.version, value: read.table ? { version: read.version, ...read.table } : read.version === base.version ? base : undefined, note: read.note, shipped: false }
    },
    { version: base.version, value: base },
  )

/** Looks up which grid a WGS-84 position lies in; microseconds a call. */
export function gridAt(grids: readonly Grid[]): (at: Position) => Grid | undefined {
  const cells = new Cells<{ readonly grid: Grid; readonly box: BBox }>()
  for (const grid of grids) {
    const box = bboxOf(grid.ring)
    cells.put(box, { grid, box })
  }
  return (at) => cells.at(at).find(({ grid, box }) => inBBox(box, at) && inRing(grid.ring, at))?.grid
}

/** One area or grid that is other than before. */
export const GridDiff = z.object({ code: z.string(), name: z.string(), how: z.enum(['added', 'changed', 'removed']), fields: z.array(z.enum(['name', 'boundary'])) })
export type GridDiff = z.infer<typeof GridDiff>

/** What is other in a table than in another, in the order of codes. */
export function diffGrids(before: GridTable, after: Omit<GridTable, 'version'>): GridDiff[] {
  const entries = ({ areas, grids }: Omit<GridTable, 'version'>) => new Map<string, { readonly name: string; readonly ring?: Grid['ring'] }>([...areas, ...grids].map((each) => [each.code, each]))
  const [old, next] = [entries(before), entries(after)]
  return [...new Set([...old.keys(), ...next.keys()])].sort().flatMap((code): GridDiff[] => {
    const [was, is] = [old.get(code), next.get(code)]
    const name = is?.name ?? was?.name ?? ''
    if (!was || !is) return [{ code, name, how: is ? 'added' : 'removed', fields: [] }]
    const fields = (['name', 'boundary'] as const).filter((field) => (field === 'name' ? was.name !== is.name : JSON.stringify(was.ring) !== JSON.stringify(is.ring)))
    return fields.length === 0 ? [] : [{ code, name, how: 'changed', fields }]
  })
}
