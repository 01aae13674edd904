import type { Socket } from 'node:net'
import { hasZodFastifySchemaValidationErrors } from '@fastify/type-provider-zod'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { Log } from '../../platform/log.ts'
import { SheetError } from '../sheets/sheet-error.ts'
import { problemOf, PROBLEM_TYPE, RefusedError, sendProblem, type Refusal } from './problem.ts'

/** How many of a request's faults are listed. */
const MAX_ISSUES = 20

/** What went wrong, as an answer; undefined when it is our own fault. */
export function refusalFor(error: FastifyError | Error): Refusal | undefined {
  if (error instanceof RefusedError) return error.refusal
  if (error instanceof SheetError) return { code: error.code, detail: error.message, where: error.where === 'file' ? 'body' : error.where, ...(error.code === 'malformed' ? { status: 400 } : {}) }
  if (hasZodFastifySchemaValidationErrors(error)) return shapeRefusal(error)
  const code = 'code' in error ? error.code : undefined
  switch (code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return { code: 'unsupported-media-type', detail: 'this route does not read this kind of content', where: 'Content-Type' }
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return { code: 'too-large', detail: 'the body is larger than this route takes', where: 'body' }
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return { code: 'malformed', status: 400, detail: 'the body is not as long as Content-Length says', where: 'Content-Length' }
    case 'FST_ERR_BAD_URL':
      return { code: 'malformed', status: 400, detail: 'the path is not well-formed UTF-8', where: 'path' }
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return { code: 'malformed', status: 414, detail: 'a part of the path is too long', where: 'path' }
    case 'FST_ERR_HANDLER_TIMEOUT':
      return { code: 'unavailable', detail: 'this took too long; ask for less' }
    default:
      break
  }
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500
  return status >= 400 && status < 500 ? { code: status === 429 ? 'rate-limited' : 'malformed', status, detail: error.message } : undefined
}

function shapeRefusal(error: FastifyError): Refusal {
  const place = error.validationContext ?? 'request'
  const issues = (error.validation ?? []).slice(0, MAX_ISSUES).map(({ instancePath, message }) => ({
    where: [place === 'querystring' ? 'query' : place, ...instancePath.split('/').filter(Boolean)].join('.'),
    why: message ?? 'does not fit',
  }))
  const [first] = issues
  return { code: 'malformed', detail: first ? `${first.where}: ${first.why}` : 'the request has not the shape that this route reads', issues, ...(first ? { where: first.where } : {}) }
}

/** Answers every error as a problem; what is our own fault is logged and not explained. */
export const answerErrors = (log: Log) => (error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const refusal = refusalFor(error)
  if (refusal === undefined) log.error({ err: error, method: request.method, route: request.routeOptions.url, request: request.id }, 'a request failed')
  return sendProblem(request, reply, refusal ?? { code: 'internal', detail: 'an error inside; it is in the log under this instance' })
}

const LINE_STATUS: Readonly<Record<string, { readonly status: number; readonly detail: string }>> = {
  HPE_HEADER_OVERFLOW: { status: 431, detail: 'the headers are too large' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, detail: 'the request did not come to its end in time' },
}

/** Answers what is no HTTP at all, and closes the line. */
export function answerBrokenLine(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const { status, detail } = LINE_STATUS[error.code ?? ''] ?? { status: 400, detail: 'this is not HTTP' }
  const problem = problemOf({ code: status === 408 ? 'timed-out' : status === 431 ? 'too-large' : 'malformed', status, detail }, 'urn:wufeng:request:none')
  const body = JSON.stringify(problem)
  socket.end(`HTTP/1.1 ${status} ${problem.title}\r\nContent-Type: ${PROBLEM_TYPE}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`)
}
