import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { makeCommander } from '../../electron/commands/commander.ts'
import { projectionsOf } from '../../electron/core/rebuild.ts'
import { AttachmentLimits } from '../../electron/domain/attachment.ts'
import { CaseCommand } from '../../electron/domain/case-command.ts'
import { Role, type Actor } from '../../electron/domain/role.ts'
import type { EventEnvelope } from '../../electron/domain/case-event.ts'
import { uuidV7 } from '../../electron/domain/uuid.ts'
import { caseText } from '../../electron/readmodels/case-record.ts'
import { readCase } from '../../electron/store/case-table.ts'
import { randomPool } from '../../electron/platform/random-pool.ts'
import { openWriter, type WriteHandle } from '../../electron/store/database.ts'
import { reporterOf } from '../../electron/store/personal-data.ts'
import { projectStream } from '../../electron/store/projection.ts'
import { textTokens } from '../../electron/store/search-text.ts'
import { ARCHIVE_END, caseMaker, DEPARTMENTS } from './cases.ts'
import { FACTS, STATION } from './load.ts'

/** Cases that the simulator sends together when it fills a city, and the steps that it takes each through. */
const TOGETHER = 40
const STEPS = ['accept', 'file', 'dispatch', 'handle', 'check', 'close', 'follow-up'] as const
const EVERYBODY: Actor = { id: 'bench', name: '全能', roles: [...Role.options] }

/** How fast commands became events and projections, and the same rows by bare inserts. */
export interface AppendFigures {
  readonly eventsPerSecond: number
  /** Bare inserts into the same tables with all their indexes, and into tables that have only a key. */
  readonly sameEventsPerSecond: number
  readonly bareEventsPerSecond: number
  /** Ours as a share of either. */
  readonly overSame: number
  readonly overBare: number
}

/** The commands of one case, round the loop, as they happened on the archive's last day. */
export function commandsOf(n: number, rows: number, make: ReturnType<typeof caseMaker>): CaseCommand[] {
  const { events: [first], reporter } = make(n % rows)
  const { number: _number, ...report } = (first?.body ?? {}) as Readonly<Record<string, unknown>>
  const caseId = `bench-${n}`
  const at = ARCHIVE_END - 12 * 3_600_000 + (n % 3_600) * 1_000
  return [
    CaseCommand.parse({ type: 'case.report', caseId, occurredAt: at, report: { ...report, reporter } }),
    ...STEPS.map((step, i) => CaseCommand.parse({ type: `case.${step}`, caseId, occurredAt: at + (i + 1) * 60_000, note: '已处置完毕，现场恢复', ...(step === 'follow-up' ? { satisfaction: 'satisfied' } : {}) })),
  ]
}

/** A commander on a database, put together as core does it. `onBatch` hears of each transaction's events. */
export function benchCommander(db: WriteHandle, onBatch: (events: readonly EventEnvelope[]) => void) {
  const projections = projectionsOf(FACTS)
  const random = randomPool()
  return makeCommander({
    db, station: STATION, stationNumber: 1, codes: FACTS.codes, departments: new Set(DEPARTMENTS), inCity: () => true, gridAt: () => null, files: { file: () => undefined, limits: AttachmentLimits.parse({}) },
    now: () => ARCHIVE_END, newId: () => uuidV7(Date.now(), random(10)), lastHlc: { wall: 0, count: 0 },
    project: (stream, events, folded) => projectStream(db, projections, stream, events, folded),
    onCommitted: onBatch,
    onError: (error) => {
      throw error
    },
    isDiskFull: () => false,
  })
}

/**
 * Appends so many cases through the commander into an empty store. After each handful the rows that came of it go, by
 * bare inserts in as many transactions of the same durability, into two more databases: tables like ours with all their
 * indexes, and tables that have a key and no index. Taking turns, all three meet the same weather on a shared machine.
 */
export async function measureAppend(cache: string, cases: number): Promise<AppendFigures> {
  const dir = mkdtempSync(join(cache, 'append-'))
  const db = openWriter({ file: join(dir, 'wufeng.sqlite') })
  const same = openWriter({ file: join(dir, 'same.sqlite') })
  const bare = new Database(join(dir, 'bare.sqlite'))
  try {
    bare.pragma('journal_mode = WAL')
    bare.pragma('synchronous = FULL')
    const batches: (readonly string[])[] = []
    const commander = benchCommander(db, (events) => batches.push(events.map((e) => e.id)))
    const make = caseMaker(cases, STATION)
    const insertSame = sameTables(same)
    const insertBare = bareTables(bare)
    const times = { ours: 0, same: 0, bare: 0 }
    let events = 0
    for (let i = 0; i < cases; i += TOGETHER) {
      const commands = Array.from({ length: Math.min(TOGETHER, cases - i) }, (_, k) => commandsOf(i + k, cases, make)).flat()
      batches.length = 0
      const start = performance.now()
      const answers = await Promise.all(commands.map((c) => commander.submit(c, EVERYBODY)))
      times.ours += performance.now() - start
      const refused = answers.find((a) => !a.ok)
      if (refused) throw new Error(JSON.stringify(refused))
      const rows = batches.map((ids) => rowsOf(db, ids))
      events += rows.reduce((sum, r) => sum + r.events.length, 0)
      times.same += clock(() => rows.forEach((r) => same.transaction(() => insertSame(r))))
      times.bare += clock(() => rows.forEach((r) => bare.transaction(() => insertBare(r)).immediate()))
    }
    const rate = (ms: number): number => Math.round(events / (ms / 1000))
    return { eventsPerSecond: rate(times.ours), sameEventsPerSecond: rate(times.same), bareEventsPerSecond: rate(times.bare), overSame: ratio(times.same, times.ours), overBare: ratio(times.bare, times.ours) }
  } finally {
    for (const each of [db, same, bare]) each.close()
    rmSync(dir, { recursive: true, force: true })
  }
}

const ratio = (a: number, b: number): number => Math.round((a / b) * 1000) / 1000

function clock(work: () => void): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

type Row = Readonly<Record<string, string | number | Buffer | null>>

/** What one transaction left behind: its events, and each case that it touched with all that is kept of it. */
interface Rows {
  readonly events: readonly Row[]
  readonly cases: readonly { readonly row: Row; readonly state: Row; readonly figures: Row; readonly acts: readonly Row[]; readonly text: string }[]
  readonly people: readonly { readonly person: Row; readonly personal: Row }[]
}

function rowsOf(db: WriteHandle, ids: readonly string[]): Rows {
  const events = ids.map((id) => db.get<Row>('SELECT * FROM event WHERE id = ?', id) ?? {})
  const cases = [...new Set(events.map((e) => String(e['stream']).slice('case/'.length)))].flatMap((id) => {
    const row = db.get<Row>('SELECT * FROM case_row WHERE id = ?', id)
    const stored = readCase(db, id)
    if (!row || !stored) return []
    const key = Number(row['key'])
    const state = db.get<Row>('SELECT * FROM case_state WHERE key = ?', key) ?? {}
    const figures = db.get<Row>('SELECT * FROM case_kpi WHERE key = ?', key) ?? {}
    const acts = db.all<Row>('SELECT * FROM case_act WHERE key = ?', key)
    return [{ row, state, figures, acts, text: [...textTokens(caseText(stored.state, reporterOf(db, id, stored.state.report.reporter), FACTS))].join(' ') }]
  })
  const people = events.filter((e) => e['type'] === 'case.reported').flatMap((e) => {
    const personal = db.get<Row>('SELECT * FROM personal WHERE case_id = ?', String(e['stream']).slice('case/'.length))
    const person = personal && db.get<Row>('SELECT * FROM person WHERE id = ?', personal['person'] ?? null)
    return personal && person ? [{ person, personal }] : []
  })
  return { events, cases, people }
}

const values = (row: Row): (string | number | Buffer | null)[] => Object.values(row)

/** Inserts into our own tables: the same indexes, word index and all, without a thought. */
function sameTables(db: WriteHandle): (rows: Rows) => void {
  const into = (table: string, row: Row): void => void db.run(`INSERT OR REPLACE INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row).map(() => '?').join(', ')})`, ...values(row))
  return ({ events, cases, people }) => {
    for (const event of events) into('event', event)
    for (const { person, personal } of people) {
      into('person', person)
      into('personal', personal)
    }
    for (const { row, state, figures, acts, text } of cases) {
      into('case_row', row)
      into('case_state', state)
      into('case_kpi', figures)
      for (const act of acts) into('case_act', act)
      db.run(`INSERT OR REPLACE INTO ${row['open'] === 1 ? 'case_open_text' : 'case_text'} (rowid, body) VALUES (?, ?)`, Number(row['key']), text)
      if (row['open'] === 1) db.run('INSERT OR REPLACE INTO case_place VALUES (?, ?, ?, ?, ?)', Number(row['key']), Number(row['lng']), Number(row['lng']), Number(row['lat']), Number(row['lat']))
    }
  }
}

/** Inserts into tables that have a key and nothing else; the words of a case as plain text. */
function bareTables(db: Database.Database): (rows: Rows) => void {
  const made = new Map<string, Database.Statement>()
  const into = (table: string, row: Row): void => {
    const known = made.get(table)
    if (known) return void known.run(...values(row))
    const columns = Object.keys(row).map((c) => (c === 'seq' || (c === 'key' && table !== 'case_act' && table !== 'person') ? `${c} INTEGER PRIMARY KEY` : c))
    db.exec(`CREATE TABLE ${table} (${columns.join(', ')})`)
    const statement = db.prepare(`INSERT OR REPLACE INTO ${table} VALUES (${columns.map(() => '?').join(', ')})`)
    made.set(table, statement)
    statement.run(...values(row))
  }
  return ({ events, cases, people }) => {
    for (const event of events) into('event', event)
    for (const { person, personal } of people) {
      into('person', person)
      into('personal', personal)
    }
    for (const { row, state, figures, acts, text } of cases) {
      into('case_row', row)
      into('case_state', state)
      into('case_kpi', figures)
      for (const act of acts) into('case_act', act)
      into('case_text', { key: row['key'] ?? null, text })
    }
  }
}
