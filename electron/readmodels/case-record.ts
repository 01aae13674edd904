import type { CalendarBook } from '../domain/calendar-book.ts'
import { caseActs } from '../domain/case-act.ts'
import { bouncesOf, caseKpi } from '../domain/case-kpi.ts'
import { dueAt, warnAt } from '../domain/case-clock.ts'
import { isOpen, stateAt, type CaseState } from '../domain/case-state.ts'
import type { EventEnvelope, Reporter } from '../domain/case-event.ts'
import { subClassOf, type CodeBook } from '../domain/code-book.ts'
import { pressingClockFacts, type StageLimits } from '../domain/stage-clock.ts'

/** What the reading of a case rests on besides what the store keeps of it. */
export interface ReadingFacts {
  readonly calendars: CalendarBook
  readonly stageLimits: StageLimits
  readonly codes: CodeBook
  readonly departmentName: (id: string) => string
}

/** What projections of a case rest on besides its events. */
export interface CaseFacts extends ReadingFacts {
  readonly districtOf: (state: CaseState) => string
}

/** All that a search finds a case by. */
export function caseText(state: CaseState, reporter: Reporter, facts: CaseFacts): string {
  const { report, dispatch } = state
  const subClass = subClassOf(facts.codes, state)
  return [
    report.number, report.description, report.place, report.grid ?? '', report.component ?? '', reporter.name ?? '', ...phoneWords(reporter.phone ?? ''),
    subClass?.name ?? '', subClass?.nameEn ?? '', dispatch ? facts.departmentName(dispatch.department) : '',
  ].join('\n')
}

/** A telephone number as it was given, and its digits alone where that is another text: whoever calls is found by them. */
function phoneWords(phone: string): string[] {
  const digits = phone.replaceAll(/\D/g, '')
  return digits === phone ? [phone] : [phone, digits]
}

/** The case as the store keeps it: what to sort, filter and search by. */
export function caseRecord(state: CaseState, events: readonly EventEnvelope[], reporter: Reporter, facts: CaseFacts) {
  const calendar = facts.calendars.of(state)
  const changedAt = events.reduce((latest, e) => Math.max(latest, e.occurredAt), 0)
  const open = isOpen(state)
  // 挂账 that nobody ends runs out by itself, so the limit that follows it is known already.
  const clock = open ? pressingClockFacts(stateAt(state, Infinity), facts.stageLimits) : undefined
  const pressing = clock && clock.stoppedAt === undefined ? clock : undefined
  return {
    state,
    open,
    district: facts.districtOf(state),
    street: state.report.grid?.slice(0, 9) ?? '',
    kpi: caseKpi(state, calendar),
    bounces: bouncesOf(state),
    acts: caseActs(state.id, events),
    changedAt,
    dueAt: (pressing && dueAt(pressing, calendar)) ?? null,
    warnAt: (pressing && warnAt(pressing, calendar)) ?? null,
    text: caseText(state, reporter, facts),
  }
}
