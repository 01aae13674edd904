import Database from 'better-sqlite3'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openWriter } from '../../electron/store/database.ts'
import { migrate } from '../../electron/store/migrate.ts'
import { rebuildUnderWay } from '../../electron/store/projection.ts'
import { loopEvents } from '../builders/case-builder.ts'
import { putCase } from '../builders/store-builder.ts'
import { tempFolder } from '../builders/temp-folder.ts'

it('0006 gives cases the columns that queues are filtered by, and asks for old cases to be projected again', () => {
  const file = join(tempFolder('store'), 'wufeng.sqlite')
  const old = new Database(file)
  migrate(old, file, 5)
  old.prepare("INSERT INTO event (id, stream, station, station_seq, parents, hlc, type, version, occurred_at, recorded_at, actor, body, hash) VALUES ('a', 'case/c', 'x', 1, '[]', '', 'case.reported', 1, 0, 0, '{}', '{}', x'00')").run()
  old.close()
  const db = openWriter({ file })
  expect(rebuildUnderWay(db)).toBe(true)
  const plan = db.all<{ detail: string }>("EXPLAIN QUERY PLAN SELECT 1 FROM case_row c INDEXED BY case_open_due WHERE c.open = 1 AND c.source = 'hotline' AND c.street = '1' AND c.supervised = 1 AND c.extended = 1 AND c.suspended_until > 0 AND c.reported_at > 0 ORDER BY c.due_at, c.key")
  expect(plan.map((step) => step.detail)).toEqual([expect.stringContaining('USING COVERING INDEX case_open_due')])
  db.close()
})

it('0006 asks for nothing where there are no events', () => {
  const db = openWriter({ file: join(tempFolder('store'), 'wufeng.sqlite') })
  expect(rebuildUnderWay(db)).toBe(false)
  putCase(db, 'c', loopEvents('c', 4))
  expect(db.get('SELECT source, supervised, asked FROM case_row')).toEqual({ source: 'hotline', supervised: 0, asked: 0 })
  db.close()
})
