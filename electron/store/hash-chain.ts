import { createHash } from 'node:crypto'
import type { EventEnvelope } from '../domain/case-event.ts'

/** The link before a station's first event. */
export const CHAIN_START = Buffer.alloc(32)

/**
 * The link of an event in its station's chain: SHA-256 over the link before and every field of the
 * event in a fixed order, so that a changed byte or a missing event shows.
 */
export function linkHash(previous: Buffer, event: EventEnvelope, stationSeq: number): Buffer {
  const { id, stream, parents, hlc, type, version, occurredAt, recordedAt, actor, station, body } = event
  const text = JSON.stringify([stationSeq, id, stream, parents, hlc, type, version, occurredAt, recordedAt, [actor.id, actor.name, actor.role], station, body])
  return createHash('sha256').update(previous).update(text).digest()
}
