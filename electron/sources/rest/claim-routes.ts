import { z } from 'zod'
import { CaseIdParam, ClaimInput, ClaimList } from '../../contract/rest.ts'
import { callerIn } from './access.ts'
import type { RestApp } from './app.ts'
import { refusalOf, RefusedError } from './problem.ts'
import type { RestServices } from './services.ts'

/** `/claims` and `/cases/:id/claim`: who works on which case. A step of another is refused with `claimed`. */
export function claimRoutes(app: RestApp, services: RestServices): void {
  app.get('/claims', { config: { scope: 'read' }, schema: { summary: 'Cases that somebody works on now', tags: ['claims'], response: { 200: ClaimList } } }, async () => services.listClaims())

  app.put('/cases/:id/claim', { config: { scope: 'command' }, schema: { summary: 'Claim a case, or hold on to it; it runs out after five minutes', tags: ['claims'], params: CaseIdParam, body: ClaimInput, response: { 200: ClaimList } } }, async (request) => {
    const taken = await services.takeClaim(request.params.id, callerIn(request).actor, request.body.over)
    if (!taken.ok) throw new RefusedError(refusalOf(taken.error))
    return { claims: services.listClaims().claims.filter((claim) => claim.caseId === request.params.id) }
  })

  app.delete('/cases/:id/claim', { config: { scope: 'command' }, schema: { summary: 'Let go of a case', tags: ['claims'], params: CaseIdParam, response: { 204: z.undefined() } } }, async (request, reply) => {
    services.releaseClaim(request.params.id, callerIn(request).actor)
    return reply.code(204).send(undefined)
  })
}
