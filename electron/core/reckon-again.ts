import { setImmediate } from 'node:timers/promises'
import { caseStream } from '../domain/case-event.ts'
import type { WriteHandle } from '../store/database.ts'
import { readStream } from '../store/event-log.ts'
import { readFact, writeFact } from '../store/facts.ts'
import { casesToReckon } from '../store/open-cases.ts'
import { projectStream, type Projection } from '../store/projection.ts'

const FACT = 'reckon-again'
/** Cases to a transaction; windows and commands are served in between. */
const BATCH = 100

/** Notes, inside the transaction of an activation, that open cases must be reckoned again from an instant, epoch ms. */
export const owesReckoning = (db: WriteHandle, since: number): void => writeFact(db, FACT, String(since))

/**
 * Folds again every case that a new calendar bears on, so that their stored due and warning times and figures are those
 * of a rebuild. What is broken off begins again at the next start. Answers how many cases it was.
 */
export async function reckonAgain(db: WriteHandle, projections: readonly Projection[], stopped: () => boolean): Promise<number> {
  const since = readFact(db, FACT)
  if (since === undefined) return 0
  const ids = casesToReckon(db, Number(since))
  for (let at = 0; at < ids.length; at += BATCH) {
    if (stopped()) return at
    db.transaction(() => {
      for (const id of ids.slice(at, at + BATCH)) projectStream(db, projections, caseStream(id), readStream(db, caseStream(id)))
    })
    await setImmediate()
  }
  if (readFact(db, FACT) === since) db.run('DELETE FROM fact WHERE name = ?', FACT)
  return ids.length
}
