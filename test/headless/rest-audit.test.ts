import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apiKey, AUTH, report, startRestCore, type RestCore } from '../builders/rest-core.ts'

const CRM = { authorization: 'Bearer wf_crm' }
const MAP = { authorization: 'Bearer wf_map' }

let rest: RestCore

beforeAll(async () => {
  rest = await startRestCore([apiKey(), apiKey({ id: 'crm', name: '热线系统', scopes: ['read', 'report', 'command'] }, 'wf_crm'), apiKey({ id: 'map', name: '地图', scopes: ['read'] }, 'wf_map')])
})

afterAll(() => rest?.stop())

const ask = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, headers: Record<string, string> = AUTH, payload?: Record<string, unknown>) => rest.app.inject({ method, url: `/api/v1${url}`, headers, ...(payload === undefined ? {} : { payload }) })

async function records(query = ''): Promise<{ act: string; person: string; caseId: string | null; account: string | null; detail: Record<string, string> }[]> {
  const answer = await ask('GET', `/audit?limit=500${query}`)
  expect(answer.statusCode).toBe(200)
  return answer.json().records
}

async function newCase(): Promise<string> {
  const answer = await ask('POST', '/cases', CRM, report())
  expect(answer.statusCode).toBe(201)
  return answer.json().caseId
}

describe('what keys see and take out', () => {
  it('is recorded as that key’s: reporters once for the same look, numbers masked, exports with what was asked', async () => {
    const caseId = await newCase()
    for (const _ of [1, 2]) {
      await ask('GET', `/cases/${caseId}`, MAP)
      await ask('GET', '/search?q=13900001234', MAP)
    }
    await ask('GET', '/search?q=测试', MAP)
    await ask('GET', '/export/cases?format=csv&text=13900001234', MAP)
    const seen = await records('&person=api:map')
    expect(seen.map((record) => record.act)).toEqual(['cases-exported', 'phone-searched', 'case-seen'])
    expect(seen.map((record) => record.detail)).toEqual([{ format: 'csv', rows: '1', reporter: 'false', query: 'format=csv&text=139****34' }, { phone: '139****34' }, {}])
    expect(seen[2]?.caseId).toBe(caseId)
    expect(await records(`&act=case-seen&case=${caseId}`)).toHaveLength(1)
  })

  it('is read by keys with the scope admin alone, and not among the events of others', async () => {
    expect((await ask('GET', '/audit', MAP)).statusCode).toBe(403)
    expect((await ask('GET', '/export/audit', MAP)).statusCode).toBe(403)
    const streams = async (headers: Record<string, string>): Promise<string[]> => (await ask('GET', '/events?limit=1000', headers)).json().events.map((event: { stream: string }) => event.stream.split('/')[0])
    expect(await streams(MAP)).not.toContain('audit')
    expect(await streams(AUTH)).toContain('audit')
    expect((await ask('GET', '/audit?cursor=x')).json()).toMatchObject({ code: 'malformed', where: 'query.cursor' })
  })

  it('is exported page by page, which is recorded too', async () => {
    const first = await ask('GET', '/export/audit?limit=2')
    expect(first.headers['link']).toMatch(/cursor=.*rel="next"/)
    expect(first.body.split('\r\n')).toHaveLength(4)
    expect((await records('&act=audit-exported'))[0]?.detail).toEqual({ rows: '2' })
  })
})

describe('claims over REST', () => {
  it('refuse another’s step until it is taken over, which is recorded; a note is always welcome', async () => {
    const caseId = await newCase()
    const mine = await ask('PUT', `/cases/${caseId}/claim`, CRM, {})
    expect(mine.json().claims).toMatchObject([{ caseId, by: { id: 'api:crm', name: '热线系统' } }])
    expect((await ask('GET', '/claims', MAP)).json().claims).toHaveLength(1)
    const refused = await ask('POST', `/cases/${caseId}/commands`, AUTH, { type: 'case.accept' })
    expect([refused.statusCode, refused.json().code, refused.json().params.name]).toEqual([409, 'claimed', '热线系统'])
    expect((await ask('POST', `/cases/${caseId}/commands`, AUTH, { type: 'case.note', note: '市民又来电' })).statusCode).toBe(200)
    expect((await ask('PUT', `/cases/${caseId}/claim`, AUTH, {})).statusCode).toBe(409)
    expect((await ask('PUT', `/cases/${caseId}/claim`, AUTH, { over: true })).statusCode).toBe(200)
    expect((await ask('POST', `/cases/${caseId}/commands`, CRM, { type: 'case.accept' })).json().code).toBe('claimed')
    expect((await ask('POST', `/cases/${caseId}/commands`, AUTH, { type: 'case.accept' })).statusCode).toBe(200)
    expect((await ask('GET', '/claims', MAP)).json().claims).toEqual([])
    expect(await records('&act=case-taken-over')).toMatchObject([{ person: 'api:test', account: 'api:crm', caseId }])
    expect((await ask('PUT', '/cases/nope/claim', AUTH, {})).statusCode).toBe(404)
    expect((await ask('PUT', `/cases/${caseId}/claim`, MAP, {})).statusCode).toBe(403)
  })
})
