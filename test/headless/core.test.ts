import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Command } from '../../electron/contract/messages.ts'
import { openReader } from '../../electron/store/database.ts'
import { verifyChains } from '../../electron/store/chain-check.ts'
import { readAfter } from '../../electron/store/event-log.ts'
import { CoreLink, startCoreChild, type CoreProcess } from '../builders/core-process.ts'
import { loopCommands } from '../builders/case-builder.ts'

const report = (description: string, caseId?: string): Command => ({
  type: 'case.report',
  ...(caseId === undefined ? {} : { caseId }),
  report: { kind: 'event', subClass: '0101', description, at: [110, 33], place: '测试路', grid: null, component: null, source: 'hotline', reporter: { phone: '13900001234' } },
})

let dir: string
let core: CoreProcess | undefined

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'core-'))
})

afterEach(async () => {
  core?.child.kill('SIGKILL')
  await core?.ended
  core = undefined
  rmSync(dir, { recursive: true, force: true })
})

const start = async (more?: readonly string[]): Promise<CoreLink> => {
  core = await startCoreChild(dir, more)
  return CoreLink.connect(core.socket)
}

const eventsOnDisk = () => {
  const db = openReader({ file: join(dir, 'wufeng.sqlite') })
  const events = readAfter(db, 0, 100_000).map((s) => s.event).filter((e) => e.stream.startsWith('case/'))
  const broken = verifyChains(db)
  db.close()
  return { events, broken }
}

describe('core in plain Node', () => {
  it('takes a case round the loop, and the events are on disk', async () => {
    const file = join(dir, 'settings.yaml')
    writeFileSync(file, 'departments:\n  - {id: env, name: 环卫处, shortName: 环卫, nameEn: Sanitation, phone: "8001", at: [110, 33]}\n')
    const link = await start(['--no-demo', '--settings', file])
    const reported = await link.command(report('井盖松动'))
    if (!reported?.ok) throw new Error(JSON.stringify(reported))
    const { caseId } = reported.value
    const shown = link.watch({ view: 'case', caseId })
    const stages: string[] = []
    for (const command of loopCommands(caseId)) {
      expect(await link.command(command.type === 'case.dispatch' ? { ...command, department: 'env' } : command)).toMatchObject({ ok: true })
      await link.until(() => shown.view()?.head.row?.stage !== stages.at(-1) && shown.view()?.head.row?.stage !== 'reported')
      stages.push(shown.view()?.head.row?.stage ?? '')
    }
    expect(stages).toEqual(['accepted', 'filed', 'dispatched', 'handled', 'checked', 'closed', 'followed-up'])
    expect(shown.view()?.order).toHaveLength(8)
    const { events, broken } = eventsOnDisk()
    expect(events.map((e) => e.type)).toEqual(['case.reported', 'case.accepted', 'case.filed', 'case.dispatched', 'case.handled', 'case.checked', 'case.closed', 'case.followed-up'])
    expect(events.map((e) => e.parents)).toEqual([[], ...events.slice(0, -1).map((e) => [e.id])])
    expect(broken).toBeUndefined()
  })

  it('refuses a step that is not lawful with the steps that are', async () => {
    const link = await start()
    const reported = await link.command(report('x'))
    if (!reported?.ok) throw new Error('no report')
    expect(await link.command({ type: 'case.close', caseId: reported.value.caseId, note: '' })).toMatchObject({ ok: false, error: { code: 'not-lawful-here', lawful: ['accept', 'refuse', 'ask-verify', 'void', 'merge', 'note'] } })
    expect(await link.command({ type: 'case.accept', caseId: 'nothing', note: '' })).toMatchObject({ ok: false, error: { code: 'not-found' } })
    expect(await link.command(report('x', reported.value.caseId))).toMatchObject({ ok: false, error: { code: 'conflict' } })
  })

  it('answers malformed and unknown messages with an error and goes on', async () => {
    const link = await start()
    const bad: unknown[] = [null, 7, 'x', [], {}, { op: 'drop-tables', id: 3 }, { op: 'command', id: 4, command: { type: 'case.delete' } }, { op: 'watch', id: 5, spec: { view: 'secrets' } }, { op: 'command', id: 6, command: report('y'), extra: 1 }, { op: 'ack', id: 7 }]
    for (const message of bad) link.raw(message)
    await link.until(() => link.answers.length === bad.length)
    expect(link.answers.every((a) => a.op === 'error' && a.error.code === 'malformed')).toBe(true)
    expect(link.answers.map((a) => a.id)).toEqual([0, 0, 0, 0, 0, 3, 4, 5, 6, 7])
    expect(eventsOnDisk().events).toEqual([])
    expect(await link.command(report('still there'))).toMatchObject({ ok: true })
  })

  it('cuts a line that sends a frame beyond the bound, and serves the others', async () => {
    const link = await start()
    const other = await CoreLink.connect(core?.socket ?? '')
    other.bytes(Buffer.from([0xff, 0xff, 0xff, 0xff]))
    await other.until(() => !other.open)
    expect(await link.command(report('fine'))).toMatchObject({ ok: true })
  })

  it('sends a snapshot, then numbered patches; a watcher that lags gets one patch that holds all', async () => {
    const link = await start()
    const quick = link.watch({ view: 'queue', lens: 'all', filter: {}, limit: 500 })
    const slow = link.watch({ view: 'roll', limit: 100 }, false)
    await link.until(() => quick.view() !== undefined && slow.view() !== undefined)
    for (let i = 0; i < 40; i++) {
      await link.command(report(`第${i}件`))
      await link.until(() => quick.view()?.head.total === i + 1)
    }
    expect(quick.seqs).toEqual(quick.seqs.map((_, i) => i))
    expect(slow.seqs.length).toBeLessThan(12)
    link.ack(slow.id, slow.seqs.at(-1) ?? 0)
    await link.until(() => slow.view()?.order.length === 40)
  })

  it('finds a case by one Chinese character, by phone and by number', async () => {
    const link = await start()
    const reported = await link.command(report('梧桐树倒伏'))
    await link.command(report('路灯不亮'))
    if (!reported?.ok) throw new Error('no report')
    for (const text of ['梧', '梧桐', '139000012', reported.value.number, reported.value.number.slice(-5)]) {
      const found = await link.query({ type: 'search', text, limit: 10 })
      if (!found?.ok) throw new Error('no answer')
      expect(found.value.hits.map((h) => h.id), text).toContain(reported.value.caseId)
    }
  })

  it('keeps the wall over a restart and counts its runs', async () => {
    const link = await start()
    expect(await link.command({ type: 'wall.show', scene: 'video', display: '3' })).toMatchObject({ ok: true })
    core?.child.kill('SIGTERM')
    expect(await core?.ended).toBe(0)
    const again = await start()
    const wall = again.watch({ view: 'wall' })
    const status = again.watch({ view: 'status' })
    await again.until(() => wall.view() !== undefined && status.view() !== undefined)
    expect(wall.view()?.head.shows).toEqual({ '3': { what: 'scene', scene: 'video', tiles: {} } })
    expect(status.view()?.head.run).toBe(2)
  })

  it('refuses a second core on the same data folder, naming the first', async () => {
    await start()
    const second = await startCoreChild(dir)
    expect(await second.ended).toBe(10)
    expect(second.lines.join()).toContain(`process ${core?.child.pid}`)
    expect(second.lines.join()).toContain('--data')
  })

  it('ends when the process that started it lets go of it', async () => {
    await start()
    core?.child.stdin?.end()
    expect(await core?.ended).toBe(0)
  })

  it('says what is wrong with its settings and goes on', async () => {
    const file = join(dir, 'settings.yaml')
    writeFileSync(file, 'station: hall-1\ncameras:\n  - name: 东门\n    url: nonsense\n')
    const link = await start(['--no-demo', '--settings', file])
    const status = link.watch({ view: 'status' })
    await link.until(() => status.view() !== undefined)
    expect(status.view()?.head.notices).toMatchObject([{ code: 'settings-problem', params: { line: '4', path: 'cameras.0.url' } }])
  })
})
