import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { AttachmentRow } from '../../contract/attachment.ts'
import { AttachInput, AttachmentList, AttachmentParam, CaseIdParam, DetachQuery } from '../../contract/rest.ts'
import { MediaType } from '../../domain/attachment.ts'
import { CaseCommand } from '../../domain/case-command.ts'
import { callerIn } from './access.ts'
import type { RestApp } from './app.ts'
import { toWgs84 } from './crs.ts'
import { names } from './etag.ts'
import { refusalOf, RefusedError, refuse } from './problem.ts'
import type { RestServices } from './services.ts'

/** What a file may be sent as; what it is taken for is found in its bytes. */
const SENT_AS = [...MediaType.options, 'application/octet-stream']

/** `/cases/:id/attachments`: the files of a case. */
export function attachmentRoutes(app: RestApp, services: RestServices): void {
  app.get('/cases/:id/attachments', { config: { scope: 'read' }, schema: { summary: 'The files of a case', tags: ['attachments'], params: CaseIdParam, response: { 200: AttachmentList } } }, async ({ params: { id } }) => ({ attachments: [...listed(services, id)] }))

  app.get('/cases/:id/attachments/:attachment', { config: { scope: 'read' }, schema: { summary: 'The bytes of one file, for download', tags: ['attachments'], params: AttachmentParam, produces: MediaType.options } }, async (request, reply) => {
    const { id, attachment } = request.params
    const row = listed(services, id).find((a) => a.id === attachment)
    if (!row) throw refuse('not-found', `the case ${id} has no attachment ${attachment}`, { where: 'path.attachment' })
    const etag = `"${row.hash}"`
    void reply.header('etag', etag)
    if (names(request.headers['if-none-match'] ?? '', etag)) return reply.code(304).send()
    const bytes = await services.readAttachment(row.hash)
    if (!bytes) throw refuse('file-missing', 'the file is not in the store any more: restore it from a backup', { params: { name: row.name } })
    const written = await services.audit(callerIn(request).actor, 'file-exported', { caseId: id, detail: { file: row.name } })
    if (!written.ok) throw new RefusedError(refusalOf(written.error))
    return reply.type(row.mediaType).headers({ 'content-length': String(row.bytes), 'content-disposition': disposition(row.name), 'content-security-policy': "default-src 'none'; sandbox" }).send(Readable.from(bytes))
  })

  app.delete('/cases/:id/attachments/:attachment', { config: { scope: 'command' }, schema: { summary: 'Take a file out of sight, with the reason; it stays in the store and in the history', tags: ['attachments'], params: AttachmentParam, querystring: DetachQuery, response: { 200: AttachmentList } } }, async (request) => {
    const { id, attachment } = request.params
    const result = await services.submit(CaseCommand.parse({ type: 'case.detach', caseId: id, attachment, note: request.query.note }), callerIn(request).actor)
    if (!result.ok) throw new RefusedError(refusalOf(result.error))
    return { attachments: [...listed(services, id)] }
  })

  void app.register(async (inner: RestApp) => {
    inner.removeAllContentTypeParsers()
    for (const type of SENT_AS) inner.addContentTypeParser(type, (_request: FastifyRequest, payload: NodeJS.ReadableStream, done: (error: Error | null, body?: unknown) => void) => done(null, payload))
    inner.post('/cases/:id/attachments', { bodyLimit: services.largestFile, config: { scope: 'command' }, schema: { summary: 'Add a file to a case: its bytes are the body; the same file again answers the same attachment', tags: ['attachments'], consumes: SENT_AS, params: CaseIdParam, querystring: AttachInput, body: z.unknown().describe('The bytes of the file'), response: { 200: AttachmentRow, 201: AttachmentRow } } }, async (request, reply) => {
      const { again, row } = await attach(services, request, request.params.id, request.query)
      return reply.code(again ? 200 : 201).header('location', `/api/v1/cases/${encodeURIComponent(request.params.id)}/attachments/${encodeURIComponent(row.id)}`).send(row)
    })
  })
}

function listed(services: RestServices, caseId: string): readonly AttachmentRow[] {
  const rows = services.listAttachments(caseId)
  if (!rows) throw refuse('not-found', `no case has the id ${caseId}`, { where: 'path.id' })
  return rows
}

/** A name for the header as RFC 6266 and 8187 have it. */
const disposition = (name: string): string => `attachment; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`

const isStream = (body: unknown): body is AsyncIterable<Uint8Array> => typeof body === 'object' && body !== null && Symbol.asyncIterator in body

async function attach(services: RestServices, { body, ...request }: Pick<FastifyRequest, 'body' | 'caller'>, caseId: string, query: AttachInput): Promise<{ again: boolean; row: AttachmentRow }> {
  if (request.caller === null) throw refuse('unauthorized', 'show a key: Authorization: Bearer …')
  listed(services, caseId)
  if (!isStream(body)) throw refuse('malformed', 'the body is empty where the bytes of a file are expected', { status: 400, where: 'body' })
  const { lng, lat, crs, ...given } = query
  if ((lng === undefined) !== (lat === undefined)) throw refuse('malformed', 'lng and lat come together', { where: lng === undefined ? 'query.lng' : 'query.lat' })
  const said = lng === undefined || lat === undefined ? undefined : toWgs84([lng, lat], crs).at
  const taken = await services.takeInFile(body)
  if (!taken.ok) throw new RefusedError({ ...refusalOf(taken.error), where: 'body' })
  const at = said ?? taken.value.at
  const takenAt = given.takenAt ?? taken.value.takenAt
  const { hash } = taken.value
  const result = await services.submit(CaseCommand.parse({ ...given, type: 'case.attach', caseId, hash, ...(at ? { at } : {}), ...(takenAt === undefined ? {} : { takenAt }) }), request.caller.actor)
  const again = !result.ok && result.error.code === 'already-attached'
  if (!result.ok && !again) throw new RefusedError(refusalOf(result.error))
  const row = listed(services, caseId).find((a) => a.hash === hash)
  if (!row) throw new Error(`the file ${hash} was added to ${caseId} but cannot be read`)
  return { again, row }
}
