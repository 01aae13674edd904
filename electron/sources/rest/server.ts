import rateLimit from '@fastify/rate-limit'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from '@fastify/type-provider-zod'
import Fastify, { LogController, type FastifyBaseLogger } from 'fastify'
import type { ApiKey } from '../../contract/settings.ts'
import type { Log } from '../../platform/log.ts'
import { guardRoutes, identifyCallers } from './access.ts'
import { alertRoutes } from './alert-routes.ts'
import type { RestApp } from './app.ts'
import { appraisalRoutes } from './appraisal-routes.ts'
import { attachmentRoutes } from './attachment-routes.ts'
import { auditRoutes } from './audit-routes.ts'
import { guardRequests, readBodies } from './body.ts'
import { codeRoutes } from './code-routes.ts'
import { caseRoutes } from './case-routes.ts'
import { claimRoutes } from './claim-routes.ts'
import { eventRoutes } from './event-routes.ts'
import { exportRoutes } from './export-routes.ts'
import { answerBrokenLine, answerErrors, refusalFor } from './failures.ts'
import { importRoutes } from './import-routes.ts'
import { keyRing } from './keys.ts'
import { kpiRoutes } from './kpi-routes.ts'
import { lookUpRoutes } from './look-up-routes.ts'
import { open311Routes } from './open311/routes.ts'
import { describeApi } from './openapi.ts'
import { sendProblem } from './problem.ts'
import type { RestServices } from './services.ts'
import { answerUnknown, knowRoutes } from './unknown-routes.ts'

export interface RestOptions {
  readonly services: RestServices
  readonly keys: readonly ApiKey[]
  readonly log: Log
}

const KIB = 1024
const BODY_LIMIT = 256 * KIB
const SECOND = 1_000
/** Requests that one address may make without a key, in a minute. */
const KEYLESS_PER_MINUTE = 60

/** The REST face, ready to listen or to be asked in a test. */
export async function buildRest({ services, keys, log }: RestOptions): Promise<RestApp> {
  const logger: FastifyBaseLogger = log
  const app = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    connectionTimeout: 0,
    requestTimeout: 30 * SECOND,
    keepAliveTimeout: 20 * SECOND,
    handlerTimeout: 60 * SECOND,
    http: { maxHeaderSize: 16 * KIB, headersTimeout: 20 * SECOND },
    routerOptions: { maxParamLength: 300 },
    frameworkErrors: (error, request, reply) => void sendProblem(request, reply, refusalFor(error) ?? { code: 'internal', detail: error.message }),
    clientErrorHandler: answerBrokenLine,
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(answerErrors(log))
  readBodies(app)
  guardRequests(app)
  const findKey = keyRing(keys)
  identifyCallers(app, findKey)
  await limitRates(app)
  const known = knowRoutes(app)
  guardRoutes(app)
  await describeApi(app)
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, answerUnknown(known))
  await app.register(
    async (api: RestApp) => {
      caseRoutes(api, services)
      attachmentRoutes(api, services)
      eventRoutes(api, services)
      kpiRoutes(api, services)
      appraisalRoutes(api, services)
      lookUpRoutes(api, services)
      alertRoutes(api, services)
      importRoutes(api, services)
      codeRoutes(api, services)
      exportRoutes(api, services)
      claimRoutes(api, services)
      auditRoutes(api, services)
    },
    { prefix: '/api/v1' },
  )
  await app.register(async (api: RestApp) => open311Routes(api, { services, findKey, log }), { prefix: '/open311/v2' })
  await app.ready()
  return app
}

/** So many requests a minute for each key, few for an address that shows none. */
async function limitRates(app: RestApp): Promise<void> {
  await app.register(rateLimit, {
    timeWindow: 60 * SECOND,
    cache: 10_000,
    max: (request) => request.caller?.key.perMinute ?? KEYLESS_PER_MINUTE,
    keyGenerator: (request) => (request.caller ? `key ${request.caller.key.id}` : `address ${request.ip}`),
    errorResponseBuilder: (_request, { ttl }) => Object.assign(new Error(`too many requests: try again in ${Math.ceil(ttl / SECOND)} s`), { statusCode: 429 }),
  })
}
