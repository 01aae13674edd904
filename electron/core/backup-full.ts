import { dirname, join } from 'node:path'
import { copyFiles, describeFileFault, FILES, missingSpace } from '../store/attachment-copy.ts'
import { BackupError, makeBackup, type Backup } from '../store/backup.ts'
import { openReader } from '../store/database.ts'

/** A backup of the database and of the files that it names. */
export interface FullBackup extends Backup {
  readonly files: { readonly copied: number; readonly bytes: number; /** Sentences: what could not be copied, and why. */ readonly faults: readonly string[] }
}

/**
 * Copies the database into `dir`, then the files that it names by then into `dir/attachments`, those that are not there
 * yet: all that the copy names are among them. All backups share these; none is dropped. Throws {@link BackupError}.
 */
export async function makeFullBackup(file: string, dir: string, keep: number, at: number): Promise<FullBackup> {
  const backup = await makeBackup(file, dir, keep, at)
  const [from, to] = [join(dirname(file), FILES), join(dir, FILES)]
  const db = openReader({ file })
  try {
    const short = missingSpace(db, to, dir)
    if (short > 0) throw new BackupError('no-space', `the files need ${Math.ceil(short / 2 ** 20)} MB more in ${to} than are free; the database was backed up`)
    const { copied, bytes, faults } = await copyFiles(db, from, to)
    return { ...backup, files: { copied, bytes, faults: faults.map(describeFileFault) } }
  } finally {
    db.close()
  }
}
