import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CHUNK_BYTES } from '../../electron/contract/attachment.ts'
import type { VersionLists } from '../../electron/contract/code-admin.ts'
import type { Result } from '../../electron/contract/error.ts'
import type { Command, Query } from '../../electron/contract/messages.ts'
import type { CalendarFile, CasesPreview, CodesPreview, FileWritten, GridsPreview, ImportHead, ImportRows } from '../../electron/contract/sheet.ts'
import { loadCodeTable } from '../../electron/core/code-files.ts'
import { codeSheet } from '../../electron/domain/code-sheet.ts'
import { Role } from '../../electron/domain/role.ts'
import { writeCsv } from '../../electron/sources/sheets/csv.ts'
import { writeXlsx } from '../../electron/sources/sheets/xlsx-write.ts'
import { CoreLink, startCoreChild, type CoreProcess } from '../builders/core-process.ts'

const DEPARTMENTS = ['cg', 'ps', 'dl', 'hw', 'yl', 'jj', 'gd', 'rq', 'gs', 'zj', 'hb', 'yj'].map((id) => ({ id, name: `部门 ${id}`, shortName: id, nameEn: id, phone: '8000', at: [110, 33] as [number, number] }))
const TABLE = loadCodeTable(join(import.meta.dirname, '..', '..', 'resources'))
const dir = mkdtempSync(join(tmpdir(), 'imports-'))
let core: CoreProcess
let link: CoreLink

beforeAll(async () => {
  const settings = join(dir, 'settings.json')
  writeFileSync(settings, JSON.stringify({ demo: false, departments: DEPARTMENTS, operator: { id: 'chief', name: '管理员', roles: Role.options } }))
  core = await startCoreChild(dir, ['--settings', settings])
  link = await CoreLink.connect(core.socket)
})

afterAll(async () => {
  link.close()
  core.child.kill('SIGTERM')
  await core.ended
  rmSync(dir, { recursive: true, force: true })
})

const ask = async <T>(query: Query): Promise<T> => {
  const answer = (await link.query(query)) as Result<unknown> | undefined
  if (!answer?.ok) throw new Error(JSON.stringify(answer))
  return answer.value as T
}

/** Sends a file as a window does, and answers its name. */
async function send(bytes: Buffer): Promise<string> {
  const upload = randomUUID()
  for (let offset = 0; offset < bytes.length; offset += CHUNK_BYTES) {
    const put = await link.sheetPut({ type: 'sheet.put', upload, bytes: bytes.length, offset, data: bytes.subarray(offset, offset + CHUNK_BYTES).toString('base64') })
    if (!put?.ok) throw new Error(JSON.stringify(put))
  }
  return upload
}

const refusal = async (command: Command): Promise<string | undefined> => {
  const answer = await link.command(command)
  return answer?.ok === false ? answer.error.code : undefined
}

async function imported(upload: string, more: Partial<Extract<Command, { type: 'cases.import' }>> = {}): Promise<ImportHead> {
  const view = link.watch({ view: 'import', upload })
  await link.until(() => view.view() !== undefined)
  const before = view.view()?.head.run ?? 0
  expect(await refusal({ type: 'cases.import', upload, sheet: '', mapping: {}, crs: 'WGS-84', mode: 'keep-good', dryRun: false, ...more })).toBeUndefined()
  await link.until(() => (view.view()?.head.run ?? 0) > before && ['done', 'failed'].includes(view.view()?.head.state ?? ''), 110_000)
  return view.view()?.head as ImportHead
}

const HEADS = ['类型', '小类代码', '问题描述', '经度', '纬度', '地点']
const row = (i: number, over: Partial<Record<number, string>> = {}): string[] => ['事件', '0102', `垃圾 ${i}`, '110', '33', '测试路'].map((cell, at) => over[at] ?? cell)

describe('unit grids from a file', () => {
  const HEAD = ['网格编码', '网格名称', '区县名称', '街道名称', '社区名称', '边界']
  const grid = (n: number, west: number): string[] => [`33010100100100${n}`, `第${n}网格`, '滨江区', '江岸街道', '一社区', `POLYGON ((${west} 30, ${west + 0.01} 30, ${west + 0.01} 30.01, ${west} 30.01, ${west} 30))`]
  const GRIDS = [HEAD, grid(1, 120), grid(2, 120.01)]
  const importing = (upload: string, base: string, crs: 'WGS-84' | 'GCJ-02' = 'WGS-84'): Promise<string | undefined> => refusal({ type: 'grids.import', upload, sheet: '', mapping: {}, crs, base, note: '普查' })
  const look = (upload: string): Promise<GridsPreview> => ask({ type: 'grids-preview', upload, sheet: '', mapping: {}, crs: 'WGS-84' })

  it('are looked at first, then in force: places lie in them, the map and the queue name them', async () => {
    const view = link.watch({ view: 'grids', text: '江岸', limit: 10 })
    await link.until(() => view.view() !== undefined)
    expect(view.view()?.head).toMatchObject({ version: 'none', found: 0 })
    const upload = await send(Buffer.from(writeCsv(GRIDS)))
    const seen = await look(upload)
    expect(seen).toMatchObject({ base: 'none', next: 'none.1', faultCount: 0, changes: { added: 5, changed: 0, removed: 0 }, counts: { districts: 1, streets: 1, communities: 1, grids: 2 } })
    expect(await importing(upload, 'none')).toBeUndefined()
    await link.until(() => view.view()?.head.version === 'none.1')
    expect(view.view()?.rows['330101001001002']).toMatchObject({ name: '第2网格', street: '江岸街道', community: '一社区' })
    expect(await ask({ type: 'describe', at: [120.015, 30.005] })).toEqual({ place: '第2网格', grid: '330101001001002', district: '330101' })
    expect(await ask({ type: 'search', text: '第1网格', limit: 5 })).toMatchObject({ hits: [{ what: 'grid', id: '330101001001001' }] })
    const catalog = link.watch({ view: 'catalog' })
    await link.until(() => catalog.view() !== undefined)
    expect(catalog.view()?.head.areas.map(({ name }) => name)).toEqual(['滨江区', '江岸街道'])
    expect((await look(upload)).changes).toEqual({ added: 0, changed: 0, removed: 0 })
  })

  it('are refused whole, with each fault by its row, and when others came into force meanwhile', async () => {
    const bad = await send(Buffer.from(writeCsv([...GRIDS, ['12', '', '', '', '', ''], [...grid(3, 120)]])))
    expect((await look(bad)).faults.map(({ row: at, code }) => `${at} ${code}`)).toEqual(['4 bad-grid-code', '2 overlaps', '5 overlaps'])
    expect(await importing(bad, 'none.1')).toBe('bad-table')
    expect(await importing(await send(Buffer.from(writeCsv(GRIDS))), 'none')).toBe('version-changed')
  })

  it('may be a GeoJSON of another datum, and what was in force before can be put back', async () => {
    const ring = [[120, 30], [120.02, 30], [120.02, 30.01], [120, 30.01], [120, 30]]
    const file = { type: 'FeatureCollection', features: [{ type: 'Feature', properties: { bgcode: '330101001001001', bgname: '大网格' }, geometry: { type: 'Polygon', coordinates: [ring] } }] }
    expect(await importing(await send(Buffer.from(JSON.stringify(file))), 'none.1', 'GCJ-02')).toBeUndefined()
    const view = link.watch({ view: 'grids', text: '', limit: 10 })
    await link.until(() => view.view()?.head.version === 'none.2')
    const moved = view.view()?.rows['330101001001001']
    expect(moved).toMatchObject({ name: '大网格', street: '江岸街道' })
    expect(moved?.ring[0]?.[0]).toBeCloseTo(119.995, 2)
    const { file: written } = await ask<FileWritten>({ type: 'codes-export', what: 'grids', format: 'csv' })
    expect((await look(await send(readFileSync(written)))).changes).toEqual({ added: 0, changed: 0, removed: 0 })
    expect(await refusal({ type: 'grids.revert', base: 'none.2', version: 'none', note: '' })).toBeUndefined()
    await link.until(() => view.view()?.head.version === 'none')
    expect((await ask<VersionLists>({ type: 'code-versions' })).grids.map(({ version }) => version)).toEqual(['none', 'none.2', 'none.1', 'none'])
  })
})

describe('a code table from a file', () => {
  it('is looked at first, then in force', async () => {
    const rows = codeSheet(TABLE).map((cells) => cells.map((cell) => (cell === '暴露垃圾' ? '成堆垃圾' : cell))).filter((cells) => cells[0] !== '部件' || cells[4] !== '0101')
    const upload = await send(await writeXlsx(rows))
    const look = await ask<CodesPreview>({ type: 'codes-preview', upload, sheet: '', mapping: {} })
    expect(look.faults).toEqual([])
    expect(look.diff.map((d) => [d.kind, d.code, d.how, d.fields])).toEqual([['event', '0102', 'changed', ['name']], ['component', '0101', 'removed', []]])
    expect(await refusal({ type: 'codes.import', upload, sheet: '', mapping: {}, base: look.base, note: '年度更新' })).toBeUndefined()
    expect((await ask<VersionLists>({ type: 'code-versions' })).codes[0]).toMatchObject({ version: look.next, note: '年度更新' })
    const { file } = await ask<FileWritten>({ type: 'codes-export', what: 'codes', format: 'csv' })
    expect((await ask<CodesPreview>({ type: 'codes-preview', upload: await send(readFileSync(file)), sheet: '', mapping: {} })).diff).toEqual([])
  })

  it('is refused whole where a row is wrong, and says which', async () => {
    const upload = await send(Buffer.from(writeCsv([['类型', '代码X', '小类名称', '处置部门', '立案条件', '处置时限'], ['事件', '0101', '违建', 'nobody', '有', '4 工作时']])))
    const look = await ask<CodesPreview>({ type: 'codes-preview', upload, sheet: '', mapping: { 代码X: 'code' } })
    expect(look.faults).toEqual([{ row: 2, column: '处置部门', code: 'unknown-department', value: 'nobody' }])
    expect(await refusal({ type: 'codes.import', upload, sheet: '', mapping: { 代码X: 'code' }, base: look.base, note: '' })).toBe('bad-table')
  })
})

it('a holiday notice comes as a calendar to look at', async () => {
  const { calendar } = await ask<CalendarFile>({ type: 'calendar-file', upload: await send(Buffer.from('日期,类型,名称\n2027-01-01,放假,元旦\n')), sheet: '', mapping: {} })
  expect(calendar).toMatchObject({ coveredTo: '2027-12-31', names: { '2027-01-01': '元旦' } })
})

describe('cases from a file', () => {
  it('are looked at, tried, and reported; the wrong rows are told and written to a file', async () => {
    const upload = await send(Buffer.from(writeCsv([HEADS, row(1), row(2, { 1: '9999' }), row(3, { 3: '200' }), row(4)])))
    const look = await ask<CasesPreview>({ type: 'cases-preview', upload, sheet: '', mapping: {}, crs: 'WGS-84' })
    expect(look).toMatchObject({ rows: 4, used: ['kind', 'subClass', 'description', 'lng', 'lat', 'place'], faults: [{ row: 4, column: '经度', code: 'bad-lng', value: '200' }] })
    expect(await imported(upload, { dryRun: true })).toMatchObject({ state: 'done', taken: 2, faults: 2, rows: 4 })
    expect(await imported(upload, { mode: 'all-or-nothing' })).toMatchObject({ state: 'done', taken: 0, faults: 2 })
    expect(await imported(upload)).toMatchObject({ state: 'done', taken: 2, faults: 2 })
    const { cases } = await ask<ImportRows>({ type: 'import-rows', upload, part: 'cases', after: 0, limit: 10 })
    expect(cases.map((c) => c.row)).toEqual([2, 5])
    const { faults } = await ask<ImportRows>({ type: 'import-rows', upload, part: 'faults', after: 0, limit: 10 })
    expect(faults.map((f) => [f.row, f.code]).sort()).toEqual([[3, 'unknown-class'], [4, 'bad-lng']])
    const { file, rows } = await ask<FileWritten>({ type: 'import-faults-file', upload, head: '错误', words: { 'bad-lng': '经度不对' } })
    expect(rows).toBe(2)
    expect(readFileSync(file, 'utf8')).toContain('垃圾 3,200,33,测试路,经度 经度不对 200')
    // The same file again reports nothing twice.
    expect(await imported(upload)).toMatchObject({ taken: 0, faults: 4 })
  })

  it('are taken in their thousands while others are served', async () => {
    const upload = await send(Buffer.from(writeCsv([HEADS, ...Array.from({ length: 50_000 }, (_, i) => row(i, i % 5 === 0 ? {} : { 1: '8888' }))])))
    const queue = link.watch({ view: 'status' })
    await link.until(() => queue.view() !== undefined)
    expect(await imported(upload, { dryRun: true })).toMatchObject({ state: 'done', rows: 50_000, taken: 10_000, faults: 40_000 })
    expect(await imported(upload, { mode: 'all-or-nothing' })).toMatchObject({ state: 'failed', error: { code: 'too-large' } })
  })

  it('come from a workbook with a mapping, in another datum', async () => {
    const cells = [['甲', '乙', '丙', 'X', 'Y'], ['事件', '102', '垃圾', '110.01', '33.01']]
    const upload = await send(await writeXlsx(cells))
    const mapping = { 甲: 'kind', 乙: 'subClass', 丙: 'description' }
    expect(await imported(upload, { mapping, crs: 'GCJ-02' })).toMatchObject({ taken: 1, faults: 0 })
  })

  it('are not read from what is no table, too large, or not there', async () => {
    const start = (upload: string): Promise<string | undefined> => refusal({ type: 'cases.import', upload, sheet: '', mapping: {}, crs: 'WGS-84', mode: 'keep-good', dryRun: true })
    expect(await start(randomUUID())).toBe('upload-broken')
    expect(await start(await send(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0])))).toBe('bad-file')
    expect(await start(await send(Buffer.from(zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(200 * 1024 * 1024) }))))).toBe('bad-file')
    expect(await start(await send(Buffer.from(zipSync({ 'xl/worksheets/sheet1.xml': strToU8('<worksheet><sheetData><row r="1048576"/></sheetData></worksheet>') }))))).toBe('bad-file')
    const upload = randomUUID()
    expect(await link.sheetPut({ type: 'sheet.put', upload, bytes: 10, offset: 0, data: Buffer.from('12345').toString('base64') })).toEqual({ ok: true, value: { offset: 5 } })
    expect(await start(upload)).toBe('upload-broken')
    expect(await link.sheetPut({ type: 'sheet.put', upload, bytes: 10, offset: 5, data: Buffer.from('1234567').toString('base64') })).toMatchObject({ ok: false })
  })
})
