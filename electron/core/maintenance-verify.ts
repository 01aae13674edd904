import { verifyChains } from '../store/chain-check.ts'
import { openReader } from '../store/database.ts'
import { checkHeads } from '../store/signed-head.ts'
import { maintenanceArguments, needDatabase, print, runMaintenance } from './maintenance-command.ts'
import { describeFault } from './maintenance-head.ts'

const USAGE = 'npm run verify -- [--data DIR] [--head FILE]…'
const TELL_EVERY = 500_000

/**
 * `npm run verify`: walks the hash chain of every station, then compares its end with the signed head. Reads only, also
 * beside a running core. Ends with 0 when all fits, 1 when something does not, and names the first that doesn't.
 */
await runMaintenance((argv) => {
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
    print(`whole: ${events} events, each link and the signed head fit (${Math.round(events / ((performance.now() - start) / 1000))} events/s)`)
    return 0
  } finally {
    db.close()
  }
})
