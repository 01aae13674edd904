import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Calendar } from '../domain/calendar.ts'
import { CodeTable } from '../domain/code-table.ts'
import { initialsOf } from './initials.ts'

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))

/** The classes, filing conditions and limits that the product ships with. */
export function loadCodeTable(resourcesDir: string): CodeTable {
  const table = CodeTable.parse(readJson(join(resourcesDir, 'codes', 'code-table.json')))
  const named = (classes: CodeTable['event']): CodeTable['event'] => classes.map((c) => ({ ...c, subClasses: c.subClasses.map((s) => ({ ...s, initials: initialsOf(s.name) })) }))
  return { ...table, event: named(table.event), component: named(table.component) }
}

/** The working calendar that the product ships with. */
export const loadCalendar = (resourcesDir: string): Calendar => Calendar.parse(readJson(join(resourcesDir, 'codes', 'calendar.json')))
