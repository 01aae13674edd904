import { Cells } from './cells.ts'
import { bboxOf, centroidOf, inRing } from './geometry.ts'
import { MAX_GRIDS, type GridArea, type GridTable } from './grid-table.ts'
import type { Grid, Position, Ring } from './reference.ts'
import { readRing } from './ring-text.ts'
import { findColumns, shortValue, type SheetFault, type SheetField, type SheetMapping } from './sheet-mapping.ts'

/** Unit grids as a sheet: a row for each, with its boundary. Names of areas need to stand only once. */
export const GRID_FIELDS = [
  { field: 'code', heads: ['网格编码', 'grid code', '单元网格编码', '网格代码', '单元网格', 'bgcode'], needed: true },
  { field: 'name', heads: ['网格名称', 'grid', '单元网格名称', '名称', 'bgname'], needed: false },
  { field: 'district', heads: ['区县名称', 'district', '区县', '行政区', '区名称'], needed: false },
  { field: 'street', heads: ['街道名称', 'street', '街道'], needed: false },
  { field: 'community', heads: ['社区名称', 'community', '社区'], needed: false },
  { field: 'boundary', heads: ['边界', 'boundary', 'geometry', 'wkt', 'geom', '坐标', '范围'], needed: true },
] as const satisfies readonly SheetField<string>[]

export type GridSheetField = (typeof GRID_FIELDS)[number]['field']

/** What a sheet came to: the table when nothing is wrong with it, else all that is. */
export interface ReadGrids {
  readonly table: Omit<GridTable, 'version'> | undefined
  readonly rows: number
  readonly used: readonly (GridSheetField | null)[]
  readonly faults: readonly SheetFault[]
}

/** Levels of a grid's code and the column that names each. */
const LEVELS = [[6, 'district'], [9, 'street'], [12, 'community']] as const

/**
 * Reads a sheet whose first row holds the heads; a sheet is the whole city. Names of areas that it leaves out are those
 * that `known` has. `convert` brings a corner to WGS-84.
 */
export function readGridSheet(cells: readonly (readonly string[])[], known: readonly GridArea[], convert: (at: Position) => Position | undefined, mapping?: SheetMapping): ReadGrids {
  const heads = cells[0] ?? []
  const { at, used, faults: headFaults } = findColumns(heads, GRID_FIELDS, mapping)
  if (headFaults.length > 0) return { table: undefined, rows: 0, used, faults: headFaults }
  const faults: SheetFault[] = []
  const fault = (row: number, field: GridSheetField, code: string, value = ''): void =>
    void faults.push({ row, column: heads[at.get(field) ?? -1]?.trim() || field, code, value: shortValue(value) })
  const areas = new Map<string, string>()
  const grids = new Map<string, { readonly grid: Grid; readonly row: number }>()
  let rows = 0
  cells.slice(1).forEach((row, i) => {
    if (row.every((cell) => cell.trim() === '')) return
    rows += 1
    const get = (field: GridSheetField): string => row[at.get(field) ?? -1]?.trim() ?? ''
    const code = get('code')
    if (!/^\d{15}$/.test(code)) return fault(i + 2, 'code', code === '' ? 'missing' : 'bad-grid-code', code)
    if (grids.has(code)) return fault(i + 2, 'code', 'twice', code)
    for (const [digits, field] of LEVELS) {
      const [area, name] = [code.slice(0, digits), get(field)]
      const before = areas.get(area)
      if (name.length > 64) fault(i + 2, field, 'too-long', name)
      else if (name !== '' && before !== undefined && before !== name) fault(i + 2, field, 'other-than-before', name)
      else if (name !== '') areas.set(area, name)
    }
    if (get('name').length > 64) return fault(i + 2, 'name', 'too-long', get('name'))
    const ring = get('boundary') === '' ? 'missing' : readRing(get('boundary'), convert)
    if (typeof ring === 'string') return fault(i + 2, 'boundary', ring, get('boundary'))
    grids.set(code, { row: i + 2, grid: { code, name: get('name') || code.slice(12), ring, centre: innerPoint(ring) } })
  })
  if (rows === 0) fault(2, 'code', 'no-rows')
  if (rows > MAX_GRIDS) fault(MAX_GRIDS + 2, 'code', 'too-many-rows', String(rows))
  for (const [row, other] of overlaps([...grids.values()])) fault(row, 'boundary', 'overlaps', other)
  const sorted = [...grids.values()].map(({ grid }) => grid).sort((a, b) => (a.code < b.code ? -1 : 1))
  return { table: faults.length === 0 ? { areas: areasOf(sorted, areas, known), grids: sorted } : undefined, rows, used, faults }
}

/** Every area that the grids lead through: named by the sheet, else as it was, else by its code. */
function areasOf(grids: readonly Grid[], named: ReadonlyMap<string, string>, known: readonly GridArea[]): GridArea[] {
  const before = new Map(known.map(({ code, name }) => [code, name]))
  const codes = LEVELS.flatMap(([digits]) => [...new Set(grids.map(({ code }) => code.slice(0, digits)))])
  return codes.map((code) => ({ code, name: named.get(code) ?? before.get(code) ?? code }))
}

/** A position inside a ring: its centroid, or that of a corner's triangle where the ring bends around its centroid. */
function innerPoint(ring: Ring): Position {
  const centre = centroidOf(ring)
  if (inRing(ring, centre)) return centre
  for (let i = 0; i + 2 < ring.length; i++) {
    const [a, b, c] = [ring[i], ring[i + 1], ring[i + 2]]
    const at = a && b && c && centroidOf([a, b, c, a])
    if (at && inRing(ring, at)) return at
  }
  return centre
}

/** Rows whose grid has its middle inside another's, with the other's code; borders that only run into each other don't count. */
function overlaps(grids: readonly { readonly grid: Grid; readonly row: number }[]): (readonly [number, string])[] {
  const cells = new Cells<Grid>()
  for (const { grid } of grids) cells.put(bboxOf(grid.ring), grid)
  return grids.flatMap(({ grid, row }) => {
    const other = cells.at(grid.centre).find((each) => each !== grid && inRing(each.ring, grid.centre))
    return other ? [[row, other.code] as const] : []
  })
}

/** A table as a sheet that {@link readGridSheet} reads back as the same. Boundaries are WKT in WGS-84. */
export function gridSheet({ areas, grids }: GridTable): string[][] {
  const names = new Map(areas.map(({ code, name }) => [code, name]))
  const rows = grids.map(({ code, name, ring }) => {
    const [district = '', street = '', community = ''] = LEVELS.map(([digits]) => names.get(code.slice(0, digits)) ?? '')
    return [code, name, district, street, community, `POLYGON ((${ring.map(([lng, lat]) => `${lng} ${lat}`).join(', ')}))`]
  })
  return [GRID_FIELDS.map((f) => f.heads[0]), ...rows]
}
