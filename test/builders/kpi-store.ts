import type { WriteHandle } from '../../electron/store/database.ts'
import type { Hall } from './case-hall.ts'
import { freshStore, putCase } from './store-builder.ts'

/** A database that holds a hall's cases, written one after the other as core does. */
export function storeOf(hall: Hall, ids: Iterable<string> = hall.streams.keys()): WriteHandle {
  const db = freshStore()
  for (const id of ids) putCase(db, id, hall.events(id))
  return db
}
