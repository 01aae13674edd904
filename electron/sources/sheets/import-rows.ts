import type { z } from 'zod'
import { ReportInput, type Crs } from '../../contract/rest.ts'
import type { SheetField } from '../../domain/sheet-mapping.ts'

/** Columns of an import and the Chinese heads that they may have instead. */
const COLUMNS = {
  caseId: ['case_id', '案件标识'], kind: ['kind', '类型'], subClass: ['sub_class', '小类代码'], description: ['description', '问题描述'],
  lng: ['lng', '经度'], lat: ['lat', '纬度'], crs: ['crs', '坐标系'], place: ['place', '地点'], grid: ['grid', '单元网格'], component: ['component', '部件代码'],
  source: ['source', '来源'], reporterName: ['reporter_name', '上报人'], reporterPhone: ['reporter_phone', '电话'], occurredAt: ['occurred_at', '上报时间'],
} as const

export type Column = keyof typeof COLUMNS
const NAMES = Object.keys(COLUMNS) as readonly Column[]
const NEEDED: readonly Column[] = ['kind', 'subClass', 'description', 'lng', 'lat']

/** The heads of an import, for people who make one. */
export const IMPORT_HEADS: readonly string[] = NAMES.map((name) => COLUMNS[name][0])

/** The same columns as fields that a mapping may name, with more heads that offices use. */
const MORE_HEADS: Partial<Readonly<Record<Column, readonly string[]>>> = {
  caseId: ['id', '案件编号', '编号'], kind: ['类别', '问题类型'], subClass: ['小类', '小类编码'], description: ['描述', '内容', '诉求内容', '案件描述'], lng: ['x', 'lon', 'longitude'], lat: ['y', 'latitude'],
  place: ['地址', '位置', '事发地点', 'address'], grid: ['网格', '网格编码'], component: ['部件编码'], reporterName: ['姓名', '来电人', 'name'], reporterPhone: ['联系电话', '手机', '来电号码', 'phone'], occurredAt: ['时间', '发生时间', '来电时间', 'time'],
}
export const IMPORT_FIELDS: readonly SheetField<Column>[] = NAMES.map((field) => ({ field, heads: [COLUMNS[field][1], COLUMNS[field][0], ...(MORE_HEADS[field] ?? [])], needed: NEEDED.includes(field) }))

/** What is wrong with a row (2 is the first below the heads), and in which column. */
export interface RowFault {
  readonly row: number
  readonly column: string
  readonly code: string
  readonly why: string
  /** The field that the schema refused, as a mapping names it. */
  readonly field?: Column
}

export interface ImportRow {
  readonly row: number
  readonly input: ReportInput
}

export interface ReadRows {
  readonly rows: readonly ImportRow[]
  readonly faults: readonly RowFault[]
  /** Rows that hold anything. */
  readonly count: number
}

/** Where each column stands; what is wrong with the heads is a fault of row 1. */
function columnsOf(heads: readonly string[]): { readonly at: ReadonlyMap<Column, number>; readonly faults: readonly RowFault[] } {
  const at = new Map<Column, number>()
  const faults: RowFault[] = []
  heads.forEach((head, i) => {
    const text = head.trim().toLowerCase()
    const name = NAMES.find((n) => COLUMNS[n].some((h) => h === text))
    if (text === '') return
    if (name === undefined) faults.push({ row: 1, column: head, code: 'unknown-column', why: `no column has this head; known are ${IMPORT_HEADS.join(', ')}` })
    else if (at.has(name)) faults.push({ row: 1, column: head, code: 'column-twice', why: 'this column is there twice' })
    else at.set(name, i)
  })
  for (const name of NEEDED) if (!at.has(name)) faults.push({ row: 1, column: COLUMNS[name][0], code: 'column-missing', why: 'this column is needed' })
  return { at, faults }
}

const KIND_WORDS: Readonly<Record<string, string>> = { 事件: 'event', 部件: 'component' }
const SHANGHAI_TIME = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?$/
const two = (digits: string): string => digits.padStart(2, '0')

/** ISO 8601 with an offset as it is; wall time is Shanghai's; other text is left for the schema to refuse. */
function instantText(text: string): string {
  const match = SHANGHAI_TIME.exec(text)
  if (!match) return text
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '00'] = match
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:${second}+08:00`
}

const numberOf = (text: string): number | string => (/^-?\d{1,3}(\.\d{1,15})?$/.test(text) ? Number(text) : text)

/** The report of a row as its schema wants it; empty cells are as if missing. */
function reportOf(get: (name: Column) => string): Record<string, unknown> {
  const some = (field: string, text: string): Record<string, unknown> => (text === '' ? {} : { [field]: text })
  const subClass = get('subClass')
  const reporter = { ...some('name', get('reporterName')), ...some('phone', get('reporterPhone')) }
  return {
    kind: KIND_WORDS[get('kind')] ?? get('kind'),
    subClass: /^\d{1,3}$/.test(subClass) ? subClass.padStart(4, '0') : subClass,
    description: get('description'),
    at: [numberOf(get('lng')), numberOf(get('lat'))],
    ...some('caseId', get('caseId')), ...some('crs', get('crs')), ...some('place', get('place')), ...some('grid', get('grid')), ...some('component', get('component')), ...some('source', get('source')),
    ...(get('occurredAt') === '' ? {} : { occurredAt: instantText(get('occurredAt')) }),
    ...(Object.keys(reporter).length === 0 ? {} : { reporter }),
  }
}

/** The field that a fault of the schema lies in. */
function fieldAt(path: readonly PropertyKey[]): Column | undefined {
  const [field, part] = path
  if (field === 'at') return part === 1 ? 'lat' : 'lng'
  if (field === 'reporter') return part === 'phone' ? 'reporterPhone' : 'reporterName'
  return NAMES.find((n) => n === field)
}

/** Reads a table whose first row holds the heads into reports; what cannot be one is a fault with row and column. */
export function readRows(table: readonly (readonly string[])[]): ReadRows {
  const { at, faults: headFaults } = columnsOf(table[0] ?? [])
  if (headFaults.length > 0) return { rows: [], faults: headFaults, count: 0 }
  return readBody(table.slice(1), at, 2)
}

/** Reads rows below the heads, the first of which is row `first`; `crs` is that of positions where no column says. */
export function readBody(body: readonly (readonly string[])[], at: ReadonlyMap<Column, number>, first: number, crs?: Crs): ReadRows {
  const rows: ImportRow[] = []
  const faults: RowFault[] = []
  let count = 0
  body.forEach((cells, i) => {
    if (cells.every((c) => c.trim() === '')) return
    count += 1
    const row = i + first
    const get = (name: Column): string => cells[at.get(name) ?? -1]?.trim() ?? ''
    const parsed = ReportInput.safeParse(reportOf((name) => (name === 'crs' && get('crs') === '' ? (crs ?? '') : get(name))))
    if (parsed.success) rows.push({ row, input: parsed.data })
    else faults.push(...faultsOf(row, parsed.error))
  })
  return { rows, faults, count }
}

const faultsOf = (row: number, error: z.ZodError): RowFault[] => error.issues.map((issue) => {
  const field = fieldAt(issue.path)
  return { row, column: field === undefined ? String(issue.path[0] ?? '') : COLUMNS[field][0], code: 'malformed', why: issue.message, ...(field === undefined ? {} : { field }) }
})
