import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Calendar } from '../domain/calendar.ts'
import { CodeTable } from '../domain/code-table.ts'

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))

/** The classes, filing conditions and limits that the product ships with. */
export const loadCodeTable = (resourcesDir: string): CodeTable => CodeTable.parse(readJson(join(resourcesDir, 'codes', 'code-table.json')))

/** The working calendar that the product ships with. */
export const loadCalendar = (resourcesDir: string): Calendar => Calendar.parse(readJson(join(resourcesDir, 'codes', 'calendar.json')))
