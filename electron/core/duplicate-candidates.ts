import type { DuplicateCandidate } from '../contract/messages.ts'
import { DUPLICATE_RADIUS, DUPLICATE_SCORE, duplicateScore } from '../domain/duplicates.ts'
import { metresPerDegree } from '../domain/geometry.ts'
import type { CaseFacts } from '../readmodels/case-record.ts'
import { caseRow } from '../readmodels/case-row.ts'
import { casesInView } from '../store/case-query.ts'
import { readCase } from '../store/case-table.ts'
import type { ReadHandle } from '../store/database.ts'

/** Cases nearby that are looked at, and candidates that are shown, at most. */
const MAX_LOOKED_AT = 500
const MAX_SHOWN = 12

/** Open cases that may be the same as this one, the likeliest first. Merging them is an operator's act. */
export function duplicateCandidates(caseId: string, db: ReadHandle, facts: CaseFacts, now: number): DuplicateCandidate[] {
  const own = readCase(db, caseId)
  if (!own) return []
  const [lng, lat] = own.state.report.at
  const degree = metresPerDegree(lat)
  const [dx, dy] = [DUPLICATE_RADIUS / degree.lng, DUPLICATE_RADIUS / degree.lat]
  return casesInView(db, [lng - dx, lat - dy, lng + dx, lat + dy], MAX_LOOKED_AT)
    .flatMap((stored) => {
      const found = duplicateScore(own.state, stored.state)
      return found && found.score >= DUPLICATE_SCORE ? [{ row: caseRow(stored, facts, now), ...found }] : []
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, MAX_SHOWN)
}
