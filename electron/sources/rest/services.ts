import type { Result } from '../../contract/error.ts'
import type { KpiCases, KpiCasesRequest, KpiReport, KpiRequest } from '../../contract/kpi-report.ts'
import type { CommandValue } from '../../contract/messages.ts'
import type { CaseListQuery, CasePage, CaseResource, EventPage, EventQuery, SearchAnswer, TaskPage, TaskQuery } from '../../contract/rest.ts'
import type { CaseCommand } from '../../domain/case-command.ts'
import type { CodeTable } from '../../domain/code-table.ts'
import type { Department } from '../../domain/reference.ts'
import type { Actor } from '../../domain/role.ts'

/** The version of a case: how many events it has, and which of them no other follows. */
export interface CaseVersion {
  readonly events: number
  readonly heads: readonly string[]
}

/** What core lets the REST face do. Core implements it; commands take the one path that all commands take. */
export interface RestServices {
  readonly station: string
  readonly now: () => number
  /** A page of cases; `malformed` at `cursor` when the cursor is not one of ours. */
  readonly listCases: (query: CaseListQuery) => Result<CasePage>
  readonly readCase: (id: string, actor: Actor) => CaseResource | undefined
  readonly submit: (command: CaseCommand, actor: Actor, expect?: (version: CaseVersion) => boolean) => Promise<Result<CommandValue>>
  readonly readEvents: (query: EventQuery) => EventPage
  /** Calls back after each commit until the function that it answers is called. */
  readonly onEvents: (listener: () => void) => () => void
  readonly listTasks: (query: TaskQuery) => Result<TaskPage>
  readonly codes: CodeTable
  readonly departments: readonly Department[]
  readonly kpiReport: (request: KpiRequest) => Result<KpiReport>
  readonly kpiCases: (request: KpiCasesRequest) => Result<KpiCases>
  readonly search: (text: string, limit: number) => SearchAnswer
  /** Why a grid code cannot be meant; undefined when it can. */
  readonly gridFault: (grid: string) => string | undefined
}
