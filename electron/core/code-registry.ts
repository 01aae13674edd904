import type { Calendar, WorkingTime } from '../domain/calendar.ts'
import { CALENDAR_STREAM, calendarBook, foldCalendars, preparedHistory, type CalendarBook } from '../domain/calendar-book.ts'
import { CODES_STREAM, codeBook, foldCodes, type CodeBook } from '../domain/code-book.ts'
import type { CodeTable } from '../domain/code-table.ts'
import type { VersionHistory } from '../domain/version-history.ts'
import type { ReadHandle } from '../store/database.ts'
import { readStream } from '../store/event-log.ts'
import { loadCalendar, loadCodeTable } from './code-files.ts'

/** What the product ships with. */
export interface Shipped {
  readonly table: CodeTable
  readonly calendar: Calendar
}

export const shippedCodes = (resourcesDir: string): Shipped => ({ table: loadCodeTable(resourcesDir), calendar: loadCalendar(resourcesDir) })

/**
 * Every version of the code table and the working calendar, as the events of a database tell them. Each thread has its
 * own; `refresh` looks whether there is something new, which costs next to nothing when there is not.
 */
export class CodeRegistry {
  readonly shipped: Shipped
  #seen = ' '
  #tables: VersionHistory<CodeTable>
  #days: VersionHistory<Calendar>
  #codes: CodeBook
  #calendars: CalendarBook

  constructor(shipped: Shipped) {
    this.shipped = shipped
    this.#tables = foldCodes([], shipped.table)
    this.#days = foldCalendars([], shipped.calendar)
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

  /** The calendar in force, prepared. */
  get calendar(): WorkingTime {
    return this.#calendars.current
  }

  refresh(db: ReadHandle): void {
    const seen = [CODES_STREAM, CALENDAR_STREAM].map((stream) => db.get<{ id: string }>('SELECT id FROM event WHERE stream = ? ORDER BY seq DESC LIMIT 1', stream)?.id ?? '').join(' ')
    if (seen === this.#seen) return
    this.#tables = foldCodes(readStream(db, CODES_STREAM), this.shipped.table)
    this.#days = foldCalendars(readStream(db, CALENDAR_STREAM), this.shipped.calendar)
    this.#codes = codeBook(this.#tables)
    this.#calendars = calendarBook(preparedHistory(this.#days))
    this.#seen = seen
  }
}
