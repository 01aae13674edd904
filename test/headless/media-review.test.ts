import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { numbered, numbersOf } from './media-peers.ts'
import { FakeWindow, endAll, media, server, until } from './media-window.ts'

afterEach(endAll)

const about = { by: { id: 'duty-1', name: '值班席一' }, station: 'hall-1', camera: '人民路口/东', caseNumber: '临城管2026-000123', note: '占道 <b>' }
const folder = () => mkdtempSync(join(tmpdir(), 'wufeng-exports-'))

describe('a clip', { timeout: 40_000 }, () => {
  it.each(['h264', 'h265'] as const)('in %s holds exactly the pictures that were asked for, as they came, with the right hash', async (codec) => {
    const peer = await server({ a: numbered(codec) })
    const exportsDir = folder()
    const { service } = media({ a: peer.url('a') }, { exportsDir })
    const window = await new FakeWindow(service).watch('a').live('a')
    const [from, to] = [Date.now() + 1_100, Date.now() + 3_700]
    window.send({ type: 'export', request: 'clip-1', cameraId: 'a', from, to, about })
    const result = await window.exported('clip-1')
    if (!result.ok) throw new Error(result.error)
    const [file] = result.value.files
    if (!file) throw new Error('no file')
    const path = join(exportsDir, file.file)
    const numbers = numbersOf(path)
    expect(numbers).toHaveLength(file.pictures)
    expect(numbers).toEqual(numbers.map((_n, i) => ((numbers[0] ?? 0) + i) % 100))
    expect(file.hidden).toBeGreaterThanOrEqual(0)
    expect(file.from).toBeGreaterThanOrEqual(from)
    expect(file.to).toBeLessThanOrEqual(to)
    if (codec === 'h264') {
      // The numbers of what the window got in that time, decoded on their own.
      const raw = join(exportsDir, 'raw.h264')
      writeFileSync(raw, Buffer.concat(window.units('a').map((unit) => unit.data)))
      const all = numbersOf(raw)
      expect(numbers).toEqual(all.filter((_n, i) => between(window.units('a')[i]?.receivedAt ?? 0, from, to)))
    } else expect(numbers.length).toBeGreaterThan(45)
    expect(createHash('sha256').update(readFileSync(path)).digest('hex')).toBe(file.sha256)
    const record = readFileSync(join(exportsDir, result.value.record), 'utf8')
    expect(record).toContain(file.sha256)
    expect(record).toContain('临城管2026-000123')
    expect(record).toContain('占道 &lt;b&gt;')
    const json = JSON.parse(readFileSync(join(exportsDir, result.value.record.replace('.html', '.json')), 'utf8'))
    expect(json).toMatchObject({ cameraId: 'a', about: { by: { id: 'duty-1' } }, files: [{ sha256: file.sha256, pictures: file.pictures }] })
    window.send({ type: 'read', file: file.file, offset: 0 })
    await until(() => expect(window.got.find((message) => message.type === 'bytes')).toMatchObject({ bytes: file.bytes, offset: 0 }), 2_000)
  })

  it('of what is not kept, too long, or of no folder is refused, and leaves nothing behind', async () => {
    const peer = await server({ a: numbered('h264') })
    const exportsDir = folder()
    const { service } = media({ a: peer.url('a') }, { exportsDir })
    const window = await new FakeWindow(service).watch('a').live('a')
    const now = Date.now()
    window.send({ type: 'export', request: 'before', cameraId: 'a', from: now - 90_000, to: now - 80_000, about })
    window.send({ type: 'export', request: 'long', cameraId: 'a', from: now - 900_000, to: now, about })
    window.send({ type: 'export', request: 'other', cameraId: 'b', from: now - 1_000, to: now, about })
    window.send({ type: 'read', file: '../secret', offset: 0 })
    expect(await window.exported('before')).toEqual({ ok: false, error: 'no-pictures' })
    expect(await window.exported('long')).toEqual({ ok: false, error: 'too-long' })
    expect(await window.exported('other')).toEqual({ ok: false, error: 'no-pictures' })
    expect(readdirSync(exportsDir)).toEqual([])
    const without = await new FakeWindow(media({ a: peer.url('a') }).service).watch('a').live('a')
    without.send({ type: 'export', request: 'nowhere', cameraId: 'a', from: now - 1_000, to: now, about })
    expect(await without.exported('nowhere')).toEqual({ ok: false, error: 'no-folder' })
  })

  it('is refused when there is no place for it', async () => {
    const peer = await server({ a: numbered('h264') })
    const notFolder = join(folder(), 'file')
    writeFileSync(notFolder, '')
    const { service } = media({ a: peer.url('a') }, { exportsDir: notFolder })
    const window = await new FakeWindow(service).watch('a').live('a')
    window.send({ type: 'export', request: 'clip-1', cameraId: 'a', from: Date.now() - 500, to: Date.now(), about })
    expect(await window.exported('clip-1')).toEqual({ ok: false, error: 'write-failed' })
  })
})

const between = (at: number, from: number, to: number): boolean => at >= from && at <= to

describe('a snapshot', { timeout: 20_000 }, () => {
  it('is kept with its record', async () => {
    const exportsDir = folder()
    const window = new FakeWindow(media({}, { exportsDir }).service)
    const data = Uint8Array.of(0xff, 0xd8, 0xff, 0xd9)
    window.send({ type: 'snapshot', request: 'shot', cameraId: 'a', takenAt: 1_764_000_000_000, width: 640, height: 480, about, data })
    const result = await window.exported('shot')
    if (!result.ok) throw new Error(result.error)
    expect(readFileSync(join(exportsDir, result.value.files[0]?.file ?? ''))).toEqual(Buffer.from(data))
    expect(result.value.files[0]?.sha256).toBe(createHash('sha256').update(data).digest('hex'))
  })
})

describe('looking back', { timeout: 40_000 }, () => {
  it('shows what was, at the speed that is asked for, marked as such, and comes back to what is', async () => {
    const peer = await server({ a: numbered('h264') })
    const { service } = media({ a: peer.url('a') })
    const window = new FakeWindow(service).watch('a')
    await until(() => expect(window.units('a').length).toBeGreaterThan(70), 8_000)
    window.send({ type: 'replay', cameraId: 'a', act: { do: 'start', backMs: 1_500 } })
    await until(() => expect(window.units('a').filter((unit) => unit.takenAt !== undefined).length).toBeGreaterThan(12), 3_000)
    const first = window.units('a').findIndex((unit) => unit.takenAt !== undefined)
    const replayed = window.units('a').slice(first)
    expect(replayed[0]).toMatchObject({ key: true })
    expect(replayed.every((unit) => unit.takenAt !== undefined && unit.takenAt <= unit.receivedAt)).toBe(true)
    const shown = replayed.find((unit) => unit.hidden === false)
    expect(Math.abs((window.units('a')[first - 1]?.receivedAt ?? 0) - 1_500 - (shown?.takenAt ?? 0))).toBeLessThan(120)
    expect(window.replays('a').at(-1)?.state).toMatchObject({ rate: 1, ended: false })

    window.send({ type: 'replay', cameraId: 'a', act: { do: 'step', pictures: -3 } })
    await until(() => expect(window.replays('a').at(-1)?.state).toMatchObject({ rate: 0 }), 1_000)
    const at = window.replays('a').at(-1)?.state?.at ?? 0
    window.send({ type: 'replay', cameraId: 'a', act: { do: 'step', pictures: 1 } })
    await until(() => expect(window.replays('a').at(-1)?.state?.at).toBeGreaterThan(at), 1_000)
    expect((window.replays('a').at(-1)?.state?.at ?? 0) - at).toBeLessThan(200)
    const last = window.units('a').at(-1)
    expect(last).toMatchObject({ takenAt: window.replays('a').at(-1)?.state?.at, hidden: false })

    window.send({ type: 'replay', cameraId: 'a', act: { do: 'live' } })
    await until(() => expect(window.units('a').at(-1)?.takenAt).toBeUndefined(), 2_000)
    expect(window.replays('a').at(-1)?.state).toBeNull()
    const live = window.units('a').findLastIndex((unit) => unit.takenAt !== undefined) + 1
    expect(window.units('a')[live]?.key).toBe(true)
  })

  it('ends by itself at the end, and works in H.265 too', async () => {
    const peer = await server({ a: numbered('h265') })
    const { service } = media({ a: peer.url('a') })
    const window = new FakeWindow(service).watch('a')
    await until(() => expect(window.pictures('a').length).toBeGreaterThan(30), 8_000)
    window.send({ type: 'replay', cameraId: 'a', act: { do: 'start', backMs: 900 } })
    await until(() => expect(window.pictures('a').filter((picture) => picture.takenAt !== undefined).length).toBeGreaterThan(10), 4_000)
    await until(() => expect(window.replays('a').at(-1)?.state).toMatchObject({ rate: 0, ended: true }), 4_000)
    expect(window.pictures('a').at(-1)?.takenAt).toBeGreaterThan(0)
  })

  it('holds no more than it may, the newest first', async () => {
    const peer = await server({ a: numbered('h264') }, 0, ['--fps', '100'])
    const { service } = media({ a: peer.url('a') }, { ringBytes: 10_000 })
    const window = new FakeWindow(service).watch('a')
    await until(() => expect(window.units('a').length).toBeGreaterThan(300), 10_000)
    window.send({ type: 'replay', cameraId: 'a', act: { do: 'start', backMs: 60_000 } })
    await until(() => expect(window.replays('a').at(-1)?.state).not.toBeNull(), 1_000)
    const sent = window.units('a').reduce((sum, unit) => sum + unit.data.length, 0)
    const state = window.replays('a').at(-1)?.state
    const kept = window.units('a').filter((unit) => unit.takenAt === undefined && unit.receivedAt >= (state?.from ?? 0) && unit.receivedAt <= (state?.to ?? 0)).reduce((sum, unit) => sum + unit.data.length, 0)
    expect(sent).toBeGreaterThan(14_000)
    expect(kept).toBeLessThanOrEqual(11_000)
  })
})
