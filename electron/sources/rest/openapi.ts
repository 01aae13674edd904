import swagger from '@fastify/swagger'
import { jsonSchemaTransform } from '@fastify/type-provider-zod'
import { z } from 'zod'
import { Problem } from '../../contract/rest.ts'
import type { RestApp } from './app.ts'

/** OpenAPI 3.1 at `/openapi.json`, made from the schemas that check the requests. Must be registered before the routes. */
export async function describeApi(app: RestApp): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Wufeng', version: '1', description: 'Cases of a city operation centre under GB/T 30428. Errors are RFC 9457. Times are epoch ms, positions WGS-84 longitude and latitude unless `crs` says otherwise.' },
      servers: [{ url: '/' }],
      components: {
        securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
        responses: { Problem: { description: 'Refused, and why (RFC 9457)', content: { 'application/problem+json': { schema: problemSchema() } } } },
      },
      security: [{ key: [] }],
    },
    transform: jsonSchemaTransform,
  })
  let made: string | undefined
  app.get('/openapi.json', { config: { scope: 'open' }, schema: { hide: true } }, async (_request, reply) => {
    made ??= JSON.stringify(withProblems(app.swagger()))
    return reply.type('application/json; charset=utf-8').send(made)
  })
}

const problemSchema = () => {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(Problem, { io: 'output' })
  return schema as Record<string, unknown>
}

/** Every operation may answer a problem. */
function withProblems<D extends { paths?: Record<string, unknown> }>(document: D): D {
  for (const path of Object.values(document.paths ?? {})) {
    if (typeof path !== 'object' || path === null) continue
    for (const operation of Object.values(path)) {
      if (typeof operation !== 'object' || operation === null || !('responses' in operation)) continue
      Object.assign(operation.responses ?? {}, { default: { $ref: '#/components/responses/Problem' } })
    }
  }
  return document
}
