import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { migrate } from '../../electron/store/migrate.ts'

it.each([[8, 'alarm', ['alarm', 'alarm_open']], [9, 'handover', ['handover', 'handover_given']]] as const)('%i adds the table %s, and touches nothing else', (version, table, made) => {
  const db = new Database(':memory:')
  migrate(db, ':memory:', version - 1)
  const before = db.prepare('SELECT name, sql FROM sqlite_master ORDER BY name').all()
  migrate(db, ':memory:', version)
  expect(db.prepare('SELECT name, sql FROM sqlite_master WHERE tbl_name <> ? ORDER BY name').all(table)).toEqual(before)
  expect(db.prepare("SELECT name FROM sqlite_master WHERE tbl_name = ? AND name NOT LIKE 'sqlite_%' ORDER BY name").pluck().all(table)).toEqual(made)
})

it('keeps one alarm of an id, and finds the open ones by kind without a walk', () => {
  const db = new Database(':memory:')
  migrate(db, ':memory:')
  const raise = db.prepare("INSERT INTO alarm (id, kind, subject, raised_at) VALUES ('overdue/c/1', 'overdue', 'c', 1) ON CONFLICT (id) DO NOTHING")
  expect([raise.run().changes, raise.run().changes]).toEqual([1, 0])
  const plan = db.prepare<[], { detail: string }>('EXPLAIN QUERY PLAN SELECT kind, count(*) FROM alarm INDEXED BY alarm_open WHERE acked_at IS NULL GROUP BY kind').all()
  expect(plan[0]?.detail).toContain('alarm_open')
})
