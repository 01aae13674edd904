import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { migrate } from '../../electron/store/migrate.ts'

it('12 adds the table camera_health, and touches nothing else', () => {
  const db = new Database(':memory:')
  migrate(db, ':memory:', 11)
  const before = db.prepare('SELECT name, sql FROM sqlite_master ORDER BY name').all()
  migrate(db, ':memory:', 12)
  expect(db.prepare("SELECT name, sql FROM sqlite_master WHERE tbl_name <> 'camera_health' ORDER BY name").all()).toEqual(before)
  expect(db.prepare("SELECT name FROM sqlite_master WHERE tbl_name = 'camera_health' ORDER BY name").pluck().all()).toEqual(['camera_health', 'camera_health_at'])
})
