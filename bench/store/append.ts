import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { makeCommander } from '../../electron/commands/commander.ts'
import { projectionsOf } from '../../electron/core/rebuild.ts'
import { CaseCommand } from '../../electron/domain/case-command.ts'
import { Role, type Actor } from '../../electron/domain/role.ts'
import { uuidV7 } from '../../electron/domain/uuid.ts'
import { openWriter, type WriteHandle } from '../../electron/store/database.ts'
import { projectStream } from '../../electron/store/projection.ts'
import { ARCHIVE_END, caseMaker, DEPARTMENTS } from './cases.ts'
import { FACTS, STATION } from './load.ts'

/** Cases that the simulator sends together when it fills a city, and the steps that it takes each through. */
const TOGETHER = 40
const STEPS = ['accept', 'file', 'dispatch', 'handle', 'check', 'close', 'follow-up'] as const
const EVERYBODY: Actor = { id: 'bench', name: '全能', roles: [...Role.options] }

/** How fast commands became events and projections, and the same rows by bare inserts. */
export interface AppendFigures {
  readonly eventsPerSecond: number
  readonly rawEventsPerSecond: number
  /** Ours as a share of the bare inserts. */
  readonly overRaw: number
}

/** The commands of one case, round the loop, as they happened on the archive's last day. */
export function commandsOf(n: number, rows: number, make: ReturnType<typeof caseMaker>): CaseCommand[] {
  const [first] = make(n % rows).events
  const { number: _number, ...report } = (first?.body ?? {}) as Readonly<Record<string, unknown>>
  const caseId = `bench-${n}`
  const at = ARCHIVE_END - 12 * 3_600_000 + (n % 3_600) * 1_000
  return [
    CaseCommand.parse({ type: 'case.report', caseId, occurredAt: at, report }),
    ...STEPS.map((step, i) => CaseCommand.parse({ type: `case.${step}`, caseId, occurredAt: at + (i + 1) * 60_000, note: '已处置完毕，现场恢复', ...(step === 'follow-up' ? { satisfaction: 'satisfied' } : {}) })),
  ]
}

/** A commander on a database, put together as core does it. `onBatch` hears of each transaction's events. */
export function benchCommander(db: WriteHandle, onBatch: (events: number) => void) {
  const projections = projectionsOf(FACTS)
  return makeCommander({
    db, station: STATION, stationNumber: 1, codes: FACTS.codes, departments: new Set(DEPARTMENTS), inCity: () => true, gridAt: () => null,
    now: () => ARCHIVE_END, newId: () => uuidV7(Date.now(), randomBytes(10)), lastHlc: { wall: 0, count: 0 },
    project: (stream, events) => projectStream(db, projections, stream, events),
    onCommitted: (events) => onBatch(events.length),
    onError: (error) => {
      throw error
    },
    isDiskFull: () => false,
  })
}

/** Appends so many cases through the commander into an empty store, then the same rows by bare inserts, in as many transactions of the same durability. */
export async function measureAppend(cache: string, cases: number): Promise<AppendFigures> {
  const dir = mkdtempSync(join(cache, 'append-'))
  try {
    const db = openWriter({ file: join(dir, 'wufeng.sqlite') })
    const batches: number[] = []
    const commander = benchCommander(db, (events) => batches.push(events))
    const make = caseMaker(cases, STATION)
    const all = Array.from({ length: cases }, (_, n) => commandsOf(n, cases, make))
    const start = performance.now()
    for (let i = 0; i < cases; i += TOGETHER) {
      const answers = await Promise.all(all.slice(i, i + TOGETHER).flatMap((commands) => commands.map((c) => commander.submit(c, EVERYBODY))))
      const refused = answers.find((a) => !a.ok)
      if (refused) throw new Error(JSON.stringify(refused))
    }
    const ours = performance.now() - start
    const events = batches.reduce((a, b) => a + b, 0)
    const raw = rawInserts(db, join(dir, 'raw.sqlite'), batches)
    db.close()
    return { eventsPerSecond: Math.round(events / (ours / 1000)), rawEventsPerSecond: Math.round(events / (raw / 1000)), overRaw: Math.round((raw / ours) * 1000) / 1000 }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

type Row = Readonly<Record<string, string | number | Buffer | null>>

/** Every row that the store holds, into tables that have a key and no index, batch by batch; answers ms. */
function rawInserts(db: WriteHandle, file: string, batches: readonly number[]): number {
  const events = db.all<Row>('SELECT * FROM event ORDER BY seq')
  const byCase = new Map(db.all<Row>("SELECT 'case/' || c.id AS stream, c.*, s.state FROM case_row c JOIN case_state s ON s.key = c.key").map((r) => [r['stream'], r]))
  const figures = new Map(db.all<Row>('SELECT * FROM case_kpi').map((r) => [r['key'], r]))
  const raw = new Database(file)
  raw.pragma('journal_mode = WAL')
  raw.pragma('synchronous = FULL')
  const insertEvent = plainTable(raw, 'event', events[0] ?? {})
  const insertCase = plainTable(raw, 'case_row', [...byCase.values()][0] ?? {})
  const insertFigures = plainTable(raw, 'case_kpi', [...figures.values()][0] ?? {})
  const start = performance.now()
  for (let i = 0, b = 0; b < batches.length; b++) {
    const batch = events.slice(i, (i += batches[b] ?? 0))
    raw.transaction(() => {
      for (const event of batch) insertEvent(event)
      for (const stream of new Set(batch.map((e) => e['stream']))) {
        const row = byCase.get(stream ?? null)
        if (!row) continue
        insertCase(row)
        insertFigures(figures.get(row['key'] ?? null) ?? {})
      }
    }).immediate()
  }
  const ms = performance.now() - start
  raw.close()
  return ms
}

function plainTable(raw: Database.Database, name: string, like: Row): (row: Row) => void {
  const columns = Object.keys(like)
  const key = columns.find((c) => c === 'seq' || c === 'key')
  raw.exec(`CREATE TABLE ${name} (${columns.map((c) => (c === key ? `${c} INTEGER PRIMARY KEY` : c)).join(', ')})`)
  const insert = raw.prepare(`INSERT OR REPLACE INTO ${name} VALUES (${columns.map(() => '?').join(', ')})`)
  return (row) => void insert.run(...columns.map((c) => row[c] ?? null))
}
