import { z } from 'zod'
import type { EventEnvelope } from './case-event.ts'
import type { CaseState } from './case-state.ts'
import { CodeTable, findSubClass, type SubClass } from './code-table.ts'
import { foldVersions, type VersionEvent, type VersionHistory } from './version-history.ts'

/** The stream of the code tables' versions. */
export const CODES_STREAM = 'codes/table'

/** Bodies of its events. An activation without a table puts an earlier version back in force. */
export const CodesEventBody = {
  'codes.shipped': z.object({ table: CodeTable }),
  'codes.activated': z.object({ version: z.string().min(1).max(32), table: CodeTable.optional(), note: z.string().max(500).default('') }),
} as const

/** The code tables of a station: the one in force, and those that cases keep. */
export interface CodeBook {
  readonly current: CodeTable
  /** The table that a case was filed under; before 立案, the one that it was reported under. */
  of(state: CaseState): CodeTable
}

const tableFor = (history: VersionHistory<CodeTable>, { filing, report, reportedAt }: CaseState): CodeTable => {
  const named = filing?.codeTable ?? report.codeTable
  return (named === undefined ? undefined : history.version(named)) ?? history.at(reportedAt)
}

/** The sub-class of a case, as the table that the case keeps has it. */
export const subClassOf = (book: CodeBook, state: CaseState): SubClass | undefined => findSubClass(book.of(state), state.report.kind, state.report.subClass)

/** The book of a history. */
export const codeBook = (history: VersionHistory<CodeTable>): CodeBook => ({ current: history.current, of: (state) => tableFor(history, state) })

/** The book of a station that only ever had this table. */
export const onlyTable = (table: CodeTable): CodeBook => ({ current: table, of: () => table })

/** The history of the code tables. Equal sub-classes of its versions are one object, so that many versions cost little. */
export function foldCodes(events: readonly EventEnvelope[], shipped: CodeTable): VersionHistory<CodeTable> {
  const share = sharedParts()
  return foldVersions(events, (event) => readCodesEvent(event, share), { version: shipped.version, value: shipped })
}

function readCodesEvent({ type, body }: EventEnvelope, share: (table: CodeTable) => CodeTable): VersionEvent<CodeTable> | undefined {
  if (type === 'codes.shipped') {
    const read = CodesEventBody[type].safeParse(body).data
    return read && { version: read.table.version, value: share(read.table), note: '', shipped: true }
  }
  if (type !== 'codes.activated') return undefined
  const read = CodesEventBody[type].safeParse(body).data
  return read && { version: read.version, value: read.table && share({ ...read.table, version: read.version }), note: read.note, shipped: false }
}

function sharedParts(): (table: CodeTable) => CodeTable {
  const parts = new Map<string, unknown>()
  const shared = <P>(part: P): P => {
    const key = JSON.stringify(part)
    const known = parts.get(key)
    if (known !== undefined) return known as P
    parts.set(key, part)
    return part
  }
  const classes = (of: CodeTable['event']): CodeTable['event'] => of.map((c) => shared({ ...c, subClasses: c.subClasses.map(shared) }))
  return ({ version, event, component }) => ({ version, event: classes(event), component: classes(component) })
}
