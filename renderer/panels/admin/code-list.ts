import type { CaseClass, CodeTable, SubClass } from '../../../electron/contract/case-terms.ts'

/** A sub-class with the class that it belongs to. */
export interface CodeRow {
  readonly kind: 'event' | 'component'
  readonly of: CaseClass
  readonly subClass: SubClass
}

export const codeKey = ({ kind, subClass }: CodeRow): string => `${kind}-${subClass.code}`

/** Every sub-class: events before components, in the order of the table. */
export const codeRows = (codes: CodeTable): readonly CodeRow[] =>
  (['event', 'component'] as const).flatMap((kind) => codes[kind].flatMap((of) => of.subClasses.map((subClass) => ({ kind, of, subClass }))))

const plain = (text: string): string => text.normalize('NFKC').toLowerCase()

/** Everything of a sub-class that a search looks at: codes, names, pinyin initials, words, conditions. */
const textOf = ({ of, subClass }: CodeRow): string =>
  plain([of.name, of.nameEn, subClass.code, subClass.name, subClass.nameEn, subClass.initials, ...subClass.words, ...subClass.conditions.flatMap(({ code, text, closing }) => [code, text, closing])].join('\n'))

/** The rows that have every one of the typed words somewhere; all when nothing is typed. */
export function findCodes(rows: readonly CodeRow[], typed: string): readonly CodeRow[] {
  const words = plain(typed).split(/\s+/).filter(Boolean)
  return words.length === 0 ? rows : rows.filter((row) => words.every((word) => textOf(row).includes(word)))
}
