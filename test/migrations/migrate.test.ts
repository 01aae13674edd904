import Database from 'better-sqlite3'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openWriter } from '../../electron/store/database.ts'
import { migrate, MIGRATIONS, SCHEMA_VERSION } from '../../electron/store/migrate.ts'
import { verifyChains } from '../../electron/store/chain-check.ts'
import { appendEvent, readStream } from '../../electron/store/event-log.ts'
import { FatalError } from '../../electron/platform/fatal.ts'
import { loopEvents } from '../builders/case-builder.ts'
import { tempFolder } from '../builders/temp-folder.ts'

const fresh = (): string => join(tempFolder('store'), 'wufeng.sqlite')

describe('migrations', () => {
  it('are numbered from one without gaps', () => {
    expect(MIGRATIONS.map((m) => m.version)).toEqual(MIGRATIONS.map((_, i) => i + 1))
  })

  it('0001 makes the log append-only, the projection and its indexes', () => {
    const db = new Database(':memory:')
    migrate(db, ':memory:', 1)
    const tables = db.prepare("SELECT name FROM sqlite_master WHERE type IN ('table', 'trigger')").pluck().all()
    expect(tables).toEqual(expect.arrayContaining(['fact', 'event', 'case_row', 'case_place', 'case_text', 'unit_track', 'event_no_update', 'event_no_delete']))
    db.prepare("INSERT INTO event (id, stream, station, station_seq, parents, hlc, type, version, occurred_at, recorded_at, actor, body, hash) VALUES ('a', 's', 'x', 1, '[]', '', 't', 1, 0, 0, '{}', '{}', x'00')").run()
    expect(() => db.prepare("UPDATE event SET type = 'u'").run()).toThrow(/append-only/)
    expect(() => db.prepare('DELETE FROM event').run()).toThrow(/append-only/)
  })

  it('run once: a second opening changes nothing', () => {
    const file = fresh()
    openWriter({ file }).close()
    const db = openWriter({ file })
    expect(db.get<{ user_version: number }>('PRAGMA user_version')?.user_version).toBe(SCHEMA_VERSION)
    db.close()
  })

  it('refuse a database from a newer version, unchanged, with a sentence', () => {
    const file = fresh()
    const newer = new Database(file)
    newer.pragma(`user_version = ${SCHEMA_VERSION + 1}`)
    newer.close()
    expect(() => openWriter({ file })).toThrow(FatalError)
    expect(() => openWriter({ file })).toThrow(/newer version.*nothing was changed/)
  })

  it('refuse a file that is no database, with a sentence', () => {
    const file = fresh()
    const other = new Database(file)
    other.close()
    writeFileSync(file, 'this is a shopping list, and it is long enough to be read as a header of a hundred bytes, more or less, or not')
    expect(() => openWriter({ file })).toThrow(/cannot be used as the database/)
  })
})

describe('the event log', () => {
  it('takes an event once, keeps it as it was, and finds a changed byte and a missing row', () => {
    const file = fresh()
    const db = openWriter({ file })
    const events = loopEvents('c')
    db.transaction(() => events.map((e) => appendEvent(db, e)))
    expect(db.transaction(() => events.map((e) => appendEvent(db, e)))).toEqual(events.map(() => false))
    expect(readStream(db, 'case/c')).toEqual(events)
    expect(verifyChains(db)).toBeUndefined()
    db.close()

    const raw = new Database(file)
    raw.exec('DROP TRIGGER event_no_update; DROP TRIGGER event_no_delete')
    raw.prepare("UPDATE event SET body = replace(body, '垃圾', '垃极') WHERE station_seq = 1").run()
    expect(verifyChains(reader(raw))).toEqual({ station: 'hall-1', stationSeq: 1, why: 'changed' })
    raw.prepare("UPDATE event SET body = replace(body, '垃极', '垃圾') WHERE station_seq = 1").run()
    raw.prepare('DELETE FROM event WHERE station_seq = 3').run()
    expect(verifyChains(reader(raw))).toEqual({ station: 'hall-1', stationSeq: 3, why: 'missing' })
    raw.close()
  })
})

const reader = (db: Database.Database) => ({
  mode: 'read' as const,
  all: <Row>(sql: string, ...params: readonly unknown[]) => db.prepare(sql).all(...params) as Row[],
  get: <Row>(sql: string, ...params: readonly unknown[]) => db.prepare(sql).get(...params) as Row | undefined,
  close: () => undefined,
})
