import type { FigureCases } from '../contract/figure-cases.ts'
import type { Query } from '../contract/messages.ts'
import { startOfLocalDay } from '../domain/calendar.ts'
import type { ReadingFacts } from '../readmodels/case-record.ts'
import { caseRow } from '../readmodels/case-row.ts'
import { readCase } from '../store/case-table.ts'
import type { ReadHandle } from '../store/database.ts'
import { casesOfWallFigure } from '../store/figure-cases.ts'

/** A page of the cases that a figure of the figures view counts at `now`. */
export function figureCases({ figure, after, limit }: Extract<Query, { type: 'figure-cases' }>, db: ReadHandle, facts: ReadingFacts, now: number): FigureCases {
  const { total, found } = casesOfWallFigure(db, figure, { since: startOfLocalDay(now), now, after, limit })
  const cases = found.flatMap(({ place, id, at }) => {
    const stored = readCase(db, id)
    return stored ? [{ key: place, at, row: caseRow(stored, facts, now) }] : []
  })
  return { total, cases, next: found.length < limit ? null : (found.at(-1)?.place ?? null) }
}
