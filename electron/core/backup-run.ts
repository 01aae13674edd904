import { makeFullBackup } from './backup-full.ts'
import { maintenanceArguments, needDatabase, print, runMaintenance } from './maintenance-command.ts'

const USAGE = 'npm run backup -- [--data DIR] [--to DIR] [--keep N] [--settings FILE]'

/** `npm run backup`: copies the database and the files that it names, and checks the copies, also while core writes to them. */
await runMaintenance(async (argv) => {
  const args = maintenanceArguments(argv, USAGE)
  needDatabase(args, USAGE)
  const { file, bytes, ms, files } = await makeFullBackup(args.file, args.backupDir, args.keep, Date.now())
  print(`backed up: ${file}, ${(bytes / 2 ** 20).toFixed(1)} MB in ${(ms / 1000).toFixed(1)} s, read back whole; ${files.copied} new files, ${(files.bytes / 2 ** 20).toFixed(1)} MB`)
  for (const fault of files.faults) print(`not backed up: ${fault}`)
  return files.faults.length === 0 ? 0 : 1
})
