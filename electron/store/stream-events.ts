import type { ReadHandle } from './database.ts'
import { readStream, type StoredEvent } from './event-log.ts'

/** Events of one stream after a cursor, in order of arrival. */
export function readStreamAfter(db: ReadHandle, stream: string, after: number, limit: number): StoredEvent[] {
  const places = new Map(db.all<{ seq: number; id: string }>('SELECT seq, id FROM event WHERE stream = ? AND seq > ? ORDER BY seq LIMIT ?', stream, after, limit).map(({ seq, id }) => [id, seq]))
  if (places.size === 0) return []
  return readStream(db, stream).flatMap((event) => {
    const seq = places.get(event.id)
    return seq === undefined ? [] : [{ seq, event }]
  })
}
