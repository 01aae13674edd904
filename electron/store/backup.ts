import Database from 'better-sqlite3'
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'

const NAME = /^wufeng-(\d{8}-\d{6})\.sqlite$/
/** Files larger than this are not checked page by page at start, bytes; the check of each backup reads them all. */
const CHECK_WHOLE = 256 * 1024 * 1024
/** Pages that a backup copies between two looks at the world. */
const PAGES = 4_096

/** An instant for file names, UTC: `20261125-021530`. */
export const stampOf = (at: number): string => new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')

/** Backups in a folder, the newest first. */
export function listBackups(dir: string): string[] {
  if (!existsSync(dir)) return []
  return readdirSync(dir).filter((name) => NAME.test(name)).toSorted().toReversed().map((name) => join(dir, name))
}

/** A backup that was made and read back. */
export interface Backup {
  readonly file: string
  readonly bytes: number
  readonly ms: number
}

/** Why a backup was not made: no room for it, or pages that cannot be read. */
export class BackupError extends Error {
  readonly code: 'no-space' | 'damaged'
  constructor(code: BackupError['code'], message: string) {
    super(message)
    this.name = 'BackupError'
    this.code = code
  }
}

/**
 * Copies a database, also one that is being written, into `dir` under the date, checks the copy page by page, and drops
 * all but the `keep` newest. It has a read handle of its own and holds one moment of the database. Throws
 * {@link BackupError}; a copy that failed is not kept, and no older one is dropped for it.
 */
export async function makeBackup(file: string, dir: string, keep: number, at: number): Promise<Backup> {
  const start = performance.now()
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  checkSpace(file, dir)
  const target = join(dir, `wufeng-${stampOf(at)}.sqlite`)
  const part = `${target}.part`
  try {
    await copyDatabase(file, part)
    const damage = damageIn(part, { whole: true })
    if (damage !== undefined) throw new BackupError('damaged', damage)
    renameSync(part, target)
  } finally {
    for (const tail of ['', '-wal', '-shm', '-journal']) rmSync(`${part}${tail}`, { force: true })
  }
  for (const old of listBackups(dir).slice(keep)) rmSync(old)
  return { file: target, bytes: statSync(target).size, ms: Math.round(performance.now() - start) }
}

function checkSpace(file: string, dir: string): void {
  const { bavail, bsize } = statfsSync(dir)
  const need = statSync(file).size
  if (bavail * bsize < need * 1.1) throw new BackupError('no-space', `a backup needs ${Math.round(need / 2 ** 20)} MB in ${dir}, and ${Math.round((bavail * bsize) / 2 ** 20)} MB are free`)
}

async function copyDatabase(file: string, target: string): Promise<void> {
  const source = new Database(file, { readonly: true, fileMustExist: true })
  try {
    // An open read transaction: the copy is of this moment, however much is written meanwhile.
    source.exec('BEGIN')
    source.prepare('SELECT count(*) FROM sqlite_schema').get()
    await source.backup(target, { progress: () => PAGES })
  } catch (error) {
    throw isDamage(error) ? new BackupError('damaged', messageOf(error)) : error
  } finally {
    source.close()
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Whether an error says that a database file is damaged, or is none. */
export const isDamage = (error: unknown): boolean => error instanceof Database.SqliteError && (error.code.startsWith('SQLITE_CORRUPT') || error.code === 'SQLITE_NOTADB')

/**
 * What is damaged in a database file; undefined when nothing was found. A large file is looked at in places only, unless
 * `whole`: its beginning, its schema, the end of the log and of the cases.
 */
export function damageIn(file: string, { whole = false } = {}): string | undefined {
  let db: Database.Database | undefined
  try {
    db = new Database(file, { readonly: true, fileMustExist: true })
    if (whole || statSync(file).size <= CHECK_WHOLE) {
      const found = db.pragma('quick_check(1)', { simple: true })
      return found === 'ok' ? undefined : String(found)
    }
    for (const table of ['event', 'case_row', 'case_state', 'fact']) {
      if (db.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(table)) db.prepare(`SELECT * FROM ${table} ORDER BY 1 DESC LIMIT 1000`).all()
    }
    return undefined
  } catch (error) {
    if (isDamage(error)) return messageOf(error)
    throw error
  } finally {
    db?.close()
  }
}

const TAILS = ['', '-wal', '-shm']

/** Renames a database with its log so that nothing opens it any more; answers its new name. */
export function setDatabaseAside(file: string, why: 'damaged' | 'replaced', stamp: string): string {
  const aside = file.replace(/\.sqlite$/, `-${why}-${stamp}.sqlite`)
  for (const tail of TAILS) if (existsSync(`${file}${tail}`)) renameSync(`${file}${tail}`, `${aside}${tail}`)
  return aside
}

/** Puts a copy of a backup in place of the database, which must not be there. */
export function placeBackup(backup: string, file: string): void {
  copyFileSync(backup, `${file}.part`)
  renameSync(`${file}.part`, file)
}

/** The newest backup of a folder that is whole, and those that were passed over because they are not. */
export function newestWhole(dir: string): { readonly backup: string | undefined; readonly damaged: readonly string[] } {
  const damaged: string[] = []
  for (const backup of listBackups(dir)) {
    if (damageIn(backup, { whole: true }) === undefined) return { backup, damaged }
    damaged.push(basename(backup))
  }
  return { backup: undefined, damaged }
}
