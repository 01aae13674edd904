import type { AuditListQuery, AuditPage } from '../../contract/rest.ts'
import { writeCsv } from './csv.ts'

const HEAD = ['at', 'person', 'name', 'act', 'case_id', 'number', 'account', 'detail'] as const

type Row = Readonly<AuditPage['records'][number]>

/** Audit records as a table. */
export const auditCsv = (rows: readonly Row[]): string =>
  writeCsv([
    [...HEAD],
    ...rows.map((row) => [new Date(row.at).toISOString(), row.person, row.name, row.act, row.caseId ?? '', row.number ?? '', row.account ?? '', Object.entries(row.detail).map(([name, value]) => `${name}=${value}`).join('; ')]),
  ])

/** What was asked of the audit, for its own record. */
export const auditFacts = ({ person, acts, caseId, from, to }: Omit<AuditListQuery, 'limit' | 'cursor'>): Record<string, string> => ({
  ...(person === undefined ? {} : { person }),
  ...(acts === undefined ? {} : { acts: acts.join(' ') }),
  ...(caseId === undefined ? {} : { case: caseId }),
  ...(from === undefined ? {} : { from: new Date(from).toISOString() }),
  ...(to === undefined ? {} : { to: new Date(to).toISOString() }),
})
