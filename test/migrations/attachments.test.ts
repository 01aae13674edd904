import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { migrate } from '../../electron/store/migrate.ts'

it('0004 adds an index of the files that events name, also to a log that has some, and touches nothing else', () => {
  const db = new Database(':memory:')
  migrate(db, ':memory:', 3)
  const before = db.prepare('SELECT name, sql FROM sqlite_master ORDER BY name').all()
  const insert = db.prepare("INSERT INTO event (id, stream, station, station_seq, parents, hlc, type, version, occurred_at, recorded_at, actor, body, hash) VALUES (?, 'case/c', 's', ?, '[]', '', ?, 1, 1, 1, '{}', ?, x'00')")
  insert.run('e1', 1, 'case.noted', '{"note":"x"}')
  insert.run('e2', 2, 'case.attached', '{"hash":"abc"}')
  migrate(db, ':memory:', 4)
  expect(db.prepare("SELECT name, sql FROM sqlite_master WHERE name <> 'event_attached' ORDER BY name").all()).toEqual(before)
  expect(db.prepare("SELECT id FROM event INDEXED BY event_attached WHERE type = 'case.attached' AND json_extract(body, '$.hash') = 'abc'").pluck().all()).toEqual(['e2'])
})
