import { setImmediate } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ExportQuery } from '../../contract/rest.ts'
import { isPhone, maskPhone } from '../../domain/audit.ts'
import { callerIn, checkScope } from './access.ts'
import type { RestApp } from './app.ts'
import { refusalOf, RefusedError, refuse } from './problem.ts'
import type { ExportedCase, RestServices } from './services.ts'
import { writeCsv } from '../sheets/csv.ts'
import { writeXlsx } from '../sheets/xlsx-write.ts'

const PAGE = 500
/** Rows of a workbook, which is made whole in memory. */
const MAX_XLSX = 20_000

const TYPES = { csv: 'text/csv; charset=utf-8', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', geojson: 'application/geo+json; charset=utf-8' } as const

/** `/export/cases`: cases as a table or on a map. */
export function exportRoutes(app: RestApp, services: RestServices): void {
  app.get('/export/cases', { config: { scope: 'read' }, schema: { summary: 'Cases as CSV, XLSX or GeoJSON; a Link header names the rest', tags: ['export'], querystring: ExportQuery, produces: Object.values(TYPES) } }, async (request, reply) => {
    const { format, reporter, limit } = request.query
    if (reporter) checkScope(request, 'admin')
    if (format === 'xlsx' && limit > MAX_XLSX) throw refuse('malformed', `a workbook holds ${MAX_XLSX} rows at most: ask for less and follow the Link header`, { where: 'query.limit' })
    const { cases, next } = await gather(services, request.query)
    const written = await services.audit(callerIn(request).actor, 'cases-exported', { detail: { format, rows: String(cases.length), reporter: String(reporter), query: queryFacts(request) } })
    if (!written.ok) throw new RefusedError(refusalOf(written.error))
    if (next !== null) void reply.header('link', `<${withCursor(request, next)}>; rel="next"`)
    request.log.info({ key: callerIn(request).key.id, operator: callerIn(request).actor.id, format, rows: cases.length, reporter, query: request.url.slice(0, 500) }, 'cases were exported')
    return send(reply, format, cases, reporter)
  })
}

/** What was asked for, as it is recorded: a telephone number only masked. */
function queryFacts(request: FastifyRequest): string {
  const { searchParams } = new URL(request.url, 'http://localhost')
  const text = searchParams.get('text')
  if (text !== null && isPhone(text)) searchParams.set('text', maskPhone(text))
  return searchParams.toString().slice(0, 300)
}

function withCursor(request: FastifyRequest, cursor: string): string {
  const url = new URL(request.url, 'http://localhost')
  url.searchParams.delete('api_key')
  url.searchParams.set('cursor', cursor)
  return `${url.pathname}${url.search}`
}

/** Reads page by page and lets others in between. */
async function gather(services: RestServices, query: ExportQuery): Promise<{ cases: ExportedCase[]; next: string | null }> {
  const { format: _format, reporter: _reporter, limit, cursor, ...filter } = query
  const cases: ExportedCase[] = []
  let next: string | null = cursor ?? null
  do {
    const page = services.exportPage({ ...filter, limit: Math.min(PAGE, limit - cases.length), ...(next === null ? {} : { cursor: next }) })
    if (!page.ok) throw new RefusedError(refusalOf(page.error))
    cases.push(...page.value.cases)
    next = page.value.next
    await setImmediate()
  } while (next !== null && cases.length < limit)
  return { cases, next }
}

const time = (at: number | null | undefined): string => (at === null || at === undefined ? '' : new Date(at).toISOString())

const CASE_COLUMNS: readonly (readonly [string, (c: ExportedCase) => string])[] = [
  ['number', (c) => c.row.number], ['case_id', (c) => c.row.id], ['stage', (c) => c.row.stage], ['kind', (c) => c.row.kind], ['sub_class', (c) => c.row.subClass], ['class_name', (c) => c.row.className],
  ['description', (c) => c.row.description], ['place', (c) => c.row.place], ['lng', (c) => String(c.row.at[0])], ['lat', (c) => String(c.row.at[1])], ['crs', () => 'WGS-84'], ['district', (c) => c.row.district],
  ['grid', (c) => c.report.grid ?? ''], ['component', (c) => c.report.component ?? ''], ['source', (c) => c.row.source], ['department', (c) => c.row.department ?? ''],
  ['occurred_at', (c) => time(c.row.reportedAt)], ['changed_at', (c) => time(c.row.changedAt)], ['due_at', (c) => time(c.row.clock?.dueAt)], ['clock', (c) => c.row.clock?.state ?? ''],
]

const REPORTER_COLUMNS: typeof CASE_COLUMNS = [['reporter_name', (c) => c.report.reporter.name ?? ''], ['reporter_phone', (c) => c.report.reporter.phone ?? '']]

async function send(reply: FastifyReply, format: ExportQuery['format'], cases: readonly ExportedCase[], reporter: boolean): Promise<FastifyReply> {
  const columns = reporter ? [...CASE_COLUMNS, ...REPORTER_COLUMNS] : CASE_COLUMNS
  void reply.type(TYPES[format]).header('content-disposition', `attachment; filename="cases.${format}"`).header('x-content-type-options', 'nosniff')
  switch (format) {
    case 'csv':
      return reply.send(writeCsv([columns.map(([head]) => head), ...cases.map((c) => columns.map(([, read]) => read(c)))]))
    case 'xlsx':
      return reply.send(await writeXlsx([columns.map(([head]) => head), ...cases.map((c) => columns.map(([, read]) => read(c)))]))
    case 'geojson':
      return reply.send(JSON.stringify({
        type: 'FeatureCollection',
        features: cases.map((c) => ({ type: 'Feature', id: c.row.id, geometry: { type: 'Point', coordinates: c.row.at }, properties: Object.fromEntries(columns.filter(([head]) => head !== 'lng' && head !== 'lat' && head !== 'crs').map(([head, read]) => [head, read(c)])) })),
      }))
  }
}
