import { makeBackup } from '../store/backup.ts'
import { maintenanceArguments, needDatabase, print, runMaintenance } from './maintenance-command.ts'

const USAGE = 'npm run backup -- [--data DIR] [--to DIR] [--keep N] [--settings FILE]'

/** `npm run backup`: copies the database and checks the copy, also while core writes to it. */
await runMaintenance(async (argv) => {
  const args = maintenanceArguments(argv, USAGE)
  needDatabase(args, USAGE)
  const { file, bytes, ms } = await makeBackup(args.file, args.backupDir, args.keep, Date.now())
  print(`backed up: ${file}, ${(bytes / 2 ** 20).toFixed(1)} MB in ${(ms / 1000).toFixed(1)} s, read back whole`)
  return 0
})
