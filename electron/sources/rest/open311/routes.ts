import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { Open311Common, Open311File, Open311Post, Open311RequestsQuery } from '../../../contract/open311.ts'
import type { ApiKey } from '../../../contract/settings.ts'
import type { Log } from '../../../platform/log.ts'
import { callerFor, checkScope } from '../access.ts'
import type { RestApp } from '../app.ts'
import { settle, utf8 } from '../body.ts'
import { refusalFor } from '../failures.ts'
import { problemOf, refuse, type Refusal } from '../problem.ts'
import type { RestServices } from '../services.ts'
import { findRequest, findRequests, postRequest, requestOf } from './requests.ts'
import { findService, serviceDefinition, serviceList } from './services.ts'
import { toXml, type Open311Value } from './write.ts'

export interface Open311Options {
  readonly services: RestServices
  readonly findKey: (presented: string) => ApiKey | undefined
  readonly log: Log
}

const FORMATS = ['json', 'xml'] as const

/** Open311 GeoReport v2 (wiki.open311.org/GeoReport_v2): services, requests, tokens, each as JSON or XML. */
export function open311Routes(app: RestApp, { services, findKey, log }: Open311Options): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'buffer' }, (_request: FastifyRequest, body: Buffer, done) => settle(done, () => parseForm(utf8(body))))
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const refusal = refusalFor(error)
    if (refusal === undefined) log.error({ err: error, route: request.routeOptions.url, request: request.id }, 'an Open311 request failed')
    return sendErrors(request, reply, refusal ?? { code: 'internal', detail: 'an error inside' })
  })
  const about = (summary: string) => ({ summary, tags: ['open311'], produces: ['application/json', 'text/xml'] })

  for (const format of FORMATS) app.get(`/services.${format}`, { config: { scope: 'read' }, schema: { ...about('The services: sub-classes of cases'), querystring: Open311Common } }, async (request, reply) => answer(request, reply, 'services', serviceList(services.codes)))

  app.get('/services/:file', { config: { scope: 'read' }, schema: { ...about('What a service asks for'), params: Open311File, querystring: Open311Common } }, async (request, reply) => {
    const name = nameOf(request.params.file)
    const found = findService(services.codes, name)
    if (!found) throw refuse('not-found', `there is no service ${name}`, { where: 'service_code' })
    return answer(request, reply, 'service_definition', serviceDefinition(found))
  })

  for (const format of FORMATS) app.get(`/requests.${format}`, { config: { scope: 'read' }, schema: { ...about('Requests: cases'), querystring: Open311RequestsQuery } }, async (request, reply) =>
    answer(request, reply, 'service_requests', findRequests(services, request.query, checkScope(request, 'read').actor).map((found) => requestOf(found, services))),
  )

  app.get('/requests/:file', { config: { scope: 'read' }, schema: { ...about('One request'), params: Open311File, querystring: Open311Common } }, async (request, reply) => {
    const found = findRequest(services, nameOf(request.params.file), checkScope(request, 'read').actor)
    if (!found) throw refuse('not-found', `there is no request ${nameOf(request.params.file)}`, { where: 'service_request_id' })
    return answer(request, reply, 'service_requests', [requestOf(found, services)])
  })

  app.get('/tokens/:file', { config: { scope: 'read' }, schema: { ...about('The request of a token; requests get their ids at once, so that a token is one'), params: Open311File, querystring: Open311Common } }, async (request, reply) => {
    const token = nameOf(request.params.file)
    const found = findRequest(services, token, checkScope(request, 'read').actor)
    if (!found) throw refuse('not-found', `there is no token ${token}`, { where: 'token' })
    return answer(request, reply, 'service_requests', [{ service_request_id: found.row.number, token }])
  })

  // The standard's api_key stands in the form, so that the scope can only be checked when that has been read.
  for (const format of FORMATS) app.post(`/requests.${format}`, { config: { scope: 'open' }, schema: { ...about('Report a request; api_key may stand in the form'), consumes: ['application/x-www-form-urlencoded'], body: Open311Post } }, async (request, reply) => {
    request.caller ??= callerFor(request, request.body.api_key === undefined ? undefined : findKey(request.body.api_key))
    const { actor } = checkScope(request, 'report')
    const number = await postRequest(services, request.body, actor)
    return answer(request, reply.code(201), 'service_requests', [{ service_request_id: number, service_notice: null, account_id: request.body.account_id ?? null }])
  })
}

/** A file's name without its format. */
const nameOf = (file: string): string => file.slice(0, file.lastIndexOf('.'))

const isXml = (request: FastifyRequest): boolean => (request.url.split('?')[0] ?? '').endsWith('.xml')

function answer(request: FastifyRequest, reply: FastifyReply, root: string, value: Open311Value): FastifyReply {
  if (isXml(request)) return reply.type('text/xml; charset=utf-8').send(toXml(root, value))
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(value))
}

/** Errors as the standard writes them: a list of code and description. */
function sendErrors(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  const { status, detail, where } = problemOf(refusal.code === 'malformed' ? { ...refusal, status: refusal.status ?? 400 } : refusal, '')
  const errors = [{ code: status, description: where === undefined ? detail : `${where}: ${detail}` }]
  return answer(request, reply.code(status), 'errors', errors)
}

const MAX_FIELDS = 100

/** A form as its fields; one that is there twice is a list. Refuses escapes that are not UTF-8. */
function parseForm(text: string): Record<string, string | string[]> {
  const fields = new Map<string, string | string[]>()
  const parts = text.split('&').filter(Boolean)
  if (parts.length > MAX_FIELDS) throw refuse('too-large', `the form has more than ${MAX_FIELDS} fields`, { where: 'body' })
  for (const part of parts) {
    const [name = '', ...value] = part.split('=').map(unescape)
    const known = fields.get(name)
    const given = value.join('=')
    fields.set(name, known === undefined ? given : [...(Array.isArray(known) ? known : [known]), given])
  }
  return Object.fromEntries([...fields].filter(([name]) => name !== '__proto__'))
}

function unescape(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw refuse('malformed', 'the form holds an escape that is not UTF-8', { status: 400, where: 'body' })
  }
}
