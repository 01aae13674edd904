import type { Calendar } from './calendar.ts'
import { findColumns, shortValue, type SheetFault, type SheetField } from './sheet-mapping.ts'

/** A holiday notice as a sheet: a day a row, rest or worked, and what it is called. */
const DAY_FIELDS = [
  { field: 'date', heads: ['日期', 'date', 'day'], needed: true },
  { field: 'kind', heads: ['类型', 'kind', '安排'], needed: true },
  { field: 'name', heads: ['名称', 'name', '节日'], needed: false },
] as const satisfies readonly SheetField<string>[]

const KIND_WORDS: Readonly<Record<string, 'holiday' | 'worked'>> = {
  holiday: 'holiday', rest: 'holiday', 放假: 'holiday', 休: 'holiday', 休息: 'holiday', 节假日: 'holiday', 法定节假日: 'holiday',
  worked: 'worked', workday: 'worked', 上班: 'worked', 班: 'worked', 调休: 'worked', 调休上班: 'worked', 补班: 'worked',
}

export interface ReadCalendar {
  readonly calendar: Omit<Calendar, 'version'> | undefined
  readonly rows: number
  readonly faults: readonly SheetFault[]
}

/** `2027-01-01`, `2027/1/1`, `2027年1月1日`, a workbook's date; undefined when it is no day. */
export function readDay(text: string): string | undefined {
  const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 00:00:00)?$/.exec(text.trim())
  if (!match) return undefined
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const at = new Date(Date.UTC(year, month - 1, day))
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? at.toISOString().slice(0, 10) : undefined
}

const yearOf = (day: string): number => Number(day.slice(0, 4))

/** A year of which so many days are named is told whole; a notice has about thirty. */
const WHOLE_YEAR = 10

/**
 * Reads a notice into the calendar that is there. A year that is told whole replaces what was there of it; single days
 * are added (corrections, and a New Year's holiday that begins in December). What is covered grows by the years that
 * have a day before December.
 */
export function readCalendarSheet(cells: readonly (readonly string[])[], before: Omit<Calendar, 'version'>): ReadCalendar {
  const heads = cells[0] ?? []
  const { at, faults: headFaults } = findColumns(heads, DAY_FIELDS)
  if (headFaults.length > 0) return { calendar: undefined, rows: 0, faults: headFaults }
  const faults: SheetFault[] = []
  const days = new Map<string, { readonly kind: 'holiday' | 'worked'; readonly name: string }>()
  const head = (field: 'date' | 'kind' | 'name'): string => heads[at.get(field) ?? -1]?.trim() ?? field
  let rows = 0
  cells.slice(1).forEach((row, i) => {
    const get = (field: 'date' | 'kind' | 'name'): string => row[at.get(field) ?? -1]?.trim() ?? ''
    if (row.every((cell) => cell.trim() === '')) return
    rows += 1
    const [day, kind] = [readDay(get('date')), KIND_WORDS[get('kind').toLowerCase()]]
    const fault = (field: 'date' | 'kind' | 'name', code: string): void => void faults.push({ row: i + 2, column: head(field), code, value: shortValue(get(field)) })
    if (day === undefined) return fault('date', get('date') === '' ? 'missing' : 'bad-day')
    if (kind === undefined) return fault('kind', get('kind') === '' ? 'missing' : 'bad-day-kind')
    if (get('name').length > 32) return fault('name', 'too-long')
    if (days.has(day)) return fault('date', 'twice')
    days.set(day, { kind, name: get('name') })
  })
  if (rows === 0) faults.push({ row: 2, column: head('date'), code: 'no-rows', value: '' })
  const told = [...new Set([...days.keys()].filter((day) => day.slice(5) < '12-01').map(yearOf))].sort()
  const whole = told.filter((year) => [...days.keys()].filter((day) => yearOf(day) === year).length >= WHOLE_YEAR)
  const [from, to] = [Math.min(yearOf(before.coveredFrom), ...told), Math.max(yearOf(before.coveredTo), ...told)]
  const gap = Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i).find((y) => !told.includes(y) && (y < yearOf(before.coveredFrom) || y > yearOf(before.coveredTo)))
  if (gap !== undefined) faults.push({ row: 2, column: head('date'), code: 'year-missing', value: String(gap) })
  if (faults.length > 0) return { calendar: undefined, rows, faults }
  const kept = (day: string): boolean => !whole.includes(yearOf(day)) && !days.has(day)
  const of = (kind: 'holiday' | 'worked', old: readonly string[]): string[] => [...old.filter(kept), ...[...days].filter(([, d]) => d.kind === kind).map(([day]) => day)].sort()
  const names = { ...Object.fromEntries(Object.entries(before.names ?? {}).filter(([day]) => kept(day))), ...Object.fromEntries([...days].filter(([, d]) => d.name !== '').map(([day, d]) => [day, d.name])) }
  return {
    calendar: {
      coveredFrom: told.includes(from) ? `${from}-01-01` : before.coveredFrom,
      coveredTo: told.includes(to) ? `${to}-12-31` : before.coveredTo,
      periods: before.periods,
      holidays: of('holiday', before.holidays),
      workedWeekends: of('worked', before.workedWeekends),
      names,
    },
    rows,
    faults,
  }
}

/** A calendar as a sheet that {@link readCalendarSheet} reads back. */
export const calendarSheet = ({ holidays, workedWeekends, names = {} }: Calendar): string[][] => [
  DAY_FIELDS.map((f) => f.heads[0]),
  ...[...holidays.map((day) => [day, '放假']), ...workedWeekends.map((day) => [day, '调休上班'])]
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1))
    .map(([day = '', kind = '']) => [day, kind, names[day] ?? '']),
]
