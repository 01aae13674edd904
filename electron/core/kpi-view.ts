import { fail, ok, type Result } from '../contract/error.ts'
import type { KpiCases, KpiFigure, KpiReport } from '../contract/kpi.ts'
import type { Query } from '../contract/messages.ts'
import { ACT_FIGURES, type ActFigure, type ActLimits } from '../domain/case-act.ts'
import { caseStream } from '../domain/case-event.ts'
import { FIGURES, type Figure } from '../domain/case-kpi.ts'
import type { CaseState } from '../domain/case-state.ts'
import type { ReadingFacts } from '../readmodels/case-record.ts'
import { caseRow } from '../readmodels/case-row.ts'
import { casesOfActs, nameOfPerson, sumActs } from '../store/act-table.ts'
import { readCase } from '../store/case-table.ts'
import type { ReadHandle } from '../store/database.ts'
import { readStream } from '../store/event-log.ts'
import type { GridArea } from '../domain/grid-table.ts'
import { casesOfFigure, casesTakenOut, countBounces, sumFigures, type KpiSum } from '../store/kpi-table.ts'

/** Cases taken out by appeal that a report lists at most. */
const MAX_TAKEN_OUT = 200

/** What figures rest on besides the database. */
export interface KpiFacts {
  readonly city: { readonly name: string; readonly areas: readonly GridArea[] }
  readonly facts: ReadingFacts
  readonly limits: ActLimits
}

/** All figures of a period by group. */
export function kpiReport(query: Extract<Query, { type: 'kpi' }>, db: ReadHandle, { city, facts, limits }: KpiFacts, now: number): KpiReport {
  const period = { from: query.from, to: query.to, now }
  const name = groupNames(query.group, db, city, facts)
  const figureOf = (of: Figure | ActFigure, kind: KpiFigure['kind'], sums: readonly KpiSum[]): KpiFigure => ({
    name: of.name,
    version: of.version,
    term: of.term,
    kind,
    rows: sums.map(({ group, numerator, denominator, sample }) => ({ group, groupName: name(group, sample), numerator, denominator, value: denominator === 0 ? null : numerator / denominator })),
  })
  const sums = sumFigures(db, FIGURES, period, query.group)
  return {
    from: query.from,
    to: query.to,
    asOf: now,
    group: query.group,
    figures: [...FIGURES.map((of, i) => figureOf(of, of.kind, sums[i] ?? [])), ...ACT_FIGURES.map((of) => figureOf(of, 'rate', sumActs(db, of, limits, period, query.group)))],
    bounces: countBounces(db, period).map((b) => ({ ...b, name: facts.departmentName(b.department) })),
    takenOut: casesTakenOut(db, period, MAX_TAKEN_OUT),
  }
}

/** A case behind a figure; the events are known where the figure counts acts. */
interface FoundCase {
  readonly key: number
  readonly id: string
  readonly events?: readonly string[]
}

/** The cases behind a figure, each with the ids of the events that prove it. */
export function kpiCases(query: Extract<Query, { type: 'kpi-cases' }>, db: ReadHandle, { facts, limits }: KpiFacts, now: number): Result<KpiCases> {
  const period = { from: query.from, to: query.to, now }
  const of: Figure | undefined = FIGURES.find((f) => f.name === query.figure && f.version === query.version)
  const acts: ActFigure | undefined = ACT_FIGURES.find((f) => f.name === query.figure && f.version === query.version)
  const within = { part: query.part, group: query.group, value: query.value }
  const found: readonly FoundCase[] | undefined = of ? casesOfFigure(db, of, period, within, query.after, query.limit) : acts ? casesOfActs(db, acts, limits, period, within, query.after, query.limit) : undefined
  if (!found) return fail('not-found', `no figure has the name ${query.figure} and the version ${query.version}`, { where: 'figure' })
  const cases = found.flatMap((each) => {
    const stored = readCase(db, each.id)
    if (!stored) return []
    return [{ row: caseRow(stored, facts, now), events: each.events ?? evidenceOf(db, of, query.part, stored.state) }]
  })
  return ok({ cases, next: found.length < query.limit ? null : (found.at(-1)?.key ?? null) })
}

/** The events of a case that prove its part in a figure; those that were taken back prove nothing. */
export function evidenceOf(db: ReadHandle, of: Figure | undefined, part: 'numerator' | 'denominator', state: CaseState): string[] {
  const evidence = new Set<string>(of?.evidence[part] ?? [])
  return readStream(db, caseStream(state.id)).filter((e) => evidence.has(e.type) && !state.recalled.includes(e.id)).map((e) => e.id)
}

type NameOf = (value: string, sample: number) => string

function groupNames(group: KpiReport['group'], db: ReadHandle, city: KpiFacts['city'], facts: ReadingFacts): NameOf {
  switch (group) {
    case 'city':
      return () => city.name
    case 'role':
      return (role) => (role === '' ? '—' : role)
    case 'person':
      return (person, sample) => (person === '' ? '—' : (nameOfPerson(db, person, sample) ?? person))
    case 'department':
      return (id) => (id === '' ? '—' : facts.departmentName(id))
    case 'class': {
      const { event, component } = facts.codes.current
      const names = new Map<string, string>([...event.map((c) => [`event/${c.code}`, c.name] as const), ...component.map((c) => [`component/${c.code}`, c.name] as const)])
      return (value) => names.get(value) ?? value
    }
    case 'district':
    case 'street': {
      const names = new Map(city.areas.map((area) => [area.code, area.name]))
      return (code) => names.get(code) ?? (code === '' ? '—' : code)
    }
  }
}
