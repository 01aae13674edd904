import type { ReadHandle } from './database.ts'
import type { EventRow } from './event-log.ts'
import { CHAIN_START, linkHash } from './hash-chain.ts'

/** Where a chain is broken: the first event whose link does not fit. */
export interface BrokenLink {
  readonly station: string
  readonly stationSeq: number
  /** `changed`: the event is not what was written; `missing`: there is none with this number. */
  readonly why: 'changed' | 'missing'
}

const PAGE = 2_000

/** Stations that have a chain here, without reading every event. */
export function stationsIn(db: ReadHandle): string[] {
  const stations: string[] = []
  for (let last = ''; ; ) {
    const next = db.get<{ station: string | null }>('SELECT min(station) AS station FROM event WHERE station > ?', last)?.station
    if (next === null || next === undefined) return stations
    stations.push(next)
    last = next
  }
}

/** Walks every station's chain; undefined when each link fits. `onProgress` hears how many events were checked so far. */
export function verifyChains(db: ReadHandle, onProgress?: (checked: number) => void): BrokenLink | undefined {
  let checked = 0
  for (const station of stationsIn(db)) {
    const broken = verifyChain(db, station, { from: 1, previous: CHAIN_START, onPage: (n) => onProgress?.((checked += n)) })
    if (broken) return broken
  }
  return undefined
}

/** Checks the last `count` links of a station's chain against the link before them. */
export function verifyTail(db: ReadHandle, station: string, count: number): BrokenLink | undefined {
  const last = db.get<{ n: number | null }>('SELECT max(station_seq) AS n FROM event WHERE station = ?', station)?.n ?? 0
  const from = Math.max(1, last - count + 1)
  if (from === 1) return verifyChain(db, station, { from, previous: CHAIN_START })
  const before = db.get<{ hash: Buffer }>('SELECT hash FROM event WHERE station = ? AND station_seq = ?', station, from - 1)
  return before ? verifyChain(db, station, { from, previous: before.hash }) : { station, stationSeq: from - 1, why: 'missing' }
}

interface Walk {
  readonly from: number
  readonly previous: Buffer
  readonly onPage?: (events: number) => void
}

function verifyChain(db: ReadHandle, station: string, { from, previous: start, onPage }: Walk): BrokenLink | undefined {
  let previous = start
  let expected = from
  for (;;) {
    const rows = db.all<EventRow>('SELECT * FROM event WHERE station = ? AND station_seq >= ? ORDER BY station_seq LIMIT ?', station, expected, PAGE)
    for (const row of rows) {
      if (row.station_seq !== expected) return { station, stationSeq: expected, why: 'missing' }
      if (!rowHash(previous, row)?.equals(row.hash)) return { station, stationSeq: expected, why: 'changed' }
      previous = row.hash
      expected += 1
    }
    onPage?.(rows.length)
    if (rows.length < PAGE) return undefined
  }
}

/** The link of a stored event, from its text as it stands; undefined when that cannot be read at all. */
export function rowHash(previous: Buffer, row: EventRow): Buffer | undefined {
  const actor = actorText(row.actor)
  if (actor === undefined) return undefined
  const { id, stream, parents, hlc, type, version, occurred_at: occurredAt, recorded_at: recordedAt, station, body } = row
  return linkHash(previous, { id, stream, parents, hlc, type, version, occurredAt, recordedAt, actor, station, body }, row.station_seq)
}

function actorText(stored: string): string | undefined {
  try {
    const actor: unknown = JSON.parse(stored)
    if (typeof actor !== 'object' || actor === null) return undefined
    const { id, name, role } = actor as { readonly id?: unknown; readonly name?: unknown; readonly role?: unknown }
    return JSON.stringify([id, name, role])
  } catch {
    return undefined
  }
}
