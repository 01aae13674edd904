import { caseText, type CaseFacts } from '../readmodels/case-record.ts'
import type { StoredCase } from '../store/case-table.ts'
import { holdsWords, type SearchQuery } from '../store/search-text.ts'

/** Whether a case that the word index found truly holds every word of the question. */
export const holdsAll = (search: SearchQuery | undefined, facts: CaseFacts) => (stored: StoredCase): boolean =>
  search === undefined || holdsWords(caseText(stored.state, facts), search.near)
