import type { SheetQueryTypes } from '../contract/sheet.ts'
import type { CameraQueryTypes } from '../contract/camera-registry.ts'
import type { CodeChange } from '../contract/code-admin.ts'
import { diffTables } from '../domain/code-diff.ts'
import { fail, ok, type Result } from '../contract/error.ts'
import type { Query, SearchHit } from '../contract/messages.ts'
import { subClassOf } from '../domain/code-book.ts'
import type { CaseRow } from '../contract/views.ts'
import type { CaseFacts } from '../readmodels/case-record.ts'
import { caseRow } from '../readmodels/case-row.ts'
import { pageCases } from '../store/case-query.ts'
import { readCase, type StoredCase } from '../store/case-table.ts'
import type { ReadHandle } from '../store/database.ts'
import { newestCasesOf } from '../store/personal-data.ts'
import { searchQuery } from '../store/search-text.ts'
import type { CityIndex } from './city-index.ts'
import { duplicateCandidates } from './duplicate-candidates.ts'
import type { LongQuery } from './long-read.ts'
import { alarmPage } from './alarms.ts'
import { alertPage } from './alerts.ts'
import { holdsAll } from './search-fit.ts'
import { versionLists } from './code-commands.ts'
import type { CodeRegistry } from './code-registry.ts'

/** Questions about cases and places that are read at once; figures are read on a thread, the audit by {@link makeAsk}. */
export type PlainQuery = Exclude<Query, LongQuery | { type: 'recording' | 'audit' | 'audit-export' | keyof SheetQueryTypes | keyof CameraQueryTypes }>

/** Answers a question that is asked once and read at once. */
export function answerQuery(query: PlainQuery, db: ReadHandle, city: CityIndex, facts: CaseFacts, registry: CodeRegistry): Result<unknown> {
  switch (query.type) {
    case 'describe':
      return ok({ place: city.describe(query.at), grid: city.gridAt(query.at), district: city.districtAt(query.at, Date.now()) })
    case 'caller':
      return ok({ rows: callerCases(query.phone, query.limit, db, facts, Date.now()) })
    case 'duplicates':
      return ok({ candidates: duplicateCandidates(query.caseId, db, facts, Date.now()) })
    case 'code-versions':
      return ok(versionLists(registry))
    case 'code-change':
      return codeChange(query.version, registry)
    case 'alert-history':
      return ok(alertPage(db, { inForce: false, before: query.before, limit: query.limit }, Date.now()))
    case 'alarm-history':
      return ok(alarmPage(db, facts, query.before, query.limit))
    case 'search':
      return ok({ hits: search(query.text, query.limit, db, city, facts) })
  }
}

function codeChange(version: string, { tableHistory }: CodeRegistry): Result<CodeChange> {
  const to = tableHistory.version(version)
  if (!to) return fail('unknown-version', `no code table has the version ${version}`, { where: 'version', params: { version } })
  return ok({ from: tableHistory.current.version, to: version, diff: diffTables(tableHistory.current, to) })
}

/** Cases whose reporter gave this number, by its digits; those that changed last first. */
export function callerCases(phone: string, limit: number, db: ReadHandle, facts: CaseFacts, now: number): CaseRow[] {
  return newestCasesOf(db, phone, limit * 4)
    .flatMap((id) => readCase(db, id) ?? [])
    .sort((a, b) => b.changedAt - a.changedAt)
    .slice(0, limit)
    .map((stored) => caseRow(stored, facts, now))
}

/** Places first, as far as half of the room; cases by due time after them. */
export function search(text: string, limit: number, db: ReadHandle, city: CityIndex, facts: CaseFacts): SearchHit[] {
  const asked = searchQuery(text)
  if (asked === undefined) return []
  const cases = pageCases(db, { search: asked }, { limit, fits: holdsAll(asked, db, facts) }).cases.map((stored) => caseHit(stored, facts))
  return [...city.search(text, Math.max(Math.ceil(limit / 2), limit - cases.length)), ...cases].slice(0, limit)
}

function caseHit({ state }: StoredCase, facts: CaseFacts): SearchHit {
  const { id, report } = state
  const name = subClassOf(facts.codes, state)?.name ?? report.subClass
  return { what: 'case', id, title: `${report.number} ${name}`, detail: report.place, at: report.at }
}
