import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Command, Query } from '../../electron/contract/messages.ts'
import { loopCommands } from '../builders/case-builder.ts'
import { CoreLink, startCoreChild, type CoreProcess } from '../builders/core-process.ts'

const SETTINGS = `
departments:
  - {id: env, name: 环卫处, shortName: 环卫, nameEn: Sanitation, phone: "8001", at: [110, 33]}
appraisal:
  version: "2026-2"
  weights:
    dispatcher: {dispatch: 50, accurate-dispatch: 30, approve: 20}
`

const report: Command = {
  type: 'case.report',
  caseId: 'one',
  report: { kind: 'event', subClass: '0101', description: '井盖松动', at: [110, 33], place: '测试路', grid: null, component: null, source: 'hotline', reporter: {} },
}

let dir: string
let core: CoreProcess
let link: CoreLink
/** Ids of the case's events by type. */
const written = new Map<string, string>()

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'kpi-'))
  const settings = join(dir, 'settings.yaml')
  writeFileSync(settings, SETTINGS)
  core = await startCoreChild(dir, ['--no-demo', '--settings', settings])
  link = await CoreLink.connect(core.socket)
  for (const command of [report, ...loopCommands('one')]) {
    const done = await link.command(command.type === 'case.dispatch' ? { ...command, department: 'env' } : command)
    if (!done?.ok) throw new Error(JSON.stringify(done))
    written.set(command.type, done.value.eventIds[0] ?? '')
  }
})

afterAll(async () => {
  core.child.kill('SIGKILL')
  await core.ended
  rmSync(dir, { recursive: true, force: true })
})

const now = Date.now()
const period = { from: now - 86_400_000, to: now + 86_400_000 }
const ask = (query: Query): Promise<unknown> => link.query(query)

describe('figures asked of a running core', () => {
  it('are there as soon as the command is answered, by group, each with its version', async () => {
    const rows = (group: string, value: number) => [{ group, numerator: 1, denominator: 1, value }]
    expect(await ask({ type: 'kpi', ...period, group: 'department' })).toMatchObject({
      ok: true,
      value: {
        group: 'department',
        figures: expect.arrayContaining([
          expect.objectContaining({ name: 'filing-rate', version: 1, rows: [expect.objectContaining({ ...rows('env', 1)[0], groupName: '环卫' })] }),
          expect.objectContaining({ name: 'in-time-closing-rate', rows: [expect.objectContaining(rows('env', 1)[0])] }),
          expect.objectContaining({ name: 'in-time-dispatch-rate', rows: [expect.objectContaining(rows('env', 1)[0])] }),
        ]),
        bounces: [],
        takenOut: [],
      },
    })
    expect(await ask({ type: 'kpi', ...period, group: 'person' })).toMatchObject({
      value: { figures: expect.arrayContaining([expect.objectContaining({ name: 'in-time-accept-rate', rows: [expect.objectContaining({ group: 'duty-1', groupName: '值班席一', numerator: 1 })] })]) },
    })
  })

  it('go down to the case and its events, over cases and over acts', async () => {
    const behind = (figure: string) => ask({ type: 'kpi-cases', ...period, figure, version: 1, part: 'numerator', group: 'person', value: 'duty-1', after: 0, limit: 10 })
    expect(await behind('closing-rate')).toMatchObject({ ok: true, value: { cases: [{ row: { id: 'one' }, events: [written.get('case.close')] }], next: null } })
    expect(await behind('in-time-check-rate')).toMatchObject({ ok: true, value: { cases: [{ row: { id: 'one' }, events: [written.get('case.check')] }] } })
    expect(await behind('no-such-rate')).toMatchObject({ ok: false, error: { code: 'not-found', where: 'figure' } })
  })

  it('appraise by the rules of the settings file, with the events behind one subject', async () => {
    expect(await ask({ type: 'appraisal', ...period, role: 'dispatcher', subject: 'duty-1' })).toMatchObject({
      ok: true,
      value: {
        version: '2026-2',
        scores: [{
          subject: 'duty-1', name: '值班席一', score: 100, grade: 'A',
          parts: [
            { name: 'dispatch', weight: 50, value: 1, points: 50, events: { numerator: [written.get('case.dispatch')], denominator: [written.get('case.dispatch')] } },
            { name: 'accurate-dispatch', weight: 30, points: 30, events: { numerator: [written.get('case.dispatch')] } },
            { name: 'approve', weight: 20, value: null, points: null, events: { numerator: [], denominator: [] } },
          ],
        }],
      },
    })
    expect(await ask({ type: 'appraisal', ...period, role: 'department' })).toMatchObject({ value: { scores: [{ subject: 'env', name: '环卫', score: 100, grade: 'A' }] } })
  })

  it('refuse to appraise a post that is not appraised', async () => {
    link.raw({ op: 'query', id: 999, query: { type: 'appraisal', ...period, role: 'admin' } })
    await link.until(() => link.answers.some((a) => a.id === 999))
    expect(link.answers.find((a) => a.id === 999)).toMatchObject({ op: 'error', error: { code: 'malformed', where: 'query.role' } })
  })
})
