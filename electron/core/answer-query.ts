import { ok, type Result } from '../contract/error.ts'
import type { Query, SearchHit } from '../contract/messages.ts'
import { findSubClass } from '../domain/code-table.ts'
import type { CaseFacts } from '../readmodels/case-record.ts'
import { pageCases } from '../store/case-query.ts'
import type { StoredCase } from '../store/case-table.ts'
import type { ReadHandle } from '../store/database.ts'
import { searchQuery } from '../store/search-text.ts'
import type { CityIndex } from './city-index.ts'
import { kpiCases, kpiReport } from './kpi-report.ts'
import { holdsAll } from './search-fit.ts'

/** Answers a question that is asked once. */
export function answerQuery(query: Query, db: ReadHandle, city: CityIndex, facts: CaseFacts): Result<unknown> {
  switch (query.type) {
    case 'describe':
      return ok({ place: city.describe(query.at), grid: city.gridAt(query.at), district: city.districtAt(query.at) })
    case 'kpi':
      return kpiReport(db, query, Date.now())
    case 'kpi-cases':
      return kpiCases(db, query, Date.now())
    case 'search':
      return ok({ hits: search(query.text, query.limit, db, city, facts) })
  }
}

/** Places first, as far as half of the room; cases by due time after them. */
export function search(text: string, limit: number, db: ReadHandle, city: CityIndex, facts: CaseFacts): SearchHit[] {
  const asked = searchQuery(text)
  if (asked === undefined) return []
  const cases = pageCases(db, { search: asked }, { limit, fits: holdsAll(asked, facts) }).cases.map((stored) => caseHit(stored, facts))
  return [...city.search(text, Math.max(Math.ceil(limit / 2), limit - cases.length)), ...cases].slice(0, limit)
}

function caseHit({ state: { id, report } }: StoredCase, facts: CaseFacts): SearchHit {
  const name = findSubClass(facts.codes, report.kind, report.subClass)?.name ?? report.subClass
  return { what: 'case', id, title: `${report.number} ${name}`, detail: report.place, at: report.at }
}
