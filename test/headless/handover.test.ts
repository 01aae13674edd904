import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { HandoverReport, HandoverSection } from '../../electron/contract/handover.ts'
import type { Command, Query } from '../../electron/contract/messages.ts'
import type { Result } from '../../electron/contract/error.ts'
import { CoreLink, startCoreChild, type CoreProcess } from '../builders/core-process.ts'
import { tempFolder } from '../builders/temp-folder.ts'

let dir: string
let core: CoreProcess | undefined

beforeEach(() => {
  dir = tempFolder('handover')
})

afterEach(async () => {
  core?.child.kill('SIGKILL')
  await core?.ended
})

const start = async (): Promise<CoreLink> => {
  const file = join(dir, 'settings.yaml')
  writeFileSync(file, `operator: {id: duty-1, name: 甲, roles: [collector, call-taker, duty-officer, dispatcher, department, supervisor]}
departments:
  - {id: env, name: 环卫处, shortName: 环卫, nameEn: Sanitation, phone: "8001", at: [110, 33]}
  - {id: road, name: 市政处, shortName: 市政, nameEn: Roads, phone: "8002", at: [110, 33]}
`)
  core = await startCoreChild(dir, ['--no-demo', '--settings', file])
  return CoreLink.connect(core.socket)
}

const take = async (link: CoreLink, ...commands: Command[]): Promise<void> => {
  for (const command of commands) expect(await link.command(command), JSON.stringify(command)).toMatchObject({ ok: true })
}

const dispatched = (caseId: string): Command[] => [
  { type: 'case.report', caseId, report: { kind: 'event', subClass: '0101', description: caseId, at: [110, 33], place: '测试路', grid: null, component: null, source: 'hotline', reporter: {} } },
  { type: 'case.accept', caseId, note: '' },
  { type: 'case.file', caseId, note: '' },
  { type: 'case.dispatch', caseId, department: 'env', assist: [], note: '' },
]

const ask = async (link: CoreLink, query: Query): Promise<HandoverReport> => {
  const answer = (await link.query(query)) as Result<unknown> | undefined
  if (!answer?.ok) throw new Error(JSON.stringify(answer))
  return answer.value as HandoverReport
}

it('tells the next shift what is open, what was asked and promised, over the whole period', async () => {
  const link = await start()
  const since = Date.now() - 1_000
  for (const id of ['plain', 'late', 'extend', 'return', 'suspend', 'held', 'watched', 'appeal', 'called']) await take(link, ...dispatched(id))
  await take(
    link,
    { type: 'case.ask-extend', caseId: 'extend', note: '等配件' },
    { type: 'case.ask-return', caseId: 'return', note: '非本单位' },
    { type: 'case.ask-suspend', caseId: 'suspend', note: '待会商' },
    { type: 'case.ask-suspend', caseId: 'held', note: '列入计划' },
    { type: 'case.approve-suspend', caseId: 'held', note: '' },
    { type: 'case.supervise', caseId: 'watched', kind: 'key', note: '媒体关注' },
    { type: 'case.handle', caseId: 'appeal', note: '' },
    { type: 'case.ask-appeal', caseId: 'appeal', note: '不可抗力' },
    { type: 'case.note', caseId: 'plain', note: '约定明早回复' },
    { type: 'case.handle', caseId: 'called', note: '' },
    { type: 'case.check', caseId: 'called', passed: true, note: '' },
    { type: 'case.close', caseId: 'called', note: '' },
    { type: 'claim.take', caseId: 'late', over: false },
  )
  for (let n = 0; n < 150; n++) await link.command({ type: 'case.note', caseId: 'plain', note: `第${n}次联系` })
  const report = await ask(link, { type: 'handover', since })
  const part = (section: HandoverSection) => report.parts.find((each) => each.section === section)
  expect(report.open).toBe(8)
  expect(Object.fromEntries(report.parts.map(({ section, total }) => [section, total]))).toMatchObject({ overdue: 0, suspended: 1, extend: 1, return: 1, suspend: 1, appeal: 1, supervised: 1, claimed: 1, calls: 1, notes: 151, beyond: 0 })
  expect(part('extend')?.lines[0]).toMatchObject({ caseId: 'extend', department: 'env' })
  expect(part('claimed')?.lines[0]).toMatchObject({ caseId: 'late', who: '甲' })
  expect(part('notes')?.lines.at(-1)).toMatchObject({ note: '约定明早回复', who: '甲' })
  expect(part('suspended')?.lines[0]?.at ?? 0).toBeGreaterThan(Date.now() + 364 * 86_400_000)
  expect(report.board.reduce((sum, { n }) => sum + n, 0)).toBe(report.open)
  const cell = (await link.query({ type: 'handover-cases', stage: 'dispatched', due: 'paused' })) as Result<unknown>
  expect(cell).toMatchObject({ ok: true, value: { lines: [{ caseId: 'held' }] } })
})

it('records who handed over and who took over, once each, over a restart', async () => {
  const link = await start()
  const seen = link.watch({ view: 'handovers', limit: 10 })
  const give: Command = { type: 'handover.give', since: Date.now() - 3_600_000, counts: { open: 3, overdue: 1 }, remark: '注意望江路积水' }
  await take(link, give)
  await link.until(() => seen.view()?.order.length === 1)
  const id = seen.view()?.order[0] ?? ''
  expect(seen.view()?.rows[id]).toMatchObject({ counts: { open: 3, overdue: 1 }, given: { by: { name: '甲' }, remark: '注意望江路积水' }, taken: null })
  expect(await link.command(give)).toMatchObject({ ok: false, error: { code: 'handover-waits' } })
  await take(link, { type: 'handover.take', id, remark: '已知悉' })
  expect(await link.command({ type: 'handover.take', id, remark: '' })).toMatchObject({ ok: false, error: { code: 'handover-taken' } })
  expect(await link.command({ type: 'handover.give', since: Date.now() + 60_000, counts: {}, remark: '' })).toMatchObject({ ok: false, error: { code: 'in-the-future' } })
  core?.child.kill('SIGKILL')
  await core?.ended
  const again = await start()
  const kept = again.watch({ view: 'handovers', limit: 10 })
  await again.until(() => kept.view() !== undefined)
  expect(kept.view()?.rows[id]?.taken).toMatchObject({ by: { name: '甲' }, remark: '已知悉' })
})
