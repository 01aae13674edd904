import type { FastifyReply, FastifyRequest } from 'fastify'
import type { AppError } from '../../contract/error.ts'
import type { Problem, ProblemCode } from '../../contract/rest.ts'

/** HTTP status by code; a code that is not named here is a refusal by the state of the case: 409. */
const STATUS: Partial<Readonly<Record<ProblemCode, number>>> = {
  malformed: 422, 'bad-table': 422, 'unknown-version': 422, 'changes-the-past': 422, 'unknown-operation': 422, 'unknown-class': 422, 'unknown-condition': 422, 'unknown-department': 422, 'unknown-target': 422, 'in-the-future': 422, 'before-the-case': 422,
  'reason-missing': 422, 'outside-city': 422, 'not-a-task': 422, 'key-reused': 422, 'file-unknown': 422, 'department-needed': 422, 'pin-weak': 422, 'pin-wrong': 401, 'pin-wait': 429, 'not-signed-in': 401,
  'too-large': 413, 'file-too-large': 413, 'file-type': 415, 'picture-too-large': 413, 'file-missing': 404, 'upload-broken': 400, 'too-many': 429, 'rate-limited': 429, 'not-found': 404, 'method-not-allowed': 405, 'timed-out': 408, 'unsupported-media-type': 415, 'precondition-failed': 412,
  'role-missing': 403, 'not-your-department': 403, forbidden: 403, unauthorized: 401,
  'disk-full': 507, 'core-down': 503, unavailable: 503, internal: 500,
}

const TITLES: Partial<Readonly<Record<number, string>>> = {
  400: 'The request cannot be read', 401: 'A key is needed', 403: 'Not allowed', 404: 'Nothing is there', 405: 'Not with this method', 408: 'Took too long', 409: 'Not in this state',
  412: 'Changed since it was read', 413: 'Too large', 415: 'This kind of content is not read', 422: 'Something in it is wrong', 429: 'Too many requests', 431: 'Too large', 500: 'An error inside', 503: 'Not now', 507: 'The disk is full',
}

/** A refusal on its way to becoming an answer. */
export interface Refusal {
  readonly code: ProblemCode
  readonly detail: string
  /** Where it differs from the code's own. */
  readonly status?: number
  readonly where?: string
  readonly params?: Readonly<Record<string, string>>
  readonly issues?: readonly { readonly where: string; readonly why: string }[]
  readonly lawful?: AppError['lawful']
}

/** Thrown by a handler to refuse. */
export class RefusedError extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.detail)
    this.refusal = refusal
  }
}

export const refuse = (code: ProblemCode, detail: string, more: Omit<Refusal, 'code' | 'detail'> = {}): RefusedError => new RefusedError({ code, detail, ...more })

/** What core refused, as HTTP tells it. A case that changed since the client read it is 412. */
export const refusalOf = ({ code, message, params, where, lawful }: AppError): Refusal => ({
  code: code === 'conflict' && where === 'If-Match' ? 'precondition-failed' : code,
  detail: message,
  ...(where === undefined ? {} : { where }),
  ...(Object.keys(params).length > 0 ? { params } : {}),
  ...(lawful === undefined ? {} : { lawful }),
})

export function problemOf(refusal: Refusal, instance: string): Problem {
  const status = refusal.status ?? STATUS[refusal.code] ?? 409
  const { code, detail, where, params, issues, lawful } = refusal
  return {
    type: `urn:wufeng:problem:${code}`,
    title: TITLES[status] ?? code,
    status,
    detail,
    instance,
    code,
    ...(where === undefined ? {} : { where }),
    ...(params === undefined ? {} : { params: { ...params } }),
    ...(issues === undefined ? {} : { issues: [...issues] }),
    ...(lawful === undefined ? {} : { lawful }),
  }
}

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8'

/** Answers a refusal as RFC 9457 has it. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  const problem = problemOf(refusal, `urn:wufeng:request:${request.id}`)
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer realm="wufeng"')
  return reply.code(problem.status).type(PROBLEM_TYPE).serializer((payload: unknown) => JSON.stringify(payload)).send(problem)
}
