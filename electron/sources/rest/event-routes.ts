import type { FastifyReply, FastifyRequest } from 'fastify'
import { EventPage, EventQuery, EventStreamQuery } from '../../contract/rest.ts'
import { callerIn, mayUse } from './access.ts'
import type { RestApp } from './app.ts'
import { refuse } from './problem.ts'
import type { RestServices } from './services.ts'

/** Event streams that may be open at a time. */
const MAX_STREAMS = 64
/** A silent stream says so often that it lives, ms. */
const HEARTBEAT_MS = 15_000
/** A reader that has taken nothing for so many of them is cut off; it comes back with Last-Event-ID. */
const MAX_SILENT = 3
const PAGE = 200

/** `/events`: the log from a cursor, once or as server-sent events. */
export function eventRoutes(app: RestApp, services: RestServices): void {
  app.get('/events', { config: { scope: 'read' }, schema: { summary: 'Events after a place in the log', tags: ['events'], querystring: EventQuery, response: { 200: EventPage } } }, async (request) => {
    void services.audit(callerIn(request).actor, 'events-read')
    return services.readEvents(request.query, { audit: mayUse(callerIn(request), 'admin') })
  })

  const open = new Set<() => void>()
  app.addHook('preClose', async () => {
    for (const end of open) end()
  })
  app.get('/events/stream', { config: { scope: 'read' }, schema: { summary: 'Events as they come (server-sent events); goes on after Last-Event-ID', tags: ['events'], querystring: EventStreamQuery } }, async (request, reply) => {
    if (open.size >= MAX_STREAMS) throw refuse('unavailable', `${MAX_STREAMS} event streams are open already`)
    const { stream } = request.query
    void services.audit(callerIn(request).actor, 'events-read')
    const end = sendEvents(services, request, reply, { after: startOf(request, request.query.after), stream }, () => open.delete(end))
    open.add(end)
  })
}

/** A browser that comes back names the last event that it has; that goes before the query. */
function startOf(request: FastifyRequest, after: number): number {
  const last = request.headers['last-event-id']
  if (last === undefined) return after
  if (typeof last !== 'string' || !/^\d{1,15}$/.test(last)) throw refuse('malformed', 'Last-Event-ID must be a place in the log', { where: 'Last-Event-ID' })
  return Number(last)
}

/** Sends events from a place on, as fast as they are read at the other end; nothing is held back in memory. Answers how to end it. */
function sendEvents(services: RestServices, request: FastifyRequest, reply: FastifyReply, from: { readonly after: number; readonly stream: string | undefined }, onEnd: () => void): () => void {
  const audit = mayUse(callerIn(request), 'admin')
  reply.hijack()
  const out = reply.raw
  out.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
  let { after } = from
  let full = false
  const send = (): void => {
    while (!full && !out.destroyed) {
      const page = services.readEvents({ after, limit: PAGE, ...(from.stream === undefined ? {} : { stream: from.stream }) }, { audit })
      after = page.next
      const text = page.events.map((event) => `id: ${event.seq}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('')
      if (text !== '') full = !out.write(text)
      if (!page.more) return
    }
  }
  const stop = services.onEvents(send)
  let silent = 0
  const heartbeat = setInterval(() => {
    silent = full ? silent + 1 : 0
    if (silent > MAX_SILENT) out.destroy()
    else if (!full) out.write(': here\n\n')
  }, HEARTBEAT_MS)
  const end = (): void => {
    clearInterval(heartbeat)
    stop()
    onEnd()
    out.end()
  }
  out.on('drain', () => {
    full = false
    send()
  })
  out.on('error', () => undefined)
  out.on('close', end)
  out.write(`: from ${after}\n\n`)
  send()
  request.log.info({ after }, 'an event stream opened')
  return end
}
