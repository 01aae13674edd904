import type { CaseSource } from '../domain/case-event.ts'
import { OPEN_STAGES, type Stage } from '../domain/case-flow.ts'
import { CASE_COLUMNS, NEVER, toCase, type CaseColumns, type StoredCase } from './case-table.ts'
import type { ReadHandle, SqlValue } from './database.ts'
import { anyLabel, cellsIn, type LabelKind, type SearchQuery } from './search-text.ts'

/** A viewport in WGS-84 degrees: west, south, east, north. */
export type Viewport = readonly [number, number, number, number]

/** Which cases are meant. All given parts must fit. */
export interface CaseFilter {
  /** True: only cases in hand; false: only the archive. */
  readonly open?: boolean
  readonly stages?: readonly Stage[]
  /** Any of these: a kind (`event`), a class (`event/01`) or a sub-class (`event/0101`). */
  readonly classes?: readonly string[]
  readonly departments?: readonly string[]
  readonly districts?: readonly string[]
  readonly streets?: readonly string[]
  readonly sources?: readonly CaseSource[]
  /** 督办, or 延期, at least once. */
  readonly supervised?: true
  readonly extended?: true
  /** 挂账 at this instant, epoch ms. */
  readonly suspendedAt?: number
  /** Reported at or after this, epoch ms. */
  readonly reportedFrom?: number
  /** Only cases whose clock falls due, or warns, at or before this, epoch ms. Cases of the archive have no clock that runs. */
  readonly dueBefore?: number
  readonly warnBefore?: number
  /** Only cases whose clock falls due at or after this. */
  readonly dueFrom?: number
  readonly within?: Viewport
  readonly search?: SearchQuery
}

/** Where a page ends; the next one begins after it. */
export interface CaseCursor {
  readonly open: boolean
  readonly dueAt: number
  readonly key: number
}

/** `due`: cases in hand by due time, those whose clock does not press after them, then the archive, newest first. `newest`: by arrival. */
export type CaseOrder = 'due' | 'newest'

export interface PageOptions {
  readonly order?: CaseOrder
  readonly limit: number
  readonly after?: CaseCursor | undefined
  /** Whether a case truly holds what was searched for; asked only where the word index finds it nearly. */
  readonly fits?: (stored: StoredCase) => boolean
}

export interface CasePage {
  readonly cases: readonly StoredCase[]
  /** Undefined when nothing follows. */
  readonly next: CaseCursor | undefined
}

/** A cursor as text, for addresses and messages. */
export const cursorText = ({ open, dueAt, key }: CaseCursor): string => `${open ? 'o' : 'a'}.${dueAt}.${key}`

/** Reads a cursor; undefined when it is none of ours. */
export function readCursor(text: string): CaseCursor | undefined {
  const match = /^([oa])\.(\d{1,16})\.(\d{1,16})$/.exec(text)
  return match ? { open: match[1] === 'o', dueAt: Number(match[2]), key: Number(match[3]) } : undefined
}

/** So many keys are cheaper to look up one by one than an index is to walk. */
const FEW = 2_000
/** Pages that are read on to replace cases which only nearly held the words. */
const MAX_READ_ON = 8

interface Sql {
  readonly sql: string
  readonly params: readonly SqlValue[]
}

const joinAll = (parts: readonly Sql[]): Sql => ({ sql: parts.map((p) => `AND ${p.sql}`).join(' '), params: parts.flatMap((p) => p.params) })

const anyOf = (parts: readonly Sql[]): Sql => ({ sql: `(${parts.map((p) => p.sql).join(' OR ')})`, params: parts.flatMap((p) => p.params) })

const oneOf = (column: string, values: readonly string[]): Sql => ({ sql: `${column} IN (${values.map(() => '?').join(', ')})`, params: values })

const ofClass = (value: string): Sql => {
  const [kind = '', code = ''] = value.split('/')
  if (code === '') return { sql: 'c.class >= ? AND c.class < ?', params: [`${kind}/`, `${kind}/~`] }
  return code.length <= 2 ? { sql: 'c.class = ?', params: [value] } : { sql: 'c.class = ? AND c.sub_class = ?', params: [`${kind}/${code.slice(0, 2)}`, code] }
}

/** The parts of a filter that columns answer. */
function columnParts(filter: CaseFilter): Sql[] {
  const { stages, classes, departments, districts, streets, sources, supervised, extended, suspendedAt, reportedFrom, dueBefore, dueFrom, warnBefore, within } = filter
  const parts: Sql[] = []
  if (stages) parts.push(oneOf('c.stage', stages))
  if (classes) parts.push(anyOf(classes.map(ofClass)))
  if (departments) parts.push(oneOf('c.department', departments))
  if (districts) parts.push(oneOf('c.district', districts))
  if (streets) parts.push(oneOf('c.street', streets))
  if (sources) parts.push(oneOf('c.source', sources))
  if (supervised) parts.push({ sql: 'c.supervised = 1', params: [] })
  if (extended) parts.push({ sql: 'c.extended = 1', params: [] })
  if (suspendedAt !== undefined) parts.push({ sql: 'c.suspended_until > ?', params: [suspendedAt] })
  if (reportedFrom !== undefined) parts.push({ sql: 'c.reported_at >= ?', params: [reportedFrom] })
  if (dueFrom !== undefined) parts.push({ sql: 'c.due_at >= ?', params: [dueFrom] })
  if (dueBefore !== undefined) parts.push({ sql: 'c.due_at <= ?', params: [dueBefore] })
  if (warnBefore !== undefined) parts.push({ sql: 'c.warn_at <= ?', params: [warnBefore] })
  if (within) parts.push({ sql: 'c.lng BETWEEN ? AND ? AND c.lat BETWEEN ? AND ?', params: [within[0], within[2], within[1], within[3]] })
  return parts
}

const asksOpen = ({ open, stages }: CaseFilter): boolean => open !== false && (stages === undefined || stages.some((s) => OPEN_STAGES.includes(s)))
/** Clocks and 挂账 are those of cases in hand. */
const asksArchive = ({ open, stages, dueBefore, dueFrom, warnBefore, suspendedAt }: CaseFilter): boolean =>
  open !== true && dueBefore === undefined && dueFrom === undefined && warnBefore === undefined && suspendedAt === undefined && (stages === undefined || stages.some((s) => !OPEN_STAGES.includes(s)))

const capped = (db: ReadHandle, { sql, params }: Sql, cap: number): number => db.get<{ n: number }>(`SELECT count(*) AS n FROM (${sql} LIMIT ?)`, ...params, cap)?.n ?? 0

/** Keys of open cases that the word index and the R*Tree answer, each with how many there are, up to {@link FEW}. */
function openKeys(db: ReadHandle, { search, within }: CaseFilter): { readonly keys: Sql; readonly count: number }[] {
  const sources: Sql[] = []
  if (search) sources.push({ sql: 'SELECT rowid FROM case_open_text WHERE case_open_text MATCH ?', params: [search.match] })
  if (within) sources.push({ sql: 'SELECT key FROM case_place WHERE max_lng >= ? AND min_lng <= ? AND max_lat >= ? AND min_lat <= ?', params: [within[0], within[2], within[1], within[3]] })
  return sources.map((keys) => ({ keys, count: capped(db, keys, FEW + 1) }))
}

/** Table, index and conditions for open cases: by keys where these are few, else along the index that narrows most. */
function openSource(db: ReadHandle, filter: CaseFilter): { readonly table: string; readonly where: Sql } {
  const sources = openKeys(db, filter).toSorted((a, b) => a.count - b.count)
  const [fewest] = sources
  const driven = fewest !== undefined && fewest.count <= FEW
  const inKeys = sources.flatMap(({ keys }, i): Sql[] => {
    const walked = !driven || i > 0
    if (walked && keys.sql.includes('case_place')) return []
    return [{ sql: `${walked ? '+' : ''}c.key IN (${keys.sql})`, params: keys.params }]
  })
  const index = driven ? 'NOT INDEXED' : `INDEXED BY ${filter.departments?.length === 1 ? 'case_open_department' : filter.classes?.length === 1 ? 'case_open_class' : 'case_open_due'}`
  return { table: `case_row c ${index}`, where: joinAll([...inKeys, ...columnParts(filter)]) }
}

function openByDue(db: ReadHandle, filter: CaseFilter, limit: number, after: CaseCursor | undefined): StoredCase[] {
  const { table, where } = openSource(db, filter)
  const from = after ? 'AND (c.due_at, c.key) > (?, ?)' : ''
  return db.all<CaseColumns>(
    `SELECT ${CASE_COLUMNS} FROM ${table} CROSS JOIN case_state s ON s.key = c.key WHERE c.open = 1 ${where.sql} ${from} ORDER BY c.due_at, c.key LIMIT ?`,
    ...where.params, ...(after ? [after.dueAt, after.key] : []), limit,
  ).map(toCase)
}

function openNewest(db: ReadHandle, filter: CaseFilter, limit: number, after: CaseCursor | undefined): StoredCase[] {
  const before = after?.key ?? Number.MAX_SAFE_INTEGER
  if (filter.search) {
    const { search, ...columns } = filter
    const where = joinAll(columnParts(columns))
    return db.all<CaseColumns>(
      `SELECT ${CASE_COLUMNS} FROM case_open_text t CROSS JOIN case_row c ON c.key = t.rowid CROSS JOIN case_state s ON s.key = c.key
       WHERE case_open_text MATCH ? AND t.rowid < ? ${where.sql} ORDER BY t.rowid DESC LIMIT ?`,
      search.match, before, ...where.params, limit,
    ).map(toCase)
  }
  const { table, where } = openSource(db, filter)
  return db.all<CaseColumns>(
    `SELECT ${CASE_COLUMNS} FROM (SELECT c.key AS found FROM ${table} WHERE c.open = 1 ${where.sql} AND +c.key < ? ORDER BY +c.key DESC LIMIT ?)
     CROSS JOIN case_row c ON c.key = found CROSS JOIN case_state s ON s.key = found ORDER BY c.key DESC`,
    ...where.params, before, limit,
  ).map(toCase)
}

/** What the archive's inverted index is asked; undefined when nothing narrows the archive. */
function archiveMatch({ search, stages, classes, departments, districts, streets, sources, supervised, extended, within }: CaseFilter): string | undefined {
  const parts = search ? [search.match] : []
  const add = (kind: LabelKind, values: readonly string[]): void => void parts.push(`(${anyLabel(kind, values)})`)
  if (stages) add('s', stages.filter((s) => !OPEN_STAGES.includes(s)))
  if (classes) parts.push(`(${classes.map((c) => anyLabel(c.includes('/') ? 'c' : 'k', [c])).join(' OR ')})`)
  if (departments) add('o', departments)
  if (districts) add('d', districts)
  if (streets) add('t', streets)
  if (sources) add('h', sources)
  if (supervised) add('m', ['supervised'])
  if (extended) add('m', ['extended'])
  const cells = within && cellsIn(within)
  if (cells !== undefined) parts.push(`(${cells})`)
  return parts.length === 0 ? undefined : parts.join(' AND ')
}

/** What labels do not say exactly. */
const archiveWhere = ({ within, reportedFrom }: CaseFilter): Sql => joinAll(columnParts({ ...(within ? { within } : {}), ...(reportedFrom === undefined ? {} : { reportedFrom }) }))

/** The least key of the cases reported since an instant, so that what came before them is not walked; keys grow with arrival. */
const firstReported = (db: ReadHandle, { reportedFrom }: CaseFilter): number =>
  reportedFrom === undefined ? 0 : (db.get<{ key: number | null }>('SELECT min(key) AS key FROM case_kpi INDEXED BY case_kpi_reported WHERE reported_at >= ?', reportedFrom)?.key ?? Number.MAX_SAFE_INTEGER)

function archiveNewest(db: ReadHandle, filter: CaseFilter, limit: number, before: number): StoredCase[] {
  const match = archiveMatch(filter)
  const where = archiveWhere(filter)
  const source = match === undefined ? 'case_row c' : 'case_text t CROSS JOIN case_row c ON c.key = t.rowid'
  const key = match === undefined ? 'c.key' : 't.rowid'
  return db.all<CaseColumns>(
    `SELECT ${CASE_COLUMNS} FROM ${source} CROSS JOIN case_state s ON s.key = c.key
     WHERE ${match === undefined ? '' : 'case_text MATCH ? AND'} ${key} < ? AND ${key} >= ? AND c.open = 0 ${where.sql} ORDER BY ${key} DESC LIMIT ?`,
    ...(match === undefined ? [] : [match]), before, firstReported(db, filter), ...where.params, limit,
  ).map(toCase)
}

/** Whether one of the lists holds nothing, so that no case can fit. */
const asksNothing = ({ classes, stages, departments, districts, streets, sources }: CaseFilter): boolean => [classes, stages, departments, districts, streets, sources].some((list) => list?.length === 0)

/** One page without regard to words that are only nearly found. */
function rawPage(db: ReadHandle, filter: CaseFilter, order: CaseOrder, limit: number, after: CaseCursor | undefined): StoredCase[] {
  if (asksNothing(filter)) return []
  const wantOpen = asksOpen(filter)
  const wantArchive = asksArchive(filter)
  if (order === 'newest') {
    const open = wantOpen ? openNewest(db, filter, limit, after) : []
    const archive = wantArchive ? archiveNewest(db, filter, limit, after?.key ?? Number.MAX_SAFE_INTEGER) : []
    return open.length === 0 ? archive : [...open, ...archive].sort((a, b) => b.key - a.key).slice(0, limit)
  }
  const open = wantOpen && after?.open !== false ? openByDue(db, filter, limit, after) : []
  const before = after?.open === false ? after.key : Number.MAX_SAFE_INTEGER
  return open.length < limit && wantArchive ? [...open, ...archiveNewest(db, filter, limit - open.length, before)] : open
}

const cursorAt = (stored: StoredCase, openStages: readonly Stage[]): CaseCursor => ({ open: openStages.includes(stored.state.stage), dueAt: stored.dueAt ?? NEVER, key: stored.key })

/** A page of cases. Every path is bounded by the page, or by the number of open cases; never by the archive. */
export function pageCases(db: ReadHandle, filter: CaseFilter, { order = 'due', limit, after, fits }: PageOptions): CasePage {
  const test = filter.search && filter.search.near.length > 0 ? fits : undefined
  const cases: StoredCase[] = []
  let cursor = after
  for (let read = 0; read < (test ? MAX_READ_ON : 1) && cases.length < limit; read++) {
    const page = rawPage(db, filter, order, limit, cursor)
    const last = page.at(-1)
    for (const stored of page) if (cases.length < limit && (!test || test(stored))) cases.push(stored)
    cursor = page.length === limit && last ? cursorAt(last, OPEN_STAGES) : undefined
    if (cursor === undefined) break
  }
  const lastShown = cases.at(-1)
  return { cases, next: cases.length === limit && lastShown ? cursorAt(lastShown, OPEN_STAGES) : cursor }
}

/** How many cases a filter holds, counted up to `cap`; where words are only nearly found, how many nearly hold them. */
export function countCases(db: ReadHandle, filter: CaseFilter, cap: number): number {
  if (asksNothing(filter)) return 0
  const open = asksOpen(filter) ? countOpenCases(db, filter, cap) : 0
  return open >= cap || !asksArchive(filter) ? open : open + countArchive(db, filter, cap - open)
}

function countOpenCases(db: ReadHandle, filter: CaseFilter, cap: number): number {
  const onlyWarn = filter.warnBefore !== undefined && Object.entries(filter).every(([name, value]) => value === undefined || name === 'warnBefore' || name === 'open')
  if (onlyWarn) return capped(db, { sql: 'SELECT 1 FROM case_row c INDEXED BY case_open_warn WHERE c.open = 1 AND c.warn_at <= ?', params: [filter.warnBefore ?? 0] }, cap)
  const { table, where } = openSource(db, filter)
  return capped(db, { sql: `SELECT 1 FROM ${table} WHERE c.open = 1 ${where.sql}`, params: where.params }, cap)
}

function countArchive(db: ReadHandle, filter: CaseFilter, cap: number): number {
  const match = archiveMatch(filter)
  const where = archiveWhere(filter)
  const from = firstReported(db, filter)
  if (match === undefined) return capped(db, { sql: `SELECT 1 FROM case_row c WHERE c.key >= ? AND c.open = 0 ${where.sql}`, params: [from, ...where.params] }, cap)
  if (filter.within === undefined && filter.reportedFrom === undefined) return capped(db, { sql: 'SELECT 1 FROM case_text WHERE case_text MATCH ?', params: [match] }, cap)
  return capped(db, { sql: `SELECT 1 FROM case_text t CROSS JOIN case_row c ON c.key = t.rowid WHERE case_text MATCH ? AND t.rowid >= ? ${where.sql}`, params: [match, from, ...where.params] }, cap)
}

/** Open cases inside a viewport, the most pressing first. */
export const casesInView = (db: ReadHandle, within: Viewport, limit: number, filter: Omit<CaseFilter, 'within' | 'open'> = {}): readonly StoredCase[] =>
  pageCases(db, { ...filter, open: true, within }, { limit }).cases
