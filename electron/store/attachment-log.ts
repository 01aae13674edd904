import { basename } from 'node:path'
import type { ReadHandle } from './database.ts'

/** A file that an event names. */
export interface NamedFile {
  readonly hash: string
  /** Its name for people, and the stream of the case, of one event that names it. */
  readonly name: string
  readonly stream: string
  readonly bytes: number
}

const PAGE = 500
const HASH = "json_extract(body, '$.hash')"

/** Every file that the log names, once, by hash. Made of the events alone, so that it holds while projections are rebuilt. */
export function* namedFiles(db: ReadHandle): Generator<NamedFile> {
  for (let after = ''; ; ) {
    const page = db.all<NamedFile>(
      `SELECT ${HASH} AS hash, json_extract(body, '$.name') AS name, stream, json_extract(body, '$.bytes') AS bytes FROM event WHERE type = 'case.attached' AND ${HASH} > ? GROUP BY ${HASH} ORDER BY ${HASH} LIMIT ?`,
      after, PAGE,
    )
    yield* page
    if (page.length < PAGE) return
    after = page.at(-1)?.hash ?? after
  }
}

/** Whether any event names a file. */
export const isNamed = (db: ReadHandle, hash: string): boolean => db.get(`SELECT 1 AS n FROM event WHERE type = 'case.attached' AND ${HASH} = ? LIMIT 1`, hash) !== undefined

/** What is wrong with a file that an event names, as a sentence's subject: `photo.jpg (sha256 …) of case/…`. */
export const describeFile = ({ hash, name, stream }: NamedFile): string => `the file ${basename(name)} (sha256 ${hash}) of ${stream}`
