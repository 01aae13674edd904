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

it('0010 knows which calls have a recording, and has the projections made again where there are calls', () => {
  const db = new Database(':memory:')
  migrate(db, ':memory:', 9)
  db.exec("INSERT INTO call_row (id, begun_at, case_id, open, state) VALUES ('a', 1, NULL, 0, '{}')")
  migrate(db, ':memory:', 10)
  expect(db.prepare('SELECT recorded FROM call_row').pluck().all()).toEqual([0])
  expect(db.prepare("SELECT value FROM fact WHERE name = 'rebuild'").pluck().all()).toEqual(['0'])
  const plan = db.prepare<[], { detail: string }>('EXPLAIN QUERY PLAN SELECT state FROM call_row WHERE recorded = 1 AND begun_at < 9 ORDER BY begun_at, id LIMIT 1').all()
  expect(plan.map((step) => step.detail).join()).toContain('call_recorded')
})
