import type { FastifyRequest } from 'fastify'
import type { Result } from '../../contract/error.ts'
import { ImportTable } from '../../contract/rest.ts'
import { CalendarAnswer, CalendarInput, CodesExportQuery, CodesImportAnswer, CodesImportQuery, GridsAnswer, GridsImportAnswer, GridsImportQuery, VersionAnswer, VersionQuery, VersionsAnswer } from '../../contract/rest-codes.ts'
import { CodeTable } from '../../domain/code-table.ts'
import { MAX_GRIDS } from '../../domain/grid-table.ts'
import type { SheetFault } from '../../domain/sheet-mapping.ts'
import { readCsv, writeCsv } from '../sheets/csv.ts'
import { textOf } from '../sheets/decode.ts'
import { geoJsonRows } from '../sheets/geojson-rows.ts'
import { readXlsx } from '../sheets/xlsx-read.ts'
import { writeXlsx } from '../sheets/xlsx-write.ts'
import { callerIn } from './access.ts'
import type { RestApp } from './app.ts'
import { refusalOf, RefusedError, refuse } from './problem.ts'
import type { RestServices } from './services.ts'

const MAX_ROWS = MAX_GRIDS
const BODY_LIMIT = 16 * 1024 * 1024
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const GEOJSON = 'application/geo+json'
const CSV = 'text/csv; charset=utf-8'

/** Versions of code table, calendar and grids: reading, exporting, and for keys of the scope `admin` changing. */
export function codeRoutes(app: RestApp, { codeAdmin, audit }: RestServices): void {
  const unknown = (version: string | undefined): RefusedError => refuse('not-found', `there is no version ${version}`, { where: 'query.version' })

  app.get('/codes', { config: { scope: 'read' }, schema: { summary: 'Classes, sub-classes and filing conditions with their limits', tags: ['codes'], querystring: VersionQuery, response: { 200: CodeTable } } }, async ({ query }) => {
    const table = codeAdmin.table(query.version)
    if (!table) throw unknown(query.version)
    return table
  })

  app.get('/codes/versions', { config: { scope: 'read' }, schema: { summary: 'Versions of code table, calendar and grids, the newest first', tags: ['codes'], response: { 200: VersionsAnswer } } }, async () => codeAdmin.versions())

  app.get('/calendar', { config: { scope: 'read' }, schema: { summary: 'The working calendar', tags: ['codes'], querystring: VersionQuery, response: { 200: CalendarAnswer } } }, async ({ query }) => {
    const calendar = codeAdmin.calendar(query.version)
    if (!calendar) throw unknown(query.version)
    return calendar
  })

  app.post('/calendar', { config: { scope: 'admin' }, schema: { summary: 'Bring a working calendar into force', tags: ['codes'], body: CalendarInput, response: { 200: VersionAnswer } } }, async (request) => {
    const done = await codeAdmin.setCalendar(request.body, callerIn(request).actor)
    if (!done.ok) throw new RefusedError(refusalOf(done.error))
    return { version: codeAdmin.versions().calendar[0]?.version ?? '' }
  })

  app.get('/grids', { config: { scope: 'read' }, schema: { summary: 'Unit grids as GeoJSON', tags: ['codes'], querystring: VersionQuery, response: { 200: GridsAnswer } } }, async ({ query }) => {
    const grids = codeAdmin.grids(query.version)
    if (!grids) throw unknown(query.version)
    return grids
  })

  app.get('/export/codes', { config: { scope: 'read' }, schema: { summary: 'Code table, calendar or grids as CSV or XLSX, with the heads that an import takes', tags: ['export'], querystring: CodesExportQuery, produces: [CSV, XLSX] } }, async (request, reply) => {
    const { what, format, version } = request.query
    const sheet = codeAdmin.sheet(what, version)
    if (!sheet) throw unknown(version)
    const written = await audit(callerIn(request).actor, 'codes-exported', { detail: { what, format } })
    if (!written.ok) throw new RefusedError(refusalOf(written.error))
    void reply.type(format === 'csv' ? CSV : XLSX).header('content-disposition', `attachment; filename="${sheet.name}.${format}"`)
    return reply.send(format === 'csv' ? writeCsv(sheet.rows) : await writeXlsx(sheet.rows))
  })

  void app.register(async (inner: RestApp) => {
    inner.removeAllContentTypeParsers()
    inner.addContentTypeParser('text/csv', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, async (_request: FastifyRequest, body: Buffer) => readCsv(textOf(body), MAX_ROWS))
    inner.addContentTypeParser(XLSX, { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, async (_request: FastifyRequest, body: Buffer) => readXlsx(body, MAX_ROWS))
    inner.addContentTypeParser(GEOJSON, { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, async (_request: FastifyRequest, body: Buffer) => geoJsonRows(textOf(body), MAX_GRIDS))
    inner.post('/codes/import', { bodyLimit: BODY_LIMIT, config: { scope: 'admin' }, schema: { summary: 'Bring the code table of a file (CSV or XLSX) into force, or look what it would change', tags: ['import'], consumes: ['text/csv', XLSX], querystring: CodesImportQuery, body: ImportTable, response: { 200: CodesImportAnswer } } }, async (request) =>
      imported(await codeAdmin.importTable(request.body, request.query, callerIn(request).actor), request.query.dryRun))
    inner.post('/grids/import', { bodyLimit: BODY_LIMIT, config: { scope: 'admin' }, schema: { summary: 'Bring the unit grids of a file (CSV, XLSX or GeoJSON) into force, or look what it would change', tags: ['import'], consumes: ['text/csv', XLSX, GEOJSON], querystring: GridsImportQuery, body: ImportTable, response: { 200: GridsImportAnswer } } }, async (request) =>
      imported(await codeAdmin.importGrids(request.body, request.query, callerIn(request).actor), request.query.dryRun))
  })
}

/** What an import came to; refused whole when anything is wrong with the file and it was not only to be looked at. */
function imported<A extends { readonly faults: readonly SheetFault[] }>(done: Result<A>, dryRun: boolean): A {
  if (!done.ok) throw new RefusedError(refusalOf(done.error))
  const { faults } = done.value
  if (faults.length === 0 || dryRun) return done.value
  const issues = faults.slice(0, 1_000).map(({ row, column, code, value }) => ({ where: `row ${row}, ${column}`, why: `${code}: ${value}` }))
  throw refuse('bad-table', `nothing was changed: ${faults.length} faults, the first in ${issues[0]?.where}: ${issues[0]?.why}`, { issues, where: issues[0]?.where ?? '' })
}
