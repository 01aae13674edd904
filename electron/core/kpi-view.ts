import { ok, type Result } from '../contract/error.ts'
import type { KpiCases, KpiGroup, KpiReport } from '../contract/kpi.ts'
import type { Query } from '../contract/messages.ts'
import type { CaseFacts } from '../readmodels/case-record.ts'
import { caseRow } from '../readmodels/case-row.ts'
import { readCase } from '../store/case-table.ts'
import type { ReadHandle } from '../store/database.ts'
import type { CityIndex } from './city-index.ts'
import { kpiCases, kpiReport } from './kpi-report.ts'

/** All figures of a period by group, with the groups' names for people. */
export function kpiView(query: Extract<Query, { type: 'kpi' }>, db: ReadHandle, city: CityIndex, facts: CaseFacts, now: number): Result<KpiReport> {
  const report = kpiReport(db, { from: query.from, to: query.to, group: query.group }, now)
  if (!report.ok) return report
  const name = groupNames(query.group, city, facts)
  return ok({
    ...report.value,
    figures: report.value.figures.map((f) => ({ ...f, rows: f.rows.map((row) => ({ ...row, groupName: name(row.group) })) })),
    bounces: report.value.bounces.map((b) => ({ ...b, name: facts.departmentName(b.department) })),
  })
}

/** The cases behind a figure as rows, each with the ids of the events that prove it. */
export function kpiCasesView({ type: _type, ...request }: Extract<Query, { type: 'kpi-cases' }>, db: ReadHandle, facts: CaseFacts, now: number): Result<KpiCases> {
  const found = kpiCases(db, request, now)
  if (!found.ok) return found
  const cases = found.value.cases.flatMap(({ caseId, eventIds }) => {
    const stored = readCase(db, caseId)
    return stored ? [{ row: caseRow(stored, facts, now), events: eventIds }] : []
  })
  return ok({ cases, next: found.value.next })
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
