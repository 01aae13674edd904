import { hash } from 'node:crypto'
import type { CaseAct } from '../domain/case-act.ts'
import type { Bounce, CaseKpi } from '../domain/case-kpi.ts'
import type { CaseState } from '../domain/case-state.ts'
import { yearAfter } from '../domain/calendar.ts'
import type { ReadHandle, SqlValue, WriteHandle } from './database.ts'
import { writeActs } from './act-table.ts'
import { writeKpi } from './kpi-table.ts'
import { cellsAt, label, textTokens } from './search-text.ts'

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

/** Stands for "never" where a case has no due or warning instant: the last instant that a Date can hold. */
export const NEVER = 8_640_000_000_000_000

/** Class of a case as it is filtered by: `event/01`. */
export const classOf = ({ report }: CaseState): string => `${report.kind}/${report.subClass.slice(0, 2)}`

interface Before {
  readonly key: number
  readonly open: number
  readonly stage: string
  readonly mark: Buffer
}

/** Writes one case into the projection and its search, place and figure indexes; answers its key. Runs inside a transaction. */
export function writeCase(db: WriteHandle, record: CaseRecord): number {
  const { state } = record
  const before = db.get<Before>('SELECT key, open, stage, mark FROM case_row WHERE id = ?', state.id)
  const mark = markOf(record)
  const key = before ? updateRow(db, before.key, record, mark) : insertRow(db, record, mark)
  if (before?.stage !== state.stage) moveCount(db, before?.stage, state.stage)
  if (!before?.mark.equals(mark)) indexCase(db, key, before, record)
  writeKpi(db, key, record.kpi, { district: record.district, street: record.street, grid: state.report.grid ?? '', class: classOf(state) }, record.bounces, before === undefined)
  writeActs(db, key, record.acts, before === undefined)
  return key
}

/** The end that the law sets to a 挂账 that goes on, epoch ms; 0 where there is none. */
const suspendedUntil = ({ suspensions }: CaseState): number => {
  const last = suspensions.at(-1)
  return last && last.to === undefined ? yearAfter(last.from) : 0
}

/** Bits of what waits for an answer. */
export const ASKED = { return: 1, extend: 2, suspend: 4, appeal: 8 } as const

const askedBits = ({ requests, appeal }: CaseState): number =>
  (requests.return ? ASKED.return : 0) | (requests.extend ? ASKED.extend : 0) | (requests.suspend ? ASKED.suspend : 0) | (appeal && appeal.decidedAt === undefined ? ASKED.appeal : 0)

/** Columns of a case, all but its key and id. */
const COLUMNS = ['number', 'stage', 'open', 'class', 'sub_class', 'district', 'street', 'department', 'source', 'supervised', 'extended', 'suspended_until', 'asked', 'lng', 'lat', 'reported_at', 'changed_at', 'due_at', 'warn_at', 'mark'] as const
const INSERT = `INSERT INTO case_row (id, ${COLUMNS.join(', ')}) VALUES (?${', ?'.repeat(COLUMNS.length)})`
const UPDATE = `UPDATE case_row SET ${COLUMNS.map((c) => `${c} = ?`).join(', ')} WHERE key = ?`

function columnsOf({ state, open, district, street, changedAt, dueAt, warnAt }: CaseRecord, mark: Buffer): SqlValue[] {
  const { report } = state
  return [
    report.number, state.stage, open ? 1 : 0, classOf(state), report.subClass, district, street, state.dispatch?.department ?? null, report.source, state.supervisions.length > 0 ? 1 : 0,
    state.extensions.length > 0 ? 1 : 0, suspendedUntil(state), askedBits(state), ...report.at, state.reportedAt, changedAt, dueAt ?? NEVER, warnAt ?? NEVER, mark,
  ]
}

function insertRow(db: WriteHandle, record: CaseRecord, mark: Buffer): number {
  const { rowid } = db.run(INSERT, record.state.id, ...columnsOf(record, mark))
  db.run('INSERT INTO case_state (key, state) VALUES (?, ?)', rowid, JSON.stringify(record.state))
  return rowid
}

function updateRow(db: WriteHandle, key: number, record: CaseRecord, mark: Buffer): number {
  db.run(UPDATE, ...columnsOf(record, mark), key)
  db.run('UPDATE case_state SET state = ? WHERE key = ?', JSON.stringify(record.state), key)
  return key
}

/** A digest of all that the word and place indexes hold of a case; labels are those of the archive alone. */
function markOf(record: CaseRecord): Buffer {
  const [lng, lat] = record.state.report.at
  const labels = record.open ? ['open'] : labelsOf(record)
  return hash('sha1', JSON.stringify([lng, lat, labels, record.text]), 'buffer').subarray(0, 8)
}

function labelsOf({ state, district, street }: CaseRecord): string[] {
  const { kind, subClass, source } = state.report
  const department = state.dispatch?.department
  return [
    label('k', kind), label('c', classOf(state)), label('c', `${kind}/${subClass}`), label('d', district), label('s', state.stage), label('t', street), label('h', source),
    ...(state.supervisions.length > 0 ? [label('m', 'supervised')] : []), ...(state.extensions.length > 0 ? [label('m', 'extended')] : []),
    ...(department === undefined ? [] : [label('o', department)]), ...cellsAt(state.report.at),
  ]
}

function indexCase(db: WriteHandle, key: number, before: Before | undefined, record: CaseRecord): void {
  const wasOpen = before?.open === 1
  if (wasOpen && !record.open) {
    db.run('DELETE FROM case_open_text WHERE rowid = ?', key)
    db.run('DELETE FROM case_place WHERE key = ?', key)
  }
  if (before && !wasOpen && record.open) db.run('DELETE FROM case_text WHERE rowid = ?', key)
  const verb = before && wasOpen === record.open ? 'INSERT OR REPLACE' : 'INSERT'
  const tokens = [...textTokens(record.text), ...(record.open ? [] : labelsOf(record))].join(' ')
  db.run(`${verb} INTO ${record.open ? 'case_open_text' : 'case_text'} (rowid, body) VALUES (?, ?)`, key, tokens)
  if (!record.open) return
  const [lng, lat] = record.state.report.at
  db.run(`${verb} INTO case_place VALUES (?, ?, ?, ?, ?)`, key, lng, lng, lat, lat)
}

function moveCount(db: WriteHandle, from: string | undefined, to: string): void {
  if (from !== undefined) db.run('UPDATE case_count SET n = n - 1 WHERE stage = ?', from)
  db.run('INSERT INTO case_count VALUES (?, 1) ON CONFLICT (stage) DO UPDATE SET n = n + 1', to)
}

/** Empties the projections, to be filled again from the events. Runs inside a transaction. */
export function clearCases(db: WriteHandle): void {
  for (const table of ['case_row', 'case_state', 'case_count', 'case_place', 'case_kpi', 'case_bounce', 'case_act']) db.run(`DELETE FROM ${table}`)
  for (const index of ['case_text', 'case_open_text']) db.run(`INSERT INTO ${index} (${index}) VALUES ('delete-all')`)
}

/** A case as read back; `key` grows with the order of arrival. */
export interface StoredCase {
  readonly key: number
  readonly state: CaseState
  readonly changedAt: number
  readonly district: string
  readonly dueAt: number | null
}

/** What a query for whole cases selects of `case_row c` and `case_state s`. */
export const CASE_COLUMNS = 'c.key, s.state, c.changed_at AS changedAt, c.district, c.due_at AS dueAt'

/** A row of {@link CASE_COLUMNS}. */
export interface CaseColumns {
  readonly key: number
  readonly state: string
  readonly changedAt: number
  readonly district: string
  readonly dueAt: number
}

/** The projection is ours and versioned by its migration, so its JSON is taken as written. */
export const toCase = ({ key, state, changedAt, district, dueAt }: CaseColumns): StoredCase => ({ key, state: JSON.parse(state) as CaseState, changedAt, district, dueAt: dueAt === NEVER ? null : dueAt })

export const readCase = (db: ReadHandle, id: string): StoredCase | undefined => {
  const row = db.get<CaseColumns>(`SELECT ${CASE_COLUMNS} FROM case_row c JOIN case_state s ON s.key = c.key WHERE c.id = ?`, id)
  return row && toCase(row)
}

export const readCaseByKey = (db: ReadHandle, key: number): StoredCase | undefined => {
  const row = db.get<CaseColumns>(`SELECT ${CASE_COLUMNS} FROM case_row c JOIN case_state s ON s.key = c.key WHERE c.key = ?`, key)
  return row && toCase(row)
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

/** Open cases whose limit was used up in [from, to), the first first, at most 1,000. */
export const cameDue = (db: ReadHandle, from: number, to: number): { readonly id: string; readonly dueAt: number }[] =>
  db.all<{ id: string; dueAt: number }>('SELECT id, due_at AS dueAt FROM case_row INDEXED BY case_open_due WHERE open = 1 AND due_at >= ? AND due_at < ? ORDER BY due_at, key LIMIT 1000', from, to)
