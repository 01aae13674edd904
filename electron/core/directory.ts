import type { DirectoryRow } from '../contract/directory.ts'
import type { Keyed } from '../contract/keyed.ts'
import type { DirectoryEntry } from '../domain/directory.ts'
import { normaliseNumber } from '../domain/directory.ts'
import type { Department } from '../domain/reference.ts'
import { demoDirectory, type DemoPeople } from '../sources/demo-voice/demo-directory.ts'
import { initialsOf } from './initials.ts'

const ORDER: Readonly<Record<DirectoryEntry['kind'], number>> = { department: 0, post: 1, person: 2, unit: 3 }

/** Everybody who can be called: the lists of the settings, the demo's people, and a line for each department that has none of its own. */
export function directoryRows(given: readonly DirectoryEntry[], people: DemoPeople, demo: boolean): DirectoryRow[] {
  const { departments } = people
  const entries = given.length > 0 || !demo ? given : demoDirectory(people)
  const find = (text: string): Department | undefined => departments.find((d) => d.id === text || d.name === text || d.shortName === text)
  const placed = entries.map((entry) => ({ entry, department: find(entry.department) }))
  const bare = departments
    .filter((d) => !placed.some(({ entry, department }) => department === d && entry.kind === 'department'))
    .flatMap((d): { entry: DirectoryEntry; department: Department }[] => {
      const number = normaliseNumber(d.phone)
      return number === undefined ? [] : [{ department: d, entry: { id: `department-${d.id}`, kind: 'department', department: d.id, name: d.shortName, nameEn: d.nameEn, title: '', numbers: [{ number, hours: null, days: null }], areas: [], unit: '' } }]
    })
  // Field units are many, and come after everybody else.
  const place = (d: Department | undefined, { kind }: DirectoryEntry): number => (d ? departments.indexOf(d) : departments.length) + (kind === 'unit' ? departments.length + 1 : 0)
  return [...bare, ...placed]
    .map(({ entry, department }) => ({ entry, at: place(department, entry), row: { ...entry, department: department?.id ?? entry.department, departmentName: department?.name ?? entry.department, departmentNameEn: department?.nameEn ?? entry.department, initials: `${initialsOf(entry.name)} ${initialsOf(department?.name ?? entry.department)} ${initialsOf(department?.shortName ?? '')}` } }))
    .sort((a, b) => a.at - b.at || ORDER[a.entry.kind] - ORDER[b.entry.kind])
    .map(({ row }) => row)
}

export const directoryView = (rows: readonly DirectoryRow[]): Keyed<Readonly<Record<string, never>>, DirectoryRow> => ({ head: {}, rows: Object.fromEntries(rows.map((r) => [r.id, r])), order: rows.map((r) => r.id) })
