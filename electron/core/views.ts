import type { Keyed } from '../contract/keyed.ts'
import type { CaseHead, CaseRow, FiguresHead, MapRow, RollRow, ViewName, ViewSpec, ViewTypes } from '../contract/views.ts'
import { attachableKinds, mayHide, shownAttachments } from '../domain/case-attach.ts'
import { AGE_BOUNDS } from '../domain/wall-figure.ts'
import { startOfLocalDay } from '../domain/calendar.ts'
import { caseStream } from '../domain/case-event.ts'
import { lawfulSteps, STEPS, stepsFrom, type Stage } from '../domain/case-flow.ts'
import { tableToFile } from '../domain/case-decide.ts'
import { subClassOf } from '../domain/code-book.ts'
import { findSubClass } from '../domain/code-table.ts'
import type { Actor } from '../domain/role.ts'
import { caseClock } from '../domain/stage-clock.ts'
import { attachmentRows } from '../readmodels/attachment-row.ts'
import { caseRow } from '../readmodels/case-row.ts'
import { rollRow, timeline } from '../readmodels/timeline.ts'
import { casesInView } from '../store/case-query.ts'
import { readCase, type StoredCase } from '../store/case-table.ts'
import { readNewestOfCases, readStream } from '../store/event-log.ts'
import { reporterOf } from '../store/personal-data.ts'
import { countAges, countByDepartment, countByDistrict, countByStage, countEventsByType, countOpen, countReportsBetween, countReportsByHour } from '../store/figures.ts'
import { accountsView } from './accounts.ts'
import { alarmsView } from './alarms.ts'
import { alertsView } from './alerts.ts'
import { usualAt } from './usual.ts'
import type { ViewContext } from './view-context.ts'
import { callBoardView } from './call-board.ts'
import { callsView } from './calls.ts'
import { handoversView } from './handovers.ts'
import { initialsOf } from './initials.ts'
import { phrasesView } from './phrases.ts'
import { directoryView } from './directory.ts'
import { queueView } from './queue-view.ts'
import { gridsView } from './grid-admin.ts'

/** What can make a view's content change. */
export type Topic = 'cases' | 'time' | 'alerts' | 'alarms' | 'handovers' | 'lists' | 'units' | 'wall' | 'station' | 'desk' | 'claims' | 'calls' | 'codes' | 'cameras' | 'imports'

/** Which changes a view waits for, and how long changes are gathered before it is computed again, ms. */
export const VIEW_TOPICS: Readonly<Record<ViewName, { readonly topics: readonly Topic[]; readonly gatherMs: number }>> = {
  queue: { topics: ['cases', 'time', 'desk'], gatherMs: 40 },
  case: { topics: ['cases', 'desk'], gatherMs: 20 },
  map: { topics: ['cases', 'units'], gatherMs: 100 },
  figures: { topics: ['cases'], gatherMs: 250 },
  roll: { topics: ['cases'], gatherMs: 60 },
  wall: { topics: ['wall'], gatherMs: 0 },
  status: { topics: ['station', 'desk'], gatherMs: 20 },
  catalog: { topics: ['codes'], gatherMs: 20 },
  import: { topics: ['imports'], gatherMs: 100 },
  cameras: { topics: ['cameras'], gatherMs: 20 },
  'camera-registry': { topics: ['cameras'], gatherMs: 20 },
  alerts: { topics: ['alerts'], gatherMs: 20 },
  desk: { topics: ['desk'], gatherMs: 0 },
  claims: { topics: ['claims'], gatherMs: 20 },
  accounts: { topics: ['desk'], gatherMs: 20 },
  alarms: { topics: ['alarms'], gatherMs: 50 },
  handovers: { topics: ['handovers'], gatherMs: 0 },
  phrases: { topics: ['lists'], gatherMs: 0 },
  'saved-views': { topics: ['lists'], gatherMs: 0 },
  'call-plans': { topics: ['lists'], gatherMs: 0 },
  calls: { topics: ['calls'], gatherMs: 20 },
  'call-board': { topics: ['calls'], gatherMs: 50 },
  directory: { topics: [], gatherMs: 0 },
  grids: { topics: ['codes'], gatherMs: 20 },
}

type AnyKeyed = Keyed<unknown, unknown>

/** Computes a view. */
export function computeView(spec: ViewSpec, context: ViewContext): AnyKeyed {
  switch (spec.view) {
    case 'queue':
      return queueView(spec, context)
    case 'case':
      return caseView(spec, context)
    case 'map':
      return mapView(spec, context)
    case 'figures':
      return { head: figures(context), rows: {}, order: [] }
    case 'roll':
      return rollView(spec.limit, context)
    case 'wall':
      return { head: { ...context.wall.wall, ...context.station.selection, machines: context.machines.all() }, rows: context.wall.rows, order: Object.keys(context.wall.rows) }
    case 'status':
      return statusView(context)
    case 'catalog':
      return catalogView(context)
    case 'import':
      return { head: context.importHead(spec.upload), rows: {}, order: [] }
    case 'cameras':
      return keyBy(context.cameras.rows, (c) => c.id, {})
    case 'camera-registry':
      return keyBy(context.cameras.cameras, (c) => c.id, context.cameras.head)
    case 'alarms':
      return alarmsView(context.db, context.facts, spec.limit)
    case 'handovers':
      return handoversView(context.db, spec.limit)
    case 'phrases':
      return phrasesView(context.shippedPhrases, context.lists.phrases())
    case 'saved-views':
      return keyBy(context.lists.savedViews(), (v) => v.id, {})
    case 'call-plans':
      return keyBy(context.lists.callPlans().map((plan) => ({ ...plan, initials: initialsOf(plan.name) })), (p) => p.id, {})
    case 'alerts':
      return alertsView(context.db, spec.bbox, spec.limit, context.now)
    case 'desk':
      return { head: context.desk.head(), rows: {}, order: [] }
    case 'claims':
      return context.claims.view()
    case 'accounts':
      return accountsView(context.db, context.desk)
    case 'directory':
      return directoryView(context.directory)
    case 'grids':
      return gridsView(spec, context.city)
    case 'calls':
      return callsView(context.db, spec, context.now)
    case 'call-board':
      return callBoardView(context)
  }
}

const keyBy = <H, R>(rows: readonly R[], key: (row: R) => string, head: H): Keyed<H, R> => ({
  head,
  rows: Object.fromEntries(rows.map((r) => [key(r), r])),
  order: rows.map(key),
})

const rowOf = (context: ViewContext) => (stored: StoredCase): CaseRow => caseRow(stored, context.facts, context.now)

/** Who acts while nobody is signed in. */
const NOBODY: Actor = { id: 'nobody', name: 'nobody', roles: [] }

const NO_REPORTER: CaseHead['reporter'] = { name: '', phone: '', erased: false }

const NO_CASE: CaseHead = {
  row: null, limit: null, condition: null, conditions: [], reporter: NO_REPORTER, grid: null, component: null, street: '', community: '',
  lawful: [], next: [], suggestedDepartment: null, irregular: 0, tasks: [], extensions: 0, supervised: 0, mergedInto: null, absorbed: [], attachments: [], attachable: [], hideable: [], appeal: null, caseClock: null,
}

function caseView({ caseId, personal }: Extract<ViewSpec, { view: 'case' }>, context: ViewContext): ViewTypes['case'] {
  const stored = readCase(context.db, caseId)
  if (!stored) return { head: NO_CASE, rows: {}, order: [] }
  const { state } = stored
  const { report } = state
  const subClass = subClassOf(context.facts.codes, state)
  const toFile = findSubClass(tableToFile(state, context.facts.codes), report.kind, report.subClass)
  const condition = subClass?.conditions.find((c) => c.code === state.filing?.condition)
  const head: CaseHead = {
    row: rowOf(context)(stored),
    limit: state.filing?.limit ?? null,
    condition: condition?.text ?? null,
    conditions: toFile?.conditions ?? [],
    reporter: personal === true ? reporterFor(stored, context) : NO_REPORTER,
    grid: report.grid,
    component: report.component,
    ...context.city.streetOf(report.grid, state.reportedAt),
    lawful: lawfulSteps(state, (context.desk.actor ?? NOBODY).roles),
    next: stepsFrom(state).map((step) => ({ step, role: STEPS[step].role })),
    suggestedDepartment: toFile?.department ?? null,
    irregular: state.irregular.length,
    tasks: state.tasks,
    extensions: state.extensions.length,
    supervised: state.supervisions.length,
    mergedInto: state.mergedInto ?? null,
    absorbed: state.absorbed,
    attachments: attachmentRows(state),
    attachable: attachableKinds(state, context.desk.actor ?? NOBODY),
    hideable: shownAttachments(state).filter((a) => mayHide(a, context.desk.actor ?? NOBODY)).map((a) => a.id),
    appeal: state.appeal === undefined ? null : state.appeal.granted === undefined ? 'asked' : state.appeal.granted ? 'granted' : 'denied',
    caseClock: caseClock(state, context.facts.calendars.of(state), context.now) ?? null,
  }
  return keyBy(timeline(readStream(context.db, caseStream(caseId)), state, { departmentName: context.facts.departmentName, conditionText: (code) => subClass?.conditions.find((c) => c.code === code)?.text ?? code }), (r) => r.id, head)
}

/** Who reported a case, for whoever may act now; that they were shown it is recorded. */
function reporterFor({ state: { id, report } }: StoredCase, { db, desk, personalSeen }: ViewContext): CaseHead['reporter'] {
  if (report.reporter.person === undefined || !desk.acting().ok) return NO_REPORTER
  const { name = '', phone = '', erased = false } = reporterOf(db, id, report.reporter)
  if (erased) return { ...NO_REPORTER, erased }
  personalSeen(id, report.number)
  return { name, phone, erased }
}

function mapView(spec: Extract<ViewSpec, { view: 'map' }>, context: ViewContext): ViewTypes['map'] {
  const [west, south, east, north] = spec.bbox
  const found = casesInView(context.db, spec.bbox, spec.limit + 1)
  const cases = found.slice(0, spec.limit).map(rowOf(context))
  const units = context.units().filter(({ at: [lng, lat] }) => lng >= west && lng <= east && lat >= south && lat <= north)
  const rows: MapRow[] = [...cases.map((c): MapRow => ({ what: 'case', case: c })), ...units.map((u): MapRow => ({ what: 'unit', unit: u }))]
  return keyBy(rows, (r) => (r.what === 'case' ? `case/${r.case.id}` : `unit/${r.unit.id}`), { cases: cases.length, units: units.length, capped: found.length > spec.limit })
}

function figures({ db, city, now }: ViewContext): FiguresHead {
  const since = startOfLocalDay(now)
  const usual = usualAt(db, since, now)
  const departmentsToday = new Map<string, number>()
  for (const { department, n } of countReportsBetween(db, since, now + 1)) departmentsToday.set(department, (departmentsToday.get(department) ?? 0) + n)
  const events = countEventsByType(db, since)
  const hours = countReportsByHour(db, since)
  const stages = countByStage(db)
  const byDistrict = countByDistrict(db, since)
  const byDepartment = countByDepartment(db, now)
  return {
    since,
    reported: events.get('case.reported') ?? 0,
    filed: events.get('case.filed') ?? 0,
    dispatched: events.get('case.dispatched') ?? 0,
    handled: events.get('case.handled') ?? 0,
    closed: events.get('case.closed') ?? 0,
    ...countOpen(db, now),
    byHour: Array.from({ length: 24 }, (_, h) => hours.get(h) ?? 0),
    byDistrict: city.areas.filter((area) => area.code.length === 6).map((d) => ({ code: d.code, name: d.name, open: byDistrict.get(d.code)?.open ?? 0, today: byDistrict.get(d.code)?.today ?? 0, usual: usual?.byDistrict(d.code) ?? null })),
    byDepartment: city.departments.map((d) => ({ id: d.id, name: d.shortName, open: byDepartment.get(d.id)?.open ?? 0, overdue: byDepartment.get(d.id)?.overdue ?? 0, today: departmentsToday.get(d.id) ?? 0, usual: usual?.byDepartment(d.id) ?? null })),
    byStage: stageCounts(stages),
    usual: usual ? { days: usual.days, byHour: usual.byHour } : null,
    byAge: countAges(db, now, AGE_BOUNDS),
  }
}

const stageCounts = (found: ReadonlyMap<Stage, number>): FiguresHead['byStage'] => {
  const count = (stage: Stage): number => found.get(stage) ?? 0
  return {
    reported: count('reported'), accepted: count('accepted'), filed: count('filed'), dispatched: count('dispatched'), handled: count('handled'), checked: count('checked'),
    closed: count('closed'), 'followed-up': count('followed-up'), refused: count('refused'), voided: count('voided'), merged: count('merged'),
  }
}

function rollView(limit: number, context: ViewContext): ViewTypes['roll'] {
  const rows = readNewestOfCases(context.db, limit).flatMap(({ event }): RollRow[] => {
    const stored = readCase(context.db, event.stream.slice('case/'.length))
    if (!stored) return []
    return [rollRow(event, stored.state, subClassOf(context.facts.codes, stored.state), context.facts.departmentName)]
  })
  return keyBy(rows, (r) => r.id, {})
}

function statusView({ station, desk: { actor }, city, stationId }: ViewContext): ViewTypes['status'] {
  const { startedAt, run, simulator, notices } = station
  return { head: { station: stationId, city: city.data.name, actor, startedAt, run, simulator, notices }, rows: {}, order: [] }
}

function catalogView({ city, facts, calendar, webPages }: ViewContext): ViewTypes['catalog'] {
  const { name, nameEn, centre, floodPoints } = city.data
  return { head: { city: { name, nameEn, centre, bounds: city.bounds }, codes: facts.codes.current, calendar, departments: city.departments, areas: city.areas, floodPoints, webPages }, rows: {}, order: [] }
}
