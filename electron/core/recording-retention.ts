import { ok } from '../contract/error.ts'
import type { Commander } from '../commands/commander.ts'
import type { CallState } from '../domain/call.ts'
import { isOpen } from '../domain/case-state.ts'
import type { Actor } from '../domain/role.ts'
import type { Log } from '../platform/log.ts'
import { recordedBefore } from '../store/call-table.ts'
import { readCase } from '../store/case-table.ts'
import type { ReadHandle } from '../store/database.ts'
import { factOfCall } from '../voice/call-records.ts'
import type { RecordingStore } from '../voice/recording-store.ts'

const LOOK_EVERY_MS = 3_600_000
const DAY_MS = 86_400_000
/** Recordings that are looked at between two turns of the event loop. */
const BATCH = 100

export interface RetentionOptions {
  readonly db: ReadHandle
  readonly commander: Commander
  readonly recordings: RecordingStore
  /** null: recordings are kept for ever. */
  readonly keepDays: number | null
  readonly actor: Actor
  readonly log: Log
}

/** Erases recordings that were kept for long enough, now and every hour, each with an event that says so. Answers how to stop. */
export function keepRecordings(options: RetentionOptions): () => void {
  const { keepDays, log } = options
  if (keepDays === null) return () => undefined
  let stopped = false
  let running = false
  const look = async (): Promise<void> => {
    if (running) return
    running = true
    try {
      const erased = await eraseOld(options, Date.now() - keepDays * DAY_MS, () => stopped)
      if (erased > 0) log.info({ erased, keepDays }, 'recordings were erased by their age')
    } catch (error) {
      log.error({ err: error }, 'old recordings could not be erased; the next hour tries again')
    } finally {
      running = false
    }
  }
  void look()
  const timer = setInterval(() => void look(), LOOK_EVERY_MS)
  return () => {
    stopped = true
    clearInterval(timer)
  }
}

/** The file goes first: what is cut short in between is a recording still to be written down as erased. */
async function eraseOld({ db, commander, recordings, actor }: RetentionOptions, before: number, isStopped: () => boolean): Promise<number> {
  let erased = 0
  let last: CallState | undefined
  for (;;) {
    if (isStopped()) return erased
    const batch = recordedBefore(db, before, last, BATCH)
    const old = batch.filter(({ caseId }) => !caseIsOpen(db, caseId))
    for (const { id } of old) recordings.erase(id)
    if (old.length > 0) {
      const written = await commander.record(() => ok(old.flatMap(({ id }) => factOfCall(db, id, Date.now(), { type: 'call.erased', body: { fact: `erased-${id}`, reason: 'age' } }))), actor)
      if (!written.ok) throw new Error(written.error.message)
      erased += old.length
    }
    last = batch.at(-1)
    if (batch.length < BATCH) return erased
  }
}

function caseIsOpen(db: ReadHandle, caseId: string | null): boolean {
  const stored = caseId === null ? undefined : readCase(db, caseId)
  return stored !== undefined && isOpen(stored.state)
}
