import type { VersionedWhat, VersionLists } from '../../contract/code-admin.ts'
import type { CalendarInput, CodesImportAnswer, CodesImportQuery, GridsAnswer, GridsImportAnswer, GridsImportQuery } from '../../contract/rest-codes.ts'
import type { Calendar } from '../../domain/calendar.ts'
import type { Appraisal } from '../../contract/appraisal.ts'
import type { AttachmentRow, TakenIn } from '../../contract/attachment.ts'
import type { Result } from '../../contract/error.ts'
import type { KpiCases, KpiCasesRequest, KpiReport, KpiRequest } from '../../contract/kpi-report.ts'
import type { CommandValue, Query, QueryTypes } from '../../contract/messages.ts'
import type { AlertAnswer, AlertRow } from '../../contract/alert.ts'
import type { AlertListQuery, AlertPage, AuditListQuery, AuditPage, CaseListQuery, CasePage, CaseResource, KnownReport, ClaimList, EventPage, EventQuery, SearchAnswer, TaskPage, TaskQuery } from '../../contract/rest.ts'
import type { CaseRow } from '../../contract/views.ts'
import type { AlertMessage } from '../../domain/alert.ts'
import type { AuditAct, AuditWhat } from '../../domain/audit.ts'
import type { CaseCommand } from '../../domain/case-command.ts'
import type { CodeTable } from '../../domain/code-table.ts'
import type { Department, Position } from '../../domain/reference.ts'
import type { Actor } from '../../domain/role.ts'

/** The version of a case: how many events it has, and which of them no other follows. */
export interface CaseVersion {
  readonly events: number
  readonly heads: readonly string[]
}

/** A case as exports show it. */
export interface ExportedCase {
  readonly row: CaseRow
  readonly report: KnownReport
}

/** Reports by class and time, as Open311 asks for them; `classes` as `event/0102`. */
export interface ReportedQuery {
  readonly classes: readonly string[] | undefined
  readonly open: boolean | undefined
  readonly from: number
  readonly to: number
  readonly limit: number
}

/** Versions of code table, calendar and grids, as the REST face reads and changes them; without a version the one in force. */
export interface CodeAdmin {
  readonly versions: () => VersionLists
  readonly table: (version?: string) => CodeTable | undefined
  readonly calendar: (version?: string) => Calendar | undefined
  readonly sheet: (what: VersionedWhat, version?: string) => { readonly name: string; readonly rows: string[][] } | undefined
  readonly setCalendar: (input: CalendarInput, actor: Actor) => Promise<Result<CommandValue>>
  readonly grids: (version?: string) => GridsAnswer | undefined
  /** Brings grids into force unless they are wrong or only looked at. */
  readonly importGrids: (rows: readonly (readonly string[])[], query: GridsImportQuery, actor: Actor) => Promise<Result<GridsImportAnswer>>
  /** Brings a table into force unless it is wrong or only looked at. */
  readonly importTable: (rows: readonly (readonly string[])[], query: CodesImportQuery, actor: Actor) => Promise<Result<CodesImportAnswer>>
}

/** What core lets the REST face do. Core implements it; commands take the one path that all commands take. */
export interface RestServices {
  readonly station: string
  readonly now: () => number
  /** A page of cases; `malformed` at `cursor` when the cursor is not one of ours. */
  readonly listCases: (query: CaseListQuery) => Result<CasePage>
  readonly readCase: (id: string, actor: Actor) => CaseResource | undefined
  readonly submit: (command: CaseCommand, actor: Actor, expect?: (version: CaseVersion) => boolean) => Promise<Result<CommandValue>>
  /** Records what a key saw or took out; looks within minutes count once. What is taken out waits for the answer. */
  readonly audit: (actor: Actor, act: AuditAct, about?: Partial<AuditWhat>) => Promise<Result<null>>
  readonly auditPage: (query: AuditListQuery) => Result<AuditPage>
  /** Who works on which case. */
  readonly listClaims: () => ClaimList
  readonly takeClaim: (caseId: string, actor: Actor, over: boolean) => Promise<Result<null>>
  readonly releaseClaim: (caseId: string, actor: Actor) => void
  /** Without `audit` the records of the audit are left out. */
  readonly readEvents: (query: EventQuery, options: { readonly audit: boolean }) => EventPage
  /** Calls back after each commit until the function that it answers is called. */
  readonly onEvents: (listener: () => void) => () => void
  readonly listTasks: (query: TaskQuery) => Result<TaskPage>
  /** The code table in force. */
  readonly codes: CodeTable
  readonly codeAdmin: CodeAdmin
  readonly departments: readonly Department[]
  readonly kpiReport: (request: KpiRequest) => Promise<Result<KpiReport>>
  /** 绩效评价 of a post, or with `subject` of one of them with the events behind each part. */
  readonly appraise: (request: Omit<Extract<Query, { type: 'appraisal' }>, 'type'>) => Promise<Result<Appraisal>>
  readonly appraisalCases: (request: Omit<Extract<Query, { type: 'appraisal-cases' }>, 'type'>) => Promise<Result<QueryTypes['appraisal-cases']>>
  readonly kpiCases: (request: KpiCasesRequest) => Promise<Result<KpiCases>>
  readonly search: (text: string, limit: number) => SearchAnswer
  /** Writes a CAP message down, once, with what it replaces or calls off. */
  readonly receiveAlert: (message: AlertMessage, raw: string, actor: Actor) => Promise<Result<AlertAnswer>>
  readonly listAlerts: (query: AlertListQuery) => AlertPage
  readonly readAlert: (id: string) => AlertRow | undefined
  readonly rawAlert: (id: string) => string | undefined
  readonly exportPage: (query: CaseListQuery) => Result<{ readonly cases: readonly ExportedCase[]; readonly next: string | null }>
  readonly listReported: (query: ReportedQuery) => readonly ExportedCase[]
  readonly caseIdByNumber: (number: string) => string | undefined
  /** Reports in one transaction, an answer for each: all or, unless `keepGood`, none; `dryRun` writes nothing. */
  readonly submitTogether: (commands: readonly CaseCommand[], actor: Actor, options: { readonly dryRun: boolean; readonly keepGood: boolean }) => Promise<Result<readonly Result<CommandValue>[]>>
  /** Files of a case that are in sight, in the order of their adding; undefined when there is no such case. */
  readonly listAttachments: (caseId: string) => readonly AttachmentRow[] | undefined
  /** The bytes of a file; undefined when it is not in the store. */
  readonly readAttachment: (hash: string) => Promise<AsyncIterable<Uint8Array> | undefined>
  /** Takes a file into the store; it is dropped again after a day unless a case comes to name it. */
  readonly takeInFile: (source: AsyncIterable<Uint8Array>) => Promise<Result<TakenIn>>
  /** The most bytes that any file may have. */
  readonly largestFile: number
  /** The middle of a grid, or the position of the place, crossroad or road that a text names; WGS-84. */
  readonly locate: (text: string) => Position | undefined
  /** Why a grid code cannot be meant; undefined when it can. */
  readonly gridFault: (grid: string) => string | undefined
  /** Words for a position; empty where the city knows no roads. */
  readonly describe: (at: Position) => string
}
