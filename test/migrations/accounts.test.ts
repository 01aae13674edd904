import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { migrate } from '../../electron/store/migrate.ts'

it('0005 adds accounts and audit records to a database with cases, and touches nothing else', () => {
  const db = new Database(':memory:')
  migrate(db, ':memory:', 4)
  const before = db.prepare('SELECT name, sql FROM sqlite_master ORDER BY name').all()
  migrate(db, ':memory:', 5)
  expect(db.prepare("SELECT name, sql FROM sqlite_master WHERE tbl_name NOT IN ('account', 'audit_row') ORDER BY name").all()).toEqual(before)
  for (const where of ['at < 9', "person = 'a'", "account = 'a'", "case_id = 'a'", "act = 'locked'"]) {
    const plan = db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN SELECT * FROM audit_row WHERE ${where} ORDER BY at DESC, key DESC LIMIT 10`).all()
    expect(plan.map((step) => step.detail).join()).toMatch(/USING INDEX audit_\w+/)
  }
  db.prepare("INSERT INTO account (id, name, roles, disabled, pin) VALUES ('Wang', '王', 'admin', 0, '')").run()
  expect(() => db.prepare("INSERT INTO account (id, name, roles, disabled, pin) VALUES ('wang', '王', 'admin', 0, '')").run()).toThrow(/UNIQUE/)
})
