import { fail, ok, type Result } from '../contract/error.ts'
import type { KpiCases, KpiFigure, KpiReport } from '../contract/kpi.ts'
import type { Query } from '../contract/messages.ts'
import { caseStream } from '../domain/case-event.ts'
import { FIGURES, type Figure } from '../domain/case-kpi.ts'
import type { CaseFacts } from '../readmodels/case-record.ts'
import { caseRow } from '../readmodels/case-row.ts'
import { readCase } from '../store/case-table.ts'
import type { ReadHandle } from '../store/database.ts'
import { readStream } from '../store/event-log.ts'
import { casesOfFigure, casesTakenOut, countBounces, sumFigure, type KpiGroup } from '../store/kpi-table.ts'
import type { CityIndex } from './city-index.ts'

/** Cases taken out by appeal that a report lists at most. */
const MAX_TAKEN_OUT = 200

/** All figures of a period by group. */
export function kpiReport(query: Extract<Query, { type: 'kpi' }>, db: ReadHandle, city: CityIndex, facts: CaseFacts, now: number): KpiReport {
  const period = { from: query.from, to: query.to, now }
  const name = groupNames(query.group, city, facts)
  const figures = FIGURES.map((of): KpiFigure => ({
    name: of.name,
    version: of.version,
    term: of.term,
    kind: of.kind,
    rows: sumFigure(db, of, period, query.group).map(({ group, numerator, denominator }) => ({ group, groupName: name(group), numerator, denominator, value: denominator === 0 ? null : numerator / denominator })),
  }))
  const bounces = countBounces(db, period).map((b) => ({ ...b, name: facts.departmentName(b.department) }))
  return { from: query.from, to: query.to, asOf: now, group: query.group, figures, bounces, takenOut: casesTakenOut(db, period, MAX_TAKEN_OUT) }
}

/** The cases behind a figure, each with the ids of the events that prove it. */
export function kpiCases(query: Extract<Query, { type: 'kpi-cases' }>, db: ReadHandle, facts: CaseFacts, now: number): Result<KpiCases> {
  const of: Figure | undefined = FIGURES.find((f) => f.name === query.figure && f.version === query.version)
  if (!of) return fail('not-found', `no figure has the name ${query.figure} and the version ${query.version}`, { where: 'figure' })
  const found = casesOfFigure(db, of, { from: query.from, to: query.to, now }, query.part, { group: query.group, value: query.value }, query.after, query.limit)
  const evidence = new Set<string>(of.evidence[query.part])
  const cases = found.flatMap(({ id }) => {
    const stored = readCase(db, id)
    if (!stored) return []
    return [{ row: caseRow(stored, facts, now), events: readStream(db, caseStream(id)).filter((e) => evidence.has(e.type)).map((e) => e.id) }]
  })
  return ok({ cases, next: found.length < query.limit ? null : (found.at(-1)?.key ?? null) })
}

function groupNames(group: KpiGroup, city: CityIndex, facts: CaseFacts): (value: string) => string {
  switch (group) {
    case 'city':
      return () => city.data.name
    case 'department':
      return (id) => (id === '' ? '—' : facts.departmentName(id))
    case 'class':
      return (value) => [...facts.codes.event.map((c) => [`event/${c.code}`, c.name] as const), ...facts.codes.component.map((c) => [`component/${c.code}`, c.name] as const)].find(([key]) => key === value)?.[1] ?? value
    case 'district':
    case 'street': {
      const names = new Map([...city.data.districts, ...city.data.streets].map((area) => [area.code, area.name]))
      return (code) => names.get(code) ?? (code === '' ? '—' : code)
    }
  }
}
