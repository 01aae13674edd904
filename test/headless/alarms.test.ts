import { afterEach, expect, it } from 'vitest'
import type { AlarmPage, AlarmRow, AlarmsHead } from '../../electron/contract/alarm.ts'
import type { AlertPage } from '../../electron/contract/rest.ts'
import type { Answer } from '../../electron/contract/messages.ts'
import type { Core } from '../../electron/core/core.ts'
import { AUTH, report, startRestCore, type RestCore } from '../builders/rest-core.ts'

const cap = (id: string, severity: string, more = ''): string => `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>${id}</identifier><sender>met@linjiang.cn</sender><sent>2026-11-20T09:00:00+08:00</sent><status>Actual</status><msgType>${more === '' ? 'Alert' : 'Update'}</msgType><scope>Public</scope>${more}
<info><language>zh-CN</language><category>Met</category><event>暴雨</event><urgency>Immediate</urgency><severity>${severity}</severity><certainty>Observed</certainty><headline>暴雨预警 ${id}</headline><area><areaDesc>全市</areaDesc></area></info></alert>`

const HERE = { grid: null, component: null }

let rest: RestCore | undefined
afterEach(() => rest?.stop())

/** A window's line to a core of this process. */
function windowOn(core: Core) {
  const answers: Answer[] = []
  const session = core.open({ send: (answer) => void answers.push(answer) })
  let next = 1
  const ask = async (make: (id: number) => unknown): Promise<Answer | undefined> => {
    const id = next++
    session.receive(make(id))
    return until(() => answers.find((a) => a.id === id))
  }
  const query = async <T>(given: Readonly<Record<string, unknown>>): Promise<T | undefined> => {
    const answer = await ask((id) => ({ op: 'query', id, query: given }))
    return answer?.op === 'done' ? (answer.value as T) : undefined
  }
  const alarms = async (): Promise<{ head: AlarmsHead; rows: readonly AlarmRow[] }> => {
    const answer = await ask((id) => ({ op: 'watch', id, spec: { view: 'alarms' } }))
    if (answer?.op !== 'snapshot') throw new Error('no snapshot')
    session.receive({ op: 'unwatch', id: answer.id })
    return { head: answer.view.head as AlarmsHead, rows: answer.view.order.map((key) => answer.view.rows[key] as AlarmRow) }
  }
  return { ask, query, alarms, command: (command: Readonly<Record<string, unknown>>) => ask((id) => ({ op: 'command', id, command })) }
}

async function until<T>(look: () => T | undefined | Promise<T | undefined>, bound = 10_000): Promise<T | undefined> {
  for (const end = Date.now() + bound; Date.now() < end; ) {
    const found = await look()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return undefined
}

const send = (xml: string) => rest?.app.inject({ method: 'POST', url: '/api/v1/alerts', headers: { ...AUTH, 'content-type': 'application/cap+xml' }, payload: xml })

it('alarms for a severe alert, an emergency step, an urgent case and one that comes overdue, each once, over a restart too', async () => {
  rest = await startRestCore()
  const first = windowOn(rest.core)
  await send(cap('A1', 'Severe'))
  await send(cap('A1', 'Severe'))
  await send(cap('A2', 'Minor'))
  await first.command({ type: 'case.report', caseId: 'late', occurredAt: Date.now() - 15 * 60_000 + 1_500, report: report(HERE) })
  await first.command({ type: 'case.report', caseId: 'fire', report: report({ ...HERE, subClass: '0501' }) })
  await first.command({ type: 'case.report', caseId: 'old', occurredAt: Date.now() - 3_600_000, report: report({ ...HERE, subClass: '0501' }) })
  await first.command({ type: 'case.supervise', caseId: 'late', kind: 'key', note: '', emergency: '领导在途，先行督办' })
  const all = await until(async () => {
    const found = await first.alarms()
    return found.rows.length >= 4 ? found : undefined
  })
  expect(all?.rows.map(({ kind, subject }) => (kind === 'alert' ? kind : `${kind} ${subject}`))).toEqual(['overdue late', 'emergency late', 'urgent fire', 'alert'])
  expect(all?.head.open).toEqual({ alert: 1, supervised: 0, emergency: 1, urgent: 1, overdue: 1 })
  await rest.stop(true)
  rest = await startRestCore(undefined, rest.dir)
  const again = windowOn(rest.core)
  expect((await again.alarms()).rows.map((row) => row.key)).toEqual(all?.rows.map((row) => row.key))
  expect((await again.command({ type: 'alarm.acknowledge', upTo: all?.head.newest ?? 0 }))?.op).toBe('done')
  expect((await again.alarms()).head).toEqual({ open: { alert: 0, supervised: 0, emergency: 0, urgent: 0, overdue: 0 }, newest: 0 })
  const history = await again.query<AlarmPage>({ type: 'alarm-history' })
  expect(history?.rows.map((row) => row.acknowledged?.by)).toEqual(['值班席一', '值班席一', '值班席一', '值班席一'])
})

it('has an alert acknowledged by a person, once; a newer one takes the place of its alarm', async () => {
  rest = await startRestCore()
  const desk = windowOn(rest.core)
  const { id } = (await send(cap('A1', 'Extreme')))?.json<{ id: string }>() ?? { id: '' }
  expect((await desk.alarms()).head.open.alert).toBe(1)
  expect((await desk.command({ type: 'alert.acknowledge', id: 'nothing' }))?.op).toBe('error')
  expect((await desk.command({ type: 'alert.acknowledge', id }))?.op).toBe('done')
  expect((await desk.command({ type: 'alert.acknowledge', id }))?.op).toBe('done')
  expect((await desk.alarms()).head.open.alert).toBe(0)
  const known = await desk.query<AlertPage>({ type: 'alert-history' })
  expect(known?.alerts[0]).toMatchObject({ id, acknowledged: { by: '值班席一' } })
  await send(cap('A2', 'Severe', '<references>met@linjiang.cn,A1,2026-11-20T09:00:00+08:00</references>'))
  await send(cap('A3', 'Severe', '<references>met@linjiang.cn,A2,2026-11-20T09:00:00+08:00</references>'))
  const { rows } = await desk.alarms()
  expect(rows.map((row) => row.number)).toEqual(['A3'])
})
