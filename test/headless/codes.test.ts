import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CodesCommand, VersionLists } from '../../electron/contract/code-admin.ts'
import type { Result } from '../../electron/contract/error.ts'
import type { Command, Query } from '../../electron/contract/messages.ts'
import type { Calendar } from '../../electron/domain/calendar.ts'
import type { SubClass } from '../../electron/domain/code-table.ts'
import { Role } from '../../electron/domain/role.ts'
import { readingFacts, projectionsOf, rebuild, caseFacts } from '../../electron/core/rebuild.ts'
import { CodeRegistry, shippedCodes } from '../../electron/core/code-registry.ts'
import { indexCity, NO_CITY } from '../../electron/core/city-index.ts'
import { openWriter } from '../../electron/store/database.ts'
import { CoreLink, startCoreChild, type CoreProcess } from '../builders/core-process.ts'
import { gridsOfCity } from '../../electron/domain/grid-table.ts'

const RESOURCES = join(import.meta.dirname, '..', '..', 'resources')
const DEPARTMENTS = ['cg', 'ps', 'dl', 'hw', 'yl', 'jj', 'gd', 'rq', 'gs', 'zj', 'hb', 'yj'].map((id) => ({ id, name: `部门 ${id}`, shortName: id, nameEn: id, phone: '8000', at: [110, 33] as [number, number] }))

const dir = mkdtempSync(join(tmpdir(), 'codes-'))
let core: CoreProcess
let link: CoreLink

async function start(roles: readonly Role[] = Role.options): Promise<void> {
  const settings = join(dir, 'settings.json')
  writeFileSync(settings, JSON.stringify({ demo: false, departments: DEPARTMENTS, operator: { id: 'chief', name: '管理员', roles } }))
  core = await startCoreChild(dir, ['--settings', settings])
  link = await CoreLink.connect(core.socket)
}

async function stop(): Promise<void> {
  link.close()
  core.child.kill('SIGTERM')
  await core.ended
}

beforeAll(() => start())
afterAll(async () => {
  await stop()
  rmSync(dir, { recursive: true, force: true })
})

const ask = async <T>(query: Query): Promise<T> => {
  const answer = (await link.query(query)) as Result<unknown> | undefined
  if (!answer?.ok) throw new Error(JSON.stringify(answer))
  return answer.value as T
}

async function run(command: Command): Promise<string> {
  const answer = await link.command(command)
  if (!answer?.ok) throw new Error(JSON.stringify(answer))
  return answer.value.caseId
}

const versions = (): Promise<VersionLists> => ask({ type: 'code-versions' })

const code = async (command: CodesCommand): Promise<string | undefined> => {
  const answer = await link.command(command)
  return answer?.ok === false ? answer.error.code : undefined
}

const reportCase = (subClass: string): Promise<string> =>
  run({ type: 'case.report', report: { kind: 'event', subClass, description: '测试', at: [110, 33], place: '测试路', grid: null, component: null, source: 'hotline', reporter: {} } })

const step = (caseId: string, type: 'case.accept' | 'case.file'): Promise<string> => run({ type, caseId, note: '' })

const dispatch = (caseId: string): Promise<string> => run({ type: 'case.dispatch', caseId, note: '', assist: [] })

const CONDITION = { code: '0102-1', text: '成堆垃圾', limit: { kind: 'hours' as const, amount: 1 }, closing: '清理干净' }
const RUBBISH: SubClass = { code: '0102', name: '成堆垃圾', nameEn: 'Rubbish heap', department: 'hw', words: ['垃圾'], initials: '', conditions: [CONDITION] }

describe('the code table', () => {
  it('is in force at once where a sub-class is changed, in every window, and old cases keep theirs', async () => {
    const catalog = link.watch({ view: 'catalog' })
    await link.until(() => catalog.view() !== undefined)
    const first = catalog.view()?.head.codes.version ?? ''
    const old = await reportCase('0102')
    await step(old, 'case.accept')
    await step(old, 'case.file')
    const view = link.watch({ view: 'case', caseId: old })
    await link.until(() => Boolean(view.view()?.head.row))
    const before = view.view()?.head
    expect(before?.row?.className).toBe('暴露垃圾')

    expect(await code({ type: 'codes.put', base: first, kind: 'event', subClass: RUBBISH, note: '改名' })).toBeUndefined()
    await link.until(() => catalog.view()?.head.codes.version !== first)
    const [now] = (await versions()).codes
    expect(now).toMatchObject({ version: catalog.view()?.head.codes.version, by: '管理员', note: '改名' })
    expect(catalog.view()?.head.codes.event[0]?.subClasses.find((s) => s.code === '0102')).toMatchObject({ name: '成堆垃圾', initials: 'cdlj' })

    const next = await reportCase('0102')
    await step(next, 'case.accept')
    await step(next, 'case.file')
    const later = link.watch({ view: 'case', caseId: next })
    await link.until(() => Boolean(later.view()?.head.limit))
    expect(later.view()?.head).toMatchObject({ row: { className: '成堆垃圾' }, limit: { kind: 'hours', amount: 1 }, condition: '成堆垃圾' })
    expect(view.view()?.head).toMatchObject({ row: { className: '暴露垃圾' }, limit: before?.limit, condition: before?.condition })
  })

  it('lets a case be filed whose sub-class was removed after its report, and refuses a new report of it', async () => {
    const waiting = await reportCase('0103')
    const version = (await versions()).codes[0]?.version ?? ''
    expect(await code({ type: 'codes.remove', base: version, kind: 'event', code: '0103', note: '' })).toBeUndefined()
    await expect(reportCase('0103')).rejects.toThrow('unknown-class')
    await step(waiting, 'case.accept')
    const view = link.watch({ view: 'case', caseId: waiting })
    await link.until(() => (view.view()?.head.conditions.length ?? 0) > 0)
    await step(waiting, 'case.file')
    await link.until(() => Boolean(view.view()?.head.limit))
    expect(view.view()?.head.row?.className).not.toBe('0103')
  })

  it('goes back to an earlier version, and refuses what rests on an old one', async () => {
    const { codes } = await versions()
    const first = codes.at(-1)?.version ?? ''
    expect(await code({ type: 'codes.revert', base: first, version: first, note: '' })).toBe('version-changed')
    expect(await code({ type: 'codes.revert', base: codes[0]?.version ?? '', version: 'nothing', note: '' })).toBe('unknown-version')
    expect(await code({ type: 'codes.revert', base: codes[0]?.version ?? '', version: first, note: '撤销' })).toBeUndefined()
    expect((await versions()).codes[0]).toMatchObject({ version: first, note: '撤销' })
    expect(await code({ type: 'codes.put', base: first, kind: 'event', subClass: { ...RUBBISH, code: '8801' }, note: '' })).toBe('bad-table')
    expect(await code({ type: 'codes.put', base: first, kind: 'event', subClass: { ...RUBBISH, department: 'nobody' }, note: '' })).toBe('bad-table')
    expect(await code({ type: 'codes.put', base: first, kind: 'event', subClass: { ...RUBBISH, conditions: [CONDITION, CONDITION] }, note: '' })).toBe('bad-table')
  })
})

/** The rows that the projections hold, as text. */
function rows(file: string): string {
  const db = openWriter({ file })
  try {
    return ['case_row', 'case_state', 'case_kpi', 'case_act'].map((table) => JSON.stringify(db.all(`SELECT * FROM ${table} ORDER BY key`))).join('\n')
  } finally {
    db.close()
  }
}

function rebuildAgain(file: string): void {
  const registry = new CodeRegistry(shippedCodes(RESOURCES, gridsOfCity(NO_CITY)))
  const city = indexCity(NO_CITY, DEPARTMENTS, () => registry.gridHistory)
  const db = openWriter({ file })
  try {
    rebuild(db, projectionsOf(caseFacts(registry, city), registry))
    expect(readingFacts(registry, DEPARTMENTS).codes.current.version).toBe(registry.tableHistory.current.version)
  } finally {
    db.close()
  }
}

describe('the calendar', () => {
  let shipped: Omit<Calendar, 'version'>

  it('moves the due times of open cases, and tells so before', async () => {
    const { version: _version, ...calendar } = shippedCodes(RESOURCES, gridsOfCity(NO_CITY)).calendar
    shipped = calendar
    const open = await reportCase('0101')
    await step(open, 'case.accept')
    await step(open, 'case.file')
    await dispatch(open)
    const view = link.watch({ view: 'case', caseId: open })
    await link.until(() => Boolean(view.view()?.head.caseClock?.dueAt))
    const before = view.view()?.head.caseClock?.dueAt ?? 0
    // Every day of the next four weeks is a holiday.
    const days = Array.from({ length: 28 }, (_, i) => new Date(Date.now() + 8 * 3_600_000 + (i + 1) * 86_400_000).toISOString().slice(0, 10))
    const longer = { ...shipped, coveredTo: '2027-12-31', holidays: [...new Set([...shipped.holidays, ...days])], workedWeekends: shipped.workedWeekends.filter((d) => !days.includes(d)) }
    const effect = await ask<{ later: number; sooner: number; diff: { past: string[] }; cases: { before: number; after: number }[] }>({ type: 'calendar-effect', calendar: longer })
    expect(effect).toMatchObject({ sooner: 0, diff: { past: [] } })
    expect(effect.later).toBeGreaterThan(0)
    const version = (await versions()).calendar[0]?.version ?? ''
    expect(await code({ type: 'calendar.activate', base: version, calendar: longer, note: '', past: false })).toBeUndefined()
    await link.until(() => (view.view()?.head.caseClock?.dueAt ?? 0) > before)
    expect(view.view()?.head.caseClock?.dueAt).toBe(effect.cases.find((c) => c.before === before)?.after)
  })

  it('leaves a case that has ended as it was judged, also when a day is corrected', async () => {
    const ended = await reportCase('0101')
    await step(ended, 'case.accept')
    await step(ended, 'case.file')
    await dispatch(ended)
    await run({ type: 'case.take', caseId: ended, note: '', department: 'cg' })
    await run({ type: 'case.handle', caseId: ended, note: '', department: 'cg' })
    await run({ type: 'case.check', caseId: ended, note: '', passed: true })
    await run({ type: 'case.close', caseId: ended, note: '' })
    const view = link.watch({ view: 'case', caseId: ended })
    await link.until(() => Boolean(view.view()?.head.caseClock))
    const before = view.view()?.head.caseClock
    const version = (await versions()).calendar[0]?.version ?? ''
    const all = Array.from({ length: 60 }, (_, i) => new Date(Date.now() + 8 * 3_600_000 + (i - 20) * 86_400_000).toISOString().slice(0, 10))
    const other = { ...shipped, coveredTo: '2027-12-31', holidays: [...new Set([...shipped.holidays, ...all])], workedWeekends: [] }
    expect(await code({ type: 'calendar.activate', base: version, calendar: other, note: '更正', past: true })).toBeUndefined()
    const again = link.watch({ view: 'case', caseId: ended })
    await link.until(() => Boolean(again.view()?.head.caseClock))
    expect(again.view()?.head.caseClock).toEqual(before)
    expect(await code({ type: 'calendar.revert', base: (await versions()).calendar[0]?.version ?? '', version, note: '撤销', past: true })).toBeUndefined()
  })

  it('lets nobody change a day that has been without knowing', async () => {
    const version = (await versions()).calendar[0]?.version ?? ''
    const past = { ...shipped, coveredTo: '2027-12-31', holidays: [...shipped.holidays, '2026-11-20'] }
    expect(await code({ type: 'calendar.activate', base: version, calendar: past, note: '', past: false })).toBe('changes-the-past')
    expect(await code({ type: 'calendar.activate', base: version, calendar: past, note: '', past: true })).toBe('changes-the-past')
    expect(await code({ type: 'calendar.activate', base: version, calendar: past, note: '通知有误', past: true })).toBeUndefined()
    expect(await code({ type: 'calendar.activate', base: version, calendar: past, note: '', past: false })).toBe('version-changed')
    expect(await code({ type: 'calendar.activate', base: (await versions()).calendar[0]?.version ?? '', calendar: { ...past, workedWeekends: ['2026-11-20'] }, note: '', past: false })).toBe('bad-table')
  })

  it('is kept over a restart, and a rebuild makes the same rows', async () => {
    const kept = await versions()
    await stop()
    const file = join(dir, 'wufeng.sqlite')
    const before = rows(file)
    rebuildAgain(file)
    expect(rows(file)).toBe(before)
    await start(['call-taker', 'duty-officer'])
    expect(await versions()).toEqual(kept)
  })

  it('and the code table are changed by nobody but the administrator', async () => {
    const { codes, calendar } = await versions()
    expect(await code({ type: 'codes.put', base: codes[0]?.version ?? '', kind: 'event', subClass: RUBBISH, note: '' })).toBe('role-missing')
    expect(await code({ type: 'calendar.revert', base: calendar[0]?.version ?? '', version: calendar.at(-1)?.version ?? '', note: '', past: true })).toBe('role-missing')
  })
})
