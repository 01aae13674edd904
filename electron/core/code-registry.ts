import type { Calendar, WorkingTime } from '../domain/calendar.ts'
import { CALENDAR_STREAM, calendarBook, foldCalendars, preparedHistory, type CalendarBook } from '../domain/calendar-book.ts'
import { CODES_STREAM, codeBook, foldCodes, type CodeBook } from '../domain/code-book.ts'
import type { CodeTable } from '../domain/code-table.ts'
import { foldGrids, GRIDS_STREAM, type GridTable } from '../domain/grid-table.ts'
import type { VersionHistory } from '../domain/version-history.ts'
import type { ReadHandle } from '../store/database.ts'
import { readStream } from '../store/event-log.ts'
import { loadCalendar, loadCodeTable } from './code-files.ts'

/** What a station begins with: the product's code table and calendar, and the grids of the city's base data. */
export interface Shipped {
  readonly table: CodeTable
  readonly calendar: Calendar
  readonly grids: GridTable
}

export const shippedCodes = (resourcesDir: string, grids: GridTable): Shipped => ({ table: loadCodeTable(resourcesDir), calendar: loadCalendar(resourcesDir), grids })

/**
 * Every version of the code table, the working calendar and the unit grids, as the events of a database tell them. Each thread has its
 * own; `refresh` looks whether there is something new, which costs next to nothing when there is not.
 */
export class CodeRegistry {
  readonly shipped: Shipped
  #seen = ' '
  #tables: VersionHistory<CodeTable>
  #days: VersionHistory<Calendar>
  #grids: VersionHistory<GridTable>
  #codes: CodeBook
  #calendars: CalendarBook

  constructor(shipped: Shipped) {
    this.shipped = shipped
    this.#tables = foldCodes([], shipped.table)
    this.#days = foldCalendars([], shipped.calendar)
    this.#grids = foldGrids([], shipped.grids)
    this.#codes = codeBook(this.#tables)
    this.#calendars = calendarBook(preparedHistory(this.#days))
  }

  get codes(): CodeBook {
    return this.#codes
  }

  get calendars(): CalendarBook {
    return this.#calendars
  }

  get tableHistory(): VersionHistory<CodeTable> {
    return this.#tables
  }

  get calendarHistory(): VersionHistory<Calendar> {
    return this.#days
  }

  get gridHistory(): VersionHistory<GridTable> {
    return this.#grids
  }

  /** The calendar in force, prepared. */
  get calendar(): WorkingTime {
    return this.#calendars.current
  }

  refresh(db: ReadHandle): void {
    const seen = [CODES_STREAM, CALENDAR_STREAM, GRIDS_STREAM].map((stream) => db.get<{ id: string }>('SELECT id FROM event WHERE stream = ? ORDER BY seq DESC LIMIT 1', stream)?.id ?? '').join(' ')
    if (seen === this.#seen) return
    this.#tables = foldCodes(readStream(db, CODES_STREAM), this.shipped.table)
    this.#days = foldCalendars(readStream(db, CALENDAR_STREAM), this.shipped.calendar)
    this.#grids = foldGrids(readStream(db, GRIDS_STREAM), this.shipped.grids)
    this.#codes = codeBook(this.#tables)
    this.#calendars = calendarBook(preparedHistory(this.#days))
    this.#seen = seen
  }
}
