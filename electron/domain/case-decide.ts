import type { NewCaseEvent } from './case-event.ts'
import { STEPS, Step, lawfulSteps, type Step as StepName } from './case-flow.ts'
import type { CaseReportCommand, CaseStepCommand } from './case-command.ts'
import type { CaseState } from './case-state.ts'
import { findSubClass, type CodeTable } from './code-table.ts'
import type { Actor, Role } from './role.ts'

/** Why a command was refused, and what may be done instead. */
export interface Refusal {
  readonly code: 'not-lawful-here' | 'role-missing' | 'unknown-class' | 'unknown-condition' | 'unknown-department' | 'not-your-department' | 'in-the-future'
  readonly params: Readonly<Record<string, string>>
  readonly lawful: readonly StepName[]
}

/** What decisions rest on besides the case itself. */
export interface DecideContext {
  readonly codes: CodeTable
  readonly departments: ReadonlySet<string>
  readonly now: number
}

export type Decision =
  | { readonly ok: true; readonly event: NewCaseEvent; readonly role: Role; readonly occurredAt: number }
  | { readonly ok: false; readonly refusal: Refusal }

/** Station clocks differ; this much ahead of ours is not yet the future, ms. */
const FUTURE_SLACK = 60_000

const REPORTING_ROLES: readonly Role[] = ['collector', 'call-taker', 'duty-officer', 'dispatcher']

const refuse = (code: Refusal['code'], params: Record<string, string> = {}, lawful: readonly StepName[] = []): Decision => ({
  ok: false,
  refusal: { code, params, lawful },
})

/** 上报: decides a report. `number` is the case number that the station gives it. */
export function decideReport(command: CaseReportCommand, number: string, actor: Actor, context: DecideContext): Decision {
  const role = REPORTING_ROLES.find((r) => actor.roles.includes(r))
  if (!role) return refuse('role-missing', { need: REPORTING_ROLES.join(' / '), step: 'report' })
  const { report } = command
  if (!findSubClass(context.codes, report.kind, report.subClass)) return refuse('unknown-class', { subClass: report.subClass })
  const occurredAt = command.occurredAt ?? context.now
  if (occurredAt > context.now + FUTURE_SLACK) return refuse('in-the-future', { at: String(occurredAt) })
  return { ok: true, event: { type: 'case.reported', body: { ...report, number } }, role, occurredAt }
}

const stepOf = (command: CaseStepCommand): StepName => Step.parse(command.type.slice('case.'.length))

/** Decides the next step of a case: the event that records it, or why not. Pure. */
export function decideStep(state: CaseState, command: CaseStepCommand, actor: Actor, context: DecideContext): Decision {
  const step = stepOf(command)
  const rule = STEPS[step]
  const lawful = lawfulSteps(state.stage, actor.roles)
  if (rule.from !== state.stage) return refuse('not-lawful-here', { step, stage: state.stage }, lawful)
  if (!actor.roles.includes(rule.role)) return refuse('role-missing', { need: rule.role, step }, lawful)
  const occurredAt = command.occurredAt ?? context.now
  if (occurredAt > context.now + FUTURE_SLACK) return refuse('in-the-future', { at: String(occurredAt) }, lawful)
  const event = stepEvent(state, command, actor, context)
  return 'refusal' in event ? { ok: false, refusal: { ...event.refusal, lawful } } : { ok: true, event: event.event, role: rule.role, occurredAt }
}

type StepEvent = { readonly event: NewCaseEvent } | { readonly refusal: Omit<Refusal, 'lawful'> }

function stepEvent(state: CaseState, command: CaseStepCommand, actor: Actor, context: DecideContext): StepEvent {
  const { note } = command
  switch (command.type) {
    case 'case.accept':
      return { event: { type: 'case.accepted', body: { note } } }
    case 'case.file':
      return fileEvent(state, command.condition, note, context)
    case 'case.dispatch':
      return dispatchEvent(state, command.department, note, context)
    case 'case.handle':
      if (actor.department && actor.department !== state.dispatch?.department) {
        return { refusal: { code: 'not-your-department', params: { department: state.dispatch?.department ?? '' } } }
      }
      return { event: { type: 'case.handled', body: { note } } }
    case 'case.check':
      return { event: { type: 'case.checked', body: { passed: true, note } } }
    case 'case.close':
      return { event: { type: 'case.closed', body: { note } } }
    case 'case.follow-up':
      return { event: { type: 'case.followed-up', body: { satisfaction: command.satisfaction, note } } }
  }
}

function fileEvent(state: CaseState, wanted: string | undefined, note: string, { codes }: DecideContext): StepEvent {
  const subClass = findSubClass(codes, state.report.kind, state.report.subClass)
  if (!subClass) return { refusal: { code: 'unknown-class', params: { subClass: state.report.subClass } } }
  const condition = wanted === undefined ? subClass.conditions[0] : subClass.conditions.find((c) => c.code === wanted)
  if (!condition) return { refusal: { code: 'unknown-condition', params: { condition: wanted ?? '' } } }
  return { event: { type: 'case.filed', body: { condition: condition.code, limit: condition.limit, codeTable: codes.version, note } } }
}

function dispatchEvent(state: CaseState, wanted: string | undefined, note: string, { codes, departments }: DecideContext): StepEvent {
  const department = wanted ?? findSubClass(codes, state.report.kind, state.report.subClass)?.department ?? ''
  if (!departments.has(department)) return { refusal: { code: 'unknown-department', params: { department } } }
  return { event: { type: 'case.dispatched', body: { department, note } } }
}
