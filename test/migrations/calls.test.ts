import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { migrate } from '../../electron/store/migrate.ts'

it('0007 adds the calls to a database with cases, and touches nothing else', () => {
  const db = new Database(':memory:')
  migrate(db, ':memory:', 6)
  const before = db.prepare('SELECT name, sql FROM sqlite_master ORDER BY name').all()
  migrate(db, ':memory:', 7)
  expect(db.prepare("SELECT name, sql FROM sqlite_master WHERE tbl_name <> 'call_row' ORDER BY name").all()).toEqual(before)
  expect(db.prepare("SELECT name FROM sqlite_master WHERE tbl_name = 'call_row' AND name NOT LIKE 'sqlite_%' ORDER BY name").pluck().all()).toEqual(['call_by_case', 'call_by_time', 'call_open', 'call_row'])
})
