import { AreaCode, DirectoryEntry, readDutyNumber, type DirectoryKind, type DutyNumber } from '../domain/directory.ts'

export { answeringFor, isOnDuty, numbersAt, normaliseNumber, type DirectoryEntry, type DirectoryKind, type DutyNumber } from '../domain/directory.ts'

/** An entry of the directory as windows show it; `department` is an id where it is one of the city's. `initials` of its pinyin. */
export interface DirectoryRow extends DirectoryEntry {
  readonly departmentName: string
  readonly departmentNameEn: string
  readonly initials: string
}

/** Rows of a directory as read from a file. */
export interface DirectoryTable {
  readonly head: readonly string[]
  readonly rows: readonly { readonly line: number; readonly cells: Readonly<Record<string, string>> }[]
  readonly problem: { readonly line: number; readonly message: string } | null
}

/** One cell or row that is not used, and why. `line` 0 is the whole file. */
export interface DirectoryFault {
  readonly line: number
  readonly column: string
  readonly message: string
}

/** Columns by the names that a head row may give them. */
const COLUMNS: Readonly<Record<string, string>> = {
  id: 'id', 编号: 'id', department: 'department', 部门: 'department', kind: 'kind', 类别: 'kind', name: 'name', 名称: 'name', 姓名: 'name',
  nameen: 'nameEn', 英文名: 'nameEn', title: 'title', 职务: 'title', numbers: 'numbers', phone: 'numbers', 电话: 'numbers', 号码: 'numbers',
  areas: 'areas', area: 'areas', 片区: 'areas', 网格: 'areas', unit: 'unit', 力量: 'unit',
}

const KINDS: Readonly<Record<string, DirectoryKind>> = { department: 'department', 部门: 'department', post: 'post', 岗位: 'post', person: 'person', 人员: 'person', unit: 'unit', 力量: 'unit', '': 'person' }

/** The directory of a list. A row that can't be used costs only itself and is named with its line and column; ids are not taken twice. */
export function directoryOfTable(table: DirectoryTable, taken: ReadonlySet<string>): { entries: DirectoryEntry[]; faults: DirectoryFault[] } {
  const faults: DirectoryFault[] = table.problem ? [{ ...table.problem, column: '' }] : []
  const columns = new Map(table.head.map((name) => [name, COLUMNS[name.toLowerCase().replaceAll(/[\s_-]/g, '')]]))
  for (const [name, column] of columns) if (column === undefined) faults.push({ line: 1, column: name, message: 'no column has this name; it is passed over' })
  if (table.head.length > 0 && ![...columns.values()].includes('numbers')) return { entries: [], faults: [...faults, { line: 1, column: 'numbers', message: 'the first row must name the columns, at least name and numbers' }] }
  const seen = new Set(taken)
  const entries = table.rows.flatMap(({ line, cells }): DirectoryEntry[] => {
    const row = Object.fromEntries(Object.entries(cells).map(([name, text]) => [columns.get(name) ?? '', text]))
    const read = entryOf(row, line, (column, message) => faults.push({ line, column, message }))
    if (!read) return []
    if (seen.has(read.id)) {
      faults.push({ line, column: 'id', message: `${read.id} is taken by an earlier entry` })
      return []
    }
    seen.add(read.id)
    return [read]
  })
  return { entries, faults }
}

function entryOf(row: Readonly<Record<string, string>>, line: number, fault: (column: string, message: string) => void): DirectoryEntry | undefined {
  const kind = KINDS[row['kind'] ?? '']
  if (!kind) return void fault('kind', `${row['kind'] ?? ''} is none of department, post, person, unit (部门, 岗位, 人员, 力量)`)
  const numbers: DutyNumber[] = []
  for (const part of (row['numbers'] ?? '').split(/[;；]/).filter((p) => p.trim() !== '')) {
    const number = readDutyNumber(part)
    if (!number) return void fault('numbers', `"${part.trim()}" is no number; write 8102, or 8102 08:00-18:00, or 8102 18:00-08:00 1-5, several with ; between`)
    numbers.push(number)
  }
  const areas = (row['areas'] ?? '').split(/[;；,，\s]+/).filter(Boolean)
  const odd = areas.find((code) => !AreaCode.safeParse(code).success)
  if (odd !== undefined) return void fault('areas', `"${odd}" is no code of a district (6 digits), street (9), community (12) or grid (15)`)
  const entry = DirectoryEntry.safeParse({ id: row['id'] || `row-${line}`, kind, department: row['department'] ?? '', name: row['name'] ?? '', nameEn: row['nameEn'] ?? '', title: row['title'] ?? '', numbers, areas, unit: row['unit'] ?? '' })
  if (entry.success) return entry.data
  const [issue] = entry.error.issues
  return void fault(String(issue?.path[0] ?? ''), issue?.message ?? 'does not fit')
}
