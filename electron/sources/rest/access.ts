import type { FastifyRequest } from 'fastify'
import type { ApiKey } from '../../contract/settings.ts'
import { Role } from '../../domain/role.ts'
import type { Caller, RestApp } from './app.ts'
import type { KeyRing } from './keys.ts'
import { refuse } from './problem.ts'

/** A key as the request shows it: `Authorization: Bearer`, `X-API-Key`, and for Open311 the standard's `api_key`. */
export function shownKey(request: FastifyRequest): string | undefined {
  const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const header = request.headers['x-api-key']
  return bearer ?? (typeof header === 'string' ? header : undefined) ?? (request.url.startsWith('/open311/') ? queryKey(request) : undefined)
}

const queryKey = (request: FastifyRequest): string | undefined => {
  const key = typeof request.query === 'object' && request.query !== null && 'api_key' in request.query ? request.query.api_key : undefined
  return typeof key === 'string' ? key : undefined
}

const headerText = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name]
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

/**
 * Who acts. `X-Role` narrows the key's posts to some of them, `X-Department` says for which department a key that
 * is bound to none acts, `X-Operator` names the person behind it. Each is refused where it goes beyond the key.
 */
export function callerFor(request: FastifyRequest, key: ApiKey | undefined): Caller | null {
  if (!key) return null
  const operator = headerText(request, 'x-operator')
  if (operator !== undefined && !/^[\w.-]{1,24}$/.test(operator)) throw refuse('malformed', 'X-Operator must be letters, digits, dot, dash or underscore, at most 24', { where: 'X-Operator' })
  const department = departmentOf(request, key.department)
  return {
    key,
    actor: { id: operator === undefined ? `api:${key.id}` : `api:${key.id}/${operator}`, name: key.name, roles: rolesOf(request, key.roles), ...(department === undefined ? {} : { department }) },
  }
}

function rolesOf(request: FastifyRequest, held: readonly Role[]): Role[] {
  const text = headerText(request, 'x-role')
  if (text === undefined) return [...held]
  const roles = text.split(',').map((part) => Role.safeParse(part.trim()))
  return roles.map((role) => {
    if (!role.success) throw refuse('malformed', `X-Role names a post that is not one of ${Role.options.join(', ')}`, { where: 'X-Role' })
    if (!held.includes(role.data)) throw refuse('forbidden', `this key does not act as ${role.data}`, { where: 'X-Role' })
    return role.data
  })
}

function departmentOf(request: FastifyRequest, bound: string | undefined): string | undefined {
  const asked = headerText(request, 'x-department')
  if (asked !== undefined && asked.length > 32) throw refuse('malformed', 'X-Department is too long', { where: 'X-Department' })
  if (bound !== undefined && asked !== undefined && asked !== bound) throw refuse('forbidden', `this key acts for ${bound} alone`, { where: 'X-Department' })
  return asked ?? bound
}

/** Whether a caller may use a route of this scope; `admin` may use all. */
export const mayUse = (caller: Caller, scope: string): boolean => caller.key.scopes.some((held) => held === 'admin' || held === scope)

/** Throws 401 or 403 unless the request comes with a key for the scope. */
export function checkScope(request: FastifyRequest, scope: string): Caller {
  if (request.caller === null) throw refuse('unauthorized', shownKey(request) === undefined ? 'show a key: Authorization: Bearer …' : 'no such key')
  if (!mayUse(request.caller, scope)) throw refuse('forbidden', `this key is not for ${scope}; it is for ${request.caller.key.scopes.join(', ')}`, { params: { scope } })
  return request.caller
}

/** The caller of a route that has been checked. */
export function callerIn(request: FastifyRequest): Caller {
  if (request.caller === null) throw refuse('unauthorized', 'show a key: Authorization: Bearer …')
  return request.caller
}

/** Finds out who asks before anything else is done. */
export function identifyCallers(app: RestApp, keys: KeyRing): void {
  app.decorateRequest('caller', null)
  app.addHook('onRequest', async (request) => {
    const shown = shownKey(request)
    request.caller = callerFor(request, shown === undefined ? undefined : keys(shown))
  })
}

/** Checks the scope of every route that is added after this; one that names none cannot be added. */
export function guardRoutes(app: RestApp): void {
  app.addHook('onRoute', (route) => {
    const scope = route.config?.scope
    if (scope === undefined) throw new Error(`the route ${route.url} names no scope`)
    if (scope === 'open') return
    const before = route.onRequest === undefined ? [] : Array.isArray(route.onRequest) ? route.onRequest : [route.onRequest]
    route.onRequest = [...before, async (request: FastifyRequest) => void checkScope(request, scope)]
  })
}
