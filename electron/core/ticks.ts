import type { Log } from '../platform/log.ts'
import { alertRanOut } from '../store/alert-table.ts'
import { clockPassed } from '../store/case-table.ts'
import type { WriteHandle } from '../store/database.ts'
import { writeFixes } from '../store/telemetry.ts'
import type { Publisher } from './publisher.ts'
import type { Units } from './units.ts'

const CLOCK_TICK_MS = 1_000
/** Queues that are filtered by time are read again so often. */
const TIME_TICK_MS = 15_000
const FIX_WRITE_MS = 10_000

/** What passes with time alone: due times, alerts that run out, positions to keep. Answers how to stop it. */
export function startTicks(db: WriteHandle, publisher: Publisher, units: Units, log: Log, tick: () => void): () => void {
  let checked = Date.now()
  const clocks = setInterval(() => {
    const now = Date.now()
    if (clockPassed(db, checked, now)) publisher.changed('cases')
    if (alertRanOut(db, checked, now)) publisher.changed('alerts')
    checked = now
    tick()
  }, CLOCK_TICK_MS)
  const time = setInterval(() => publisher.changed('time'), TIME_TICK_MS)
  const fixes = setInterval(() => {
    try {
      const seen = units.fixes()
      if (seen.length > 0) writeFixes(db, seen, Date.now())
    } catch (error) {
      log.error({ err: error }, 'positions could not be written')
    }
  }, FIX_WRITE_MS)
  return () => {
    clearInterval(clocks)
    clearInterval(time)
    clearInterval(fixes)
  }
}
