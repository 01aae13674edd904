import type { FastifyRequest } from 'fastify'
import { ImportQuery, ImportReport, ImportTable } from '../../contract/rest.ts'
import type { Actor } from '../../domain/role.ts'
import { callerIn } from './access.ts'
import type { RestApp } from './app.ts'
import { utf8 } from './body.ts'
import { GivenAnswers } from './idempotency.ts'
import { refusalOf, RefusedError, refuse } from './problem.ts'
import { reportCommand } from './report-input.ts'
import type { RestServices } from './services.ts'
import { readCsv } from '../sheets/csv.ts'
import { readRows, type ImportRow, type RowFault } from '../sheets/import-rows.ts'
import { readXlsx } from '../sheets/xlsx-read.ts'

/** Rows of one import; they go into one transaction. */
const MAX_ROWS = 2_000
const BODY_LIMIT = 4 * 1024 * 1024
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** `/import/cases`: reports from a table. */
export function importRoutes(app: RestApp, services: RestServices): void {
  void app.register(async (inner: RestApp) => {
    inner.removeAllContentTypeParsers()
    inner.addContentTypeParser('text/csv', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, async (request: FastifyRequest, body: Buffer) => readCsv(csvText(request, body), MAX_ROWS))
    inner.addContentTypeParser(XLSX, { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, async (_request: FastifyRequest, body: Buffer) => readXlsx(body, MAX_ROWS))
    const given = new GivenAnswers<ImportReport>()
    let busy = false
    const takeAlone = async (work: () => Promise<ImportReport>): Promise<ImportReport> => {
      if (busy) throw refuse('too-many', 'another import is under way: try again when it is done')
      busy = true
      try {
        return await work()
      } finally {
        busy = false
      }
    }
    inner.post('/import/cases', { bodyLimit: BODY_LIMIT, config: { scope: 'report' }, schema: { summary: 'Report the cases of a table (CSV or XLSX); row 1 holds the heads', tags: ['import'], consumes: ['text/csv', XLSX], querystring: ImportQuery, body: ImportTable, response: { 200: ImportReport } } }, async (request, reply) => {
      const { answer, again } = await given.once(request, () => takeAlone(() => takeTable(services, callerIn(request).actor, request.body, request.query)))
      if (again) void reply.header('idempotency-replayed', 'true')
      return answer
    })
  })
}

function csvText(request: FastifyRequest, body: Buffer): string {
  const charset = /charset="?([\w-]+)"?/i.exec(request.headers['content-type'] ?? '')?.[1]?.toLowerCase() ?? 'utf-8'
  if (charset === 'utf-8' || charset === 'utf8') return utf8(body)
  if (charset !== 'gb18030' && charset !== 'gbk' && charset !== 'gb2312') throw refuse('unsupported-media-type', `the charset must be utf-8 or gb18030, not ${charset}`, { where: 'Content-Type' })
  try {
    return new TextDecoder('gb18030', { fatal: true }).decode(body)
  } catch {
    throw refuse('malformed', 'the body is not GB 18030', { status: 400, where: 'body' })
  }
}

async function takeTable(services: RestServices, actor: Actor, table: readonly (readonly string[])[], { mode, dryRun }: { mode: 'keep-good' | 'all-or-nothing'; dryRun: boolean }): Promise<ImportReport> {
  const { rows, faults: unread, count } = readRows(table)
  if (rows.length === 0 && unread.length === 0) throw refuse('malformed', 'there is no row below the heads', { where: 'row 2' })
  const headsWrong = unread.some((fault) => fault.row === 1)
  const { cases, faults: refused } = headsWrong ? { cases: [], faults: [] } : await takeRows(services, actor, rows, mode, dryRun || (mode === 'all-or-nothing' && unread.length > 0))
  const faults = [...unread, ...refused].sort((a, b) => a.row - b.row)
  if (headsWrong || (mode === 'all-or-nothing' && faults.length > 0)) throw refusedTable(faults)
  return { mode, dryRun, rows: count, taken: cases.length, cases, faults }
}

const refusedTable = (faults: readonly RowFault[]): RefusedError => {
  const issues = faults.slice(0, 1_000).map(({ row, column, code, why }) => ({ where: `row ${row}, ${column}`, why: code === 'malformed' ? why : `${code}: ${why}` }))
  return refuse('malformed', `nothing was reported: ${faults.length} faults, the first in ${issues[0]?.where}: ${issues[0]?.why}`, { issues, where: issues[0]?.where ?? '' })
}

interface Taken {
  readonly cases: ImportReport['cases']
  readonly faults: readonly RowFault[]
}

/** Reports the rows. What the city or the rules refuse is a fault of its row; ids must not be there twice. */
async function takeRows(services: RestServices, actor: Actor, rows: readonly ImportRow[], mode: 'keep-good' | 'all-or-nothing', dryRun: boolean): Promise<Taken> {
  const faults: RowFault[] = []
  const ready = rows.flatMap(({ row, input }) => {
    try {
      return [{ row, command: reportCommand(input, services) }]
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error
      faults.push({ row, column: columnOf(error.refusal.where), code: error.refusal.code, why: error.refusal.detail })
      return []
    }
  })
  const together = await services.submitTogether(ready.map((r) => r.command), actor, { dryRun: dryRun || (mode === 'all-or-nothing' && faults.length > 0), keepGood: mode === 'keep-good' })
  if (!together.ok) throw new RefusedError(refusalOf(together.error))
  const cases: ImportReport['cases'] = []
  together.value.forEach((result, i) => {
    const row = ready[i]?.row ?? 0
    if (result.ok) cases.push({ row, caseId: result.value.caseId ?? '', number: result.value.number ?? '' })
    else faults.push({ row, column: columnOf(result.error.where), code: result.error.code, why: result.error.message })
  })
  return { cases, faults }
}

const FIELD_COLUMNS: Readonly<Record<string, string>> = { at: 'lng', caseId: 'case_id', grid: 'grid' }

const columnOf = (where: string | undefined): string => FIELD_COLUMNS[where?.split('.').at(-1) ?? ''] ?? ''
