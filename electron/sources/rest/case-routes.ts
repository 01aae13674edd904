import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { CaseIdParam, CaseListQuery, CasePage, CaseResource, CommandAnswer, ReportInput, StepInput } from '../../contract/rest.ts'
import { CaseCommand } from '../../domain/case-command.ts'
import { callerIn } from './access.ts'
import type { RestApp } from './app.ts'
import { etagOf, expectation, names } from './etag.ts'
import { caseIdFor, GivenAnswers, idempotencyKey } from './idempotency.ts'
import { refusalOf, RefusedError, refuse } from './problem.ts'
import { reportCommand } from './report-input.ts'
import type { RestServices } from './services.ts'

/** `/cases`: list, read, report, and the steps of one case. */
export function caseRoutes(app: RestApp, services: RestServices): void {
  app.get('/cases', { config: { scope: 'read' }, schema: { summary: 'Cases, filtered, page by page', tags: ['cases'], querystring: CaseListQuery, response: { 200: CasePage } } }, async (request) => {
    const page = services.listCases(request.query)
    if (!page.ok) throw new RefusedError(refusalOf(page.error))
    return page.value
  })

  app.get('/cases/:id', { config: { scope: 'read' }, schema: { summary: 'One case; its ETag is for If-Match', tags: ['cases'], params: CaseIdParam, response: { 200: CaseResource, 304: z.undefined() } } }, async (request, reply) => {
    const found = readCase(services, request)
    const { reporter } = found.report
    if (reporter.name !== undefined || reporter.phone !== undefined) void services.audit(callerIn(request).actor, 'case-seen', { caseId: found.id, number: found.number })
    const etag = etagOf(found)
    void reply.header('etag', etag)
    if (names(request.headers['if-none-match'] ?? '', etag)) return reply.code(304).send(undefined)
    return found
  })

  app.post('/cases', { config: { scope: 'report' }, schema: { summary: 'Report a case; send an Idempotency-Key to be safe to send again', tags: ['cases'], body: ReportInput, response: { 200: CommandAnswer, 201: CommandAnswer } } }, async (request, reply) => {
    const { actor, key } = callerIn(request)
    const idempotency = idempotencyKey(request)
    const command = reportCommand(request.body, services, request.body.caseId ?? (idempotency === undefined ? undefined : caseIdFor(key.id, idempotency)))
    const result = await services.submit(command, actor)
    if (result.ok) return reply.code(201).header('location', `/api/v1/cases/${encodeURIComponent(result.value.caseId ?? '')}`).send(answerFor(services, request, reply, result.value.caseId ?? '', result.value.eventIds))
    if (result.error.code === 'conflict' && idempotency !== undefined && command.type === 'case.report') return reply.code(200).send(sameAgain(services, request, reply, command))
    throw new RefusedError(refusalOf(result.error))
  })

  const given = new GivenAnswers<CommandAnswer>()
  app.post('/cases/:id/commands', { config: { scope: 'command' }, schema: { summary: 'Take a step of a case; with If-Match only if it has not changed', tags: ['cases'], params: CaseIdParam, body: StepInput, response: { 200: CommandAnswer } } }, async (request, reply) => {
    const { answer, again } = await given.once(request, () => carryOut(services, request, reply, request.params.id, request.body))
    if (again) void reply.header('idempotency-replayed', 'true')
    return answer
  })
}

function readCase(services: RestServices, request: FastifyRequest<{ Params: CaseIdParam }>): CaseResource {
  const found = services.readCase(request.params.id, callerIn(request).actor)
  if (!found) throw refuse('not-found', `no case has the id ${request.params.id}`, { where: 'path.id' })
  return found
}

async function carryOut(services: RestServices, request: FastifyRequest, reply: FastifyReply, caseId: string, step: Readonly<Record<string, unknown>>): Promise<CommandAnswer> {
  const header = request.headers['if-match']
  const expect = header === undefined ? undefined : expectation(header)
  if (header !== undefined && expect === undefined) throw refuse('malformed', 'If-Match must be * or quoted ETags', { status: 400, where: 'If-Match' })
  const result = await services.submit(CaseCommand.parse({ ...step, caseId }), callerIn(request).actor, expect)
  if (!result.ok) throw new RefusedError(refusalOf(result.error))
  return answerFor(services, request, reply, caseId, result.value.eventIds)
}

/** The case as it stands after what was done, with its new ETag. */
function answerFor(services: RestServices, request: FastifyRequest, reply: FastifyReply, caseId: string, eventIds: readonly string[]): CommandAnswer {
  const now = services.readCase(caseId, callerIn(request).actor)
  if (!now) throw new Error(`the case ${caseId} was written but cannot be read`)
  void reply.header('etag', etagOf(now))
  return { caseId, number: now.number, eventIds: [...eventIds], stage: now.stage, events: now.events }
}

/** A report that came before under the same Idempotency-Key: the same case is answered, another report is refused. */
function sameAgain(services: RestServices, request: FastifyRequest, reply: FastifyReply, command: Extract<CaseCommand, { type: 'case.report' }>): CommandAnswer {
  const there = services.readCase(command.caseId ?? '', callerIn(request).actor)
  const { grid, ...asked } = command.report
  const same = there !== undefined && Object.entries(asked).every(([field, value]) => JSON.stringify(Object.entries(there.report).find(([name]) => name === field)?.[1]) === JSON.stringify(value))
  if (!same || (grid !== null && there.report.grid !== grid)) throw refuse('key-reused', 'another report came under this Idempotency-Key, or this caseId, before', { where: 'Idempotency-Key' })
  void reply.header('idempotency-replayed', 'true')
  return answerFor(services, request, reply, there.id, [])
}
