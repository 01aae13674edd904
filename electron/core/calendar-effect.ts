import { fail, ok, type Result } from '../contract/error.ts'
import type { CalendarEffect } from '../contract/code-admin.ts'
import type { Query } from '../contract/messages.ts'
import { prepareCalendar, type Calendar, type WorkingTime } from '../domain/calendar.ts'
import { diffCalendars } from '../domain/calendar-diff.ts'
import { dueAt } from '../domain/case-clock.ts'
import { stateAt, type CaseState } from '../domain/case-state.ts'
import { subClassOf } from '../domain/code-book.ts'
import { pressingClockFacts } from '../domain/stage-clock.ts'
import type { ReadingFacts } from '../readmodels/case-record.ts'
import { pageCases } from '../store/case-query.ts'
import type { ReadHandle } from '../store/database.ts'
import type { CodeRegistry } from './code-registry.ts'

/** Cases that are named, those that move most first. */
const MAX_CASES = 50
const PAGE = 500

/** Why a calendar cannot be prepared; undefined when it can. */
export function calendarFault(calendar: Calendar): string | undefined {
  try {
    prepareCalendar(calendar)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** What another calendar would change, counted over every open case. */
export function calendarEffect(query: Extract<Query, { type: 'calendar-effect' }>, db: ReadHandle, registry: CodeRegistry, facts: ReadingFacts, now: number): Result<CalendarEffect> {
  const before = registry.calendarHistory.current
  const after = query.calendar ? { ...query.calendar, version: 'draft' } : registry.calendarHistory.version(query.version ?? '')
  if (!after) return fail('unknown-version', `no calendar has the version ${query.version}`, { where: 'version', params: { version: query.version ?? '' } })
  const fault = calendarFault(after)
  if (fault !== undefined) return fail('bad-table', fault, { where: 'periods' })
  const draft = prepareCalendar(after)
  const counts = { open: 0, later: 0, sooner: 0, overdue: 0, saved: 0 }
  let moved: CalendarEffect['cases'] = []
  for (const state of openCases(db)) {
    counts.open += 1
    const [was, is] = [dueWith(state, registry.calendar, facts), dueWith(state, draft, facts)]
    if (was === undefined || is === undefined || was === is) continue
    counts[is > was ? 'later' : 'sooner'] += 1
    if (was >= now && is < now) counts.overdue += 1
    if (was < now && is >= now) counts.saved += 1
    const sub = subClassOf(facts.codes, state)
    moved.push({ id: state.id, number: state.report.number, className: sub?.name ?? state.report.subClass, classNameEn: sub?.nameEn ?? state.report.subClass, before: was, after: is })
    if (moved.length > MAX_CASES * 4) moved = most(moved)
  }
  return ok({ diff: diffCalendars(before, after, now), ...counts, cases: most(moved) })
}

const most = (cases: CalendarEffect['cases']): CalendarEffect['cases'] => cases.sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before) || (a.number < b.number ? -1 : 1)).slice(0, MAX_CASES)

function dueWith(state: CaseState, calendar: WorkingTime, facts: ReadingFacts): number | undefined {
  const clock = pressingClockFacts(stateAt(state, Infinity), facts.stageLimits)
  return clock && clock.stoppedAt === undefined && clock.limit.kind !== 'urgent' ? dueAt(clock, calendar) : undefined
}

function* openCases(db: ReadHandle): Generator<CaseState> {
  let after: Parameters<typeof pageCases>[2]['after']
  do {
    const page = pageCases(db, { open: true }, { limit: PAGE, order: 'due', after })
    for (const { state } of page.cases) yield state
    after = page.next
  } while (after !== undefined)
}
