import { CALL_TAKER, type Cases } from './city.ts'
import { list, Surprise, text, type Walker } from './walker.ts'

/** Everything that other systems speak: the event log, OpenAPI, tables, Open311, CAP. */
export async function walkExchange(cases: Cases, key: string): Promise<void> {
  await description(cases.walker)
  await events(cases)
  await tables(cases)
  await codes(cases.walker)
  await open311(cases, key)
  await alerts(cases.walker)
}

async function description(walker: Walker): Promise<void> {
  walker.head('OpenAPI')
  const { body } = await walker.expect('/openapi.json', 200, '/openapi.json')
  walker.must('it is OpenAPI 3.1 and names the routes', String(body['openapi']).startsWith('3.1') && Object.keys(Object(body['paths'])).length > 15, body['openapi'])
}

async function events(cases: Cases): Promise<void> {
  const { walker } = cases
  walker.head('The event log')
  const id = await cases.report('事件流')
  const page = await walker.expect('events of one stream', 200, `/api/v1/events?stream=${encodeURIComponent(`case/${id}`)}`)
  const [reported] = list(page.body['events'])
  walker.must('it begins with the report', reported?.['type'] === 'case.reported', page.body)
  const seen = await walker.firstEvent(`/api/v1/events/stream?after=${Number(reported?.['seq']) - 1}`)
  walker.must('the same as a server-sent event', seen.includes(String(reported?.['id'])), seen)
}

const HEADS = 'kind,sub_class,description,lng,lat,crs,reporter_phone'

async function tables(cases: Cases): Promise<void> {
  const { walker, city } = cases
  walker.head('Import and export')
  const [lng, lat] = city.at
  const good = `event,${city.subClass},导入的一行,${lng},${lat},WGS-84,13900000002`
  const bad = `event,9876,没有这一小类,${lng},${lat},,`
  const csv = (...rows: readonly string[]): string => `${[HEADS, ...rows].join('\n')}\n`
  const path = (mode: string, dryRun = false): string => `/api/v1/import/cases?mode=${mode}&dryRun=${String(dryRun)}`
  const tried = await walker.expect('an import that is only tried', 200, path('keep-good', true), { raw: csv(good, bad), type: 'text/csv', as: CALL_TAKER })
  walker.must('it says row and reason', list(tried.body['faults']).some((f) => f['row'] === 3 && f['code'] === 'unknown-class'), tried.body)
  const kept = await walker.expect('the good rows kept', 200, path('keep-good'), { raw: csv(good, bad), type: 'text/csv', as: CALL_TAKER })
  walker.must('one of two rows is a case', kept.body['taken'] === 1 && list(kept.body['faults']).length === 1, kept.body)
  const none = await walker.refused('all or nothing', 422, 'malformed', path('all-or-nothing'), { raw: csv(good, bad), type: 'text/csv', as: CALL_TAKER })
  walker.must('it names the row', JSON.stringify(none.body['issues']).includes('row 3'), none.body)
  await walker.refused('a workbook that is none', 400, 'malformed', path('keep-good'), { raw: 'PK', type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' })
  for (const format of ['csv', 'xlsx', 'geojson']) {
    const out = await walker.expect(`export as ${format}`, 200, `/api/v1/export/cases?format=${format}&limit=5&open=true`)
    walker.must('there is something in it', out.text.length > 100, out.text.length)
  }
}

async function codes(walker: Walker): Promise<void> {
  walker.head('Code tables and calendar')
  const versions = await walker.expect('their versions', 200, '/api/v1/codes/versions')
  const base = String(list(versions.body['codes'])[0]?.['version'])
  walker.must('both have one', list(versions.body['calendar']).length > 0 && base !== 'undefined', versions.body)
  const table = await walker.expect('export the code table', 200, '/api/v1/export/codes?format=csv')
  const looked = await walker.expect('look what an import would change', 200, `/api/v1/codes/import?dryRun=true&base=${base}`, { raw: table.text.replaceAll('暴露垃圾', '成堆垃圾'), type: 'text/csv' })
  walker.must('one sub-class', list(looked.body['diff']).length === 1 && looked.body['version'] === null, looked.body)
  const wrong = await walker.refused('a wrong row', 422, 'bad-table', '/api/v1/codes/import', { raw: '类型,小类代码,小类名称,处置部门,立案条件,处置时限\n事件,0101,x,nobody,有,四\n', type: 'text/csv' })
  walker.must('it names row and column', JSON.stringify(wrong.body['issues']).includes('row 2, 处置时限'), wrong.body)
  const { body: calendar } = await walker.expect('the calendar', 200, '/api/v1/calendar')
  const { version, ...days } = calendar
  await walker.refused('a day that has been, unknowing', 422, 'changes-the-past', '/api/v1/calendar', { body: { base: version, calendar: { ...days, holidays: [] } } })
}

async function open311(cases: Cases, key: string): Promise<void> {
  const { walker, city } = cases
  walker.head('Open311 GeoReport v2')
  await walker.expect('services.xml', 200, '/open311/v2/services.xml')
  const service = `E${city.subClass}`
  await walker.expect('a service', 200, `/open311/v2/services/${service}.json`)
  const form = new URLSearchParams({ api_key: key, service_code: service, lat: String(city.at[1]), long: String(city.at[0]), description: '公众上报', media_url: 'https://example.org/1.jpg', 'attribute[CONDITION]': city.condition })
  const posted = await walker.expect('post a request', 201, '/open311/v2/requests.json', { raw: form.toString(), type: 'application/x-www-form-urlencoded' })
  const id = /"service_request_id":"([^"]+)"/.exec(posted.text)?.[1] ?? ''
  const read = await walker.expect('read it as XML', 200, `/open311/v2/requests/${id}.xml`)
  walker.must('it is open and shows nobody', read.text.includes('<status>open</status>') && !read.text.includes('phone'), read.text)
  await walker.expect('its token', 200, `/open311/v2/tokens/${id}.json`)
  await walker.expect('requests of a service', 200, `/open311/v2/requests.json?service_code=${service}&status=open`)
  await walker.expect('a service that is none', 404, '/open311/v2/services/E9999.json')
}

const cap = (identifier: string, msgType: string, references: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>${identifier}</identifier><sender>walk@example.org</sender><sent>2026-11-20T09:00:00+08:00</sent>
<status>Actual</status><msgType>${msgType}</msgType><scope>Public</scope>${references === '' ? '' : `<references>${references}</references>`}
${['zh-CN', 'en-US'].map((language) => `<info><language>${language}</language><category>Met</category><event>暴雨 rain</event><urgency>Immediate</urgency><severity>Severe</severity><certainty>Observed</certainty><expires>2999-01-01T00:00:00+08:00</expires>
<headline>暴雨橙色预警</headline><area><areaDesc>全市</areaDesc><polygon>31.0,118.8 31.2,118.8 31.2,119.0 31.0,118.8</polygon><circle>31.1,118.9 5</circle></area></info>`).join('\n')}
</alert>`

async function alerts(walker: Walker): Promise<void> {
  walker.head('CAP 1.2')
  const name = `walk-${Date.now()}-${process.pid}`
  const reference = (part: string): string => `walk@example.org,${name}-${part},2026-11-20T09:00:00+08:00`
  const send = { type: 'application/cap+xml' }
  const first = await walker.expect('an Alert in two languages', 201, '/api/v1/alerts', { raw: cap(`${name}-a`, 'Alert', ''), ...send })
  await walker.expect('the same again', 200, '/api/v1/alerts', { raw: cap(`${name}-a`, 'Alert', ''), ...send })
  const standing = async (id: string): Promise<string> => text(await walker.call(`/api/v1/alerts/${id}`), 'standing')
  const a = text(first, 'id')
  walker.must('it is in force', (await standing(a)) === 'active' && list((await walker.call('/api/v1/alerts?limit=500')).body['alerts']).some((row) => row['id'] === a))
  const b = text(await walker.expect('an Update', 201, '/api/v1/alerts', { raw: cap(`${name}-b`, 'Update', reference('a')), ...send }), 'id')
  walker.must('it replaces the first', (await standing(a)) === 'replaced' && (await standing(b)) === 'active')
  await walker.expect('a Cancel', 201, '/api/v1/alerts', { raw: cap(`${name}-c`, 'Cancel', `${reference('a')} ${reference('b')}`), ...send })
  walker.must('it calls both off', (await standing(a)) === 'cancelled' && (await standing(b)) === 'cancelled')
  await walker.refused('a DOCTYPE', 400, 'malformed', '/api/v1/alerts', { raw: `<!DOCTYPE alert [<!ENTITY x "y">]>${cap('x', 'Alert', '').replace(/^<\?xml.*\?>\n/, '')}`, ...send })
  await walker.refused('a polygon that is not closed', 422, 'malformed', '/api/v1/alerts', { raw: cap(`${name}-d`, 'Alert', '').replaceAll('31.0,118.8</polygon>', '31.1,118.8</polygon>'), ...send })
  await walker.refused('a Cancel that names nothing', 422, 'malformed', '/api/v1/alerts', { raw: cap(`${name}-e`, 'Cancel', ''), ...send })
  if (a === '' || b === '') throw new Surprise('an alert came without an id')
}
