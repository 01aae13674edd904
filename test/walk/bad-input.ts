import { CALL_TAKER, type Cases } from './city.ts'

/** Requests that are wrong in themselves, each refused with where and why. */
export async function walkBadInput(cases: Cases): Promise<void> {
  const { walker } = cases
  walker.head('Bad input')
  const bad = (what: string, status: number, code: string, more: Readonly<Record<string, unknown>>): Promise<unknown> => walker.refused(what, status, code, '/api/v1/cases', { body: { ...cases.body('错'), ...more }, as: CALL_TAKER })
  await bad('a class that is none', 422, 'unknown-class', { subClass: '9876' })
  await bad('a position outside the city', 422, 'outside-city', { at: [0, 0] })
  await bad('a date in the future', 422, 'in-the-future', { occurredAt: Date.now() + 86_400_000 })
  await bad('a grid that is none', 422, 'malformed', { grid: '000000000000000' })
  await bad('a wrong type', 422, 'malformed', { description: 7 })
  await bad('an unknown field', 422, 'malformed', { colour: 'red' })
  const { description: _missing, ...without } = cases.body('错')
  await walker.refused('a missing field', 422, 'malformed', '/api/v1/cases', { body: without })
  const id = await cases.report('一个编号一件案')
  await walker.refused('an id that is there', 409, 'conflict', '/api/v1/cases', { body: { ...cases.body('又来'), caseId: id } })
  await walker.refused('a condition that is none', 422, 'unknown-condition', `/api/v1/cases/${await cases.at('accepted', '无此条件')}/commands`, { body: { type: 'case.file', condition: '0000-9' }, as: { role: 'duty-officer' } })
  await walker.refused('a step before the report', 422, 'before-the-case', `/api/v1/cases/${id}/commands`, { body: { type: 'case.accept', occurredAt: 1_000 }, as: CALL_TAKER })
  await walker.refused('a case that is not there', 404, 'not-found', '/api/v1/cases/none/commands', { body: { type: 'case.accept' }, as: CALL_TAKER })
  await walker.refused('a step that is none', 422, 'malformed', `/api/v1/cases/${id}/commands`, { body: { type: 'case.dance' }, as: CALL_TAKER })
  await walker.refused('no JSON', 400, 'malformed', '/api/v1/cases', { raw: '{"kind": ' })
  await walker.refused('no UTF-8', 400, 'malformed', '/api/v1/cases', { raw: Uint8Array.from([0x22, 0xff, 0xfe, 0x22]) })
  await walker.refused('half a surrogate pair', 400, 'malformed', '/api/v1/cases', { raw: '{"description":"\\ud800"}' })
  await walker.refused('a huge body', 413, 'too-large', '/api/v1/cases', { raw: JSON.stringify({ description: 'x'.repeat(400_000) }) })
  await walker.refused('another kind of content', 415, 'unsupported-media-type', '/api/v1/cases', { raw: 'a', type: 'text/plain' })
  await walker.refused('another method', 405, 'method-not-allowed', '/api/v1/cases', { method: 'DELETE' })
  await walker.refused('a path that is none', 404, 'not-found', '/api/v2/cases')
  await walker.refused('a query that is none', 422, 'malformed', '/api/v1/cases?stage=nowhere')
  await walker.refused('a path that is no UTF-8', 400, 'malformed', '/api/v1/cases/%ff')
  await walker.refused('a wrong key', 401, 'unauthorized', '/api/v1/cases', { headers: { authorization: 'Bearer wrong' } })
  await walker.refused('a post that is none', 422, 'malformed', '/api/v1/cases', { headers: { 'x-role': 'king' } })
}
