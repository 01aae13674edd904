import Database from 'better-sqlite3'
import type { EventEnvelope } from '../domain/case-event.ts'
import type { StoredAccount } from './account-table.ts'
import { toStored, type EventRow } from './event-log.ts'
import type { SealedPeople } from './personal-data.ts'

/** Rows that are read at once while all goes well. */
const PAGE = 500
/** After so many rows in a row that cannot be read, the rest is given up. */
const GIVE_UP = 20_000

/** What could be read of a damaged log. */
export interface Salvaged {
  readonly events: readonly EventEnvelope[]
  /** Places in the log, from the first that was asked for to the last known, that could not be read. */
  readonly unreadable: number
}

/** Reads the events after a place in a database that may be damaged, as many as can be read; calls back page by page. Never throws for damage. */
export function* salvageEvents(file: string, after: number): Generator<Salvaged> {
  const db = openDamaged(file)
  if (!db) return
  try {
    const last = lastSeq(db) ?? Number.MAX_SAFE_INTEGER
    const at = { seq: after, failed: 0 }
    const more = (): boolean => at.seq < last && at.failed < GIVE_UP
    while (more()) {
      const page = readPage(db, at.seq)
      if (page !== undefined) {
        if (page.length === 0) return
        yield { events: page.flatMap(parse), unreadable: page.length - page.flatMap(parse).length }
        at.seq = page.at(-1)?.seq ?? at.seq
        at.failed = 0
        continue
      }
      for (let i = 0; i < PAGE && more(); i++) {
        at.seq += 1
        const row = readRow(db, at.seq)
        at.failed = row === 'failed' ? at.failed + 1 : 0
        if (row === 'failed') yield { events: [], unreadable: 1 }
        else if (row) yield { events: parse(row), unreadable: 1 - parse(row).length }
      }
    }
  } finally {
    db.close()
  }
}

function openDamaged(file: string): Database.Database | undefined {
  try {
    const db = new Database(file, { readonly: true, fileMustExist: true })
    db.prepare('SELECT count(*) FROM sqlite_schema').get()
    return db
  } catch {
    return undefined
  }
}

/** The last place that was ever given out, from where SQLite notes it; undefined when that cannot be read. */
function lastSeq(db: Database.Database): number | undefined {
  try {
    const row = db.prepare<[], { seq: number }>("SELECT seq FROM sqlite_sequence WHERE name = 'event'").get()
    return row?.seq ?? 0
  } catch {
    return undefined
  }
}

function readPage(db: Database.Database, after: number): EventRow[] | undefined {
  try {
    return db.prepare<[number, number], EventRow>('SELECT * FROM event WHERE seq > ? ORDER BY seq LIMIT ?').all(after, PAGE)
  } catch {
    return undefined
  }
}

function readRow(db: Database.Database, seq: number): EventRow | undefined | 'failed' {
  try {
    return db.prepare<[number], EventRow>('SELECT * FROM event WHERE seq = ?').get(seq)
  } catch {
    return 'failed'
  }
}

function parse(row: EventRow): EventEnvelope[] {
  try {
    return [toStored(row).event]
  } catch {
    return []
  }
}

/** The small facts of a database that may be damaged; none when they cannot be read. */
export function salvageFacts(file: string): readonly { readonly name: string; readonly value: string }[] {
  const db = openDamaged(file)
  try {
    return db?.prepare<[], { name: string; value: string }>("SELECT name, value FROM fact WHERE name <> 'rebuild'").all() ?? []
  } catch {
    return []
  } finally {
    db?.close()
  }
}

/** The accounts of a database that may be damaged, each with the hash of its PIN; none when they cannot be read. */
export function salvageAccounts(file: string): readonly StoredAccount[] {
  const db = openDamaged(file)
  try {
    return db?.prepare<[], StoredAccount>('SELECT id, name, roles, department, language, disabled, pin, wrong, wrong_at FROM account').all() ?? []
  } catch {
    return []
  } finally {
    db?.close()
  }
}

/** Rows as far as they can be read. */
function* readable<Row>(db: Database.Database, sql: string): Generator<Row> {
  try {
    yield* db.prepare<[], Row>(sql).iterate()
  } catch {
    // What follows cannot be read.
  }
}

/** What a database that may be damaged keeps sealed of people, as far as it can be read. */
export function salvagePeople(file: string): SealedPeople {
  const db = openDamaged(file)
  if (!db) return { people: [], sealed: [] }
  try {
    return { people: [...readable<SealedPeople['people'][number]>(db, 'SELECT id, key FROM person')], sealed: [...readable<SealedPeople['sealed'][number]>(db, 'SELECT case_id AS caseId, person, sealed FROM personal')] }
  } finally {
    db.close()
  }
}
