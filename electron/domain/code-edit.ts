import type { CaseClass, CodeTable, SubClass } from './code-table.ts'

export const CODE_KINDS = ['event', 'component'] as const
export type CodeKind = (typeof CODE_KINDS)[number]

/** What is wrong with a table as a whole, in what its parts say of one another. */
export interface TableFault {
  readonly fault: 'class-twice' | 'sub-class-twice' | 'condition-twice' | 'sub-class-elsewhere' | 'condition-elsewhere' | 'no-sub-class' | 'unknown-department'
  readonly kind: CodeKind
  readonly code: string
}

const twice = (codes: readonly string[]): string[] => [...new Set(codes.filter((code, i) => codes.indexOf(code) !== i))]

/** Looks through a whole table; `departments` may be empty where none are known. */
export function tableFaults(table: CodeTable, departments: ReadonlySet<string>): TableFault[] {
  const faults: TableFault[] = []
  for (const kind of CODE_KINDS) {
    const add = (fault: TableFault['fault'], code: string): void => void faults.push({ fault, kind, code })
    const classes = table[kind]
    const subClasses = classes.flatMap((c) => c.subClasses)
    for (const code of twice(classes.map((c) => c.code))) add('class-twice', code)
    for (const code of twice(subClasses.map((s) => s.code))) add('sub-class-twice', code)
    for (const { code, subClasses: own } of classes) {
      if (own.length === 0) add('no-sub-class', code)
      for (const sub of own) if (sub.code.slice(0, 2) !== code) add('sub-class-elsewhere', sub.code)
    }
    for (const sub of subClasses) {
      for (const code of twice(sub.conditions.map((c) => c.code))) add('condition-twice', code)
      for (const { code } of sub.conditions) if (!code.startsWith(`${sub.code}-`)) add('condition-elsewhere', code)
      if (departments.size > 0 && !departments.has(sub.department)) add('unknown-department', sub.code)
    }
  }
  return faults
}

const placed = (list: readonly SubClass[], subClass: SubClass): SubClass[] =>
  list.some((s) => s.code === subClass.code) ? list.map((s) => (s.code === subClass.code ? subClass : s)) : [...list, subClass]

/** The table with a sub-class put in its class, in place of the one of its code, else last; undefined when there is no such class. */
export function putSubClass(table: CodeTable, kind: CodeKind, subClass: SubClass): CodeTable | undefined {
  const code = subClass.code.slice(0, 2)
  if (!table[kind].some((c) => c.code === code)) return undefined
  const put = (c: CaseClass): CaseClass => (c.code === code ? { ...c, subClasses: placed(c.subClasses, subClass) } : c)
  return { ...table, [kind]: table[kind].map(put) }
}

/** The table without a sub-class; a class that it leaves empty goes with it. Undefined when it is not there. */
export function removeSubClass(table: CodeTable, kind: CodeKind, code: string): CodeTable | undefined {
  if (!table[kind].some((c) => c.subClasses.some((s) => s.code === code))) return undefined
  const left = table[kind].map((c) => ({ ...c, subClasses: c.subClasses.filter((s) => s.code !== code) })).filter((c) => c.subClasses.length > 0)
  return { ...table, [kind]: left }
}

/** The next free name after a version's: its last number grows, `2026.9` → `2026.10`. */
export function nextVersion(version: string, taken: (name: string) => boolean): string {
  const match = /^(.*?)(\d+)$/.exec(version.slice(0, 28))
  const [stem, number] = match && version.includes('.') ? [match[1] ?? '', Number(match[2])] : [`${version.slice(0, 28)}.`, 0]
  for (let next = number + 1; ; next++) if (!taken(`${stem}${next}`)) return `${stem}${next}`
}
