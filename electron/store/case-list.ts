import type { Stage } from '../domain/case-flow.ts'
import type { CaseState } from '../domain/case-state.ts'
import type { ReadHandle } from './database.ts'
import type { StoredCase } from './case-table.ts'

/** Which cases a list holds; all given parts must fit. Instants are epoch ms, `bbox` is west, south, east, north. */
export interface CaseListFilter {
  readonly stages?: readonly Stage[] | undefined
  readonly open?: boolean | undefined
  readonly kind?: 'event' | 'component' | undefined
  /** Two digits of a class, or four of a sub-class. */
  readonly class?: string | undefined
  readonly district?: string | undefined
  readonly department?: string | undefined
  readonly reportedFrom?: number | undefined
  readonly reportedTo?: number | undefined
  readonly dueBefore?: number | undefined
  readonly bbox?: readonly [number, number, number, number] | undefined
  /** An FTS5 query from `searchQuery`. */
  readonly match?: string | undefined
  /** A department that has a task of the dispatch in force, leading or helping. */
  readonly taskOf?: string | undefined
}

/** Where a list goes on: after this key, and for due order after this due time (null: none). */
export interface ListPlace {
  readonly key: number
  readonly due: number | null
}

export interface ListedCase extends StoredCase {
  readonly place: ListPlace
}

type Param = string | number

/** SQL conditions and their parameters, put together. */
class Where {
  readonly parts: string[] = []
  readonly params: Param[] = []
  add(sql: string, ...params: readonly Param[]): void {
    this.parts.push(sql)
    this.params.push(...params)
  }
  get sql(): string {
    return this.parts.length > 0 ? `WHERE ${this.parts.join(' AND ')}` : ''
  }
}

function conditions(filter: CaseListFilter): Where {
  const where = new Where()
  const { stages, open, kind, district, department, reportedFrom, reportedTo, dueBefore, bbox, match, taskOf } = filter
  if (stages) where.add(`c.stage IN (${stages.map(() => '?').join(', ')})`, ...stages)
  if (open !== undefined) where.add('c.open = ?', open ? 1 : 0)
  if (kind !== undefined) where.add('c.kind = ?', kind)
  if (filter.class?.length === 4) where.add('c.sub_class = ?', filter.class)
  else if (filter.class !== undefined) where.add('c.sub_class >= ? AND c.sub_class < ?', filter.class, `${filter.class}~`)
  if (district !== undefined) where.add('c.district = ?', district)
  if (department !== undefined) where.add('c.department = ?', department)
  if (reportedFrom !== undefined) where.add('c.reported_at >= ?', reportedFrom)
  if (reportedTo !== undefined) where.add('c.reported_at < ?', reportedTo)
  if (dueBefore !== undefined) where.add('c.due_at < ?', dueBefore)
  if (bbox) where.add('c.key IN (SELECT key FROM case_place WHERE max_lng >= ? AND min_lng <= ? AND max_lat >= ? AND min_lat <= ?)', ...bboxBounds(bbox))
  if (match !== undefined) where.add('c.key IN (SELECT rowid FROM case_text WHERE case_text MATCH ?)', match)
  if (taskOf !== undefined) where.add("EXISTS (SELECT 1 FROM json_each(c.state, '$.tasks') t WHERE json_extract(t.value, '$.department') = ?)", taskOf)
  return where
}

const bboxBounds = ([west, south, east, north]: readonly [number, number, number, number]): Param[] => [west, east, south, north]

interface ListRow {
  readonly key: number
  readonly due_at: number | null
  readonly state: string
  readonly changed_at: number
  readonly district: string
}

/** The projection is ours and versioned by its migration, so its JSON is taken as written. */
const toListed = (row: ListRow): ListedCase => ({ state: JSON.parse(row.state) as CaseState, changedAt: row.changed_at, district: row.district, place: { key: row.key, due: row.due_at } })

/** A page of a list after a place: the newest arrivals first, or by due time with those that have none last. */
export function listCases(db: ReadHandle, filter: CaseListFilter, order: 'newest' | 'due', after: ListPlace | undefined, limit: number): ListedCase[] {
  const where = conditions(filter)
  if (after && order === 'newest') where.add('c.key < ?', after.key)
  else if (after && after.due === null) where.add('c.due_at IS NULL AND c.key > ?', after.key)
  else if (after && after.due !== null) where.add('(c.due_at > ? OR (c.due_at = ? AND c.key > ?) OR c.due_at IS NULL)', after.due, after.due, after.key)
  const by = order === 'newest' ? 'c.key DESC' : 'c.due_at IS NULL, c.due_at, c.key'
  return db.all<ListRow>(`SELECT c.key, c.due_at, c.state, c.changed_at, c.district FROM case_row c ${where.sql} ORDER BY ${by} LIMIT ?`, ...where.params, limit).map(toListed)
}

/** The case that bears a number. */
export const caseIdByNumber = (db: ReadHandle, number: string): string | undefined => db.get<{ id: string }>('SELECT id FROM case_row WHERE number = ? LIMIT 1', number)?.id
