import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { FatalError } from '../platform/fatal.ts'
import { describeFileFault, FILES } from '../store/attachment-copy.ts'
import { damageIn, newestWhole, setDatabaseAside, stampOf } from '../store/backup.ts'
import { lockDataFolder } from '../store/data-lock.ts'
import { openReader } from '../store/database.ts'
import { restoreDatabase, restoreFiles } from './backup-restore.ts'
import { maintenanceArguments, print, runMaintenance } from './maintenance-command.ts'

const USAGE = 'npm run restore -- [--data DIR] [--from FILE] [--to BACKUPDIR] [--exact] [--settings FILE] [--city DIR]'

/**
 * `npm run restore`: puts a backup (the newest whole one, or `--from`) in place of the database of a folder that no core
 * holds, and adds every event that the old database has beyond it; `--exact` leaves these out. The old one is set aside.
 */
await runMaintenance(async (argv) => {
  const args = maintenanceArguments(argv, USAGE)
  const backup = args.from ?? newestWhole(args.backupDir).backup
  if (backup === undefined || !existsSync(backup)) throw new FatalError('bad-arguments', `there is no whole backup in ${args.backupDir}; usage: ${USAGE}`)
  const damage = damageIn(backup, { whole: true })
  if (damage !== undefined) throw new FatalError('data-unreadable', `${backup} is damaged itself (${damage}): choose another with --from`)
  const unlock = lockDataFolder(args.data)
  try {
    const stamp = stampOf(Date.now())
    const reader = openReader({ file: backup })
    const projections = args.projections(reader)
    reader.close()
    const aside = existsSync(args.file) ? setDatabaseAside(args.file, 'replaced', stamp) : undefined
    const { added, lost } = restoreDatabase({ dir: args.data, file: args.file, aside: args.exact ? undefined : aside, backup, station: args.station, projections, stamp })
    print(`restored: ${backup}, and ${added} events of the old database beyond it; ${lost === 0 ? 'none is lost' : `${lost} events are ${args.exact ? 'left out' : 'lost'}`}${aside === undefined ? '' : `; the old database is kept as ${aside}`}`)
    const files = await restoreFiles({ file: args.file, from: join(dirname(backup), FILES), to: join(args.data, FILES) })
    if (files.copied > 0) print(`brought back: ${files.copied} files that were missing or changed`)
    for (const fault of files.faults) print(`not in the backup either: ${describeFileFault(fault)}`)
    return files.faults.length === 0 ? 0 : 1
  } finally {
    unlock()
  }
})
