import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Notice } from '../contract/settings.ts'
import type { Log } from '../platform/log.ts'
import { damageIn, newestWhole, setDatabaseAside, stampOf } from '../store/backup.ts'
import { openWriter, type WriteHandle } from '../store/database.ts'
import { rebuildUnderWay, type Projection } from '../store/projection.ts'
import { checkChainAtStart } from './maintenance-head.ts'
import { restoreDatabase } from './backup-restore.ts'
import { rebuild } from './rebuild.ts'

export const DATABASE = 'wufeng.sqlite'
/** Written when damage shows while core runs; the next start repairs. */
const MARKER = 'database-damaged.txt'

export interface StoreOptions {
  readonly dir: string
  readonly backupDir: string
  readonly station: string
  readonly projections: readonly Projection[]
  readonly now: number
  readonly log: Log
}

/** An open store, and what is to be told about its opening. */
export interface OpenedStore {
  readonly db: WriteHandle
  readonly notices: readonly Notice[]
}

/**
 * Opens the database of a data folder that this process holds. One that is damaged is set aside and made again from the
 * newest whole backup and the events that can still be read; a rebuild that was interrupted goes on; the end of the chain
 * is checked. All of it is told by notices. Throws FatalError when the database cannot be used at all.
 */
export function openStore({ dir, backupDir, station, projections, now, log }: StoreOptions): OpenedStore {
  const file = join(dir, DATABASE)
  const stamp = stampOf(now)
  const damage = damageAtStart(dir, file)
  const restored = damage === undefined ? [] : [repair({ dir, file, backupDir, station, projections, stamp, damage, log })]
  const db = openWriter({ file, onSlow: (sql, ms) => log.warn({ sql, ms: Math.round(ms) }, 'slow statement') })
  if (rebuildUnderWay(db)) {
    log.warn('going on with a rebuild that was interrupted')
    rebuild(db, projections, { goOn: true, onProgress: ({ seq, lastSeq }, perSecond) => log.info({ seq, lastSeq, perSecond }, 'rebuilding') })
  }
  const notices = [...restored, ...checkChainAtStart(db, dir, station, stamp)]
  for (const notice of notices) log.error(notice, 'the store was not as it should be')
  return { db, notices }
}

function damageAtStart(dir: string, file: string): string | undefined {
  if (!existsSync(file)) return undefined
  const marker = join(dir, MARKER)
  return existsSync(marker) ? readFileSync(marker, 'utf8') : damageIn(file)
}

/** Notes that the database is damaged, so that the next start sets it aside. */
export const markDamaged = (dir: string, why: string): void => writeFileSync(join(dir, MARKER), why)

interface Repair extends Omit<StoreOptions, 'now'> {
  readonly file: string
  readonly stamp: string
  readonly damage: string
}

function repair({ dir, file, backupDir, station, projections, stamp, damage, log }: Repair): Notice {
  log.error({ damage }, 'the database is damaged and is set aside')
  const { backup, damaged } = newestWhole(backupDir)
  const aside = setDatabaseAside(file, 'damaged', stamp)
  const { added, lost } = restoreDatabase({ dir, file, aside, backup, station, projections, stamp })
  rmSync(join(dir, MARKER), { force: true })
  const told = { why: damage, file: aside, backup: backup ?? '', added: String(added), lost: String(lost), damagedBackups: damaged.join(', ') }
  writeFileSync(aside.replace(/\.sqlite$/, '.json'), `${JSON.stringify(told, null, 2)}\n`)
  return { code: 'database-restored', params: told }
}
