import type { CaseRow } from '../contract/views.ts'
import type { CaseState } from '../domain/case-state.ts'
import { subClassOf } from '../domain/code-book.ts'
import { pressingClock } from '../domain/stage-clock.ts'
import type { ReadingFacts } from './case-record.ts'

/** The case as queues, maps and rolls show it, its clock read at `now`. */
export function caseRow(stored: { state: CaseState; changedAt: number; district: string }, facts: ReadingFacts, now: number): CaseRow {
  const { state } = stored
  const { report } = state
  const subClass = subClassOf(facts.codes, state)
  return {
    id: state.id,
    number: report.number,
    stage: state.stage,
    kind: report.kind,
    subClass: report.subClass,
    className: subClass?.name ?? report.subClass,
    classNameEn: subClass?.nameEn ?? report.subClass,
    description: report.description,
    place: report.place,
    district: stored.district,
    at: report.at,
    source: report.source,
    department: state.dispatch?.department ?? null,
    supervised: state.supervisions.length > 0,
    reportedAt: state.reportedAt,
    changedAt: stored.changedAt,
    clock: pressingClock(state, facts.calendars.of(state), facts.stageLimits, now) ?? null,
  }
}
