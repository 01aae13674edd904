import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Command, Query } from '../../electron/contract/messages.ts'
import type { Role } from '../../electron/contract/case-terms.ts'
import { verifyChains } from '../../electron/store/chain-check.ts'
import { openReader } from '../../electron/store/database.ts'
import { CoreLink, startCoreChild, type CoreProcess } from '../builders/core-process.ts'

const person = (name: string, roles: Role[]) => ({ name, roles, department: null, language: null, disabled: false })
const ADMIN: Command = { type: 'account.add', id: 'admin', person: person('管理员 王', ['admin']), pin: '4071' }
const LIN: Command = { type: 'account.add', id: 'lin', person: person('受理员 林', ['call-taker']), pin: '2580' }
const report = (caseId: string): Command => ({
  type: 'case.report',
  caseId,
  report: { kind: 'event', subClass: '0101', description: '井盖松动', at: [110, 33], place: '测试路', grid: null, component: null, source: 'hotline', reporter: { name: '赵', phone: '13900001234' } },
})
const accept = (caseId: string): Command => ({ type: 'case.accept', caseId, note: '' })

let dir: string
let core: CoreProcess | undefined

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'accounts-'))
})

afterEach(async () => {
  core?.child.kill('SIGKILL')
  await core?.ended
  core = undefined
  rmSync(dir, { recursive: true, force: true })
})

const start = async (...more: string[]): Promise<CoreLink> => {
  core = await startCoreChild(dir, ['--no-demo', ...more])
  return CoreLink.connect(core.socket)
}

const kill = async (): Promise<void> => {
  core?.child.kill('SIGKILL')
  await core?.ended
}

const done = async (link: CoreLink, command: Command): Promise<void> => expect(await link.command(command)).toMatchObject({ ok: true })
const refused = async (link: CoreLink, command: Command): Promise<string | undefined> => {
  const result = await link.command(command)
  return result && !result.ok ? result.error.code : undefined
}
const audit = async (link: CoreLink, query: Partial<Extract<Query, { type: 'audit' }>> = {}): Promise<{ id: string; act: string; person: string; account: string | null; detail: Record<string, string> }[]> => {
  const result: unknown = await link.query({ type: 'audit', limit: 500, ...query })
  return (result as { value: { rows: [] } }).value.rows
}

/** Runs a maintenance command on the data folder. */
const command = (name: string, ...args: string[]) => spawnSync(process.execPath, [join(import.meta.dirname, '..', '..', 'electron', 'core', `${name}.ts`), '--data', dir, ...args], { encoding: 'utf8' })

/** All that a data folder holds, as text. */
const everything = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1')).join('\n')

describe('accounts at a station', () => {
  it('are not needed: without any the operator of the settings acts, and cannot lock', async () => {
    const link = await start()
    const desk = link.watch({ view: 'desk' })
    await link.until(() => desk.view() !== undefined)
    expect(desk.view()?.head).toMatchObject({ state: 'open', actor: { id: 'duty-1' } })
    await done(link, report('c1'))
    expect(await refused(link, { type: 'desk.lock' })).toBe('no-accounts')
  })

  it('begin with an administrator, who is then signed in; no PIN is anywhere on disk in plain', async () => {
    const link = await start()
    const desk = link.watch({ view: 'desk' })
    const claims = link.watch({ view: 'claims' })
    await done(link, report('c1'))
    await done(link, { type: 'claim.take', caseId: 'c1', over: false })
    expect(await refused(link, LIN)).toBe('last-admin')
    expect(await refused(link, { ...ADMIN, pin: '1234' })).toBe('pin-weak')
    await done(link, { ...ADMIN, pin: '90817263' })
    await link.until(() => desk.view()?.head.state === 'signed-in' && claims.view()?.order.length === 0)
    expect(desk.view()?.head.actor).toMatchObject({ id: 'admin', roles: ['admin'] })
    expect(await refused(link, ADMIN)).toBe('login-taken')
    await kill()
    expect(everything(dir)).not.toContain('90817263')
  })

  it('decide what is lawful: who signs in acts and is written down, and a view that depends on them follows', async () => {
    const link = await start()
    await done(link, report('c1'))
    await done(link, ADMIN)
    await done(link, LIN)
    const shown = link.watch({ view: 'case', caseId: 'c1', personal: true })
    const queue = link.watch({ view: 'queue', lens: 'mine', filter: {}, limit: 10 })
    await link.until(() => shown.view()?.head.row !== null && queue.view()?.head.total === 0)
    expect(shown.view()?.head.lawful).not.toContain('accept')
    expect(await refused(link, accept('c1'))).toBe('role-missing')
    await done(link, { type: 'desk.sign-in', login: 'LIN', pin: '2580' })
    await link.until(() => (shown.view()?.head.lawful.includes('accept') ?? false) && queue.view()?.head.total === 1)
    await done(link, accept('c1'))
    await link.until(() => Object.values(shown.view()?.rows ?? {}).some((row) => row.actor.id === 'lin'))
    expect(await refused(link, { type: 'account.change', id: 'admin', person: person('x', ['admin']) })).toBe('forbidden')
    expect(await link.query({ type: 'audit', limit: 10 })).toMatchObject({ ok: false, error: { code: 'forbidden' } })
  })

  it('locked or left, show no reporter and take no step, but the wall and the selection go on', async () => {
    const link = await start()
    await done(link, report('c1'))
    await done(link, ADMIN)
    const desk = link.watch({ view: 'desk' })
    const shown = link.watch({ view: 'case', caseId: 'c1', personal: true })
    await link.until(() => shown.view()?.head.reporter.phone === '13900001234')
    await done(link, { type: 'desk.lock' })
    await link.until(() => shown.view()?.head.reporter.phone === '' && desk.view()?.head.state === 'locked')
    expect(await refused(link, report('c2'))).toBe('locked')
    expect(await link.query({ type: 'caller', phone: '13900001234', limit: 5 })).toMatchObject({ ok: false, error: { code: 'locked' } })
    await done(link, { type: 'wall.show', scene: 'video' })
    await done(link, { type: 'select.case', caseId: 'c1' })
    expect(await refused(link, { type: 'desk.unlock', pin: '9999' })).toBe('pin-wrong')
    await done(link, { type: 'desk.unlock', pin: '4071' })
    await link.until(() => shown.view()?.head.reporter.phone === '13900001234')
    await done(link, { type: 'desk.sign-out' })
    await link.until(() => desk.view()?.head.state === 'signed-out')
    expect(await refused(link, report('c2'))).toBe('not-signed-in')
  })

  it('make wrong PINs wait, over a restart of core too, and the right one does not count while it waits', async () => {
    let link = await start('--app-run', 'run-1')
    await done(link, ADMIN)
    await done(link, { type: 'desk.lock' })
    const codes: (string | undefined)[] = []
    for (const pin of ['1111', '2222', '3333', '4071']) codes.push(await refused(link, { type: 'desk.unlock', pin }))
    expect(codes).toEqual(['pin-wrong', 'pin-wrong', 'pin-wait', 'pin-wait'])
    await kill()
    // As after more wrong ones, so that the wait outlasts a restart on a slow machine.
    const db = new Database(join(dir, 'wufeng.sqlite'))
    expect(db.prepare("UPDATE account SET wrong = 20 WHERE id = 'admin' AND wrong = 3 AND wrong_at > 0").run().changes).toBe(1)
    db.close()
    link = await start('--app-run', 'run-1')
    expect(await refused(link, { type: 'desk.unlock', pin: '4071' })).toBe('pin-wait')
  })

  it('stay signed in when core is killed, and not when the app is started again', async () => {
    let link = await start('--app-run', 'run-1')
    await done(link, ADMIN)
    await done(link, LIN)
    await done(link, { type: 'desk.sign-in', login: 'lin', pin: '2580' })
    await kill()
    link = await start('--app-run', 'run-1')
    await done(link, report('c1'))
    await done(link, { type: 'desk.lock' })
    await kill()
    link = await start('--app-run', 'run-1')
    expect(await refused(link, report('c2'))).toBe('locked')
    await kill()
    link = await start('--app-run', 'run-2')
    expect(await refused(link, report('c2'))).toBe('not-signed-in')
  })

  it('lock by themselves when no hand is at the console', async () => {
    const file = join(dir, 'settings.yaml')
    writeFileSync(file, 'lockAfterMinutes: 0.02\n')
    const link = await start('--settings', file)
    const desk = link.watch({ view: 'desk' })
    await done(link, ADMIN)
    await link.until(() => desk.view()?.head.state === 'locked')
  })

  it('keep a last administrator, sign out whom they disable, and set PINs anew', async () => {
    const link = await start()
    await done(link, ADMIN)
    await done(link, LIN)
    expect(await refused(link, { type: 'account.change', id: 'admin', person: person('王', ['dispatcher']) })).toBe('last-admin')
    const other = await CoreLink.connect(core?.socket ?? '')
    for (const pin of ['1111', '2222', '3333']) await refused(other, { type: 'desk.sign-in', login: 'lin', pin })
    await done(link, { type: 'account.set-pin', id: 'lin', pin: '8642' })
    await done(other, { type: 'desk.sign-in', login: 'lin', pin: '8642' })
    await done(link, { type: 'desk.sign-in', login: 'admin', pin: '4071' })
    expect(await refused(link, { type: 'account.set-pin', id: 'admin', pin: '8642', old: '0000' })).toBe('pin-wrong')
    await done(link, { type: 'account.change', id: 'lin', person: { ...person('林', ['call-taker']), disabled: true } })
    expect(await refused(link, { type: 'desk.sign-in', login: 'lin', pin: '8642' })).toBe('pin-wrong')
    expect(await refused(link, { type: 'desk.sign-in', login: 'nobody', pin: '8642' })).toBe('pin-wrong')
    expect((await audit(link, { person: 'lin' })).map((row) => row.act)).toEqual(['pin-failed', 'account-changed', 'signed-out', 'signed-in', 'pin-set', 'pin-failed', 'pin-failed', 'pin-failed', 'account-added'])
  })
})

describe('a forgotten PIN', () => {
  it('of the last administrator is set anew on the machine, with core stopped, and recorded in the chain', async () => {
    let link = await start()
    await done(link, ADMIN)
    expect(command('accounts-run', '--reset', 'admin')).toMatchObject({ status: 10, stderr: expect.stringContaining('in use') })
    await kill()
    expect(command('accounts-run')).toMatchObject({ status: 0, stdout: 'admin\t管理员 王\tadmin\n' })
    expect(command('accounts-run', '--reset', 'nobody')).toMatchObject({ status: 13 })
    const { status, stdout } = command('accounts-run', '--reset', 'admin')
    expect(status).toBe(0)
    expect(command('maintenance-verify').stdout).toMatch(/^whole/)
    link = await start()
    await done(link, { type: 'desk.sign-in', login: 'admin', pin: /is now (\d{6})/.exec(stdout)?.[1] ?? '' })
    expect((await audit(link, { acts: ['pin-set'] })).map((row) => row.detail)).toEqual([{ how: 'machine' }])
  })
})

describe('a damaged database', () => {
  const damage = (): void => {
    const file = join(dir, 'wufeng.sqlite')
    const bytes = readFileSync(file)
    bytes.fill(0xa5, 24, 28)
    writeFileSync(file, bytes)
    writeFileSync(join(dir, 'database-damaged.txt'), 'a test')
  }

  it('lets nobody in without an account: they are taken along, and where they are lost one is made on the machine', async () => {
    let link = await start()
    await done(link, ADMIN)
    await kill()
    damage()
    link = await start()
    expect(await refused(link, report('c1'))).toBe('not-signed-in')
    await done(link, { type: 'desk.sign-in', login: 'admin', pin: '4071' })
    await kill()
    const db = new Database(join(dir, 'wufeng.sqlite'))
    db.exec('DELETE FROM account')
    db.close()
    link = await start()
    expect(await refused(link, report('c1'))).toBe('not-signed-in')
    expect(await refused(link, ADMIN)).toBe('not-signed-in')
    await kill()
    const { stdout } = command('accounts-run', '--reset', 'boss')
    link = await start()
    await done(link, { type: 'desk.sign-in', login: 'boss', pin: /is now (\d{6})/.exec(stdout)?.[1] ?? '' })
  })
})

describe('claims', () => {
  it('are seen by all, refuse the step of another, and end when the person leaves', async () => {
    const link = await start()
    await done(link, ADMIN)
    await done(link, LIN)
    await done(link, { ...LIN, id: 'he', person: person('受理员 何', ['call-taker']) })
    await done(link, { type: 'desk.sign-in', login: 'lin', pin: '2580' })
    await done(link, report('c1'))
    const other = await CoreLink.connect(core?.socket ?? '')
    const claims = other.watch({ view: 'claims' })
    expect(await refused(link, { type: 'claim.take', caseId: 'nope', over: false })).toBe('not-found')
    await done(link, { type: 'claim.take', caseId: 'c1', over: false })
    await other.until(() => claims.view()?.rows['c1']?.by.id === 'lin')
    const since = claims.view()?.rows['c1']?.since
    await done(link, { type: 'claim.take', caseId: 'c1', over: false })
    await other.until(() => claims.view()?.rows['c1']?.since === since)
    await done(link, { type: 'desk.sign-in', login: 'he', pin: '2580' })
    await other.until(() => claims.view()?.order.length === 0)
    await done(link, { type: 'claim.take', caseId: 'c1', over: false })
    await done(link, accept('c1'))
    await other.until(() => claims.view()?.order.length === 0)
  })
})

describe('the personal data of a reporter', () => {
  it('stands in no event; the administrator erases it everywhere, for good, and that is recorded', async () => {
    const link = await start()
    for (const id of ['c1', 'c2']) await done(link, report(id))
    const known = () => link.query({ type: 'search', text: '13900001234', limit: 5 }) as unknown as Promise<{ value: { hits: unknown[] } }>
    await done(link, ADMIN)
    await done(link, { type: 'account.add', id: 'lin', person: person('受理员 林', ['call-taker']), pin: '2580' })
    expect((await known()).value.hits).toHaveLength(2)
    const other = await CoreLink.connect(core?.socket ?? '')
    const shown = other.watch({ view: 'case', caseId: 'c2', personal: true })
    await other.until(() => shown.view()?.head.reporter.phone === '13900001234')
    await done(link, { type: 'reporter.erase', caseId: 'c1' })
    await other.until(() => shown.view()?.head.reporter.erased === true)
    expect((await known()).value.hits).toHaveLength(0)
    expect(await link.query({ type: 'caller', phone: '13900001234', limit: 5 })).toMatchObject({ value: { rows: [] } })
    expect(await refused(link, { type: 'reporter.erase', caseId: 'c2' })).toBe('not-found')
    await done(link, { type: 'desk.lock' })
    await done(link, { type: 'desk.sign-in', login: 'lin', pin: '2580' })
    expect(await refused(link, { type: 'reporter.erase', caseId: 'c1' })).toBe('forbidden')
    await kill()
    const db = openReader({ file: join(dir, 'wufeng.sqlite') })
    expect(verifyChains(db)).toBeUndefined()
    const events = db.all<{ type: string; body: string }>('SELECT type, body FROM event')
    expect(events.filter(({ body }) => body.includes('13900001234') || body.includes('赵'))).toEqual([])
    expect(events.filter(({ type }) => type === 'audit.reporter-erased')).toMatchObject([{ body: expect.stringContaining('"cases":"2"') }])
    db.close()
    expect(command('maintenance-rebuild').status).toBe(0)
    const again = await start()
    await done(again, { type: 'desk.sign-in', login: 'admin', pin: '4071' })
    const after = again.watch({ view: 'case', caseId: 'c1', personal: true })
    await again.until(() => after.view()?.head.reporter.erased === true)
  })
})

describe('the audit', () => {
  it('tells who saw and looked for whom, once for the same look, with the number masked', async () => {
    const link = await start()
    await done(link, report('c1'))
    await done(link, ADMIN)
    for (const _ of [1, 2]) {
      const shown = link.watch({ view: 'case', caseId: 'c1', personal: true })
      await link.until(() => shown.view()?.head.reporter.name === '赵')
      await link.query({ type: 'caller', phone: '13900001234', limit: 5 })
      await link.query({ type: 'search', text: '13900001234', limit: 5 })
    }
    await link.query({ type: 'search', text: '井盖', limit: 5 })
    const looks = (await audit(link)).filter((row) => row.person === 'admin')
    expect(looks.map((row) => row.act).sort()).toEqual(['audit-read', 'caller-looked-up', 'case-seen', 'phone-searched', 'signed-in'].filter((act) => act !== 'audit-read'))
    expect(looks.find((row) => row.act === 'phone-searched')?.detail).toEqual({ phone: '139****34' })
    expect((await audit(link, { acts: ['case-seen'], caseId: 'c1' })).length).toBe(1)
    const told = await audit(link)
    await kill()
    const db = openReader({ file: join(dir, 'wufeng.sqlite') })
    expect(verifyChains(db)).toBeUndefined()
    db.close()
    expect(command('maintenance-rebuild').status).toBe(0)
    const again = await start()
    await done(again, { type: 'desk.sign-in', login: 'admin', pin: '4071' })
    expect((await audit(again)).filter((row) => told.some((before) => before.id === row.id))).toEqual(told)
  })

  it('is paged by cursor and exported to a file, which is recorded', async () => {
    const link = await start()
    await done(link, ADMIN)
    for (let i = 0; i < 5; i++) {
      await done(link, { type: 'desk.lock' })
      await done(link, { type: 'desk.unlock', pin: '4071' })
    }
    const first = (await link.query({ type: 'audit', acts: ['locked'], limit: 3 })) as unknown as { value: { rows: { id: string }[]; next: string } }
    const second = (await link.query({ type: 'audit', acts: ['locked'], limit: 3, cursor: first.value.next })) as unknown as { value: { rows: { id: string }[]; next: null } }
    expect(new Set([...first.value.rows, ...second.value.rows].map((row) => row.id)).size).toBe(5)
    expect(second.value.next).toBeNull()
    expect(await link.query({ type: 'audit', cursor: 'x', limit: 3 })).toMatchObject({ ok: false, error: { code: 'malformed', where: 'cursor' } })
    const exported = (await link.query({ type: 'audit-export', acts: ['locked'] })) as unknown as { value: { file: string; rows: number } }
    expect(exported.value.rows).toBe(5)
    expect(readFileSync(exported.value.file, 'utf8').split('\r\n').length).toBe(7)
    expect((await audit(link, { acts: ['audit-exported'] })).length).toBe(1)
  })
})
