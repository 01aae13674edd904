import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fail, ok, type Result } from '../contract/error.ts'
import type { CommandValue, Query } from '../contract/messages.ts'
import type { CalendarFile, CodesImportCommand, CodesPreview, FileWritten } from '../contract/sheet.ts'
import { readCalendarSheet, calendarSheet } from '../domain/calendar-sheet.ts'
import type { VersionedWhat } from '../contract/code-admin.ts'
import { gridSheet } from '../domain/grid-sheet.ts'
import { gridsAsGeoJson, importGridRows } from './grid-admin.ts'
import { diffTables } from '../domain/code-diff.ts'
import { CODE_KINDS, nextVersion, tableFaults } from '../domain/code-edit.ts'
import { CODE_FIELDS, codeSheet, readCodeSheet, type KnownDepartment, type ReadCodes } from '../domain/code-sheet.ts'
import type { CodeTable } from '../domain/code-table.ts'
import type { Actor } from '../domain/role.ts'
import type { SheetFault } from '../domain/sheet-mapping.ts'
import { writeCsv } from '../sources/sheets/csv.ts'
import { writeXlsx } from '../sources/sheets/xlsx-write.ts'
import type { Audit } from './audit.ts'
import type { CodeAdmin } from '../sources/rest/services.ts'
import { activateTable, carryCodes, versionLists, type CodeDesk } from './code-commands.ts'
import type { SheetFiles } from './sheet-files.ts'

/** What imports and exports of codes rest on. */
export interface CodeSheetDesk {
  readonly desk: CodeDesk
  readonly files: SheetFiles
  readonly departments: readonly KnownDepartment[]
  readonly audit: Audit
  readonly exportDir: string
}

/** Faults and differences that an answer names at most. */
const MAX_NAMED = 500
/** Rows of a code table or a notice. */
const MAX_ROWS = 10_000

/** Reads a code table's sheet with the faults of the table as a whole; those name no row. */
export function readCodes(rows: readonly (readonly string[])[], departments: readonly KnownDepartment[], mapping: Record<string, string>): ReadCodes {
  if (rows.length > MAX_ROWS) return { table: undefined, rows: rows.length - 1, used: [], faults: [{ row: MAX_ROWS + 1, column: '', code: 'too-many-rows', value: String(rows.length - 1) }] }
  const read = readCodeSheet(rows, departments, mapping)
  if (!read.table) return read
  const faults = tableFaults({ version: '', ...read.table }, new Set(departments.map((d) => d.id))).map(({ fault, kind, code }): SheetFault => ({ row: 0, column: kind, code: fault, value: code }))
  return faults.length === 0 ? read : { ...read, table: undefined, faults }
}

/** What a file would change of the table in force. */
export async function previewCodes({ desk, files, departments }: CodeSheetDesk, query: Extract<Query, { type: 'codes-preview' }>): Promise<Result<CodesPreview>> {
  const found = await files.sheet(query.upload, query.sheet)
  if (!found.ok) return found
  const { sheet, names } = found.value
  const history = desk.registry.tableHistory
  const { table, rows, used, faults } = readCodes(sheet.rows, departments, query.mapping)
  return ok({
    sheets: [...names], sheet: sheet.name, heads: [...(sheet.rows[0] ?? [])], used: [...used], fields: CODE_FIELDS.map((f) => f.field), rows,
    faults: faults.slice(0, MAX_NAMED), faultCount: faults.length,
    base: history.current.version, next: nextVersion(history.current.version, (name) => history.version(name) !== undefined),
    diff: table ? diffTables(history.current, { version: '', ...table }) : [],
    counts: table ? countsOf({ version: '', ...table }) : null,
  })
}

export const countsOf = (table: CodeTable): { classes: number; subClasses: number; conditions: number } => {
  const classes = CODE_KINDS.flatMap((kind) => table[kind])
  const subClasses = classes.flatMap((c) => c.subClasses)
  return { classes: classes.length, subClasses: subClasses.length, conditions: subClasses.reduce((n, s) => n + s.conditions.length, 0) }
}

/** Brings a file's table into force; refused whole when anything is wrong with it. */
export async function importCodes({ desk, files, departments }: CodeSheetDesk, command: CodesImportCommand, actor: Actor): Promise<Result<CommandValue>> {
  const found = await files.sheet(command.upload, command.sheet)
  if (!found.ok) return found
  const { table, faults } = readCodes(found.value.sheet.rows, departments, command.mapping)
  const [fault] = faults
  if (!table) return fail('bad-table', `${faults.length} faults, the first in row ${fault?.row}: ${fault?.code}`, { where: `${fault?.row ?? ''} ${fault?.column ?? ''}`.trim(), params: { fault: fault?.code ?? '', code: fault?.value ?? '' } })
  return activateTable(desk, actor, command, () => ({ version: '', ...table }))
}

/** The calendar that a notice makes of the one in force. */
export async function readCalendarFile({ desk, files }: CodeSheetDesk, query: Extract<Query, { type: 'calendar-file' }>): Promise<Result<CalendarFile>> {
  const found = await files.sheet(query.upload, query.sheet)
  if (!found.ok) return found
  const { version: _version, ...before } = desk.registry.calendarHistory.current
  const { calendar, rows, faults } = readCalendarSheet(found.value.sheet.rows.slice(0, MAX_ROWS), before)
  return ok({ calendar: calendar ?? null, rows, faults: faults.slice(0, MAX_NAMED), faultCount: faults.length })
}

/** A version as a file's rows; undefined when there is no such version. */
export function codesAsSheet({ registry }: CodeDesk, what: VersionedWhat, version: string | undefined): { readonly name: string; readonly rows: string[][] } | undefined {
  if (what === 'calendar') {
    const calendar = version === undefined ? registry.calendarHistory.current : registry.calendarHistory.version(version)
    return calendar && { name: `calendar-${calendar.version}`, rows: calendarSheet(calendar) }
  }
  if (what === 'grids') {
    const grids = version === undefined ? registry.gridHistory.current : registry.gridHistory.version(version)
    return grids && { name: `grids-${grids.version}`, rows: gridSheet(grids) }
  }
  const table = version === undefined ? registry.tableHistory.current : registry.tableHistory.version(version)
  return table && { name: `code-table-${table.version}`, rows: codeSheet(table) }
}

/** What the REST face may do with code tables, calendars and grids. */
export const codeAdminOf = (sheets: CodeSheetDesk): CodeAdmin => {
  const { desk, departments } = sheets
  const { registry } = desk
  return {
    versions: () => versionLists(registry),
    table: (version) => (version === undefined ? registry.tableHistory.current : registry.tableHistory.version(version)),
    calendar: (version) => (version === undefined ? registry.calendarHistory.current : registry.calendarHistory.version(version)),
    sheet: (what, version) => codesAsSheet(desk, what, version),
    setCalendar: (input, actor) => carryCodes(desk, { type: 'calendar.activate', ...input }, actor),
    grids: (version) => gridsAsGeoJson(desk, version),
    importGrids: (rows, query, actor) => importGridRows(desk, rows, query, actor),
    importTable: async (rows, { dryRun, mapping, base, version, note }, actor) => {
      const before = registry.tableHistory.current
      const read = readCodes(rows, departments, mapping ?? {})
      const answer = { base: before.version, version: null, rows: read.rows, faults: [...read.faults], diff: read.table ? diffTables(before, { version: '', ...read.table }) : [] }
      const { table } = read
      if (!table || dryRun) return ok(answer)
      const done = await activateTable(desk, actor, { base: base ?? before.version, version, note }, () => ({ version: '', ...table }))
      return done.ok ? ok({ ...answer, version: registry.tableHistory.current.version }) : done
    },
  }
}

/** Writes a version to a file on this machine; recorded before it is there. */
export async function exportCodes({ desk, audit, exportDir }: CodeSheetDesk, { what, format, version }: Extract<Query, { type: 'codes-export' }>, by: Actor): Promise<Result<FileWritten>> {
  const made = codesAsSheet(desk, what, version)
  if (!made) return fail('unknown-version', `there is no version ${version}`, { where: 'version', params: { version: version ?? '' } })
  const file = join(exportDir, `${made.name}.${format}`)
  const written = await audit(by, 'codes-exported', { detail: { what, to: file } })
  if (!written.ok) return written
  mkdirSync(exportDir, { recursive: true, mode: 0o700 })
  writeFileSync(file, format === 'csv' ? writeCsv(made.rows) : await writeXlsx(made.rows), { mode: 0o600 })
  return ok({ file, rows: made.rows.length - 1 })
}
