import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CameraChangeRow, CamerasCommand, CamerasPreview } from '../../electron/contract/camera-registry.ts'
import type { Result } from '../../electron/contract/error.ts'
import type { Query, SearchHit } from '../../electron/contract/messages.ts'
import type { ViewTypes } from '../../electron/contract/views.ts'
import { CameraEntry } from '../../electron/domain/camera-entry.ts'
import { CoreLink, startCoreChild, type CoreProcess } from '../builders/core-process.ts'

const dir = mkdtempSync(join(tmpdir(), 'cameras-'))
let core: CoreProcess
let link: CoreLink
let registry: { view(): ViewTypes['camera-registry'] | undefined }
let shown: { view(): ViewTypes['cameras'] | undefined }

async function start(roles: readonly string[] = ['admin', 'dispatcher']): Promise<void> {
  const settings = join(dir, 'settings.json')
  writeFileSync(settings, JSON.stringify({ demo: false, allowHosts: ['cams.example.org'], operator: { id: 'chief', name: '管理员', roles }, cameras: [{ id: 'gate', name: '大门', url: 'rtsp://10.0.0.1/1', group: '院区' }] }))
  core = await startCoreChild(dir, ['--settings', settings])
  link = await CoreLink.connect(core.socket)
  registry = link.watch({ view: 'camera-registry' })
  shown = link.watch({ view: 'cameras' })
  await link.until(() => registry.view() !== undefined && shown.view() !== undefined)
}

async function restart(roles?: readonly string[]): Promise<void> {
  link.close()
  core.child.kill('SIGTERM')
  await core.ended
  await start(roles)
}

beforeAll(() => start())
afterAll(async () => {
  link.close()
  core.child.kill('SIGTERM')
  await core.ended
  rmSync(dir, { recursive: true, force: true })
})

const camera = (part: Partial<CameraEntry>): CameraEntry => CameraEntry.parse({ id: 'c1', name: '人民路口', url: 'rtsp://10.0.0.2/1', ...part })

async function act(command: CamerasCommand): Promise<{ code: string | undefined; event: string }> {
  const answer = (await link.command(command)) as Result<{ eventIds: readonly string[] }>
  const event = answer.ok ? (answer.value.eventIds[0] ?? '') : ''
  if (answer.ok) await link.until(() => registry.view()?.head.change === event)
  return { code: answer.ok ? undefined : answer.error.code, event }
}

async function ask<T>(query: Query): Promise<T> {
  const answer = (await link.query(query)) as Result<unknown>
  if (!answer.ok) throw new Error(JSON.stringify(answer))
  return answer.value as T
}

const rows = () => Object.values(registry.view()?.rows ?? {})
const named = (): string[] => rows().map(({ name }) => name)
const changeOf = (id: string): string => rows().find((row) => row.id === id)?.change ?? ''

async function send(text: string): Promise<string> {
  const upload = crypto.randomUUID()
  const bytes = Buffer.from(text)
  await link.sheetPut({ type: 'sheet.put', upload, bytes: bytes.length, offset: 0, data: bytes.toString('base64') })
  return upload
}

describe('the camera registry', () => {
  it('begins with the cameras of the settings', async () => {
    expect(rows()).toMatchObject([{ id: 'gate', name: '大门', source: 'settings', change: '', at: null }])
  })

  it('adds, changes and takes out cameras while core runs, for every window', async () => {
    expect(await act({ type: 'cameras.put', cameras: [{ camera: camera({}), base: '' }], note: '' })).toMatchObject({ code: undefined })
    await link.until(() => shown.view()?.rows['c1'] !== undefined)
    expect(shown.view()?.rows['c1']).toMatchObject({ name: '人民路口', source: 'registry', zones: [] })
    expect(JSON.stringify(shown.view())).not.toContain('10.0.0.2')
    expect(await act({ type: 'cameras.put', cameras: [{ camera: camera({ group: '路口' }), base: changeOf('c1') }], note: '' })).toMatchObject({ code: undefined })
    expect(await act({ type: 'cameras.remove', cameras: [{ id: 'gate', base: '' }], note: '停用' })).toMatchObject({ code: undefined })
    expect(named()).toEqual(['人民路口'])
  })

  it('finds a camera by its name and pinyin', async () => {
    const { hits } = await ask<{ hits: SearchHit[] }>({ type: 'search', text: 'rmlk', limit: 5 })
    expect(hits).toMatchObject([{ what: 'camera', id: 'c1' }])
  })

  it('refuses a change of what was changed meanwhile', async () => {
    expect(await act({ type: 'cameras.put', cameras: [{ camera: camera({ name: '别名' }), base: '' }], note: '' })).toMatchObject({ code: 'camera-changed' })
  })

  it.each([
    ['rtsp://8.8.8.8/1', 'camera-address'],
    ['http://10.0.0.1/1', 'camera-address'],
    ['rtsp://admin:secret@10.0.0.1/1', 'camera-address'],
    ['rtsp://10.0.0.1/1?user=admin&password=secret', 'camera-address'],
    ['file:///etc/passwd', 'camera-address'],
    ['', 'camera-address'],
    ['device:', 'camera-address'],
    ['device:USB Video', undefined],
    ['rtsp://cams.example.org/1', undefined],
  ])('checks the address %s', async (url, code) => {
    expect(await act({ type: 'cameras.put', cameras: [{ camera: camera({ id: `t${url.length}`, name: 'x', url }), base: '' }], note: '' })).toMatchObject({ code })
  })

  it('says what is wrong with a list by row before anything is taken', async () => {
    const before = named()
    const upload = await send('name,url,lng,lat\r\nA,rtsp://10.0.0.9/1,118.9,31.1\r\nB,rtsp://9.9.9.9/1,,\r\nC,rtsp://10.0.0.9/3,400,31\r\n,rtsp://10.0.0.9/4,,\r\nA,rtsp://10.0.0.9/5,,\r\n')
    const look = await ask<CamerasPreview>({ type: 'cameras-preview', upload, sheet: '', mapping: {} })
    expect(look.faults).toEqual([
      { row: 3, column: 'url', code: 'host-not-allowed', value: 'rtsp://9.9.9.9/1' },
      { row: 4, column: 'lng', code: 'bad-lng', value: '400' },
      { row: 5, column: 'name', code: 'missing', value: '' },
      { row: 6, column: 'name', code: 'twice', value: 'A' },
    ])
    expect(await act({ type: 'cameras.import', upload, sheet: '', mapping: {}, base: look.base, note: '' })).toMatchObject({ code: 'bad-table' })
    expect(named()).toEqual(before)
  })

  it('imports a list whole, keeps what it does not name, and takes it back', async () => {
    const before = rows()
    const upload = await send('编号,名称,主码流,经度,纬度,分组\r\nc1,人民路口北,rtsp://10.0.0.2/1,118.9,31.1,北\r\nd1,新桥,rtsp://10.0.0.3/1,,,桥\r\n')
    const look = await ask<CamerasPreview>({ type: 'cameras-preview', upload, sheet: '', mapping: {} })
    expect(look).toMatchObject({ faultCount: 0, changes: { added: 1, changed: 1 } })
    expect(look.diff).toContainEqual({ id: 'c1', name: '人民路口北', how: 'changed', fields: ['name', 'at', 'group'] })
    const { event } = await act({ type: 'cameras.import', upload, sheet: '', mapping: {}, base: look.base, note: '' })
    expect(named()).toContain('新桥')
    expect(await act({ type: 'cameras.undo', change: event })).toMatchObject({ code: undefined })
    expect(rows().map(({ change: _change, ...row }) => row)).toEqual(before.map(({ change: _change, ...row }) => row))
  })

  it('does not take back what was changed since', async () => {
    const { event } = await act({ type: 'cameras.put', cameras: [{ camera: camera({ id: 'u1', name: 'U' }), base: '' }], note: '' })
    await act({ type: 'cameras.put', cameras: [{ camera: camera({ id: 'u1', name: 'U2' }), base: changeOf('u1') }], note: '' })
    expect(await act({ type: 'cameras.undo', change: event })).toMatchObject({ code: 'camera-changed' })
    const { rows: changes } = await ask<{ rows: CameraChangeRow[] }>({ type: 'camera-changes', camera: 'u1', limit: 10 })
    expect(changes.map(({ names, undoable }) => [names[0], undoable])).toEqual([['U2', true], ['U', false]])
  })

  it('keeps when a camera came and went, a bounded number of turns of each', async () => {
    const now = Date.now()
    const turns = Array.from({ length: 400 }, (_, i) => ({ cameraId: 'c1', at: now + i, state: i % 2 === 0 ? ('live' as const) : ('failed' as const), detail: i % 2 === 0 ? ('streaming' as const) : ('timeout' as const) }))
    for (const at of [0, 400]) await link.command({ type: 'cameras.turns', turns: turns.map((turn) => ({ ...turn, at: turn.at + at })) })
    const { turns: kept } = await ask<{ turns: readonly { at: number; state: string }[] }>({ type: 'camera-history', camera: 'c1', limit: 500 })
    expect(kept).toHaveLength(500)
    expect(kept[0]).toMatchObject({ at: now + 799, state: 'failed' })
  })

  it('holds after a restart, and belongs to the administrator', async () => {
    const before = named()
    await restart(['dispatcher'])
    expect(named()).toEqual(before)
    expect(await act({ type: 'cameras.remove', cameras: [{ id: 'u1', base: changeOf('u1') }], note: '' })).toMatchObject({ code: 'role-missing' })
    expect(readFileSync(join(dir, 'settings.json'), 'utf8')).toContain('大门')
  })
})
