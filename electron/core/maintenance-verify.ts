import { join } from 'node:path'
import { checkFiles, describeFileFault, FILES } from '../store/attachment-copy.ts'
import { verifyChains } from '../store/chain-check.ts'
import { openReader } from '../store/database.ts'
import { checkHeads } from '../store/signed-head.ts'
import { maintenanceArguments, needDatabase, print, runMaintenance } from './maintenance-command.ts'
import { describeFault } from './maintenance-head.ts'

const USAGE = 'npm run verify -- [--data DIR] [--head FILE]…'
const TELL_EVERY = 500_000

/**
 * `npm run verify`: walks the hash chain of every station, compares its end with the signed head, and every file that an event
 * names with its hash. Reads only, also beside a running core. Ends with 0 when all fits, 1 when something does not, and
 * names the first link and every file that doesn't.
 */
await runMaintenance(async (argv) => {
  const args = maintenanceArguments(argv, USAGE)
  needDatabase(args, USAGE)
  const db = openReader({ file: args.file })
  try {
    const start = performance.now()
    let events = 0
    const broken = verifyChains(db, (checked) => {
      if (Math.floor(checked / TELL_EVERY) > Math.floor(events / TELL_EVERY)) process.stderr.write(`${checked} events checked\n`)
      events = checked
    })
    if (broken) {
      print(`broken: event ${broken.stationSeq} of station ${broken.station} ${broken.why === 'missing' ? 'is missing' : 'is not what was written'}`)
      return 1
    }
    const fault = checkHeads(db, args.data, args.heads)
    if (fault) {
      print(`broken: ${describeFault(fault)}`)
      return 1
    }
    const rate = Math.round(events / ((performance.now() - start) / 1000))
    let faults = 0
    const files = await checkFiles(db, join(args.data, FILES), (wrong) => {
      faults += 1
      print(`broken: ${describeFileFault(wrong)}`)
    })
    if (faults > 0) {
      print(`${faults} of ${files} files are not as they were added; npm run restore brings them back from a backup`)
      return 1
    }
    print(`whole: ${events} events, each link and the signed head fit (${rate} events/s); ${files} files fit`)
    return 0
  } finally {
    db.close()
  }
})
