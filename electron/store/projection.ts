import type { EventEnvelope } from '../domain/case-event.ts'
import type { CaseState } from '../domain/case-state.ts'
import { beginBulk, endBulk } from './bulk.ts'
import type { ReadHandle, WriteHandle } from './database.ts'
import { readStream } from './event-log.ts'
import { readFact, writeFact } from './facts.ts'

/** What the store keeps of one kind of stream, made from its events alone. */
export interface Projection {
  /** What the names of its streams start with, as in `case/`. */
  readonly prefix: string
  /** Reads what it rests on besides a stream's own events; before streams are projected that were not just written. */
  readonly ready?: (db: ReadHandle) => void
  /** Empties it. Runs inside a transaction. */
  readonly clear: (db: WriteHandle) => void
  /** Brings one stream up to date from all of its events. Runs inside their transaction. `folded` is a case's fold where it is known. */
  readonly project: (db: WriteHandle, id: string, events: readonly EventEnvelope[], folded?: CaseState) => void
}

/** Brings the projection that a stream belongs to up to date. */
export function projectStream(db: WriteHandle, projections: readonly Projection[], stream: string, events: readonly EventEnvelope[], folded?: CaseState): void {
  for (const { prefix, project } of projections) if (stream.startsWith(prefix)) project(db, stream.slice(prefix.length), events, folded)
}

/** Makes projections ready for streams that were written before. */
export const readyProjections = (db: ReadHandle, projections: readonly Projection[]): void => {
  for (const { ready } of projections) ready?.(db)
}

/** How far a rebuild has come: the last event that is done, of how many; streams and events since it began. */
export interface RebuildProgress {
  readonly seq: number
  readonly lastSeq: number
  readonly streams: number
  readonly events: number
}

const FACT = 'rebuild'
/** Streams to a transaction. */
const BATCH = 5_000

/** Whether a rebuild was begun and not ended: the projections are then not whole. */
export const rebuildUnderWay = (db: ReadHandle): boolean => readFact(db, FACT) !== undefined

/** Empties the projections and marks them as not whole, in one transaction. */
export const beginRebuild = (db: WriteHandle, projections: readonly Projection[]): void =>
  db.transaction(() => {
    for (const { clear } of projections) clear(db)
    writeFact(db, FACT, '0')
  })

/**
 * Fills the projections again, stream by stream in the order of their first events, a batch to a transaction: what is
 * interrupted goes on where it stood. The result is that of the events' first coming.
 */
export function* continueRebuild(db: WriteHandle, projections: readonly Projection[]): Generator<RebuildProgress> {
  const lastSeq = db.get<{ n: number | null }>('SELECT max(seq) AS n FROM event')?.n ?? 0
  let progress: RebuildProgress = { seq: Number(readFact(db, FACT) ?? 0), lastSeq, streams: 0, events: 0 }
  readyProjections(db, projections)
  beginBulk(db)
  while (progress.seq < lastSeq) {
    const { seq, streams, events } = progress
    const batch = firstEvents(db, seq)
    const next = batch.length < BATCH ? lastSeq : (batch.at(-1)?.seq ?? lastSeq)
    const done = db.transaction(() => {
      writeFact(db, FACT, String(next))
      return batch.reduce((sum, { stream }) => sum + projectAgain(db, projections, stream), 0)
    })
    progress = { seq: next, lastSeq, streams: streams + batch.length, events: events + done }
    yield progress
  }
  endBulk(db)
  db.run('DELETE FROM fact WHERE name = ?', FACT)
}

function projectAgain(db: WriteHandle, projections: readonly Projection[], stream: string): number {
  const history = readStream(db, stream)
  projectStream(db, projections, stream, history)
  return history.length
}

/** The next streams, each by its first event. */
const firstEvents = (db: ReadHandle, after: number): { readonly seq: number; readonly stream: string }[] =>
  db.all<{ seq: number; stream: string }>(
    'SELECT e.seq, e.stream FROM event e WHERE e.seq > ? AND NOT EXISTS (SELECT 1 FROM event f WHERE f.stream = e.stream AND f.seq < e.seq) ORDER BY e.seq LIMIT ?',
    after, BATCH,
  )
