import type { CallAction } from '../../../electron/contract/call.ts'
import { numbersAt, type DirectoryRow } from '../../../electron/contract/directory.ts'

/** The call of an entry at an instant: the numbers that are answered now, in their order. */
export const dialEntry = (row: DirectoryRow, caseId: string | null, at: number): Extract<CallAction, { do: 'dial' }> => ({
  do: 'dial', caseId, party: { department: row.department === '' ? null : row.department.slice(0, 32), name: row.name, nameEn: row.nameEn }, numbers: numbersAt(row.numbers, at),
})

/** The call of several entries at once: the first who answers, or all in a conference. */
export const dialGroup = (rows: readonly DirectoryRow[], mode: 'first' | 'all', caseId: string | null, at: number): Extract<CallAction, { do: 'dial-group' }> => ({
  do: 'dial-group', mode, caseId, members: rows.map((row) => dialEntry(row, caseId, at)).map(({ party, numbers }) => ({ party, numbers })),
})
