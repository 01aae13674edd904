import type { ReadHandle } from '../store/database.ts'
import { reporterOf } from '../store/personal-data.ts'
import { caseText, type CaseFacts } from '../readmodels/case-record.ts'
import type { StoredCase } from '../store/case-table.ts'
import { holdsWords, type SearchQuery } from '../store/search-text.ts'

/** Whether a case that the word index found truly holds every word of the question. */
export const holdsAll = (search: SearchQuery | undefined, db: ReadHandle, facts: CaseFacts) => ({ state }: StoredCase): boolean =>
  search === undefined || holdsWords(caseText(state, reporterOf(db, state.id, state.report.reporter), facts), search.near)
