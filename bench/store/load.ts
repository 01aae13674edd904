import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { loadCalendar } from '../../electron/core/code-files.ts'
import { prepareCalendar } from '../../electron/domain/calendar.ts'
import { onlyCalendar } from '../../electron/domain/calendar-book.ts'
import { onlyTable } from '../../electron/domain/code-book.ts'
import { foldCase } from '../../electron/domain/case-state.ts'
import { parseHlc } from '../../electron/domain/hlc.ts'
import { DEFAULT_STAGE_LIMITS } from '../../electron/domain/stage-clock.ts'
import { caseRecord, type CaseFacts } from '../../electron/readmodels/case-record.ts'
import { beginBulk, endBulk } from '../../electron/store/bulk.ts'
import { writeCase } from '../../electron/store/case-table.ts'
import { openWriter, type WriteHandle } from '../../electron/store/database.ts'
import { appendEvent, lastHlc } from '../../electron/store/event-log.ts'
import { readFact, writeFact } from '../../electron/store/facts.ts'
import { personOf, sealReporter } from '../../electron/store/personal-data.ts'
import { caseMaker, CODES, RESOURCES, type MadeCase } from './cases.ts'

export const STATION = 'hall-1'
const BATCH = 20_000

/** Raised when what is made or how it is stored changes: older loads are then made again. */
const LOAD_VERSION = 5

export const FACTS: CaseFacts = {
  calendars: onlyCalendar(prepareCalendar(loadCalendar(RESOURCES))),
  stageLimits: DEFAULT_STAGE_LIMITS,
  codes: onlyTable(CODES),
  departmentName: (id) => `${id}部门`,
  districtOf: ({ report }) => report.grid?.slice(0, 6) ?? '',
}

/** A loaded store and how fast it came about; the rate is undefined when it was there already. */
export interface Loaded {
  readonly dir: string
  readonly file: string
  readonly casesPerSecond: number | undefined
}

const placeOf = (cache: string, rows: number): string => join(cache, `store-${rows}-v${LOAD_VERSION}`)

/** The same case with its reporter sealed, as the commander does it. */
function sealed(db: WriteHandle, { id, events: [first, ...more], reporter }: MadeCase): MadeCase {
  const { person } = personOf(db, reporter)
  if (person === undefined || first === undefined) return { id, events: first === undefined ? more : [first, ...more], reporter }
  sealReporter(db, id, person, reporter)
  return { id, events: [{ ...first, body: { ...(first.body as object), reporter: { person } } }, ...more], reporter }
}

/** Whether a store of this size is there already. */
export const loadedStore = (cache: string, rows: number): boolean => existsSync(join(placeOf(cache, rows), 'wufeng.sqlite'))

/**
 * Fills a data folder with `rows` cases through the code that serves: every event is hashed into the chain, every case
 * folded and projected. Only durability is put off to the end. Cached; goes on where it was interrupted.
 */
export function loadStore(cache: string, rows: number, say: (line: string) => void): Loaded {
  const dir = placeOf(cache, rows)
  const file = join(dir, 'wufeng.sqlite')
  if (existsSync(file)) return { dir, file, casesPerSecond: undefined }
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const part = `${file}.part`
  const db = openWriter({ file: part })
  db.run('PRAGMA synchronous = OFF')
  db.run('PRAGMA cache_size = -524288')
  db.get('PRAGMA wal_autocheckpoint = 20000')
  const begun = Number(readFact(db, 'loaded') ?? 0)
  const make = caseMaker(rows, STATION, parseHlc(lastHlc(db, STATION) ?? ''))
  beginBulk(db)
  const start = performance.now()
  for (let from = begun; from < rows; from += BATCH) {
    const end = Math.min(from + BATCH, rows)
    db.transaction(() => {
      for (let n = from; n < end; n++) {
        const { id, events, reporter } = sealed(db, make(n))
        for (const event of events) appendEvent(db, event)
        const state = foldCase(id, events)
        if (state) writeCase(db, caseRecord(state, events, reporter, FACTS))
      }
      writeFact(db, 'loaded', String(end))
    })
    const rate = (end - begun) / ((performance.now() - start) / 1000)
    if ((end / BATCH) % 5 === 0 || end === rows) say(`loaded ${end} of ${rows} cases, ${Math.round(rate)} cases/s`)
  }
  say('merging the word indexes')
  endBulk(db)
  const casesPerSecond = begun === 0 ? Math.round(rows / ((performance.now() - start) / 1000)) : undefined
  db.get('PRAGMA wal_checkpoint(TRUNCATE)')
  db.run('PRAGMA synchronous = FULL')
  db.close()
  for (const tail of ['-wal', '-shm']) rmSync(`${part}${tail}`, { force: true })
  renameSync(part, file)
  return { dir, file, casesPerSecond }
}
