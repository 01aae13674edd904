import Database from 'better-sqlite3'
import { FatalError, isDiskFull } from '../platform/fatal.ts'
import { migrate } from './migrate.ts'

/** A handle that can only read. Long reads take one of their own, on a worker thread. */
export interface ReadHandle {
  readonly mode: 'read' | 'write'
  all<Row>(sql: string, ...params: readonly SqlValue[]): Row[]
  get<Row>(sql: string, ...params: readonly SqlValue[]): Row | undefined
  close(): void
}

/** The one handle that writes. */
export interface WriteHandle extends ReadHandle {
  readonly mode: 'write'
  run(sql: string, ...params: readonly SqlValue[]): { readonly changes: number; readonly rowid: number }
  /** Runs `work` in a transaction that is durable when this returns; an error rolls all of it back. */
  transaction<T>(work: () => T): T
  /** Runs `work` inside a transaction so that its own writes alone are undone when it throws. */
  savepoint<T>(work: () => T): T
  /** What was read and is known to hold; forgotten whenever a transaction or savepoint is undone. */
  readonly memo: Map<string, unknown>
}

export type SqlValue = string | number | bigint | Buffer | null

/** A statement that takes longer is worth a line in the log, ms. */
const SLOW_MS = 50

export interface OpenOptions {
  readonly file: string
  readonly onSlow?: (sql: string, ms: number) => void
}

/** Opens (and makes or migrates) the database for writing. Throws {@link FatalError} with a sentence when it can't. */
export function openWriter(options: OpenOptions): WriteHandle {
  return guarded(options.file, () => {
    const db = new Database(options.file, { timeout: 5000 })
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    db.pragma('foreign_keys = ON')
    db.pragma('cache_size = -65536')
    migrate(db, options.file)
    return writeHandle(db, options.onSlow)
  })
}

/** Opens an existing database for reading. */
export function openReader(options: OpenOptions): ReadHandle {
  return guarded(options.file, () => ({ ...readHandle(new Database(options.file, { readonly: true, fileMustExist: true }), options.onSlow), mode: 'read' as const }))
}

function guarded<T>(file: string, open: () => T): T {
  try {
    return open()
  } catch (error) {
    if (error instanceof FatalError) throw error
    if (isDiskFull(error)) throw new FatalError('disk-full', `the disk that holds ${file} is full: free some space and start again; nothing was changed`)
    const why = error instanceof Error ? error.message : String(error)
    throw new FatalError('data-unreadable', `${file} cannot be used as the database (${why}): check the folder's rights, or move the file away and put a backup in its place`)
  }
}

type OnSlow = OpenOptions['onSlow']

function readHandle(db: Database.Database, onSlow: OnSlow): Omit<ReadHandle, 'mode'> {
  const prepare = statementCache(db)
  return {
    all: <Row>(sql: string, ...params: readonly SqlValue[]) => timed(sql, onSlow, () => prepare(sql).all(...params) as Row[]),
    get: <Row>(sql: string, ...params: readonly SqlValue[]) => timed(sql, onSlow, () => prepare(sql).get(...params) as Row | undefined),
    close: () => void db.close(),
  }
}

function writeHandle(db: Database.Database, onSlow: OnSlow): WriteHandle {
  const prepare = statementCache(db)
  const memo = new Map<string, unknown>()
  const forgetful = <T>(work: () => T): T => {
    try {
      return work()
    } catch (error) {
      memo.clear()
      throw error
    }
  }
  return {
    ...readHandle(db, onSlow),
    mode: 'write',
    run: (sql, ...params) => {
      const done = timed(sql, onSlow, () => prepare(sql).run(...params))
      return { changes: done.changes, rowid: Number(done.lastInsertRowid) }
    },
    transaction: <T>(work: () => T) => forgetful(() => db.transaction(work).immediate()),
    savepoint: <T>(work: () => T) => forgetful(() => db.transaction(work)()),
    memo,
  }
}

/** Statements by their text; all text is our own and finite in number. */
function statementCache(db: Database.Database): (sql: string) => Database.Statement<SqlValue[]> {
  const statements = new Map<string, Database.Statement<SqlValue[]>>()
  return (sql) => {
    const known = statements.get(sql)
    if (known) return known
    const made = db.prepare<SqlValue[]>(sql)
    statements.set(sql, made)
    return made
  }
}

function timed<T>(sql: string, onSlow: OnSlow, work: () => T): T {
  if (!onSlow) return work()
  const start = performance.now()
  const value = work()
  const ms = performance.now() - start
  if (ms > SLOW_MS) onSlow(sql, ms)
  return value
}
