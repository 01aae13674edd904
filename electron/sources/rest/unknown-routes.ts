import type { FastifyReply, FastifyRequest } from 'fastify'
import type { RestApp } from './app.ts'
import { sendProblem } from './problem.ts'

/** Methods by the pattern of a path. */
export type KnownRoutes = Map<string, { readonly pattern: RegExp; readonly methods: Set<string> }>

/** Notes every route that is added after this. */
export function knowRoutes(app: RestApp): KnownRoutes {
  const known: KnownRoutes = new Map()
  app.addHook('onRoute', ({ url, method }) => {
    const entry = known.get(url) ?? { pattern: patternOf(url), methods: new Set<string>() }
    for (const name of Array.isArray(method) ? method : [method]) entry.methods.add(name)
    known.set(url, entry)
  })
  return known
}

const patternOf = (url: string): RegExp => new RegExp(`^${url.split('/').map((part) => part.split('.').map((piece) => (piece.startsWith(':') ? '[^/]+' : piece.replaceAll(/[^\w-]/g, '\\$&'))).join('\\.')).join('/')}$`)

/** Answers 405 where the path is one of ours with another method, else 404. */
export const answerUnknown = (known: KnownRoutes) => (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const path = request.url.split('?')[0] ?? ''
  const methods = [...known.values()].filter(({ pattern }) => pattern.test(path)).flatMap((route) => [...route.methods])
  if (methods.length === 0) return sendProblem(request, reply, { code: 'not-found', detail: `there is nothing at ${path.slice(0, 200)}`, where: 'path' })
  void reply.header('allow', [...new Set(methods)].sort().join(', '))
  return sendProblem(request, reply, { code: 'method-not-allowed', detail: `${request.method} is not for this path; it takes ${methods.join(', ')}`, where: 'method' })
}
