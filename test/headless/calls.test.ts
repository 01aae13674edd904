import { createHash } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CallFact } from '../../electron/contract/call.ts'
import { CoreLink, startCoreChild, type CoreProcess } from '../builders/core-process.ts'
import { tempFolder } from '../builders/temp-folder.ts'

const CALL = '01a210f4-179c-78f2-9ee4-2e5cf7c87aac'
const party = { department: 'ps', name: '排水', nameEn: 'Drainage' }
const begun: CallFact = { type: 'call.begun', body: { fact: 'f0', direction: 'out', caseId: 'c1', party, numbers: ['8102'], demo: true } }

describe('calls at core', () => {
  let dir: string
  let core: CoreProcess
  let link: CoreLink

  const start = async (): Promise<void> => {
    core = await startCoreChild(dir)
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
    const view = link.watch({ view: 'calls', caseId: 'c1', limit: 10 })
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
    const view = link.watch({ view: 'calls', limit: 10 })
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
    const view = link.watch({ view: 'calls', limit: 10 })
    await link.command({ type: 'call.alive', callIds: [CALL] })
    expect(view.view()?.rows[CALL]?.endedAt ?? null).toBeNull()
    await link.command({ type: 'call.alive', callIds: [] })
    await link.until(() => view.view()?.rows[CALL]?.recording !== null && view.view()?.rows[CALL] !== undefined)
    expect(view.view()?.rows[CALL]).toMatchObject({ why: 'interrupted', recording: { bytes: 500 } })
  })

  it('never leave the folder of recordings', async () => {
    const answer = await link.command({ type: 'recording.write', callId: '../../../../etc/passwd-0000000000000', offset: 0, data: '' })
    expect(answer).toMatchObject({ ok: false, error: { code: 'malformed' } })
  })
})
