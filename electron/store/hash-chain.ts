import { hash } from 'node:crypto'
import type { EventEnvelope } from '../domain/case-event.ts'

/** The link before a station's first event. */
export const CHAIN_START = Buffer.alloc(32)

/** An event's fields in the form that they are stored and hashed in; `parents`, `actor` and `body` are JSON. */
export interface LinkFields {
  readonly id: string
  readonly stream: string
  readonly parents: string
  readonly hlc: string
  readonly type: string
  readonly version: number
  readonly occurredAt: number
  readonly recordedAt: number
  readonly actor: string
  readonly station: string
  readonly body: string
}

export const linkFields = ({ id, stream, parents, hlc, type, version, occurredAt, recordedAt, actor, station, body }: EventEnvelope): LinkFields => ({
  id, stream, parents: JSON.stringify(parents), hlc, type, version, occurredAt, recordedAt,
  actor: JSON.stringify([actor.id, actor.name, actor.role]), station, body: JSON.stringify(body),
})

/**
 * The link of an event in its station's chain: SHA-256 over the link before and every field of the
 * event in a fixed order, so that a changed byte or a missing event shows.
 */
export function linkHash(previous: Buffer, fields: LinkFields, stationSeq: number): Buffer {
  const { id, stream, parents, hlc, type, version, occurredAt, recordedAt, actor, station, body } = fields
  const quoted = JSON.stringify([id, stream])
  const rest = JSON.stringify([hlc, type, version, occurredAt, recordedAt])
  const text = `[${stationSeq},${quoted.slice(1, -1)},${parents},${rest.slice(1, -1)},${actor},${JSON.stringify(station)},${body}]`
  return hash('sha256', Buffer.concat([previous, Buffer.from(text)]), 'buffer')
}
