import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AttachmentFiles, filePath, ORPHAN_GRACE_MS } from '../../electron/store/attachment-files.ts'
import { isNamed } from '../../electron/store/attachment-log.ts'
import { openReader } from '../../electron/store/database.ts'
import { reportCommand } from '../builders/case-builder.ts'
import { CoreLink, startCoreChild, type CoreProcess } from '../builders/core-process.ts'
import { photo } from '../builders/photo.ts'
import { AUTH, report, startRestCore, type RestCore } from '../builders/rest-core.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const large = (): Buffer => photo([118.9, 31.1], '2026:11:25 08:30:00', randomBytes(700_000))

let dir: string

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'files-'))
})

afterEach(() => rmSync(dir, { recursive: true, force: true }))

describe('over a port', () => {
  let core: CoreProcess
  let link: CoreLink

  const start = async (): Promise<void> => {
    core = await startCoreChild(dir)
    link = await CoreLink.connect(core.socket)
  }
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    link.close()
    core.child.kill(signal)
    await core.ended
  }
  const newCase = async (): Promise<string> => {
    const reported = await link.command(reportCommand({ at: [110, 33] }))
    if (!reported?.ok) throw new Error(JSON.stringify(reported))
    return reported.value.caseId
  }
  const attach = async (caseId: string, upload: string, bytes: Uint8Array, name = '现场.jpg') => {
    const taken = await link.upload(upload, bytes)
    if (!taken?.ok) throw new Error(JSON.stringify(taken))
    return link.command({ type: 'case.attach', caseId, hash: taken.value.hash, name, kind: 'report', note: '' })
  }
  const script = (name: string, ...args: readonly string[]) => spawnSync(process.execPath, [join(ROOT, 'electron/core', `${name}.ts`), '--data', dir, ...args], { encoding: 'utf8' })

  beforeEach(start)
  afterEach(() => end('SIGKILL'))

  it('takes a photo in chunks, says what it tells of itself, shows it with the case and gives it back byte by byte', async () => {
    const caseId = await newCase()
    const bytes = large()
    const taken = await link.upload('upload-0001', bytes)
    expect(taken).toMatchObject({ ok: true, value: { hash: sha256(bytes), mediaType: 'image/jpeg', bytes: bytes.length, takenAt: Date.parse('2026-11-25T08:30:00+08:00') } })
    const view = link.watch({ view: 'case', caseId })
    const added = await link.command({ type: 'case.attach', caseId, hash: sha256(bytes), name: '现场.jpg', kind: 'report', note: '' })
    if (!added?.ok) throw new Error(JSON.stringify(added))
    const [attachment = ''] = added.value.eventIds
    await link.until(() => view.view()?.head.attachments.length === 1)
    expect(view.view()?.head.attachments[0]).toMatchObject({ id: attachment, name: '现场.jpg', kind: 'report', bytes: bytes.length })
    expect(view.view()?.rows[attachment]).toMatchObject({ type: 'case.attached', detail: '现场.jpg' })

    const parts: Buffer[] = []
    for (let offset = 0; offset < bytes.length; ) {
      const read = await link.file({ type: 'read', caseId, attachment, offset })
      if (!read?.ok) throw new Error(JSON.stringify(read))
      parts.push(Buffer.from(read.value.data, 'base64'))
      offset += parts.at(-1)?.length ?? 0
    }
    expect(sha256(Buffer.concat(parts))).toBe(sha256(bytes))
    await link.file({ type: 'read', caseId, attachment, offset: 0, purpose: 'save' })
    const db = openReader({ file: join(dir, 'wufeng.sqlite') })
    expect(db.all<{ type: string }>("SELECT type FROM event WHERE stream LIKE 'audit/%' AND json_extract(body, '$.detail.file') = '现场.jpg' ORDER BY seq").map((e) => e.type)).toEqual(['audit.file-seen', 'audit.file-exported'])
    db.close()

    expect(await link.file({ type: 'thumb', caseId, attachment })).toEqual({ ok: true, value: { data: null } })
    expect(await link.file({ type: 'thumb.put', caseId, attachment, data: Buffer.from('<svg/>').toString('base64') })).toMatchObject({ ok: false, error: { code: 'file-type' } })
    const small = photo()
    expect(await link.file({ type: 'thumb.put', caseId, attachment, data: small.toString('base64') })).toMatchObject({ ok: true })
    expect(await link.file({ type: 'thumb', caseId, attachment })).toEqual({ ok: true, value: { data: small.toString('base64') } })

    expect(await link.command({ type: 'case.detach', caseId, attachment, note: '放错了' })).toMatchObject({ ok: true })
    await link.until(() => view.view()?.head.attachments.length === 0)
    expect(existsSync(filePath(join(dir, 'attachments'), sha256(bytes)))).toBe(true)
  })

  it('goes on with an upload after core was killed in the middle of it, and names nothing that is half there', async () => {
    const bytes = large()
    await link.file({ type: 'upload.begin', upload: 'upload-0002', bytes: bytes.length })
    await link.file({ type: 'upload.chunk', upload: 'upload-0002', offset: 0, data: bytes.subarray(0, 200_000).toString('base64') })
    await end('SIGKILL')
    await start()
    expect(await link.file({ type: 'upload.end', upload: 'upload-0002', bytes: bytes.length })).toMatchObject({ ok: false, error: { code: 'upload-broken' } })
    expect(existsSync(filePath(join(dir, 'attachments'), sha256(bytes)))).toBe(false)
    expect(await link.file({ type: 'upload.begin', upload: 'upload-0002', bytes: bytes.length })).toEqual({ ok: true, value: { offset: 200_000 } })
    expect(await link.upload('upload-0002', bytes)).toMatchObject({ ok: true, value: { hash: sha256(bytes) } })
    expect(readdirSync(join(dir, 'attachments', 'incoming'))).toEqual([])
  })

  it('refuses what is not allowed, too large, out of place, given up or of no known shape, and goes on', async () => {
    const caseId = await newCase()
    expect(await link.upload('upload-0003', Buffer.from('MZ\u0090\0 a program'))).toMatchObject({ ok: false, error: { code: 'file-type' } })
    expect(await link.file({ type: 'upload.begin', upload: 'upload-0004', bytes: 201 * 1024 * 1024 })).toMatchObject({ ok: false, error: { code: 'file-too-large' } })
    await link.file({ type: 'upload.begin', upload: 'upload-0005', bytes: 10 })
    expect(await link.file({ type: 'upload.chunk', upload: 'upload-0005', offset: 5, data: 'AAAA' })).toMatchObject({ ok: false, error: { code: 'upload-broken' } })
    await link.file({ type: 'upload.cancel', upload: 'upload-0005' })
    expect(await link.file({ type: 'upload.chunk', upload: 'upload-0005', offset: 0, data: 'AAAA' })).toMatchObject({ ok: false, error: { code: 'upload-broken' } })
    expect(await link.command({ type: 'case.attach', caseId, hash: 'b'.repeat(64), name: 'x.jpg', kind: 'report', note: '' })).toMatchObject({ ok: false, error: { code: 'file-unknown' } })
    expect(await link.file({ type: 'read', caseId, attachment: '../../wufeng.sqlite', offset: 0 })).toMatchObject({ ok: false, error: { code: 'not-found' } })
    link.raw({ op: 'file', id: 99, file: { type: 'upload.begin', upload: '../../x', bytes: 1 } })
    await link.until(() => link.answers.some((a) => a.op === 'error' && a.id === 99))
    expect(link.answers.at(-1)).toMatchObject({ op: 'error', id: 99, error: { code: 'malformed' } })
    expect(readdirSync(join(dir, 'attachments', 'incoming'))).toEqual([])
  })

  it('verify names a missing and a changed file, a backup holds them, and restore brings them back', async () => {
    const caseId = await newCase()
    const [one, two] = [large(), photo()]
    expect(await attach(caseId, 'upload-0006', one)).toMatchObject({ ok: true })
    expect(await attach(caseId, 'upload-0007', two, '远景.jpg')).toMatchObject({ ok: true })
    await end('SIGTERM')
    expect(script('maintenance-verify')).toMatchObject({ status: 0, stdout: expect.stringContaining('2 files fit') as unknown })
    expect(script('backup-run')).toMatchObject({ status: 0, stdout: expect.stringContaining('2 new files') as unknown })
    const stored = join(dir, 'attachments')
    expect(statSync(filePath(stored, sha256(one))).mode & 0o777).toBe(0o600)

    rmSync(filePath(stored, sha256(one)))
    writeFileSync(filePath(stored, sha256(two)), Buffer.concat([two.subarray(0, -1), Buffer.from('x')]))
    const { status, stdout } = script('maintenance-verify')
    expect(status).toBe(1)
    expect(stdout).toContain(`broken: the file 现场.jpg (sha256 ${sha256(one)}) of case/${caseId} is missing`)
    expect(stdout).toContain(`broken: the file 远景.jpg (sha256 ${sha256(two)}) of case/${caseId} is not what was added`)

    const restored = script('backup-restore-run')
    expect(restored, restored.stderr).toMatchObject({ status: 0, stdout: expect.stringContaining('brought back: 2 files') as unknown })
    expect(script('maintenance-verify').status).toBe(0)
    expect(sha256(readFileSync(filePath(stored, sha256(two))))).toBe(sha256(two))
    await start()
  })

  it('drops what nobody names after its grace, and nothing that an event names', async () => {
    const caseId = await newCase()
    const [named, orphan] = [photo(), large()]
    await attach(caseId, 'upload-0008', named)
    await link.upload('upload-0009', orphan)
    await end('SIGTERM')
    const files = new AttachmentFiles(join(dir, 'attachments'))
    const db = openReader({ file: join(dir, 'wufeng.sqlite') })
    const sweep = (now: number) => files.sweep((hash) => isNamed(db, hash), now)
    expect(await sweep(Date.now())).toBe(0)
    const old = new Date(Date.now() - ORPHAN_GRACE_MS - 60_000)
    for (const bytes of [named, orphan]) utimesSync(filePath(files.dir, sha256(bytes)), old, old)
    expect(await sweep(Date.now())).toBe(1)
    expect([existsSync(filePath(files.dir, sha256(named))), existsSync(filePath(files.dir, sha256(orphan)))]).toEqual([true, false])
    db.close()
    await start()
  })
})

describe('over REST', () => {
  let rest: RestCore

  beforeEach(async () => {
    rest = await startRestCore()
  })
  afterEach(() => rest.stop())

  const newCase = async (): Promise<string> => (await rest.app.inject({ method: 'POST', url: '/api/v1/cases', headers: AUTH, payload: report() })).json<{ caseId: string }>().caseId
  const send = (caseId: string, bytes: Buffer, query: string, type = 'image/jpeg', headers = {}) => rest.app.inject({ method: 'POST', url: `/api/v1/cases/${caseId}/attachments?${query}`, headers: { ...AUTH, 'content-type': type, ...headers }, payload: bytes })

  it('adds, lists, gives out as a download and hides a file; the same file again is the same attachment', async () => {
    const caseId = await newCase()
    const bytes = large()
    const added = await send(caseId, bytes, `name=${encodeURIComponent('现场 1.jpg')}&kind=report`)
    expect(added.statusCode, added.body).toBe(201)
    const row = added.json<{ id: string }>()
    expect(row).toMatchObject({ hash: sha256(bytes), mediaType: 'image/jpeg', bytes: bytes.length, kind: 'report', takenAt: Date.parse('2026-11-25T08:30:00+08:00') })
    expect((await send(caseId, bytes, 'name=other.jpg&kind=other')).statusCode).toBe(200)
    expect((await rest.app.inject({ url: `/api/v1/cases/${caseId}/attachments`, headers: AUTH })).json()).toMatchObject({ attachments: [{ id: row.id }] })

    const url = `/api/v1/cases/${caseId}/attachments/${row.id}`
    const read = await rest.app.inject({ url, headers: AUTH })
    expect(sha256(read.rawPayload)).toBe(sha256(bytes))
    expect(read.headers).toMatchObject({ 'content-type': 'image/jpeg', 'x-content-type-options': 'nosniff', 'content-disposition': "attachment; filename*=UTF-8''%E7%8E%B0%E5%9C%BA%201.jpg", 'content-length': String(bytes.length) })
    expect((await rest.app.inject({ url, headers: { ...AUTH, 'if-none-match': String(read.headers['etag']) } })).statusCode).toBe(304)

    expect((await rest.app.inject({ method: 'DELETE', url, headers: AUTH })).json()).toMatchObject({ status: 422, code: 'malformed' })
    expect((await rest.app.inject({ method: 'DELETE', url: `${url}?note=wrong`, headers: AUTH })).json()).toEqual({ attachments: [] })
    expect((await rest.app.inject({ url, headers: AUTH })).json()).toMatchObject({ status: 404 })
  })

  it('refuses each with its reason: no bytes, wrong kind, wrong post, no such case, a half position; and takes the type from the bytes', async () => {
    const caseId = await newCase()
    expect((await send(caseId, Buffer.alloc(0), 'name=x.jpg')).json()).toMatchObject({ status: 422, code: 'malformed', where: 'body' })
    expect((await send(caseId, Buffer.from('PK\u0003\u0004zip'), 'name=x.jpg')).json()).toMatchObject({ status: 415, code: 'file-type', where: 'body' })
    expect((await send(caseId, photo(), 'name=x.jpg', 'application/zip')).json()).toMatchObject({ status: 415, code: 'unsupported-media-type' })
    expect((await send(caseId, photo(), 'name=x.jpg&kind=check')).json()).toMatchObject({ status: 409, code: 'not-lawful-here' })
    expect((await send(caseId, photo(), 'name=x.jpg&kind=report', 'image/jpeg', { 'x-role': 'supervisor' })).json()).toMatchObject({ status: 403, code: 'role-missing' })
    expect((await send('nobody', photo(), 'name=x.jpg')).json()).toMatchObject({ status: 404, where: 'path.id' })
    expect((await send(caseId, photo(), 'name=x.jpg&lng=110')).json()).toMatchObject({ status: 422, where: 'query.lat' })
    expect((await send(caseId, photo(), 'name=..%2Fx.jpg')).json()).toMatchObject({ status: 422, where: 'query.name' })
    expect((await send(caseId, Buffer.from('现场无人，已离开'), 'name=x.jpg&kind=other')).json()).toMatchObject({ mediaType: 'text/plain' })
  })
})
