import { CALL_TAKER, COLLECTOR, department, DISPATCHER, OFFICER, type Cases } from './city.ts'
import { list, text } from './walker.ts'

/** 上报 → 受理 → 核实 → 立案 → 派遣 → 签收 → 处置 → 核查 → 结案 → 回访, with 主办 and 协办; answers the case. */
export async function walkLoop(cases: Cases): Promise<string> {
  const { walker, city } = cases
  walker.head('The loop, 主办 and 协办')
  const headers = { 'idempotency-key': `walk-${Date.now()}-${process.pid}` }
  const body = cases.body('走查：一堆垃圾', { crs: 'GCJ-02' })
  const first = await walker.expect('上报 in GCJ-02 with an Idempotency-Key', 201, '/api/v1/cases', { body, as: CALL_TAKER, headers })
  const again = await walker.expect('the same again', 200, '/api/v1/cases', { body, as: CALL_TAKER, headers })
  const id = text(first, 'caseId')
  walker.must('it is one case', id === text(again, 'caseId') && again.headers.get('idempotency-replayed') === 'true', again.body)
  await walker.refused('another report under the same key', 422, 'key-reused', '/api/v1/cases', { body: { ...body, description: '别的' }, as: CALL_TAKER, headers })

  const read = await walker.expect('read it', 200, `/api/v1/cases/${id}`)
  const report = Object(read.body['report'])
  walker.must('the position is converted, the original kept', report.original?.crs === 'GCJ-02' && report.original.at[0] === city.at[0] && report.at[0] !== city.at[0], report)
  const etag = read.headers.get('etag') ?? ''
  await walker.expect('not read again while it has not changed', 304, `/api/v1/cases/${id}`, { headers: { 'if-none-match': etag } })
  const accepted = await walker.expect('accept with If-Match', 200, `/api/v1/cases/${id}/commands`, { body: { type: 'case.accept' }, as: CALL_TAKER, headers: { 'if-match': etag } })
  walker.must('the ETag is another', accepted.headers.get('etag') !== etag)
  await walker.refused('file with the old If-Match', 412, 'precondition-failed', `/api/v1/cases/${id}/commands`, { body: { type: 'case.file' }, as: OFFICER, headers: { 'if-match': etag } })

  await cases.step(id, 'ask-verify', CALL_TAKER, 'accepted')
  await cases.step(id, 'verify', COLLECTOR, 'accepted', { real: true })
  await cases.step(id, 'file', OFFICER, 'filed', { condition: city.condition })
  await cases.step(id, 'dispatch', DISPATCHER, 'dispatched', { department: city.lead, assist: [city.assist] })
  await lookAtTasks(cases, id)
  await cases.step(id, 'take', department(city.lead), 'dispatched')
  await cases.step(id, 'take', department(city.assist), 'dispatched')
  await cases.step(id, 'handle', department(city.assist), 'dispatched', { note: '协办完成' })
  await cases.step(id, 'handle', department(city.lead), 'handled', { note: '主办完成' })
  await cases.step(id, 'ask-check', CALL_TAKER, 'handled')
  await cases.step(id, 'check', COLLECTOR, 'checked', { passed: true })
  await cases.step(id, 'close', OFFICER, 'closed')
  await cases.step(id, 'follow-up', CALL_TAKER, 'followed-up', { satisfaction: 'satisfied' })
  const done = await cases.read(id)
  walker.must('nothing in it was irregular', list(done.body['irregular']).length === 0, done.body['irregular'])
  return id
}

async function lookAtTasks({ walker, city }: Cases, id: string): Promise<void> {
  for (const [who, part] of [[city.lead, 'lead'], [city.assist, 'assist']] as const) {
    const tasks = list((await walker.expect(`tasks of ${who}`, 200, `/api/v1/tasks?department=${who}&state=untaken&limit=500`)).body['tasks'])
    walker.must(`one of them is this case's, as ${part}`, tasks.some((t) => Object(t['case']).id === id && Object(t['task']).part === part), tasks.length)
  }
}
