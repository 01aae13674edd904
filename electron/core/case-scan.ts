import type { CaseFilterQuery } from '../contract/rest.ts'
import type { CaseFacts } from '../readmodels/case-record.ts'
import { cursorText, pageCases, readCursor, type CaseCursor, type CaseFilter, type CaseOrder } from '../store/case-query.ts'
import { NEVER, type StoredCase } from '../store/case-table.ts'
import type { ReadHandle } from '../store/database.ts'
import { searchQuery } from '../store/search-text.ts'
import { OPEN_STAGES } from '../domain/case-flow.ts'
import { holdsAll } from './search-fit.ts'

/** Which cases are meant: what the store's indexes answer, and what is looked at case by case. */
export interface CaseScan {
  readonly filter: CaseFilter
  readonly keep: (stored: StoredCase) => boolean
}

/** What is asked for; `nothing` when it cannot be there, as with a text that holds no word. */
export function caseScan(query: CaseFilterQuery, db: ReadHandle, facts: CaseFacts, alsoKeep: (stored: StoredCase) => boolean = () => true): CaseScan | 'nothing' {
  const { stage, open, kind, department, district, dueBefore, bbox, text, reportedFrom = 0, reportedTo = Number.MAX_SAFE_INTEGER } = query
  const search = text === undefined ? undefined : searchQuery(text)
  if (text !== undefined && text.trim() !== '' && search === undefined) return 'nothing'
  const classes = classesOf(kind, query.class)
  const holds = holdsAll(search, db, facts)
  return {
    filter: {
      ...(open === undefined ? {} : { open }),
      ...(stage === undefined ? {} : { stages: stage }),
      ...(classes === undefined ? {} : { classes }),
      ...(department === undefined ? {} : { departments: [department] }),
      ...(district === undefined ? {} : { districts: [district] }),
      ...(dueBefore === undefined ? {} : { dueBefore }),
      ...(bbox === undefined ? {} : { within: bbox }),
      ...(search === undefined ? {} : { search }),
    },
    keep: (stored) => stored.state.reportedAt >= reportedFrom && stored.state.reportedAt < reportedTo && holds(stored) && alsoKeep(stored),
  }
}

const KINDS = ['event', 'component'] as const

const classesOf = (kind: 'event' | 'component' | undefined, code: string | undefined): string[] | undefined => {
  if (kind === undefined && code === undefined) return undefined
  return (kind === undefined ? KINDS : [kind]).map((k) => (code === undefined ? k : `${k}/${code}`))
}

/** So many pages are read to fill one; a page may then be short although more follows. */
const MAX_READS = 20

export interface ScannedPage {
  readonly cases: readonly StoredCase[]
  readonly next: string | null
}

/** A page of cases after a cursor; undefined when the cursor is none of ours. */
export function scanCases(db: ReadHandle, scan: CaseScan, order: CaseOrder, cursor: string | undefined, limit: number): ScannedPage | undefined {
  let after = cursor === undefined ? undefined : readCursor(cursor)
  if (cursor !== undefined && after === undefined) return undefined
  const cases: StoredCase[] = []
  for (let read = 0; read < MAX_READS; read++) {
    const page = pageCases(db, scan.filter, { order, limit, after, fits: scan.keep })
    for (const stored of page.cases) {
      if (scan.keep(stored)) cases.push(stored)
      if (cases.length === limit) return { cases, next: cursorText(cursorOf(stored)) }
    }
    after = page.next
    if (after === undefined) return { cases, next: null }
  }
  return { cases, next: after === undefined ? null : cursorText(after) }
}

const cursorOf = ({ state, dueAt, key }: StoredCase): CaseCursor => ({ open: OPEN_STAGES.includes(state.stage), dueAt: dueAt ?? NEVER, key })
