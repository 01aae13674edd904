import type { DirectoryRow } from '../../../electron/contract/directory.ts'

/** Entries that hold every word that was typed: in a name, a title, a number, or the initials of their pinyin. */
export function findEntries(rows: readonly DirectoryRow[], typed: string): readonly DirectoryRow[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return rows
  return rows.filter((row) => {
    const text = [row.name, row.nameEn, row.title, row.departmentName, row.departmentNameEn, row.initials, ...row.numbers.map((n) => n.number)].join(' ').toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
