import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { migrate } from '../../electron/store/migrate.ts'

it('0002 adds what cases contribute to figures, found by the instant that a period goes by, and touches nothing else', () => {
  const db = new Database(':memory:')
  migrate(db, ':memory:', 1)
  db.prepare("INSERT INTO fact VALUES ('run', '7')").run()
  const before = db.prepare('SELECT name, sql FROM sqlite_master ORDER BY name').all()
  migrate(db, ':memory:', 2)
  expect(db.pragma('user_version', { simple: true })).toBe(2)
  expect(db.prepare('SELECT name, sql FROM sqlite_master ORDER BY name').all()).toEqual(expect.arrayContaining(before))
  expect(db.prepare('SELECT value FROM fact').pluck().all()).toEqual(['7'])
  for (const column of ['reported_at', 'filed_at', 'dispatched_at', 'followed_up_at']) {
    const plan = db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN SELECT sum(filed) FROM case_kpi WHERE ${column} >= 0 AND ${column} < 1`).all()
    expect(plan[0]?.detail).toContain('USING INDEX case_kpi_')
  }
  db.close()
})
