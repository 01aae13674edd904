import type { FastifyRequest } from 'fastify'
import { AlertAnswer, AlertRow } from '../../contract/alert.ts'
import { AlertIdParam, AlertListQuery, AlertPage, AlertText } from '../../contract/rest.ts'
import { callerIn } from './access.ts'
import type { RestApp } from './app.ts'
import { settle, utf8 } from './body.ts'
import { readCap } from './cap/cap-message.ts'
import { refusalOf, RefusedError, refuse } from './problem.ts'
import type { RestServices } from './services.ts'

/** So far ahead of ours a sender's clock may be, ms. */
const SENT_SLACK = 10 * 60_000

/** `/alerts`: CAP 1.2 messages in, alerts out. */
export function alertRoutes(app: RestApp, services: RestServices): void {
  app.get('/alerts', { config: { scope: 'read' }, schema: { summary: 'Alerts in force, or all that came', tags: ['alerts'], querystring: AlertListQuery, response: { 200: AlertPage } } }, async ({ query }) => services.listAlerts(query))

  app.get('/alerts/:id', { config: { scope: 'read' }, schema: { summary: 'One alert', tags: ['alerts'], params: AlertIdParam, response: { 200: AlertRow } } }, async ({ params }) => {
    const found = services.readAlert(params.id)
    if (!found) throw refuse('not-found', `no alert has the id ${params.id}`, { where: 'path.id' })
    return found
  })

  app.get('/alerts/:id/cap', { config: { scope: 'read' }, schema: { summary: 'The message as it came', tags: ['alerts'], params: AlertIdParam, produces: ['application/cap+xml'] } }, async ({ params }, reply) => {
    const raw = services.rawAlert(params.id)
    if (raw === undefined) throw refuse('not-found', `no alert has the id ${params.id}`, { where: 'path.id' })
    return reply.type('application/cap+xml; charset=utf-8').send(raw)
  })

  void app.register(async (inner: RestApp) => {
    inner.removeAllContentTypeParsers()
    inner.addContentTypeParser(['application/cap+xml', 'application/xml', 'text/xml'], { parseAs: 'buffer' }, (_request: FastifyRequest, body: Buffer, done) => settle(done, () => utf8(body)))
    inner.post('/alerts', { config: { scope: 'report' }, schema: { summary: 'Take a CAP 1.2 message: Alert, Update or Cancel', tags: ['alerts'], consumes: ['application/cap+xml', 'application/xml', 'text/xml'], body: AlertText, response: { 200: AlertAnswer, 201: AlertAnswer } } }, async (request, reply) => {
      const message = readCap(request.body)
      if (message.sent > services.now() + SENT_SLACK) throw refuse('in-the-future', 'the message was sent in the future', { where: 'alert.sent', params: { at: String(message.sent) } })
      const result = await services.receiveAlert(message, request.body, callerIn(request).actor)
      if (!result.ok) throw new RefusedError(refusalOf(result.error))
      if (result.value.again) return reply.code(200).send(result.value)
      return reply.code(201).header('location', `/api/v1/alerts/${result.value.id}`).send(result.value)
    })
  })
}
