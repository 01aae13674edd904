import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { migrate } from '../../electron/store/migrate.ts'

it('0003 adds the alerts to a database with cases, and touches nothing else', () => {
  const db = new Database(':memory:')
  migrate(db, ':memory:', 2)
  const before = db.prepare('SELECT name, sql FROM sqlite_master ORDER BY name').all()
  migrate(db, ':memory:', 3)
  const after = db.prepare("SELECT name, sql FROM sqlite_master WHERE tbl_name <> 'alert_row' ORDER BY name").all()
  expect(after).toEqual(before)
  expect(db.prepare("SELECT name FROM sqlite_master WHERE tbl_name = 'alert_row' AND name NOT LIKE 'sqlite_%' ORDER BY name").pluck().all()).toEqual(['alert_held', 'alert_row'])
})
