import { join } from 'node:path'
import { prepareCalendar } from '../../electron/domain/calendar.ts'
import { onlyCalendar } from '../../electron/domain/calendar-book.ts'
import { onlyTable } from '../../electron/domain/code-book.ts'
import type { EventEnvelope } from '../../electron/domain/case-event.ts'
import { foldCase } from '../../electron/domain/case-state.ts'
import { DEFAULT_STAGE_LIMITS } from '../../electron/domain/stage-clock.ts'
import { loadCalendar } from '../../electron/core/code-files.ts'
import { caseRecord, type CaseFacts } from '../../electron/readmodels/case-record.ts'
import { writeCase } from '../../electron/store/case-table.ts'
import { openWriter, type WriteHandle } from '../../electron/store/database.ts'
import { appendEvent } from '../../electron/store/event-log.ts'
import { reporterOf } from '../../electron/store/personal-data.ts'
import { CODES } from './case-builder.ts'
import { tempFolder } from './temp-folder.ts'

/** Projection facts of the tests: two departments, districts by the first six digits of the grid. */
export const FACTS: CaseFacts = {
  calendars: onlyCalendar(prepareCalendar(loadCalendar(join(import.meta.dirname, '..', '..', 'resources')))),
  stageLimits: DEFAULT_STAGE_LIMITS,
  codes: onlyTable(CODES),
  departmentName: (id) => (id === 'water' ? '水务' : '环卫'),
  districtOf: ({ report }) => report.grid?.slice(0, 6) ?? '330100',
}

/** An empty folder for a store of its own. */
export const storeFolder = (): string => tempFolder('store')

/** A fresh database in a folder of its own. */
export const freshStore = (dir = storeFolder()): WriteHandle => openWriter({ file: join(dir, 'wufeng.sqlite') })

/** Writes a case's history and its projection in one transaction. */
export function putCase(db: WriteHandle, id: string, events: readonly EventEnvelope[]): void {
  db.transaction(() => {
    for (const event of events) appendEvent(db, event)
    const state = foldCase(id, events)
    if (state) writeCase(db, caseRecord(state, events, reporterOf(db, state.id, state.report.reporter), FACTS))
  })
}
