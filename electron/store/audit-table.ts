import { AuditAct, type AuditRecord } from '../domain/audit.ts'
import type { ReadHandle, SqlValue, WriteHandle } from './database.ts'

/** Writes one record into the projection. Runs inside the transaction of its event. */
export function writeAudit(db: WriteHandle, { id, at, actor, act, what }: AuditRecord): void {
  db.run(
    'INSERT INTO audit_row (id, at, person, name, act, case_id, number, account, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING',
    id, at, actor.id, actor.name, act, what.caseId ?? null, what.number ?? null, what.account ?? null, JSON.stringify(what.detail),
  )
}

/** Empties the projection, to be filled again from the events. */
export const clearAudit = (db: WriteHandle): void => void db.run('DELETE FROM audit_row')

/** A record as lists show it. */
export interface AuditRow {
  readonly id: string
  readonly at: number
  readonly person: string
  readonly name: string
  readonly act: AuditAct
  readonly caseId: string | null
  readonly number: string | null
  readonly account: string | null
  readonly detail: Readonly<Record<string, string>>
}

/** Which records: all given parts must fit. `person` is who acted or whom it was about; `caseId` a case's id or number. Times are epoch ms, `to` exclusive. */
export interface AuditFilter {
  readonly person?: string | undefined
  readonly acts?: readonly AuditAct[] | undefined
  readonly caseId?: string | undefined
  readonly from?: number | undefined
  readonly to?: number | undefined
}

/** A page of records, newest first, and the cursor of the page after it. */
export interface AuditPage {
  readonly rows: readonly AuditRow[]
  readonly next: string | null
}

interface Columns {
  readonly key: number
  readonly id: string
  readonly at: number
  readonly person: string
  readonly name: string
  readonly act: string
  readonly case_id: string | null
  readonly number: string | null
  readonly account: string | null
  readonly detail: string
}

/** The projection is ours and versioned by its migration, so its JSON is taken as written. */
const toRow = (row: Columns): AuditRow => ({
  id: row.id, at: row.at, person: row.person, name: row.name, act: AuditAct.parse(row.act), caseId: row.case_id, number: row.number, account: row.account,
  detail: JSON.parse(row.detail) as Readonly<Record<string, string>>,
})

/** A page after a cursor; undefined when the cursor is none of ours. */
export function pageAudit(db: ReadHandle, { person, acts, caseId, from, to }: AuditFilter, cursor: string | undefined, limit: number): AuditPage | undefined {
  const after = cursor === undefined ? undefined : /^(\d{1,16})\.(\d{1,16})$/.exec(cursor)
  if (after === null) return undefined
  const parts: [string, ...SqlValue[]][] = []
  if (person !== undefined) parts.push(['(person = ? OR account = ?)', person, person])
  if (acts !== undefined) parts.push([`act IN (${acts.map(() => '?').join(', ')})`, ...acts])
  if (caseId !== undefined) parts.push(['(case_id = ? OR case_id = (SELECT id FROM case_row WHERE number = ?))', caseId, caseId])
  if (from !== undefined) parts.push(['at >= ?', from])
  if (to !== undefined) parts.push(['at < ?', to])
  if (after) parts.push(['(at, key) < (?, ?)', Number(after[1]), Number(after[2])])
  const where = parts.length === 0 ? '' : `WHERE ${parts.map(([sql]) => sql).join(' AND ')}`
  const found = db.all<Columns>(`SELECT * FROM audit_row ${where} ORDER BY at DESC, key DESC LIMIT ?`, ...parts.flatMap(([, ...params]) => params), limit + 1)
  const page = found.slice(0, limit)
  const last = page.at(-1)
  return { rows: page.map(toRow), next: found.length > limit && last ? `${last.at}.${last.key}` : null }
}

/** Whether accounts were ever made here, be they there or lost. */
export const accountsWereMade = (db: ReadHandle): boolean => db.get("SELECT 1 FROM audit_row WHERE act = 'account-added' LIMIT 1") !== undefined
