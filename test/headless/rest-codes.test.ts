import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apiKey, AUTH, startRestCore, type RestCore } from '../builders/rest-core.ts'

const READER = { authorization: 'Bearer wf_reader' }
let rest: RestCore

beforeAll(async () => {
  rest = await startRestCore([apiKey(), apiKey({ id: 'reader', scopes: ['read', 'report', 'command'] }, 'wf_reader')])
})
afterAll(() => rest.stop())

const get = (url: string, headers = AUTH) => rest.app.inject({ url: `/api/v1${url}`, headers })
const post = (url: string, payload: string | Buffer | object, type = 'text/csv', headers = AUTH) => rest.app.inject({ method: 'POST', url: `/api/v1${url}`, headers: { ...headers, 'content-type': type }, payload })

describe('code tables over REST', () => {
  it('are exported, changed elsewhere, looked at and brought into force; the old version stays readable', async () => {
    const before = (await get('/codes')).json<{ version: string; event: object[] }>()
    const csv = (await get('/export/codes?format=csv')).body
    const changed = csv.replaceAll('暴露垃圾', '成堆垃圾')
    const look = (await post('/codes/import?dryRun=true', changed)).json<object>()
    expect(look).toMatchObject({ base: before.version, version: null, faults: [], diff: [{ code: '0102', how: 'changed', fields: ['name'] }] })
    expect((await get('/codes')).json()).toMatchObject({ version: before.version })
    const done = (await post(`/codes/import?version=2027.1&base=${before.version}&note=x`, changed)).json<object>()
    expect(done).toMatchObject({ version: '2027.1' })
    expect((await get('/codes/event/0102')).json()).toMatchObject({ name: '成堆垃圾', initials: 'cdlj' })
    expect((await get(`/codes?version=${before.version}`)).json()).toEqual(before)
    expect((await get('/codes/versions')).json()).toMatchObject({ codes: [{ version: '2027.1', note: 'x' }, { version: before.version, by: null }] })
    expect((await post(`/codes/import?base=${before.version}`, csv)).json()).toMatchObject({ status: 409, code: 'version-changed' })
    expect((await get('/codes?version=nobody')).statusCode).toBe(404)
  })

  it('are refused with rows and columns where they are wrong, and to keys that may not', async () => {
    const wrong = '类型,小类,代码,处置部门,立案条件,处置时限\n事件,违建,0101,hw,有,四\n'
    expect((await post('/codes/import', wrong)).json()).toMatchObject({ status: 422, code: 'bad-table', issues: [{ where: 'row 2, 处置时限' }] })
    expect((await post('/codes/import?dryRun=true', wrong)).json()).toMatchObject({ faults: [{ row: 2, column: '处置时限', code: 'bad-limit', value: '四' }] })
    expect((await post(`/codes/import?mapping=${encodeURIComponent('{"x":1}')}`, wrong)).statusCode).toBe(422)
    expect((await post('/codes/import', wrong, 'text/csv', READER)).statusCode).toBe(403)
  })
})

describe('unit grids over REST', () => {
  const csv = '网格编码,网格名称,边界\n330101001001001,甲,"POLYGON ((120 30, 120.1 30, 120.1 30.1, 120 30))"\n'

  it('are looked at, brought into force, and read as GeoJSON', async () => {
    const { version: base } = (await get('/grids')).json<{ version: string }>()
    expect((await post('/grids/import?dryRun=true', csv)).json()).toMatchObject({ base, version: null, faults: [], changes: { added: 4 } })
    expect((await post('/grids/import?note=x', csv)).json()).toMatchObject({ version: `${base}.1` })
    const geojson = (await get('/grids')).body
    expect(JSON.parse(geojson)).toMatchObject({ type: 'FeatureCollection', version: `${base}.1`, features: [{ properties: { code: '330101001001001', name: '甲', street: '330101001' }, geometry: { type: 'Polygon' } }] })
    expect((await post('/grids/import?dryRun=true', geojson, 'application/geo+json')).json()).toMatchObject({ rows: 1, changes: { added: 0, changed: 0, removed: 0 } })
    expect((await get(`/grids?version=${base}`)).json()).toMatchObject({ features: [] })
    expect((await get('/export/codes?what=grids&format=csv')).body).toContain('POLYGON ((120 30')
  })

  it('are refused with rows where they are wrong, and to keys that may not', async () => {
    expect((await post('/grids/import', csv.replace('120.1 30, ', ''))).json()).toMatchObject({ status: 422, code: 'bad-table', issues: [{ where: 'row 2, 边界' }] })
    expect((await post('/grids/import', '{"type":1}', 'application/geo+json')).statusCode).toBe(400)
    expect((await post('/grids/import', csv, 'text/csv', READER)).statusCode).toBe(403)
  })
})

describe('the calendar over REST', () => {
  it('is read, and changed knowingly', async () => {
    const { version, ...calendar } = (await get('/calendar')).json<{ version: string; holidays: string[] }>()
    const next = { ...calendar, coveredTo: '2027-12-31', holidays: [...calendar.holidays, '2027-01-01'] }
    expect((await post('/calendar', { base: version, calendar: next, note: '' }, 'application/json')).json()).toEqual({ version: `${version}.1` })
    const past = { ...next, holidays: [...next.holidays, '2026-03-02'] }
    expect((await post('/calendar', { base: `${version}.1`, calendar: past }, 'application/json')).json()).toMatchObject({ status: 422, code: 'changes-the-past' })
    expect((await post('/calendar', { base: `${version}.1`, calendar: past, past: true, note: '更正' }, 'application/json')).statusCode).toBe(200)
    expect((await get('/export/codes?what=calendar&format=csv')).body).toContain('2026-03-02,放假')
    expect((await post('/calendar', { base: version, calendar: next }, 'application/json', READER)).statusCode).toBe(403)
  })
})
