import { chmodSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { zipSync, strToU8 } from 'fflate'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { alertProjection } from '../../electron/core/alerts.ts'
import { rebuild } from '../../electron/core/rebuild.ts'
import { faceFault } from '../../electron/core/rest-face.ts'
import { readKeyFile } from '../../electron/sources/rest/keys.ts'
import { verifyChains } from '../../electron/store/chain-check.ts'
import { openReader, openWriter } from '../../electron/store/database.ts'
import { readAfter } from '../../electron/store/event-log.ts'
import { apiKey, AUTH, KEY, report, startRestCore, type RestCore } from '../builders/rest-core.ts'
import { tempFolder } from '../builders/temp-folder.ts'

let rest: RestCore

beforeEach(async () => {
  rest = await startRestCore()
})

afterEach(async () => {
  await rest.stop()
})

const get = (url: string, headers: Record<string, string> = AUTH) => rest.app.inject({ url, headers })
const post = (url: string, payload: object | string | Buffer, headers: Record<string, string> = {}) => rest.app.inject({ method: 'POST', url, headers: { ...AUTH, ...headers }, payload })
const reported = async (over: Readonly<Record<string, unknown>> = {}) => (await post('/api/v1/cases', report(over))).json<{ caseId: string; number: string }>()

describe('keys', () => {
  const withKeys = async (...keys: Parameters<typeof startRestCore>[0] & object): Promise<void> => {
    await rest.stop()
    rest = await startRestCore(keys)
  }

  it('open what their scopes say and no more', async () => {
    await withKeys(apiKey({ scopes: ['read'] }), apiKey({ id: 'reporter', scopes: ['report'] }, 'wf_other'))
    expect((await get('/api/v1/cases')).statusCode).toBe(200)
    expect((await post('/api/v1/cases', report())).json()).toMatchObject({ status: 403, code: 'forbidden' })
    const other = { authorization: 'Bearer wf_other' }
    expect((await post('/api/v1/cases', report(), other)).statusCode).toBe(201)
    expect((await get('/api/v1/cases', other)).statusCode).toBe(403)
    expect((await get('/api/v1/cases', { authorization: 'Bearer wf_unknown' })).json()).toMatchObject({ status: 401, code: 'unauthorized' })
    expect((await get('/openapi.json', {})).json()).toMatchObject({ openapi: '3.1.0' })
  })

  it('act in their own posts and for their own department', async () => {
    await withKeys(apiKey({ roles: ['department'], department: 'hw' }))
    expect((await get('/api/v1/me', { ...AUTH, 'x-role': 'admin' })).json()).toMatchObject({ status: 403, where: 'X-Role' })
    expect((await get('/api/v1/me', { ...AUTH, 'x-department': 'cg' })).json()).toMatchObject({ status: 403, where: 'X-Department' })
    expect((await get('/api/v1/me')).json()).toMatchObject({ actor: { id: 'api:test', roles: ['department'], department: 'hw' } })
  })

  it('are slowed down beyond their rate, and told until when', async () => {
    await withKeys(apiKey({ perMinute: 2 }))
    await get('/api/v1/me')
    await get('/api/v1/me')
    const third = await get('/api/v1/me')
    expect(third.json()).toMatchObject({ status: 429, code: 'rate-limited' })
    expect(Number(third.headers['retry-after'])).toBeGreaterThan(0)
  })

  it('come from a file that only its user may read, as hashes', () => {
    const file = join(tempFolder('keys'), 'keys.yaml')
    writeFileSync(file, `- {id: a, name: A, sha256: ${apiKey().sha256}, scopes: [read]}\n`, { mode: 0o600 })
    expect(readKeyFile(file)).toMatchObject([{ id: 'a', roles: ['collector'], perMinute: 1_200 }])
    chmodSync(file, 0o644)
    expect(() => readKeyFile(file)).toThrow(/chmod 600/)
    writeFileSync(file, `- {id: a, name: A, sha256: ${KEY}, scopes: [read]}\n`)
    chmodSync(file, 0o600)
    expect(() => readKeyFile(file)).toThrow(/line 1: 0.sha256/)
  })

  it('are needed: without any, only a demo on loopback is served', () => {
    const api = { port: 0, host: '127.0.0.1', keys: [] }
    expect(faceFault(api, false)).toContain('--keys')
    expect(faceFault({ ...api, host: '0.0.0.0' }, true)).toContain('loopback')
    expect(faceFault(api, true)).toBeUndefined()
    expect(faceFault({ ...api, host: '0.0.0.0', keys: [apiKey()] }, false)).toBeUndefined()
  })
})

describe('a report', () => {
  it('sent again under its Idempotency-Key is one case, also after a restart', async () => {
    const key = { 'idempotency-key': 'once' }
    const both = await Promise.all([post('/api/v1/cases', report(), key), post('/api/v1/cases', report(), key)])
    expect(both.map((r) => r.statusCode).sort()).toEqual([200, 201])
    const [first] = both.map((r) => r.json<{ caseId: string }>().caseId)
    await rest.stop(true)
    rest = await startRestCore(undefined, rest.dir)
    const again = await post('/api/v1/cases', report(), key)
    expect(again.json()).toMatchObject({ caseId: first })
    expect((await post('/api/v1/cases', report({ description: '别的' }), key)).json()).toMatchObject({ status: 422, code: 'key-reused' })
    expect((await get('/api/v1/cases')).json<{ cases: unknown[] }>().cases).toHaveLength(1)
  })

  it('in BD-09 is converted, and kept as it came', async () => {
    const { caseId } = await reported({ at: [116.404, 39.915], crs: 'BD-09' })
    const read = (await get(`/api/v1/cases/${caseId}`)).json<{ at: [number, number]; report: { original: unknown } }>()
    expect(read.report.original).toEqual({ crs: 'BD-09', at: [116.404, 39.915] })
    expect(read.at[0]).toBeCloseTo(116.3914, 3)
    expect(read.at[1]).toBeCloseTo(39.9073, 3)
  })
})

describe('a step', () => {
  it('with an old If-Match is refused, and of two at once one wins', async () => {
    const { caseId } = await reported()
    const etag = String((await get(`/api/v1/cases/${caseId}`)).headers['etag'])
    const both = await Promise.all(['case.accept', 'case.refuse'].map((type) => post(`/api/v1/cases/${caseId}/commands`, { type, note: '因' }, { 'if-match': etag })))
    expect(both.map((r) => r.statusCode).sort()).toEqual([200, 412])
  })

  it('sent again under its Idempotency-Key is taken once', async () => {
    const { caseId } = await reported()
    const send = () => post(`/api/v1/cases/${caseId}/commands`, { type: 'case.accept' }, { 'idempotency-key': 'k' })
    const [a, b] = [await send(), await send()]
    expect(a.json()).toEqual(b.json())
    expect(b.headers['idempotency-replayed']).toBe('true')
  })

  it('that is refused says what is lawful instead', async () => {
    const { caseId } = await reported()
    expect((await post(`/api/v1/cases/${caseId}/commands`, { type: 'case.close' })).json()).toMatchObject({ status: 409, code: 'not-lawful-here', params: { stage: 'reported', step: 'close' }, lawful: expect.arrayContaining(['accept']) })
  })
})

describe('lists', () => {
  it('are paged by cursor without a gap or a double, in both orders', async () => {
    const ids = []
    for (let i = 0; i < 7; i++) ids.push((await reported({ description: `第${i}件` })).caseId)
    for (const order of ['newest', 'due']) {
      const seen: string[] = []
      let cursor = ''
      do {
        const page = (await get(`/api/v1/cases?order=${order}&limit=3${cursor}`)).json<{ cases: { id: string }[]; next: string | null }>()
        seen.push(...page.cases.map((c) => c.id))
        cursor = page.next === null ? '' : `&cursor=${encodeURIComponent(page.next)}`
      } while (cursor !== '')
      expect(seen.toSorted()).toEqual(ids.toSorted())
    }
    expect((await get('/api/v1/cases?cursor=zzz')).json()).toMatchObject({ status: 422, where: 'query.cursor' })
  })

  it('are filtered by stage, class, place, time and words together', async () => {
    const { caseId } = await reported({ subClass: '0101', description: '墙边搭棚', at: [111, 34] })
    await reported()
    const hits = (query: string) => get(`/api/v1/cases?${query}`).then((r) => r.json<{ cases: { id: string }[] }>().cases.map((c) => c.id))
    expect(await hits(`stage=reported&kind=event&class=0101&bbox=110.5,33.5,111.5,34.5&text=${encodeURIComponent('搭棚')}&reportedFrom=2020-01-01T00:00:00Z`)).toEqual([caseId])
    expect(await hits('class=0101&stage=accepted')).toEqual([])
    expect(await hits(`class=0101&reportedTo=2020-01-01T00:00:00Z`)).toEqual([])
  })
})

describe('alerts', () => {
  const cap = (identifier: string, msgType = 'Alert', references = ''): string =>
    `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>${identifier}</identifier><sender>a@b</sender><sent>2026-11-20T09:00:00+08:00</sent><status>Actual</status><msgType>${msgType}</msgType><scope>Public</scope>${references === '' ? '' : `<references>${references}</references>`}
    <info><category>Met</category><event>暴雨</event><urgency>Immediate</urgency><severity>Severe</severity><certainty>Observed</certainty><area><areaDesc>全市</areaDesc><circle>33,110 5</circle></area></info></alert>`
  const send = (xml: string) => post('/api/v1/alerts', xml, { 'content-type': 'application/cap+xml' })

  it('come once, are seen where they hold, and are called off, also by a message that came first', async () => {
    const answers = await Promise.all([send(cap('1')), send(cap('1'))])
    expect(answers.map((a) => a.statusCode).sort()).toEqual([200, 201])
    const inForce = async (query: string): Promise<number> => (await get(`/api/v1/alerts?${query}`)).json<{ alerts: unknown[] }>().alerts.length
    expect([await inForce('bbox=109,32,111,34'), await inForce('bbox=0,0,1,1')]).toEqual([1, 0])
    await send(cap('3', 'Cancel', 'a@b,1,2026-11-20T09:00:00+08:00 a@b,2,2026-11-20T01:00:00-00:00'))
    expect((await send(cap('2'))).json()).toMatchObject({ standing: 'cancelled' })
    expect([await inForce(''), await inForce('inForce=false')]).toEqual([0, 3])
  })

  it('are pushed to windows that watch them, and stand the same after a rebuild', async () => {
    const seen: unknown[] = []
    const session = rest.core.open({ send: (answer) => seen.push(answer) })
    session.receive({ op: 'watch', id: 1, spec: { view: 'alerts' } })
    await send(cap('1'))
    await vi.waitFor(() => expect(seen.at(-1)).toMatchObject({ op: 'patch', patch: { head: { count: 1 } } }))
    const rows = async (): Promise<unknown> => (await get('/api/v1/alerts?inForce=false')).json()
    const before = await rows()
    session.close()
    await rest.stop(true)
    const db = openWriter({ file: join(rest.dir, 'wufeng.sqlite') })
    rebuild(db, [alertProjection])
    db.close()
    rest = await startRestCore(undefined, rest.dir)
    expect(await rows()).toEqual(before)
  })
})

describe('the event stream', () => {
  it('sends what was and what comes, and goes on after Last-Event-ID', async () => {
    const url = await rest.app.listen({ port: 0, host: '127.0.0.1' })
    await reported()
    const ids = async (headers: Record<string, string>, count: number): Promise<string[]> => {
      const answer = await fetch(`${url}/api/v1/events/stream`, { headers: { ...AUTH, ...headers }, signal: AbortSignal.timeout(10_000) })
      let text = ''
      for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        text += chunk
        const found = [...text.matchAll(/^id: (\d+)$/gm)].map((m) => m[1] ?? '')
        if (found.length === 1 && count === 2) await reported()
        if (found.length >= count) return found
      }
      return []
    }
    // The first two tell what the product ships with.
    expect(await ids({ 'last-event-id': '2' }, 2)).toEqual(['3', '4'])
    expect(await ids({ 'last-event-id': '3' }, 1)).toEqual(['4'])
  })
})

describe('what is no request', () => {
  const raw = async (bytes: string | Buffer): Promise<string> => {
    const { port } = Object(rest.app.server.address()) as { port: number }
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
      let text = ''
      socket.on('data', (d) => (text += d.toString()))
      socket.on('close', () => resolve(text))
      socket.on('error', reject)
      socket.setTimeout(5_000, () => socket.destroy())
    })
  }

  it('is answered as a problem too: no HTTP, headers without end', async () => {
    await rest.app.listen({ port: 0, host: '127.0.0.1' })
    expect(await raw('no http at all\r\n\r\n')).toMatch(/^HTTP\/1.1 400 .*application\/problem\+json/s)
    expect(await raw(`GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`)).toMatch(/^HTTP\/1.1 431 .*application\/problem\+json/s)
  })

  it('names the first byte that is no UTF-8, and refuses such a query', async () => {
    expect((await get('/api/v1/cases?text=%ff')).json()).toMatchObject({ status: 400, where: 'query' })
    const bytes = Buffer.concat([Buffer.from('{"a":"中'), Buffer.from([0xff]), Buffer.from('"}')])
    expect((await post('/api/v1/cases', bytes, { 'content-type': 'application/json' })).json()).toMatchObject({ status: 400, detail: expect.stringContaining('byte 9') })
  })
})

describe('tables', () => {
  const XLSX = { 'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }
  const csv = (text: string | Buffer, query = 'mode=keep-good', type = 'text/csv') => post(`/api/v1/import/cases?${query}`, text, { 'content-type': type })

  it('that were exported as XLSX have the columns of an import, and one can be imported', async () => {
    await reported({ description: '=1+1' })
    const csvOut = (await get('/api/v1/export/cases?format=csv')).body
    expect(csvOut).toContain("'=1+1")
    expect((await get('/api/v1/export/cases?format=geojson')).json()).toMatchObject({ type: 'FeatureCollection', features: [{ geometry: { coordinates: [110, 33] } }] })
    const book = (await get('/api/v1/export/cases?format=xlsx')).rawPayload
    const refused = await post('/api/v1/import/cases?mode=keep-good', book, XLSX)
    expect(refused.json()).toMatchObject({ status: 422, issues: expect.arrayContaining([{ where: 'row 1, number', why: expect.stringContaining('unknown-column') }]) })
  })

  it('with Chinese heads, in GB 18030, keep their good rows and say what is wrong with the others', async () => {
    const heads = Buffer.from('c0e0d0cd2cd0a1c0e0b4fac2eb2cceca cce2c3e8caf62cbeadb6c82cceb3b6c80a'.replaceAll(' ', ''), 'hex')
    const rows = Buffer.concat([heads, Buffer.from('event,102,a,110,33\nevent,0102,b,200,33\nevent,9999,c,110,33\n')])
    const answer = (await csv(rows, 'mode=keep-good', 'text/csv; charset=gb18030')).json<{ taken: number; faults: unknown[] }>()
    expect(answer.taken).toBe(1)
    expect(answer.faults).toMatchObject([{ row: 3, column: 'lng' }, { row: 4, code: 'unknown-class' }])
  })

  it('are taken whole or not at all where that is wanted; an id is there once', async () => {
    const head = 'case_id,kind,sub_class,description,lng,lat\n'
    const twice = `${head}x1,event,0102,a,110,33\nx1,event,0102,b,110,33\n`
    expect((await csv(twice, 'mode=all-or-nothing')).json()).toMatchObject({ status: 422, issues: [{ where: 'row 3, case_id' }] })
    expect((await get('/api/v1/cases')).json()).toMatchObject({ cases: [] })
    expect((await csv(twice, 'mode=keep-good&dryRun=true')).json()).toMatchObject({ dryRun: true, taken: 1 })
    expect((await get('/api/v1/cases')).json()).toMatchObject({ cases: [] })
    expect((await csv(twice)).json()).toMatchObject({ taken: 1, cases: [{ row: 2, caseId: 'x1' }] })
    await reported()
    const db = openReader({ file: join(rest.dir, 'wufeng.sqlite') })
    expect(verifyChains(db)).toBeUndefined()
    expect(readAfter(db, 2, 10).map((e) => e.event.type)).toEqual(['case.reported', 'case.reported'])
    db.close()
  })

  it('that would burst when unpacked, or spread to the end of a sheet, are refused', async () => {
    const bomb = zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(64 * 1024 * 1024) })
    expect((await post('/api/v1/import/cases?mode=keep-good', Buffer.from(bomb), XLSX)).statusCode).toBe(413)
    const lying = Buffer.from(bomb)
    const entry = lying.indexOf(Buffer.from('PK\u0001\u0002', 'latin1'))
    lying.writeUInt32LE(1_000, entry + 24)
    expect((await post('/api/v1/import/cases?mode=keep-good', lying, XLSX)).statusCode).toBe(400)
    const far = zipSync({ 'xl/worksheets/sheet1.xml': strToU8('<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>') })
    expect((await post('/api/v1/import/cases?mode=keep-good', Buffer.from(far), XLSX)).json()).toMatchObject({ status: 413, where: 'cell XFD1048576' })
  })
})
