import { lockDataFolder } from '../store/data-lock.ts'
import { openWriter } from '../store/database.ts'
import { rebuildUnderWay } from '../store/projection.ts'
import { maintenanceArguments, needDatabase, print, runMaintenance } from './maintenance-command.ts'
import { rebuild } from './rebuild.ts'

const USAGE = 'npm run rebuild -- [--data DIR] [--city DIR] [--settings FILE] [--resources DIR]'

/**
 * `npm run rebuild`: empties the projections of a data folder that no core holds and fills them from the events. What is
 * interrupted goes on at the next run, or at the next start of core.
 */
await runMaintenance((argv) => {
  const args = maintenanceArguments(argv, USAGE)
  needDatabase(args, USAGE)
  const unlock = lockDataFolder(args.data)
  const db = openWriter({ file: args.file })
  try {
    const goOn = rebuildUnderWay(db)
    if (goOn) print('going on with a rebuild that was interrupted')
    const { streams, events, seconds } = rebuild(db, args.projections(db), {
      goOn,
      onProgress: ({ seq, lastSeq }, perSecond) => process.stderr.write(`${((seq / Math.max(lastSeq, 1)) * 100).toFixed(1)} %, ${perSecond} events/s\n`),
    })
    print(`rebuilt: ${streams} streams, ${events} events in ${seconds.toFixed(1)} s, ${Math.round(events / seconds)} events/s`)
    return 0
  } finally {
    db.close()
    unlock()
  }
})
