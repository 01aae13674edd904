import Database from 'better-sqlite3'
import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { backUp, scheduleBackups, type BackupAnswer } from '../../electron/core/backup.ts'
import { checkHeads } from '../../electron/store/signed-head.ts'
import { projectionsOf } from '../../electron/core/rebuild.ts'
import { openReader, openWriter } from '../../electron/store/database.ts'
import { beginRebuild } from '../../electron/store/projection.ts'
import { verifyChains } from '../../electron/store/chain-check.ts'
import { loopCommands, reportCommand } from '../builders/case-builder.ts'
import { CoreLink, startCoreChild, type CoreProcess } from '../builders/core-process.ts'
import { FACTS } from '../builders/store-builder.ts'

const ROOT = join(import.meta.dirname, '..', '..')
let dir: string
let core: CoreProcess | undefined

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'safety-'))
  writeFileSync(settings(), 'departments:\n  - {id: env, name: 环卫处, shortName: 环卫, nameEn: Sanitation, phone: "8001", at: [110, 33]}\n')
})

afterEach(async () => {
  core?.child.kill('SIGKILL')
  await core?.ended
  core = undefined
  rmSync(dir, { recursive: true, force: true })
})

const settings = (): string => join(dir, 'settings.yaml')
const database = (): string => join(dir, 'wufeng.sqlite')

const start = async (): Promise<CoreLink> => {
  core = await startCoreChild(dir, ['--no-demo', '--settings', settings()])
  expect(core.lines.some((line) => line.includes('"ready":true')), core.lines.join('\n')).toBe(true)
  return CoreLink.connect(core.socket)
}

const stop = async (link: CoreLink): Promise<void> => {
  link.close()
  core?.child.kill('SIGTERM')
  await core?.ended
}

/** Cases that went round the loop, half of them to the end; answers their ids. */
async function fill(link: CoreLink, cases: number): Promise<string[]> {
  const ids: string[] = []
  for (let n = 0; n < cases; n++) {
    const reported = await link.command({ ...reportCommand({ at: [110 + n / 1000, 33], description: `第${n}处积水` }) })
    if (!reported?.ok) throw new Error(JSON.stringify(reported))
    const { caseId } = reported.value
    ids.push(caseId)
    for (const command of loopCommands(caseId).slice(0, n % 2 === 0 ? 7 : 3)) {
      const done = await link.command(command.type === 'case.dispatch' ? { ...command, department: 'env' } : command)
      expect(done, JSON.stringify(done)).toMatchObject({ ok: true })
    }
  }
  return ids
}

const script = (name: string, ...args: readonly string[]) => spawnSync(process.execPath, [join(ROOT, 'electron/core', `${name}.ts`), ...args], { encoding: 'utf8' })
const verify = () => script('maintenance-verify', '--data', dir)

const tamper = (work: (db: Database.Database) => void): void => {
  const db = new Database(database())
  db.exec('DROP TRIGGER event_no_update; DROP TRIGGER event_no_delete')
  work(db)
  db.close()
}

/** All that the projections hold, in a comparable form; word indexes by what they answer. */
function dump(): Record<string, unknown> {
  const db = openReader({ file: database() })
  const rows = (sql: string): unknown[] => db.all(sql)
  const words = (table: string): unknown => ['积水', '第', '环卫', '001', 'rubbish', 'waste'].map((w) => rows(`SELECT rowid FROM ${table} WHERE ${table} MATCH '"${w}"' ORDER BY rowid`))
  const all = {
    cases: rows('SELECT * FROM case_row ORDER BY key'), states: rows('SELECT * FROM case_state ORDER BY key'), counts: rows('SELECT * FROM case_count WHERE n > 0 ORDER BY stage'),
    places: rows('SELECT * FROM case_place ORDER BY key'), figures: rows('SELECT * FROM case_kpi ORDER BY key'), bounces: rows('SELECT * FROM case_bounce ORDER BY key, event'), acts: rows('SELECT * FROM case_act ORDER BY key, event'),
    open: words('case_open_text'), archive: words('case_text'),
  }
  db.close()
  return all
}

describe('npm run verify', () => {
  beforeEach(async () => {
    const link = await start()
    await fill(link, 4)
    await stop(link)
  })

  it('finds all whole, while core runs and after it has stopped, and keeps its key to its owner', async () => {
    expect(verify()).toMatchObject({ status: 0, stdout: expect.stringContaining('whole: 26 events') as unknown })
    const link = await start()
    expect(verify().status).toBe(0)
    await stop(link)
    expect(statSync(join(dir, 'station-key.pem')).mode & 0o777).toBe(0o600)
  })

  it('names the event of which a byte was flipped', () => {
    tamper((db) => db.exec("UPDATE event SET body = replace(body, '积水', '积氷') WHERE station_seq = 11"))
    expect(verify()).toMatchObject({ status: 1, stdout: 'broken: event 11 of station hall-1 is not what was written\n' })
  })

  it('names the event that was removed', () => {
    tamper((db) => db.exec('DELETE FROM event WHERE station_seq = 7'))
    expect(verify()).toMatchObject({ status: 1, stdout: 'broken: event 7 of station hall-1 is missing\n' })
  })

  it('names what is missing of a tail that was cut, also after core wrote on from there', async () => {
    tamper((db) => db.exec('DELETE FROM event WHERE station_seq > 20'))
    expect(verify()).toMatchObject({ status: 1, stdout: expect.stringContaining('the tail is cut: events 21 to 26 of station hall-1') as unknown })
    const link = await start()
    const status = link.watch({ view: 'status' })
    await link.until(() => status.view() !== undefined)
    expect(status.view()?.head.notices.map((n) => n.code)).toContain('chain-cut')
    await fill(link, 2)
    await stop(link)
    expect(verify()).toMatchObject({ status: 1, stdout: expect.stringContaining('is not the one that') as unknown })
  })

  it('finds a head that was forged, and one that was taken away', () => {
    const head = JSON.parse(readFileSync(join(dir, 'head.json'), 'utf8')) as { seq: number }
    writeFileSync(join(dir, 'head.json'), JSON.stringify({ ...head, seq: head.seq - 4 }))
    expect(verify()).toMatchObject({ status: 1, stdout: expect.stringContaining('was not signed by this station') as unknown })
    rmSync(join(dir, 'head.json'))
    expect(verify()).toMatchObject({ status: 1, stdout: expect.stringContaining('no head.json') as unknown })
  })
})

describe('the signed head', () => {
  it('follows the log within about a second, without a stop', async () => {
    const link = await start()
    await fill(link, 2)
    const seq = (): number => (JSON.parse(readFileSync(join(dir, 'head.json'), 'utf8')) as { seq: number }).seq
    for (let i = 0; i < 40 && seq() < 14; i++) await new Promise((resolve) => setTimeout(resolve, 100))
    expect(seq()).toBe(14)
    core?.child.kill('SIGKILL')
    await core?.ended
    expect(verify().status).toBe(0)
  })
})

describe('npm run rebuild', () => {
  it('fills the projections again with the same result, also when it was interrupted', async () => {
    const link = await start()
    await fill(link, 12)
    await stop(link)
    const before = dump()
    const rebuilt = script('maintenance-rebuild', '--data', dir)
    expect(rebuilt.stdout, rebuilt.stderr).toMatch(/14 streams, 74 events .* events\/s/)
    expect(dump()).toEqual(before)
    // Interrupted as a killed rebuild leaves it: emptied and marked by its own first transaction, nothing filled yet.
    const db = openWriter({ file: database() })
    beginRebuild(db, projectionsOf(FACTS))
    db.close()
    expect(dump()['acts']).toEqual([])
    await stop(await start())
    expect(dump()).toEqual(before)
    expect(verify().status).toBe(0)
  })
})

describe('backup and restore', () => {
  /** Damages the file in the middle of a page that holds data, as a bad disk would. */
  const damage = (from: number, bytes: number): void => {
    const file = openSync(database(), 'r+')
    writeSync(file, Buffer.alloc(bytes, 0xa5), 0, bytes, from)
    closeSync(file)
  }

  const backup = () => script('backup-run', '--data', dir)

  it('copies while core writes, and brings back what was there, and more that can still be read', async () => {
    const link = await start()
    await fill(link, 4)
    const made = backup()
    expect(made.status, made.stderr).toBe(0)
    await fill(link, 2)
    await stop(link)
    const before = dump()
    const restored = script('backup-restore-run', '--data', dir)
    expect(restored.stdout, restored.stderr).toMatch(/12 events .* none is lost/)
    expect(dump()).toEqual(before)
    expect(verify().status).toBe(0)
    const exact = script('backup-restore-run', '--data', dir, '--exact')
    expect(exact.status, exact.stderr).toBe(0)
    expect((dump()['cases'] as unknown[]).length).toBe(4)
    expect(verify().status).toBe(0)
  })

  it.each([
    ['no database at all', () => writeFileSync(database(), 'this is a shopping list, and it is long enough to be read as a header of a hundred bytes, more or less, or not'), true],
    ['damaged pages', () => damage(4096 * 9 + 8, 4096 * 6), false],
  ])('sets %s aside at start, makes it again from the newest backup, and says so', async (_what, spoil, hopeless) => {
    const link = await start()
    const ids = await fill(link, 6)
    expect(backup().status).toBe(0)
    const later = await fill(link, 2)
    await stop(link)
    const whole = dump()
    spoil()
    const again = await start()
    const status = again.watch({ view: 'status' })
    await again.until(() => status.view() !== undefined)
    const notice = status.view()?.head.notices.find((n) => n.code === 'database-restored')
    expect(notice).toBeDefined()
    const kept = readdirSync(dir).find((name) => /^wufeng-damaged-\d{8}-\d{6}\.sqlite$/.test(name))
    expect(kept).toBeDefined()
    const { added, lost } = notice?.params ?? {}
    expect(Number(added) + Number(lost)).toBe(12)
    if (hopeless) expect(lost).toBe('12')
    for (const caseId of ids) {
      const view = again.watch({ view: 'case', caseId })
      await again.until(() => view.view()?.head.row?.id === caseId)
    }
    await stop(again)
    expect(verify().status).toBe(0)
    if (lost === '0') expect(dump()).toEqual(whole)
    expect(later).toHaveLength(2)
  })

  it('makes a damaged database again from its own events when there is no backup', async () => {
    const link = await start()
    await fill(link, 6)
    await stop(link)
    const whole = dump()
    const page = pageOf('case_kpi')
    damage((page - 1) * 4096, 2048)
    const again = await start()
    const status = again.watch({ view: 'status' })
    await again.until(() => status.view() !== undefined)
    expect(status.view()?.head.notices.find((n) => n.code === 'database-restored')?.params).toMatchObject({ added: '38', lost: '0', backup: '' })
    await stop(again)
    expect(dump()).toEqual(whole)
    const db = openReader({ file: database() })
    expect([verifyChains(db), checkHeads(db, dir)]).toEqual([undefined, undefined])
    db.close()
  })

  const pageOf = (table: string): number => {
    const db = new Database(database(), { readonly: true })
    const page = db.prepare<[string], { rootpage: number }>('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(table)?.rootpage ?? 0
    db.close()
    return page
  }

  it('is made on a worker thread when the newest is too old, and not before', async () => {
    const link = await start()
    await fill(link, 2)
    const plan = { file: database(), dir: join(dir, 'elsewhere'), everyHours: 24, keep: 2, firstAfterMs: 10 }
    const answers: BackupAnswer[] = []
    const until = async (count: number): Promise<void> => {
      for (let i = 0; i < 200 && answers.length < count; i++) await new Promise((resolve) => setTimeout(resolve, 50))
    }
    scheduleBackups(plan, (answer) => void answers.push(answer))
    await until(1)
    expect(answers).toMatchObject([{ ok: true, file: expect.stringContaining('elsewhere') as unknown }])
    const stopAgain = scheduleBackups(plan, (answer) => void answers.push(answer))
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(answers).toHaveLength(1)
    stopAgain()
    expect(await backUp({ ...plan, file: join(dir, 'settings.yaml') }, Date.now())).toMatchObject({ ok: false, code: 'damaged' })
    expect(readdirSync(plan.dir).filter((f) => f.endsWith('.sqlite'))).toHaveLength(1)
    await stop(link)
  })

  it('keeps the newest backups only', async () => {
    const link = await start()
    for (let i = 0; i < 3; i++) {
      expect(script('backup-run', '--data', dir, '--keep', '2').status).toBe(0)
      await new Promise((resolve) => setTimeout(resolve, 1_100))
    }
    await stop(link)
    expect(readdirSync(join(dir, 'backups')).filter((f) => f.endsWith('.sqlite'))).toHaveLength(2)
    expect(existsSync(join(dir, 'backups'))).toBe(true)
  })
})
