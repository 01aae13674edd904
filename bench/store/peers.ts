import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import leveldb from 'pouchdb-adapter-leveldb'
import PouchDB from 'pouchdb-core'
import { foldCase } from '../../electron/domain/case-state.ts'
import { caseText } from '../../electron/readmodels/case-record.ts'
import { caseMaker } from './cases.ts'
import { FACTS, STATION } from './load.ts'
import { pairsOf, timed, type Spread } from './queries.ts'

/** Cases to a batch, as the simulator sends them. */
const TOGETHER = 40

/**
 * What many take first: documents in PouchDB on LevelDB, an event a document and the case's own replaced beside them,
 * a batch of cases to a call. It waits for the disk no more than LevelDB does by default, and makes no word index.
 */
export async function measurePouch(cache: string, cases: number): Promise<{ readonly eventsPerSecond: number }> {
  PouchDB.plugin(leveldb)
  const dir = mkdtempSync(join(cache, 'pouch-'))
  const db = new PouchDB(join(dir, 'cases'), { adapter: 'leveldb' })
  const make = caseMaker(cases, STATION)
  let events = 0
  let ms = 0
  for (let n = 0; n < cases; n += TOGETHER) {
    const batch = Array.from({ length: Math.min(TOGETHER, cases - n) }, (_, i) => make(n + i))
    const docs = batch.flatMap((c) => [...c.events.map((e) => ({ _id: `event/${e.id}`, ...e })), { _id: `case/${c.id}`, ...foldCase(c.id, c.events) }])
    const start = performance.now()
    await db.bulkDocs(docs)
    ms += performance.now() - start
    events += batch.reduce((sum, c) => sum + c.events.length, 0)
  }
  await db.destroy()
  rmSync(dir, { recursive: true, force: true })
  return { eventsPerSecond: Math.round(events / (ms / 1000)) }
}

export interface LikeFigures {
  readonly text: Spread
  readonly viewport: Spread
}

/**
 * The same cases in a plain table: words found by LIKE newest first with the same capped count, a viewport by comparing
 * columns, with the indexes that one would make: on due time and on position. `from` is a loaded store.
 */
export function measureLike(cache: string, from: string, rows: number, runs: number): LikeFigures {
  const dir = mkdtempSync(join(cache, 'like-'))
  const db = new Database(join(dir, 'plain.sqlite'))
  try {
    db.pragma('journal_mode = WAL')
    db.pragma('cache_size = -262144')
    fillPlain(db, from)
    const pairs = pairsOf(rows, 2_000)
    const page = db.prepare('SELECT key, state FROM plain WHERE body LIKE ? ORDER BY key DESC LIMIT 50')
    const count = db.prepare('SELECT count(*) FROM (SELECT 1 FROM plain WHERE body LIKE ? LIMIT 10000)')
    const view = db.prepare('SELECT key, state FROM plain WHERE open = 1 AND lng BETWEEN ? AND ? AND lat BETWEEN ? AND ? ORDER BY due_at LIMIT 800')
    const text = timed(runs, (i) => {
      const like = `%${pairs[Math.floor(((i % runs) / runs) ** 2 * (pairs.length - 1))]?.pair ?? ''}%`
      return [page.all(like), count.all(like)]
    })
    const viewport = timed(runs, (i) => {
      const [west, south] = [118.3 + ((i * 37) % 100) / 333, 31.05 + ((i * 61) % 100) / 476]
      return view.all(west, west + 0.02, south, south + 0.02)
    })
    return { text, viewport }
  } finally {
    db.close()
    rmSync(dir, { recursive: true, force: true })
  }
}

function fillPlain(db: Database.Database, from: string): void {
  db.exec('CREATE TABLE plain (key INTEGER PRIMARY KEY, open INTEGER, due_at INTEGER, lng REAL, lat REAL, body TEXT, state TEXT)')
  const source = new Database(from, { readonly: true })
  const insert = db.prepare('INSERT INTO plain VALUES (?, ?, ?, ?, ?, ?, ?)')
  db.exec('BEGIN')
  for (const row of source.prepare<[], { key: number; open: number; due_at: number; lng: number; lat: number; state: string }>('SELECT c.key, c.open, c.due_at, c.lng, c.lat, s.state FROM case_row c JOIN case_state s ON s.key = c.key').iterate()) {
    insert.run(row.key, row.open, row.due_at, row.lng, row.lat, caseText(JSON.parse(row.state) as Parameters<typeof caseText>[0], {}, FACTS), row.state)
  }
  db.exec('COMMIT')
  db.exec('CREATE INDEX plain_due ON plain (open, due_at); CREATE INDEX plain_place ON plain (lng, lat)')
  source.close()
}

