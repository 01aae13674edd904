import type { CaseState } from '../domain/case-state.ts'
import type { Stage } from '../domain/case-flow.ts'
import type { ReadHandle, WriteHandle } from './database.ts'
import type { Bounce, CaseKpi } from '../domain/case-kpi.ts'
import type { CaseAct } from '../domain/case-act.ts'
import { writeActs } from './act-table.ts'
import { writeKpi } from './kpi-table.ts'
import { spreadText } from './search-text.ts'

/** A case as the projection keeps it: columns to filter and sort by, and the folded state. */
export interface CaseRecord {
  readonly state: CaseState
  readonly open: boolean
  readonly district: string
  readonly street: string
  readonly kpi: CaseKpi
  readonly bounces: readonly Bounce[]
  readonly acts: readonly CaseAct[]
  readonly changedAt: number
  /** Due and warning instants of the clock that presses now, epoch ms. */
  readonly dueAt: number | null
  readonly warnAt: number | null
  /** Everything that a search should find the case by. */
  readonly text: string
}

/** Writes one case into the projection and its search, place and figure indexes; answers its key. Runs inside a transaction. */
export function writeCase(db: WriteHandle, record: CaseRecord): number {
  const { state } = record
  const [lng, lat] = state.report.at
  const { key } = db.get<{ key: number }>(
    `INSERT INTO case_row (id, number, stage, open, kind, sub_class, district, department, lng, lat, reported_at, changed_at, due_at, warn_at, state)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET number = excluded.number, stage = excluded.stage, open = excluded.open, kind = excluded.kind, sub_class = excluded.sub_class,
       district = excluded.district, department = excluded.department, lng = excluded.lng, lat = excluded.lat, reported_at = excluded.reported_at,
       changed_at = excluded.changed_at, due_at = excluded.due_at, warn_at = excluded.warn_at, state = excluded.state
     RETURNING key`,
    state.id, state.report.number, state.stage, record.open ? 1 : 0, state.report.kind, state.report.subClass, record.district,
    state.dispatch?.department ?? null, lng, lat, state.reportedAt, record.changedAt, record.dueAt, record.warnAt, JSON.stringify(state),
  ) ?? { key: 0 }
  db.run('INSERT OR REPLACE INTO case_place VALUES (?, ?, ?, ?, ?)', key, lng, lng, lat, lat)
  db.run('INSERT OR REPLACE INTO case_text (rowid, body) VALUES (?, ?)', key, spreadText(record.text))
  writeKpi(db, key, record.kpi, { district: record.district, street: record.street, grid: state.report.grid ?? '', class: `${state.report.kind}/${state.report.subClass.slice(0, 2)}` }, record.bounces)
  writeActs(db, key, record.acts)
  return key
}

/** Empties the projection, to be filled again from the events. */
export function clearCases(db: WriteHandle): void {
  db.run('DELETE FROM case_row')
  db.run('DELETE FROM case_place')
  db.run('DELETE FROM case_kpi')
  db.run('DELETE FROM case_bounce')
  db.run('DELETE FROM case_act')
  db.run("INSERT INTO case_text (case_text) VALUES ('delete-all')")
}

interface StateRow {
  readonly state: string
  readonly changed_at: number
  readonly district: string
}

/** A case as read back. */
export interface StoredCase {
  readonly state: CaseState
  readonly changedAt: number
  readonly district: string
}

/** The projection is ours and versioned by its migration, so its JSON is taken as written. */
const toCase = (row: StateRow): StoredCase => ({ state: JSON.parse(row.state) as CaseState, changedAt: row.changed_at, district: row.district })

const COLUMNS = 'c.state, c.changed_at, c.district'

export const readCase = (db: ReadHandle, id: string): StoredCase | undefined => {
  const row = db.get<StateRow>(`SELECT ${COLUMNS} FROM case_row c WHERE c.id = ?`, id)
  return row && toCase(row)
}

export const readCaseByKey = (db: ReadHandle, key: number): StoredCase | undefined => {
  const row = db.get<StateRow>(`SELECT ${COLUMNS} FROM case_row c WHERE c.key = ?`, key)
  return row && toCase(row)
}

/** Which cases a page holds. All given parts must fit. */
export interface CaseFilter {
  readonly stages?: readonly Stage[]
  readonly openOnly?: boolean
  /** Only cases whose warning instant lies before this, epoch ms. */
  readonly warnBefore?: number
  /** An FTS5 query from `searchQuery`. */
  readonly match?: string
}

function where(filter: CaseFilter): { sql: string; params: (string | number)[] } {
  const parts: string[] = []
  const params: (string | number)[] = []
  if (filter.openOnly) parts.push('c.open = 1')
  if (filter.stages) {
    parts.push(`c.stage IN (${filter.stages.map(() => '?').join(', ')})`)
    params.push(...filter.stages)
  }
  if (filter.warnBefore !== undefined) {
    parts.push('c.warn_at <= ?')
    params.push(filter.warnBefore)
  }
  if (filter.match !== undefined) {
    parts.push('c.key IN (SELECT rowid FROM case_text WHERE case_text MATCH ?)')
    params.push(filter.match)
  }
  return { sql: parts.length > 0 ? `WHERE ${parts.join(' AND ')}` : '', params }
}

/** A page of cases: by due time where clocks press, those without a clock last, newest change first among them. */
export function pageCases(db: ReadHandle, filter: CaseFilter, limit: number): StoredCase[] {
  const { sql, params } = where(filter)
  return db.all<StateRow>(`SELECT ${COLUMNS} FROM case_row c ${sql} ORDER BY c.open DESC, c.due_at IS NULL, c.due_at, c.changed_at DESC LIMIT ?`, ...params, limit).map(toCase)
}

/** How many cases a filter holds, counted up to `cap`. */
export function countCases(db: ReadHandle, filter: CaseFilter, cap: number): number {
  const { sql, params } = where(filter)
  return db.get<{ n: number }>(`SELECT count(*) AS n FROM (SELECT 1 FROM case_row c ${sql} LIMIT ?)`, ...params, cap)?.n ?? 0
}

/** Open cases inside a viewport (degrees: west, south, east, north), the most pressing first. */
export function casesInView(db: ReadHandle, [west, south, east, north]: readonly [number, number, number, number], limit: number): StoredCase[] {
  return db.all<StateRow>(
    `SELECT ${COLUMNS} FROM case_place p JOIN case_row c ON c.key = p.key
     WHERE p.max_lng >= ? AND p.min_lng <= ? AND p.max_lat >= ? AND p.min_lat <= ? AND c.open = 1
     ORDER BY c.due_at IS NULL, c.due_at LIMIT ?`,
    west, east, south, north, limit,
  ).map(toCase)
}

/** The greatest case number that starts with a prefix; numbers of one prefix have one width. */
export const lastNumber = (db: ReadHandle, prefix: string): string | undefined =>
  db.get<{ number: string }>('SELECT number FROM case_row WHERE number >= ? AND number < ? ORDER BY number DESC LIMIT 1', prefix, `${prefix}~`)?.number

/** Whether the clock of an open case passed its warning or due instant in (from, to]: views that show clocks are then old. */
export const clockPassed = (db: ReadHandle, from: number, to: number): boolean =>
  db.get<{ n: number }>(
    `SELECT EXISTS (SELECT 1 FROM case_row WHERE open = 1 AND due_at >= ? AND due_at < ?) OR EXISTS (SELECT 1 FROM case_row WHERE open = 1 AND warn_at > ? AND warn_at <= ?) AS n`,
    from, to, from, to,
  )?.n === 1
