import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { FatalError } from '../platform/fatal.ts'

/**
 * Takes a data folder for this process until it ends, however it ends: the lock is the operating
 * system's, on a small SQLite file. Throws {@link FatalError} `locked`, naming the holder.
 */
export function lockDataFolder(dir: string): () => void {
  const holder = join(dir, 'lock.pid')
  const db = new Database(join(dir, 'lock.sqlite'), { timeout: 0 })
  try {
    db.pragma('locking_mode = EXCLUSIVE')
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db.close()
    const code = error instanceof Database.SqliteError ? error.code : ''
    if (!code.startsWith('SQLITE_BUSY')) throw error
    throw new FatalError('locked', `the data folder ${dir} is in use by another Wufeng (process ${pidIn(holder)}): close that one, or start this one with --data and another folder`)
  }
  writeFileSync(holder, String(process.pid))
  return () => void db.close()
}

function pidIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return 'unknown'
  }
}
