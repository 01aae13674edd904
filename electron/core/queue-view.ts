import type { DueWindow, QueueFilter, ReportedWithin } from '../contract/queue-filter.ts'
import type { QueueLens } from '../contract/queue-lens.ts'
import type { ViewSpec, ViewTypes } from '../contract/views.ts'
import { startOfLocalDay } from '../domain/calendar.ts'
import { LOOP_STAGES, STEPS, type Stage, type Step } from '../domain/case-flow.ts'
import type { Actor, Role } from '../domain/role.ts'
import { caseRow } from '../readmodels/case-row.ts'
import { countCases, cursorText, pageCases, readCursor, type CaseFilter } from '../store/case-query.ts'
import { searchQuery } from '../store/search-text.ts'
import { holdsAll } from './search-fit.ts'
import type { ViewContext } from './view-context.ts'

/** Counts of lenses stop here. */
const COUNT_CAP = 10_000
const HOUR = 3_600_000

const LOOP_STEPS: readonly Step[] = ['accept', 'file', 'dispatch', 'handle', 'check', 'close', 'follow-up']

/** Stages whose loop step these roles take. */
const stagesOf = (roles: readonly Role[]): Stage[] => LOOP_STAGES.filter((stage) => LOOP_STEPS.some((step) => STEPS[step].from.includes(stage) && roles.includes(STEPS[step].role)))

/** People who only handle see what their own department has to do. */
const ofDepartment = (actor: Actor | null): CaseFilter => (actor?.department !== undefined && actor.roles.every((role) => role === 'department') ? { departments: [actor.department] } : {})

const lensFilter = (lens: QueueLens, { desk: { actor }, now }: ViewContext): CaseFilter => {
  switch (lens) {
    case 'mine':
      return { stages: stagesOf(actor?.roles ?? []), ...ofDepartment(actor) }
    case 'open':
      return { open: true }
    case 'late':
      return { open: true, warnBefore: now }
    case 'all':
      return {}
  }
}

const DUE_HOURS: Readonly<Record<Exclude<DueWindow, 'overdue' | 'today'>, number>> = { '1h': 1, '2h': 2, '4h': 4 }
const REPORTED_HOURS: Readonly<Record<ReportedWithin, number>> = { '1h': 1, '4h': 4, '24h': 24, '3d': 72, '7d': 168 }

/** A limit is passed after its instant; at it the case is still in time. */
const dueParts = (due: DueWindow, now: number): CaseFilter => {
  if (due === 'overdue') return { dueBefore: now - 1 }
  return { dueFrom: now, dueBefore: due === 'today' ? startOfLocalDay(now) + 24 * HOUR - 1 : now + DUE_HOURS[due] * HOUR }
}

/** What a window's filter asks of the store at an instant; undefined when no case can fit, as with words that hold no letter. */
export function storeFilter(asked: QueueFilter, now: number): CaseFilter | undefined {
  const { stages, classes, districts, streets, departments, sources, supervised, extended, due, reported, suspended, text } = asked
  const search = text === undefined ? undefined : searchQuery(text)
  if (text !== undefined && text.trim() !== '' && search === undefined) return undefined
  return {
    ...(stages && { stages }),
    ...(classes && { classes }),
    ...(districts && { districts }),
    ...(streets && { streets }),
    ...(departments && { departments }),
    ...(sources && { sources }),
    ...(supervised && { supervised }),
    ...(extended && { extended }),
    ...(due === undefined ? {} : dueParts(due, now)),
    ...(reported === undefined ? {} : { reportedFrom: now - REPORTED_HOURS[reported] * HOUR }),
    ...(suspended === undefined ? {} : { suspendedAt: now }),
    ...(search === undefined ? {} : { search }),
  }
}

/** A lens and a filter together: stages and departments of both must fit. */
function narrowed(lens: CaseFilter, filter: CaseFilter): CaseFilter {
  const stages = inBoth(lens.stages, filter.stages)
  const departments = inBoth(lens.departments, filter.departments)
  return { ...lens, ...filter, ...(stages && { stages }), ...(departments && { departments }) }
}

const inBoth = <T>(a: readonly T[] | undefined, b: readonly T[] | undefined): readonly T[] | undefined => (a && b ? a.filter((each) => b.includes(each)) : (a ?? b))

/** A page of the queue with the counts of all lenses under the same filter. An unknown cursor is as none. */
export function queueView(spec: Extract<ViewSpec, { view: 'queue' }>, context: ViewContext): ViewTypes['queue'] {
  const { db, facts, now } = context
  const asked = storeFilter(spec.filter, now)
  if (asked === undefined) return { head: { counts: { mine: 0, open: 0, late: 0, all: 0 }, total: 0, next: null }, rows: {}, order: [] }
  const of = (lens: QueueLens): CaseFilter => narrowed(lensFilter(lens, context), asked)
  const count = (lens: QueueLens): number => countCases(db, of(lens), COUNT_CAP)
  const counts = { mine: count('mine'), open: count('open'), late: count('late'), all: count('all') }
  const page = pageCases(db, of(spec.lens), { limit: spec.limit, after: spec.after === undefined ? undefined : readCursor(spec.after), fits: holdsAll(asked.search, db, facts) })
  const rows = page.cases.map((stored) => caseRow(stored, facts, now))
  return {
    head: { counts, total: counts[spec.lens], next: page.next ? cursorText(page.next) : null },
    rows: Object.fromEntries(rows.map((r) => [r.id, r])),
    order: rows.map((r) => r.id),
  }
}
