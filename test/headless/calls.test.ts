import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CallFact } from '../../electron/contract/call.ts'
import { CoreLink, startCoreChild, type CoreProcess } from '../builders/core-process.ts'
import { tempFolder } from '../builders/temp-folder.ts'

const CALL = '01a210f4-179c-78f2-9ee4-2e5cf7c87aac'
const party = { department: 'ps', name: '排水', nameEn: 'Drainage' }
const begun: CallFact = { type: 'call.begun', body: { fact: 'f0', direction: 'out', caseId: 'c1', party, numbers: ['8102'], demo: true } }

const REPORT = { kind: 'event' as const, subClass: '0102', description: '一堆垃圾', at: [110, 33] as [number, number], place: '测试路', grid: null, component: null, source: 'hotline' as const, reporter: { phone: '138 0000-2211' } }

describe('calls at core', () => {
  let dir: string
  let core: CoreProcess
  let link: CoreLink

  const start = async (more?: readonly string[]): Promise<void> => {
    core = await startCoreChild(dir, more)
    link = await CoreLink.connect(core.socket)
  }
  const tell = (event: CallFact, at: number) => link.command({ type: 'call.tell', callId: CALL, at, event })
  const write = (offset: number, bytes: Buffer) => link.command({ type: 'recording.write', callId: CALL, offset, data: bytes.toString('base64') })

  beforeEach(async () => {
    dir = tempFolder('calls')
    await start()
  })
  afterEach(async () => {
    link.close()
    core.child.kill('SIGTERM')
    await core.ended
    rmSync(dir, { recursive: true, force: true })
  })

  it('are written once, however often a fact is told, and seen on their case', async () => {
    const view = link.watch({ view: 'calls', caseId: 'c1', which: 'all', text: '', limit: 10 })
    for (let i = 0; i < 3; i++) expect(await tell(begun, 1_000)).toMatchObject({ ok: true })
    await tell({ type: 'call.answered', body: { fact: 'f1', number: '8102' } }, 2_000)
    await tell({ type: 'call.ended', body: { fact: 'f2', why: 'hung-up-here', sip: null } }, 3_000)
    await link.until(() => view.view()?.rows[CALL]?.endedAt === 3_000)
    expect(view.view()?.rows[CALL]).toMatchObject({ caseId: 'c1', number: '8102', answeredAt: 2_000, why: 'hung-up-here', recording: null })
    expect(await tell(begun, 1_000)).toMatchObject({ ok: true, value: { eventIds: [] } })
  })

  it('keep what was recorded over core’s sudden death, and hash the whole', async () => {
    const pieces = [Buffer.alloc(9_000, 1), Buffer.alloc(7_000, 2), Buffer.alloc(8_000, 3)] as const
    await tell(begun, 1_000)
    expect(await write(0, pieces[0])).toMatchObject({ ok: true })
    expect(await write(9_000, pieces[1])).toMatchObject({ ok: true })
    link.close()
    core.child.kill('SIGKILL')
    await core.ended
    await start()
    // The console does not know whether its last piece came through, and sends it again.
    expect(await write(9_000, pieces[1])).toMatchObject({ ok: true })
    expect(await write(16_000, pieces[2])).toMatchObject({ ok: true })
    const view = link.watch({ view: 'calls', which: 'all', text: '', limit: 10 })
    expect(await link.command({ type: 'recording.finish', callId: CALL, at: 9_000, bytes: 24_000, ms: 3_000 })).toMatchObject({ ok: true })
    await link.until(() => view.view()?.rows[CALL]?.recording !== null)
    const file = readFileSync(join(dir, 'recordings', `${CALL}.webm`))
    expect(file.equals(Buffer.concat(pieces))).toBe(true)
    expect(view.view()?.rows[CALL]?.recording).toEqual({ bytes: 24_000, ms: 3_000, sha256: createHash('sha256').update(file).digest('hex') })
  })

  it('give their recording back to who may listen, piece by piece, and to nobody for a call that is not there', async () => {
    const bytes = Buffer.from('a recording')
    await tell(begun, 1_000)
    await write(0, bytes)
    const hear = (callId: string, offset: number) => link.query({ type: 'recording', callId, offset })
    expect(await hear(CALL, 2)).toMatchObject({ ok: true, value: { data: bytes.subarray(2).toString('base64'), size: bytes.length } })
    expect(await hear(CALL, 500)).toMatchObject({ ok: true, value: { data: '' } })
    expect(await hear('01a210f4-179c-78f2-9ee4-000000000000', 0)).toMatchObject({ ok: false, error: { code: 'not-found' } })
  })

  it('refuse a piece that leaves a gap or says otherwise, with where the recording stands', async () => {
    await write(0, Buffer.from('abc'))
    expect(await write(5, Buffer.from('x'))).toMatchObject({ ok: false, error: { code: 'conflict', params: { size: '3' } } })
    expect(await write(0, Buffer.from('abX'))).toMatchObject({ ok: false, error: { code: 'conflict' } })
    expect(await link.command({ type: 'recording.finish', callId: '01a210f4-179c-78f2-9ee4-000000000000', at: 1, bytes: 1, ms: 0 })).toMatchObject({ ok: false, error: { code: 'not-found' } })
  })

  it('that nobody holds any more end as interrupted, with what was recorded of them', async () => {
    await tell(begun, Date.now() - 5_000)
    await tell({ type: 'call.answered', body: { fact: 'f1', number: '8102' } }, Date.now() - 4_000)
    await write(0, Buffer.alloc(500, 7))
    const view = link.watch({ view: 'calls', which: 'all', text: '', limit: 10 })
    await link.command({ type: 'call.alive', callIds: [CALL] })
    expect(view.view()?.rows[CALL]?.endedAt ?? null).toBeNull()
    await link.command({ type: 'call.alive', callIds: [] })
    await link.until(() => view.view()?.rows[CALL]?.recording !== null && view.view()?.rows[CALL] !== undefined)
    expect(view.view()?.rows[CALL]).toMatchObject({ why: 'interrupted', recording: { bytes: 500 } })
  })

  it('that come in are named by the directory, put to the caller’s only open case, and counted as missed until somebody speaks with them', async () => {
    const reported = await link.command({ type: 'case.report', report: REPORT })
    const caseId = reported?.ok ? reported.value.caseId : null
    const view = link.watch({ view: 'calls', which: 'missed', text: '', limit: 10 })
    const ring = async (id: string, number: string, at: number): Promise<void> => {
      await link.command({ type: 'call.tell', callId: id, at, event: { type: 'call.begun', body: { fact: 'b', direction: 'in', caseId: null, party: { department: null, name: '', nameEn: '' }, numbers: [number], demo: true } } })
    }
    const now = Date.now()
    await ring(CALL, '13800002211', now - 9_000)
    await link.command({ type: 'call.tell', callId: CALL, at: now - 8_000, event: { type: 'call.ended', body: { fact: 'e', why: 'cancelled', sip: 487 } } })
    await link.until(() => view.view()?.head.missed === 1)
    expect(view.view()?.head.callBack).toMatchObject({ id: CALL, number: '13800002211' })
    expect(view.view()?.rows[CALL]).toMatchObject({ direction: 'in', number: '13800002211', caseId, why: 'cancelled' })

    const back = CALL.replace('01a2', '01a3')
    await link.command({ type: 'call.tell', callId: back, at: now - 5_000, event: { type: 'call.begun', body: { ...begun.body, fact: 'b', numbers: ['13800002211'] } } })
    await link.command({ type: 'call.tell', callId: back, at: now - 4_000, event: { type: 'call.answered', body: { fact: 'a', number: '13800002211' } } })
    await link.until(() => view.view()?.head.missed === 0)
    expect(view.view()).toMatchObject({ order: [CALL], head: { callBack: null } })

    const other = CALL.replace('01a2', '01a4')
    await ring(other, '13900000000', now - 3_000)
    const board = link.watch({ view: 'call-board' })
    await link.until(() => board.view()?.head.live === 2)
    expect(board.view()).toMatchObject({ order: [other, back], head: { live: 2, waiting: 1, missed: 0 } })
    expect(board.view()?.rows[other]).toMatchObject({ state: 'waiting', name: '', number: '139****00', since: now - 3_000, caseNumber: null })
    expect(board.view()?.rows[back]).toMatchObject({ state: 'talking', direction: 'out', name: '排水', since: now - 4_000 })
    await link.command({ type: 'call.tell', callId: other, at: now - 2_000, event: { type: 'call.ended', body: { fact: 'e', why: 'cancelled', sip: 487 } } })
    await link.until(() => board.view()?.head.missed === 1)
    expect(board.view()).toMatchObject({ order: [back, other], rows: { [other]: { state: 'missed', since: now - 2_000 } } })
    expect(await link.command({ type: 'call.link', callId: other, caseId: caseId ?? '' })).toMatchObject({ ok: true })
    expect(await link.command({ type: 'call.link', callId: other, caseId: 'nowhere' })).toMatchObject({ ok: false, error: { code: 'not-found', where: 'caseId' } })
    expect(await link.command({ type: 'call.link', callId: CALL.replace('01a2', '01a9'), caseId: caseId ?? '' })).toMatchObject({ ok: false, error: { code: 'not-found', where: 'callId' } })
    const all = link.watch({ view: 'calls', which: 'all', text: '', limit: 2 })
    await link.until(() => all.view()?.rows[other]?.caseId === caseId)
    expect(all.view()?.order).toEqual([other, back])
    const next = link.watch({ view: 'calls', which: 'all', text: '', limit: 2, after: all.view()?.head.next ?? '' })
    await link.until(() => next.view() !== undefined)
    expect(next.view()).toMatchObject({ order: [CALL], head: { next: null } })
  })

  it('carry notes and marks, and their notes stand on the case too, also on one that they are put to later', async () => {
    const reported = await link.command({ type: 'case.report', report: REPORT })
    const caseId = reported?.ok ? (reported.value.caseId ?? '') : ''
    const view = link.watch({ view: 'calls', which: 'all', text: '', limit: 10 })
    const timeline = link.watch({ view: 'case', caseId })
    const note = (fact: string, text: string) => tell({ type: 'call.noted', body: { fact, text } }, 3_000)
    await tell({ ...begun, body: { ...begun.body, caseId: null } }, 1_000)
    await tell({ type: 'call.marked', body: { fact: 'm1', ms: 5_000 } }, 2_000)
    await tell({ type: 'call.marked', body: { fact: 'm2', ms: 1_500 } }, 2_000)
    await note('n1', '井盖在路口东侧')
    await link.command({ type: 'call.link', callId: CALL, caseId })
    for (let i = 0; i < 2; i++) await note('n2', '十分钟内到场')
    await link.until(() => view.view()?.rows[CALL]?.notes.length === 2)
    expect(view.view()?.rows[CALL]).toMatchObject({ caseId, marks: [1_500, 5_000], notes: [{ at: 3_000, text: '井盖在路口东侧' }, { text: '十分钟内到场' }] })
    const notes = (): string[] => Object.values(timeline.view()?.rows ?? {}).flatMap((row) => (row.type === 'case.noted' ? [row.note] : []))
    await link.until(() => notes().length === 2)
    expect(notes().toSorted()).toEqual(['井盖在路口东侧', '十分钟内到场'].toSorted())
    expect(await note('n3', '')).toMatchObject({ ok: false, error: { code: 'malformed' } })
  })

  it('lose their recording when it was kept for the days of the settings, and say so, but not while their case is open', async () => {
    const reported = await link.command({ type: 'case.report', report: REPORT })
    const caseId = reported?.ok ? (reported.value.caseId ?? '') : ''
    const call = async (id: string, ofCase: string | null, at: number): Promise<void> => {
      await link.command({ type: 'call.tell', callId: id, at, event: { ...begun, body: { ...begun.body, caseId: ofCase } } })
      await link.command({ type: 'recording.write', callId: id, offset: 0, data: Buffer.from(id).toString('base64') })
      await link.command({ type: 'recording.finish', callId: id, at, bytes: 36, ms: 1 })
    }
    const [old, oldOfOpen, young] = [CALL, CALL.replace('01a2', '01a3'), CALL.replace('01a2', '01a4')]
    const now = Date.now()
    await call(old, null, now - 31 * 86_400_000)
    await call(oldOfOpen, caseId, now - 31 * 86_400_000)
    await call(young, null, now - 29 * 86_400_000)
    link.close()
    core.child.kill('SIGTERM')
    await core.ended
    const settings = join(dir, 'settings.yaml')
    writeFileSync(settings, 'voice: {keepRecordingsDays: 30}\n')
    await start(['--no-demo', '--settings', settings])
    const view = link.watch({ view: 'calls', which: 'all', text: '', limit: 10 })
    await link.until(() => (view.view()?.rows[old]?.erasedAt ?? null) !== null)
    expect([old, oldOfOpen, young].map((id) => existsSync(join(dir, 'recordings', `${id}.webm`)))).toEqual([false, true, true])
    expect([oldOfOpen, young].map((id) => view.view()?.rows[id]?.erasedAt)).toEqual([null, null])
    expect(view.view()?.rows[old]?.recording).toMatchObject({ bytes: 36 })
    expect(await link.query({ type: 'recording', callId: old, offset: 0 })).toMatchObject({ ok: false, error: { code: 'not-found' } })
  })

  it('never leave the folder of recordings', async () => {
    const answer = await link.command({ type: 'recording.write', callId: '../../../../etc/passwd-0000000000000', offset: 0, data: '' })
    expect(answer).toMatchObject({ ok: false, error: { code: 'malformed' } })
  })
})
