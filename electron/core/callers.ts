import type { DirectoryRow } from '../contract/directory.ts'
import type { CaseFacts } from '../readmodels/case-record.ts'
import type { ReadHandle } from '../store/database.ts'
import { callerCases } from './answer-query.ts'
import type { CallServices } from './calls.ts'

/** Cases of one caller that are looked at. */
const MAX_CASES = 8

/** What is known here of whoever has a number: by the directory, and by what they reported. */
export function callersOf({ db, facts, directory }: { readonly db: ReadHandle; readonly facts: CaseFacts; readonly directory: () => readonly DirectoryRow[] }): Pick<CallServices, 'partyOf' | 'caseOf'> {
  return {
    partyOf: (number) => {
      const row = directory().find(({ numbers }) => numbers.some((n) => n.number === number))
      return row && { department: row.department === '' ? null : row.department.slice(0, 32), name: row.name, nameEn: row.nameEn }
    },
    caseOf: (number) => {
      const open = callerCases(number, MAX_CASES, db, facts, Date.now()).filter(({ clock }) => clock !== null)
      return open.length === 1 ? open[0]?.id : undefined
    },
  }
}
