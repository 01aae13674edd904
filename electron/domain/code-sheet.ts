import type { Limit } from './case-clock.ts'
import { CODE_KINDS, type CodeKind } from './code-edit.ts'
import type { CaseClass, CodeTable, FilingCondition, SubClass } from './code-table.ts'
import { findColumns, shortValue, type SheetFault, type SheetField, type SheetMapping } from './sheet-mapping.ts'

/**
 * A code table as a sheet: a row for each filing condition (立案条件), with its sub-class and class. Cells of class and
 * sub-class that are empty are those of the row above, as merged cells come out.
 */
export const CODE_FIELDS = [
  { field: 'kind', heads: ['类型', 'kind', '问题类型', '事部件'], needed: true },
  { field: 'class_code', heads: ['大类代码', 'class code', '大类编码'], needed: false },
  { field: 'class_name', heads: ['大类名称', 'class', '大类', 'class name'], needed: false },
  { field: 'class_name_en', heads: ['大类英文', 'class in english'], needed: false },
  { field: 'code', heads: ['小类代码', 'sub-class code', '小类编码', '代码'], needed: true },
  { field: 'name', heads: ['小类名称', 'sub-class', '小类', '名称'], needed: true },
  { field: 'name_en', heads: ['小类英文', 'sub-class in english'], needed: false },
  { field: 'department', heads: ['处置部门', 'department', '责任部门', '主管部门'], needed: true },
  { field: 'words', heads: ['常用说法', 'words', '关键词'], needed: false },
  { field: 'condition_code', heads: ['立案条件代码', 'condition code', '条件代码'], needed: false },
  { field: 'condition', heads: ['立案条件', 'filing condition', '条件'], needed: true },
  { field: 'limit', heads: ['处置时限', 'limit', '时限'], needed: true },
  { field: 'limit_kind', heads: ['时限单位', 'limit unit', '计时类型', '时限类型'], needed: false },
  { field: 'closing', heads: ['结案条件', 'closed when', '结案标准'], needed: false },
] as const satisfies readonly SheetField<string>[]

export type CodeSheetField = (typeof CODE_FIELDS)[number]['field']

/** A department as a sheet may name it. */
export interface KnownDepartment {
  readonly id: string
  readonly name: string
  readonly shortName: string
}

/** What a sheet came to: the table when nothing is wrong with it, else all that is. */
export interface ReadCodes {
  readonly table: Omit<CodeTable, 'version'> | undefined
  readonly rows: number
  readonly used: readonly (CodeSheetField | null)[]
  readonly faults: readonly SheetFault[]
}

const KIND_WORDS: Readonly<Record<string, CodeKind>> = { event: 'event', 事件: 'event', component: 'component', 部件: 'component' }
const LIMIT_WORDS: Readonly<Record<string, Limit['kind']>> = {
  urgent: 'urgent', 紧急工作时: 'urgent', 小时: 'urgent', hours: 'hours', 工作时: 'hours', 'working hours': 'hours', days: 'days', 工作日: 'days', 'working days': 'days', 天: 'days',
}
const LIMIT_NAMES: Readonly<Record<Limit['kind'], string>> = { urgent: '紧急工作时', hours: '工作时', days: '工作日' }
const KIND_NAMES: Readonly<Record<CodeKind, string>> = { event: '事件', component: '部件' }

/** `4 工作时`, `2紧急工作时`, or the number and its unit in cells of their own. */
export function readLimit(amount: string, unit: string): Limit | undefined {
  const match = /^(\d{1,4}(?:\.\d{1,4})?)\s*(.*)$/.exec(amount.normalize('NFKC').trim())
  const kind = LIMIT_WORDS[(unit.trim() || match?.[2]?.trim() || '').toLowerCase()]
  const number = Number(match?.[1])
  return kind === undefined || !match || (unit.trim() !== '' && match[2] !== '' && LIMIT_WORDS[match[2]?.toLowerCase() ?? ''] !== kind) || !(number > 0 && number <= 1000) ? undefined : { kind, amount: number }
}

const padded = (code: string, width: number): string => (/^\d+$/.test(code) ? code.padStart(width, '0') : code)

interface Making {
  readonly sub: { -readonly [K in keyof SubClass]: SubClass[K] }
  readonly conditions: FilingCondition[]
}

/** Reads a sheet whose first row holds the heads. Every row is looked at, so that all that is wrong is told at once. */
export function readCodeSheet(cells: readonly (readonly string[])[], departments: readonly KnownDepartment[], mapping?: SheetMapping): ReadCodes {
  const heads = cells[0] ?? []
  const { at, used, faults: headFaults } = findColumns(heads, CODE_FIELDS, mapping)
  if (headFaults.length > 0) return { table: undefined, rows: 0, used, faults: headFaults }
  const reader = new CodeReader(at, heads, departments)
  let rows = 0
  cells.slice(1).forEach((row, i) => {
    if (row.every((cell) => cell.trim() === '')) return
    rows += 1
    reader.row(i + 2, row)
  })
  if (rows === 0) reader.fault(2, 'code', 'no-rows')
  return { table: reader.faults.length === 0 ? reader.table() : undefined, rows, used, faults: reader.faults }
}

class CodeReader {
  readonly faults: SheetFault[] = []
  readonly #at: ReadonlyMap<CodeSheetField, number>
  readonly #heads: readonly string[]
  readonly #departments: ReadonlyMap<string, string>
  readonly #classes: Readonly<Record<CodeKind, Map<string, { name: string; nameEn: string }>>> = { event: new Map(), component: new Map() }
  readonly #made: Readonly<Record<CodeKind, Map<string, Making>>> = { event: new Map(), component: new Map() }
  #above: Readonly<Record<string, string>> = {}

  constructor(at: ReadonlyMap<CodeSheetField, number>, heads: readonly string[], departments: readonly KnownDepartment[]) {
    this.#at = at
    this.#heads = heads
    this.#departments = new Map(departments.flatMap(({ id, name, shortName }) => [[name, id], [shortName, id], [id, id]] as const))
  }

  fault(row: number, field: CodeSheetField, code: string, value = ''): void {
    const i = this.#at.get(field)
    this.faults.push({ row, column: (i === undefined ? undefined : this.#heads[i]?.trim()) || field, code, value: shortValue(value) })
  }

  row(row: number, cells: readonly string[]): void {
    const own = (field: CodeSheetField): string => cells[this.#at.get(field) ?? -1]?.trim() ?? ''
    const same = own('code') === '' || own('code') === this.#above['code']
    const get = (field: CodeSheetField): string => own(field) || (same ? (this.#above[field] ?? '') : '')
    const kind = KIND_WORDS[(own('kind') || (this.#above['kind'] ?? '')).toLowerCase()]
    const code = padded(get('code'), 4)
    this.#above = { kind: own('kind') || (this.#above['kind'] ?? ''), ...Object.fromEntries((['class_code', 'class_name', 'class_name_en', 'code', 'name', 'name_en', 'department', 'words'] as const).map((f) => [f, get(f)])) }
    if (kind === undefined) return this.fault(row, 'kind', own('kind') === '' ? 'missing' : 'bad-kind', own('kind'))
    if (!/^\d{4}$/.test(code)) return this.fault(row, 'code', code === '' ? 'missing' : 'bad-code', code)
    this.#takeClass(row, kind, code, get)
    const making = this.#takeSub(row, kind, code, get)
    this.#takeCondition(row, making, own)
  }

  #takeClass(row: number, kind: CodeKind, code: string, get: (field: CodeSheetField) => string): void {
    const classCode = code.slice(0, 2)
    const given = get('class_code')
    if (given !== '' && padded(given, 2) !== classCode) this.fault(row, 'class_code', 'elsewhere', given)
    const known = this.#classes[kind].get(classCode)
    const [name, nameEn] = [get('class_name'), get('class_name_en')]
    if (!known) this.#classes[kind].set(classCode, { name, nameEn })
    else if (name !== '' && known.name === '') known.name = name
    else if (name !== '' && known.name !== name) this.fault(row, 'class_name', 'other-than-before', name)
    if (known && known.nameEn === '') known.nameEn = nameEn
    if (name.length > 64) this.fault(row, 'class_name', 'too-long', name)
    if (nameEn.length > 128) this.fault(row, 'class_name_en', 'too-long', nameEn)
  }

  #takeSub(row: number, kind: CodeKind, code: string, get: (field: CodeSheetField) => string): Making {
    const known = this.#made[kind].get(code)
    const name = get('name')
    const words = [...new Set(get('words').split(/[、,，;；|/\n]/).map((w) => w.trim()).filter(Boolean))]
    const department = this.#departments.get(get('department')) ?? (this.#departments.size === 0 ? get('department') : undefined)
    if (known) {
      if (name !== '' && name !== known.sub.name) this.fault(row, 'name', 'other-than-before', name)
      return known
    }
    if (name === '' || name.length > 64) this.fault(row, 'name', name === '' ? 'missing' : 'too-long', name)
    if (get('name_en').length > 128) this.fault(row, 'name_en', 'too-long', get('name_en'))
    if (department === undefined || department === '') this.fault(row, 'department', get('department') === '' ? 'missing' : 'unknown-department', get('department'))
    if (words.length > 32 || words.some((w) => w.length > 32)) this.fault(row, 'words', 'too-long', get('words'))
    const made: Making = { sub: { code, name, nameEn: get('name_en'), department: department ?? '', words, initials: '', conditions: [] }, conditions: [] }
    this.#made[kind].set(code, made)
    return made
  }

  #takeCondition(row: number, { sub, conditions }: Making, own: (field: CodeSheetField) => string): void {
    const code = own('condition_code') || `${sub.code}-${conditions.length + 1}`
    const [text, closing] = [own('condition'), own('closing')]
    const limit = readLimit(own('limit'), own('limit_kind'))
    if (!code.startsWith(`${sub.code}-`) || code.length > 16) this.fault(row, 'condition_code', 'elsewhere', code)
    else if (conditions.some((c) => c.code === code)) this.fault(row, 'condition_code', 'twice', code)
    if (text === '' || text.length > 500) this.fault(row, 'condition', text === '' ? 'missing' : 'too-long', text)
    if (closing.length > 500) this.fault(row, 'closing', 'too-long', closing)
    if (!limit) this.fault(row, 'limit', own('limit') === '' ? 'missing' : 'bad-limit', `${own('limit')} ${own('limit_kind')}`.trim())
    if (conditions.length >= 99) this.fault(row, 'condition', 'too-many', code)
    conditions.push({ code, text, limit: limit ?? { kind: 'hours', amount: 1 }, closing })
  }

  table(): Omit<CodeTable, 'version'> {
    const classes = (kind: CodeKind): CaseClass[] =>
      [...this.#classes[kind]].map(([code, { name, nameEn }]) => ({
        code, name: name || code, nameEn,
        subClasses: [...this.#made[kind].values()].filter(({ sub }) => sub.code.startsWith(code)).map(({ sub, conditions }) => ({ ...sub, conditions })),
      }))
    return { event: classes('event'), component: classes('component') }
  }
}

/** The heads of a sheet, in Chinese as offices send them. */
export const CODE_HEADS: readonly string[] = CODE_FIELDS.map((f) => f.heads[0])

/** A table as a sheet that {@link readCodeSheet} reads back as the same. */
export function codeSheet(table: Pick<CodeTable, CodeKind>): string[][] {
  const rows = CODE_KINDS.flatMap((kind) =>
    table[kind].flatMap((c) =>
      c.subClasses.flatMap((s) =>
        s.conditions.map((condition): Record<CodeSheetField, string> => ({
          kind: KIND_NAMES[kind], class_code: c.code, class_name: c.name, class_name_en: c.nameEn, code: s.code, name: s.name, name_en: s.nameEn, department: s.department, words: s.words.join('、'),
          condition_code: condition.code, condition: condition.text, limit: String(condition.limit.amount), limit_kind: LIMIT_NAMES[condition.limit.kind], closing: condition.closing,
        })),
      ),
    ),
  )
  return [[...CODE_HEADS], ...rows.map((row) => CODE_FIELDS.map(({ field }) => row[field]))]
}
