import type { FastifyRequest } from 'fastify'
import { AuditExportQuery, AuditPage, AuditQuery, type AuditListQuery } from '../../contract/rest.ts'
import { callerIn } from './access.ts'
import type { RestApp } from './app.ts'
import { refusalOf, RefusedError } from './problem.ts'
import type { RestServices } from './services.ts'
import { auditCsv, auditFacts } from '../sheets/audit-sheet.ts'

/** `/audit`: who saw, took out or changed what. That it was read is recorded too. */
export function auditRoutes(app: RestApp, services: RestServices): void {
  app.get('/audit', { config: { scope: 'admin' }, schema: { summary: 'Audit records, newest first, page by page', tags: ['audit'], querystring: AuditQuery, response: { 200: AuditPage } } }, async (request) => {
    const query = listQuery(request.query)
    void services.audit(callerIn(request).actor, 'audit-read', { detail: auditFacts(query) })
    return pageOf(services, query)
  })

  app.get('/export/audit', { config: { scope: 'admin' }, schema: { summary: 'Audit records as CSV; a Link header names the rest', tags: ['export'], querystring: AuditExportQuery, produces: ['text/csv; charset=utf-8'] } }, async (request, reply) => {
    const query = listQuery(request.query)
    const { records, next } = pageOf(services, query)
    const written = await services.audit(callerIn(request).actor, 'audit-exported', { detail: { ...auditFacts(query), rows: String(records.length) } })
    if (!written.ok) throw new RefusedError(refusalOf(written.error))
    if (next !== null) void reply.header('link', `<${withCursor(request, next)}>; rel="next"`)
    return reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="audit.csv"').header('x-content-type-options', 'nosniff').send(auditCsv(records))
  })
}

const listQuery = ({ act, case: caseId, ...rest }: typeof AuditQuery._output): AuditListQuery => ({ ...rest, caseId, acts: act })

function pageOf(services: RestServices, query: AuditListQuery): AuditPage {
  const page = services.auditPage(query)
  if (!page.ok) throw new RefusedError(refusalOf(page.error))
  return page.value
}

function withCursor(request: FastifyRequest, cursor: string): string {
  const url = new URL(request.url, 'http://localhost')
  url.searchParams.set('cursor', cursor)
  return `${url.pathname}${url.search}`
}
