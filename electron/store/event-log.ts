import { EventEnvelope } from '../domain/case-event.ts'
import type { ReadHandle, WriteHandle } from './database.ts'
import { CHAIN_START, linkFields, linkHash } from './hash-chain.ts'

/** The place of the newest event; 0 when there is none. */
export const newestSeq = (db: ReadHandle): number => db.get<{ seq: number | null }>('SELECT max(seq) AS seq FROM event')?.seq ?? 0

/** An event as it is stored. */
export interface EventRow {
  readonly seq: number
  readonly id: string
  readonly stream: string
  readonly station: string
  readonly station_seq: number
  readonly parents: string
  readonly hlc: string
  readonly type: string
  readonly version: number
  readonly occurred_at: number
  readonly recorded_at: number
  readonly actor: string
  readonly body: string
  readonly hash: Buffer
}

/** An event with its place in this database's order of arrival. */
export interface StoredEvent {
  readonly seq: number
  readonly event: EventEnvelope
}

export const toStored = (row: EventRow): StoredEvent => ({
  seq: row.seq,
  event: EventEnvelope.parse({
    id: row.id, stream: row.stream, station: row.station, parents: JSON.parse(row.parents), hlc: row.hlc, type: row.type, version: row.version,
    occurredAt: row.occurred_at, recordedAt: row.recorded_at, actor: JSON.parse(row.actor), body: JSON.parse(row.body),
  }),
})

/** All events of a stream in order of arrival. */
export const readStream = (db: ReadHandle, stream: string): EventEnvelope[] =>
  db.all<EventRow>('SELECT * FROM event WHERE stream = ? ORDER BY seq', stream).map((row) => toStored(row).event)

/** Events after a cursor, in order of arrival. */
export const readAfter = (db: ReadHandle, seq: number, limit: number): StoredEvent[] =>
  db.all<EventRow>('SELECT * FROM event WHERE seq > ? ORDER BY seq LIMIT ?', seq, limit).map(toStored)

/** The newest events of cases, newest first. Walks back from the end of the log. */
export const readNewestOfCases = (db: ReadHandle, limit: number): StoredEvent[] =>
  db.all<EventRow>("SELECT * FROM event WHERE substr(stream, 1, 5) = 'case/' ORDER BY seq DESC LIMIT ?", limit).map(toStored)

/**
 * The latest hybrid clock stamp that a station knows; undefined when the log is empty. Its own last event is later than
 * all that it had seen by then, so only what arrived after that is looked at.
 */
export const lastHlc = (db: ReadHandle, station: string): string | undefined =>
  db.get<{ hlc: string | null }>('SELECT max(hlc) AS hlc FROM event WHERE seq >= ifnull((SELECT seq FROM event WHERE station = ? ORDER BY station_seq DESC LIMIT 1), 0)', station)?.hlc ?? undefined

/** The end of a station's chain in this database. */
export interface ChainHead {
  readonly seq: number
  readonly hash: Buffer
}

/** Where a station's chain ends; seq 0 before its first event. */
export function chainHead(db: ReadHandle, station: string): ChainHead {
  return db.get<ChainHead>('SELECT station_seq AS seq, hash FROM event WHERE station = ? ORDER BY station_seq DESC LIMIT 1', station) ?? { seq: 0, hash: CHAIN_START }
}

const isHead = (value: unknown): value is ChainHead => typeof value === 'object' && value !== null && 'seq' in value

/**
 * Appends an event to the log and its station's chain. Must run inside a transaction. Answers false, and
 * writes nothing, when the event is already there.
 */
export function appendEvent(db: WriteHandle, event: EventEnvelope): boolean {
  const known = db.memo.get(`head/${event.station}`)
  const last = isHead(known) ? known : chainHead(db, event.station)
  const seq = last.seq + 1
  const fields = linkFields(event)
  const hash = linkHash(last.hash, fields, seq)
  const { changes } = db.run(
    `INSERT INTO event (id, stream, station, station_seq, parents, hlc, type, version, occurred_at, recorded_at, actor, body, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
    event.id, event.stream, event.station, seq, fields.parents, event.hlc, event.type, event.version,
    event.occurredAt, event.recordedAt, JSON.stringify(event.actor), fields.body, hash,
  )
  if (changes === 1) db.memo.set(`head/${event.station}`, { seq, hash })
  return changes === 1
}
