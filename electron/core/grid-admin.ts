import { fail, ok, type Result } from '../contract/error.ts'
import type { CommandValue, Query } from '../contract/messages.ts'
import type { GridsAnswer, GridsImportAnswer, GridsImportQuery } from '../contract/rest-codes.ts'
import type { GridsImportCommand, GridsPreview } from '../contract/sheet.ts'
import type { GridRow, ViewSpec, ViewTypes } from '../contract/views.ts'
import type { Crs } from '../contract/rest.ts'
import { nextVersion } from '../domain/code-edit.ts'
import { bboxOf } from '../domain/geometry.ts'
import { diffGrids, type GridDiff, type GridTable } from '../domain/grid-table.ts'
import { GRID_FIELDS, readGridSheet, type ReadGrids } from '../domain/grid-sheet.ts'
import type { Grid } from '../domain/reference.ts'
import type { Actor } from '../domain/role.ts'
import type { SheetMapping } from '../domain/sheet-mapping.ts'
import { fromCrs } from '../sources/rest/crs.ts'
import { activateGrids, type CodeDesk } from './code-commands.ts'
import type { CodeSheetDesk } from './codes-sheet.ts'
import type { CityIndex } from './city-index.ts'

/** Faults and differences that an answer names at most. */
const MAX_NAMED = 500

const read = ({ registry }: CodeDesk, rows: readonly (readonly string[])[], crs: Crs, mapping: SheetMapping): ReadGrids =>
  readGridSheet(rows, registry.gridHistory.current.areas, (at) => fromCrs(at, crs), mapping)

const changesOf = (diff: readonly GridDiff[]): GridsPreview['changes'] => {
  const count = (how: GridDiff['how']): number => diff.filter((d) => d.how === how).length
  return { added: count('added'), changed: count('changed'), removed: count('removed') }
}

/** How many areas of each level a table has. */
function countsOf({ areas, grids }: Omit<GridTable, 'version'>): NonNullable<GridsPreview['counts']> {
  const count = (digits: number): number => areas.filter(({ code }) => code.length === digits).length
  return { districts: count(6), streets: count(9), communities: count(12), grids: grids.length }
}

/** What a file would change of the grids in force. */
export async function previewGrids({ desk, files }: CodeSheetDesk, { upload, sheet: name, crs, mapping }: Extract<Query, { type: 'grids-preview' }>): Promise<Result<GridsPreview>> {
  const found = await files.sheet(upload, name)
  if (!found.ok) return found
  const { sheet, names } = found.value
  const history = desk.registry.gridHistory
  const { table, rows, used, faults } = read(desk, sheet.rows, crs, mapping)
  const diff = table ? diffGrids(history.current, table) : []
  return ok({
    sheets: [...names], sheet: sheet.name, heads: [...(sheet.rows[0] ?? [])], used: [...used], fields: GRID_FIELDS.map((f) => f.field), rows,
    faults: faults.slice(0, MAX_NAMED), faultCount: faults.length,
    base: history.current.version, next: nextVersion(history.current.version, (version) => history.version(version) !== undefined),
    diff: diff.slice(0, MAX_NAMED), changes: changesOf(diff),
    counts: table ? countsOf(table) : null,
  })
}

/** Brings a file's grids into force; refused whole when anything is wrong with it. */
export async function importGrids({ desk, files }: CodeSheetDesk, command: GridsImportCommand, actor: Actor): Promise<Result<CommandValue>> {
  const found = await files.sheet(command.upload, command.sheet)
  if (!found.ok) return found
  const { table, faults } = read(desk, found.value.sheet.rows, command.crs, command.mapping)
  const [fault] = faults
  if (!table) return fail('bad-table', `${faults.length} faults, the first in row ${fault?.row}: ${fault?.code}`, { where: `${fault?.row ?? ''} ${fault?.column ?? ''}`.trim(), params: { fault: fault?.code ?? '', code: fault?.value ?? '' } })
  return activateGrids(desk, actor, command, table)
}

/** An import over the REST face: looked at, or brought into force when nothing is wrong with it. */
export async function importGridRows(desk: CodeDesk, rows: readonly (readonly string[])[], { dryRun, mapping, crs, base, version, note }: GridsImportQuery, actor: Actor): Promise<Result<GridsImportAnswer>> {
  const before = desk.registry.gridHistory.current
  const { table, faults, rows: count } = read(desk, rows, crs, mapping ?? {})
  const diff = table ? diffGrids(before, table) : []
  const answer = { base: before.version, version: null, rows: count, faults: [...faults], changes: changesOf(diff), diff: diff.slice(0, MAX_NAMED) }
  if (!table || dryRun) return ok(answer)
  const done = await activateGrids(desk, actor, { base: base ?? before.version, version, note }, table)
  return done.ok ? ok({ ...answer, version: desk.registry.gridHistory.current.version }) : done
}

/** A version as GeoJSON; undefined when there is no such version. */
export function gridsAsGeoJson({ registry }: CodeDesk, version: string | undefined): GridsAnswer | undefined {
  const table = version === undefined ? registry.gridHistory.current : registry.gridHistory.version(version)
  if (!table) return undefined
  const row = rowMaker(table)
  const features = table.grids.map((grid) => {
    const { ring, centre: _centre, ...properties } = row(grid)
    return { type: 'Feature' as const, properties, geometry: { type: 'Polygon' as const, coordinates: [ring] } }
  })
  return { type: 'FeatureCollection', version: table.version, features }
}

/** Makes rows of a table's grids, with the names of what they lie in. */
function rowMaker({ areas }: GridTable): (grid: Grid) => GridRow {
  const names = new Map(areas.map(({ code, name }) => [code, name]))
  const nameOf = (code: string): string => names.get(code) ?? ''
  return ({ code, name, ring, centre }) => ({ code, name, ring, centre, district: nameOf(code.slice(0, 6)), street: nameOf(code.slice(0, 9)), community: nameOf(code.slice(0, 12)) })
}

/** Grids in force: those that a text finds, or that lie in a part of the map. */
export function gridsView({ text, bbox, limit }: Extract<ViewSpec, { view: 'grids' }>, city: CityIndex): ViewTypes['grids'] {
  const { version, grids } = city.grids
  const row = rowMaker(city.grids)
  const wanted = text.trim().toLowerCase()
  const holds = ({ ring: _ring, centre: _centre, ...words }: GridRow): boolean => Object.values(words).some((word) => word.toLowerCase().includes(wanted))
  const found = grids.filter((grid) => (wanted === '' || holds(row(grid))) && (bbox === undefined || touches(bboxOf(grid.ring), bbox)))
  const rows = found.slice(0, limit).map(row)
  return { head: { version, counts: countsOf(city.grids), found: found.length }, rows: Object.fromEntries(rows.map((r) => [r.code, r])), order: rows.map((r) => r.code) }
}

const touches = (a: readonly [number, number, number, number], b: readonly [number, number, number, number]): boolean => a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1]
