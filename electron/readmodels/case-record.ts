import type { WorkingTime } from '../domain/calendar.ts'
import { dueTime, WARN_SHARE, type Limit } from '../domain/case-clock.ts'
import { isOpen, type CaseState } from '../domain/case-state.ts'
import type { EventEnvelope } from '../domain/case-event.ts'
import { findSubClass, type CodeTable } from '../domain/code-table.ts'
import { pressingClock, type StageLimits } from '../domain/stage-clock.ts'

/** What projections of a case rest on besides its events. */
export interface CaseFacts {
  readonly calendar: WorkingTime
  readonly stageLimits: StageLimits
  readonly codes: CodeTable
  readonly departmentName: (id: string) => string
  readonly districtOf: (state: CaseState) => string
}

/** The instant at which the limit's warning share is used up. */
const warnTime = (limit: Limit, calendar: WorkingTime, from: number): number =>
  dueTime({ kind: limit.kind, amount: limit.amount * WARN_SHARE }, calendar, from)

/** The case as the store keeps it: what to sort, filter and search by. */
export function caseRecord(state: CaseState, events: readonly EventEnvelope[], facts: CaseFacts) {
  const changedAt = events.reduce((latest, e) => Math.max(latest, e.occurredAt), 0)
  const open = isOpen(state)
  const clock = open ? pressingClock(state, facts.calendar, facts.stageLimits, changedAt) : undefined
  const pressing = clock && clock.state !== 'stopped' ? clock : undefined
  const subClass = findSubClass(facts.codes, state.report.kind, state.report.subClass)
  const { report } = state
  return {
    state,
    open,
    district: facts.districtOf(state),
    changedAt,
    dueAt: pressing?.dueAt ?? null,
    warnAt: pressing ? warnTime(pressing.limit, facts.calendar, pressing.startedAt) : null,
    text: [
      report.number, report.description, report.place, report.grid ?? '', report.component ?? '', report.reporter.name ?? '', report.reporter.phone ?? '',
      subClass?.name ?? '', subClass?.nameEn ?? '', state.dispatch ? facts.departmentName(state.dispatch.department) : '',
    ].join('\n'),
  }
}
