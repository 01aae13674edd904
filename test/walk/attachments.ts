import { CALL_TAKER, department, DISPATCHER, OFFICER, SUPERVISOR, type Cases } from './city.ts'
import { list, text, type Sent } from './walker.ts'

/** The bytes of the smallest PNG: one grey pixel. */
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==', 'base64')

/** 附件: added by post and stage, listed, given back byte by byte, hidden with a reason. */
export async function walkAttachments(cases: Cases): Promise<void> {
  const { walker, city } = cases
  walker.head('Attachments')
  const id = await cases.report('带照片')
  const base = `/api/v1/cases/${id}/attachments`
  const send = (raw: Uint8Array | string, more: Sent = {}): Sent => ({ raw, type: 'image/png', as: CALL_TAKER, ...more })
  const added = await walker.expect('a picture of the report', 201, `${base}?name=${encodeURIComponent('现场.png')}&kind=report`, send(PNG))
  await walker.expect('the same again', 200, `${base}?name=again.png&kind=report`, send(PNG))
  await walker.refused('a program with the name of a picture', 415, 'file-type', `${base}?name=x.png`, send('MZ\u0090\u0000program'))
  await walker.refused('a picture of the handling before there is any', 409, 'not-lawful-here', `${base}?name=x.png&kind=handling`, send(Buffer.concat([PNG, Buffer.from('1')]), { as: DISPATCHER }))
  await walker.refused('a picture of the report by a supervisor', 403, 'role-missing', `${base}?name=x.png&kind=report`, send(Buffer.concat([PNG, Buffer.from('2')]), { as: SUPERVISOR }))
  await cases.step(id, 'accept', CALL_TAKER, 'accepted')
  await cases.step(id, 'file', OFFICER, 'filed')
  await cases.step(id, 'dispatch', DISPATCHER, 'dispatched', { department: city.lead })
  await walker.expect('a picture of the handling by its department', 201, `${base}?name=after.png&kind=handling`, send(Buffer.concat([PNG, Buffer.from('3')]), { as: department(city.lead) }))
  walker.must('both are listed', list((await walker.call(base)).body['attachments']).map((a) => a['kind']).join() === 'report,handling')
  const one = `${base}/${text(added, 'id')}`
  const read = await walker.expect('the bytes as a download', 200, one)
  walker.must('nobody takes it for a page', read.headers.get('content-disposition')?.startsWith('attachment') === true && read.headers.get('x-content-type-options') === 'nosniff')
  await walker.refused('hide it without a reason', 422, 'malformed', one, { method: 'DELETE', as: OFFICER })
  await walker.expect('hide it', 200, `${one}?note=${encodeURIComponent('放错了')}`, { method: 'DELETE', as: OFFICER })
  await walker.refused('read it then', 404, 'not-found', one)
  const events = list((await walker.call(`/api/v1/events?stream=${encodeURIComponent(`case/${id}`)}`)).body['events'])
  walker.must('the log has kept it', events.some((e) => e['type'] === 'case.attached' && e['id'] === text(added, 'id')) && events.some((e) => e['type'] === 'case.detached'))
}
