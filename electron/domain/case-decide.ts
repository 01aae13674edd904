import type { NewCaseEvent, ReportBody } from './case-event.ts'
import { hasAuthority, lawfulSteps, STEPS, Step, type Hindrance, type Stage, type Step as StepName } from './case-flow.ts'
import type { CaseReportCommand, CaseStepCommand } from './case-command.ts'
import { isOpen, stateAt, type CaseState } from './case-state.ts'
import type { CodeBook } from './code-book.ts'
import { findSubClass, type CodeTable } from './code-table.ts'
import type { Actor, Role } from './role.ts'

/** Why a command was refused. */
export type RefusalCode =
  | 'not-lawful-here' | 'role-missing' | 'reason-missing' | 'unknown-class' | 'unknown-condition' | 'unknown-department' | 'not-your-department'
  | 'not-your-step' | 'not-a-task' | 'same-department' | 'unknown-target' | 'bad-target' | 'in-the-future' | 'before-the-case' | Hindrance
  | 'file-unknown' | 'file-too-large' | 'already-attached' | 'too-many-files'

/** Why a command was refused, and what may be done instead. */
export interface Refusal {
  readonly code: RefusalCode
  readonly params: Readonly<Record<string, string>>
  readonly lawful: readonly StepName[]
}

/** What decisions rest on besides the case itself. */
export interface DecideContext {
  readonly codes: CodeBook
  readonly departments: ReadonlySet<string>
  readonly now: number
  /** Another case, for merging and for the 回访 of merged reporters. */
  readonly other: (caseId: string) => CaseState | undefined
}

/** An event for a stream; most commands write one, a merge one on each side. */
export interface DecidedEvent {
  readonly caseId: string
  readonly event: NewCaseEvent
}

export type Decision =
  | { readonly ok: true; readonly events: readonly [DecidedEvent, ...DecidedEvent[]]; readonly role: Role; readonly occurredAt: number }
  | { readonly ok: false; readonly refusal: Refusal }

/** Station clocks differ; this much ahead of ours is not yet the future, ms. */
const FUTURE_SLACK = 60_000

const REPORTING_ROLES: readonly Role[] = ['collector', 'call-taker', 'duty-officer', 'dispatcher']

type Refused = { readonly code: RefusalCode; readonly params?: Readonly<Record<string, string>> }

const refuse = ({ code, params = {} }: Refused, lawful: readonly StepName[] = []): Decision => ({ ok: false, refusal: { code, params, lawful } })

/** A report that only points to who reported. */
export type ReportToDecide = Omit<CaseReportCommand, 'report'> & { readonly report: Omit<ReportBody, 'number' | 'codeTable'> }

/** 上报: decides a report. `number` is the case number that the station gives it. */
export function decideReport(command: ReportToDecide, caseId: string, number: string, actor: Actor, context: DecideContext): Decision {
  const role = REPORTING_ROLES.find((r) => actor.roles.includes(r))
  if (!role) return refuse({ code: 'role-missing', params: { need: REPORTING_ROLES.join(' / '), step: 'report' } })
  const { report } = command
  if (!findSubClass(context.codes.current, report.kind, report.subClass)) return refuse({ code: 'unknown-class', params: { subClass: report.subClass } })
  const occurredAt = command.occurredAt ?? context.now
  if (occurredAt > context.now + FUTURE_SLACK) return refuse({ code: 'in-the-future', params: { at: String(occurredAt) } })
  return { ok: true, events: [{ caseId, event: { type: 'case.reported', body: { ...report, number, codeTable: context.codes.current.version } } }], role, occurredAt }
}

/** The step that a command asks for. */
export const stepOf = (command: CaseStepCommand): StepName => Step.parse(command.type.slice('case.'.length))

/**
 * Decides a step of a case: the events that record it, or why not. Pure. With a reason in `emergency`, a duty
 * officer may take any step of an open case, from any stage and for any post; the event says so.
 */
export function decideStep(before: CaseState, command: CaseStepCommand, actor: Actor, context: DecideContext): Decision {
  const step = stepOf(command)
  const occurredAt = command.occurredAt ?? context.now
  const state = stateAt(before, occurredAt)
  const rule = STEPS[step]
  const no = (refused: Refused): Decision => refuse(refused, lawfulSteps(state, actor.roles))
  const emergency = command.emergency !== undefined && actor.roles.includes('duty-officer')
  const here = rule.from.includes(state.stage)
  const beyond = emergency && (!here || !hasAuthority(step, actor.roles))
  if (!here && (!emergency || !isOpen(state))) return no({ code: 'not-lawful-here', params: { step, stage: state.stage } })
  if (!emergency && !hasAuthority(step, actor.roles)) return no({ code: 'role-missing', params: { need: rule.role, step } })
  const hindrance = rule.hindrance(state)
  if (hindrance !== undefined) return no({ code: hindrance, params: { step } })
  if (rule.reason && command.note.trim() === '' && !beyond) return no({ code: 'reason-missing', params: { step } })
  if (occurredAt > context.now + FUTURE_SLACK) return no({ code: 'in-the-future', params: { at: String(occurredAt) } })
  if (occurredAt < state.reportedAt) return no({ code: 'before-the-case', params: { at: String(occurredAt) } })
  const events = stepEvents(state, command, actor, context)
  if ('code' in events) return no(events)
  return { ok: true, events: beyond ? markEmergency(events, command.emergency ?? '') : events, role: roleFor(step, actor), occurredAt }
}

/** The post in which a step is taken: its own where the actor holds it, else the duty officer's, else any that works on cases. */
const roleFor = (step: StepName, actor: Actor): Role =>
  actor.roles.includes(STEPS[step].role) ? STEPS[step].role : actor.roles.includes('duty-officer') ? 'duty-officer' : (actor.roles.find((r) => r !== 'admin') ?? 'collector')

type Events = readonly [DecidedEvent, ...DecidedEvent[]]

const markEmergency = ([first, ...rest]: Events, emergency: string): Events => {
  const marked = (e: DecidedEvent): DecidedEvent => (e.event.type === 'case.reported' ? e : ({ ...e, event: { ...e.event, body: { ...e.event.body, emergency } } } as DecidedEvent))
  return [marked(first), ...rest.map(marked)]
}

function stepEvents(state: CaseState, command: CaseStepCommand, actor: Actor, context: DecideContext): Events | Refused {
  const { note } = command
  const one = (event: NewCaseEvent): Events => [{ caseId: state.id, event }]
  switch (command.type) {
    case 'case.verify':
      return one({ type: 'case.verified', body: { note, real: command.real } })
    case 'case.file':
      return fileEvent(state, command.condition, note, context)
    case 'case.dispatch':
    case 'case.redispatch':
      return dispatchEvent(state, command, context)
    case 'case.take':
    case 'case.handle':
    case 'case.ask-return':
      return taskEvent(state, command, actor)
    case 'case.ask-extend':
    case 'case.ask-suspend':
    case 'case.ask-appeal':
      return concerns(state, command.type, actor) ? one(plainEvent(stepOf(command), note)) : { code: 'not-your-department', params: { department: state.dispatch?.department ?? '' } }
    case 'case.check':
      return one({ type: 'case.checked', body: { note, passed: command.passed } })
    case 'case.follow-up':
      return followUpEvent(state, command, context)
    case 'case.supervise':
      return one({ type: 'case.supervised', body: { note, kind: command.kind } })
    case 'case.merge':
      return mergeEvents(state, command.into, note, context)
    case 'case.unmerge':
      return unmergeEvents(state, note, context)
    case 'case.recall':
      return recallEvent(state, note, actor)
    case 'case.accept': case 'case.refuse': case 'case.ask-verify': case 'case.void': case 'case.approve-return': case 'case.deny-return':
    case 'case.approve-extend': case 'case.deny-extend': case 'case.approve-suspend': case 'case.deny-suspend':
    case 'case.resume': case 'case.ask-check': case 'case.rework': case 'case.close': case 'case.grant-appeal': case 'case.deny-appeal':
    case 'case.note':
      return one(plainEvent(stepOf(command), note))
  }
}

/** An event that carries nothing but its note. */
const plainEvent = (step: StepName, note: string): NewCaseEvent => ({ type: STEPS[step].event, body: { note } }) as NewCaseEvent

/** The table that a case is filed under: the one in force, unless its sub-class is no longer there. Once filed it keeps its own. */
export function tableToFile(state: CaseState, codes: CodeBook): CodeTable {
  if (state.filing) return codes.of(state)
  return findSubClass(codes.current, state.report.kind, state.report.subClass) ? codes.current : codes.of(state)
}

function fileEvent(state: CaseState, wanted: string | undefined, note: string, { codes }: DecideContext): Events | Refused {
  const table = tableToFile(state, codes)
  const subClass = findSubClass(table, state.report.kind, state.report.subClass)
  if (!subClass) return { code: 'unknown-class', params: { subClass: state.report.subClass } }
  const condition = wanted === undefined ? subClass.conditions[0] : subClass.conditions.find((c) => c.code === wanted)
  if (!condition) return { code: 'unknown-condition', params: { condition: wanted ?? '' } }
  return [{ caseId: state.id, event: { type: 'case.filed', body: { condition: condition.code, limit: condition.limit, codeTable: table.version, note } } }]
}

function dispatchEvent(state: CaseState, command: Extract<CaseStepCommand, { type: 'case.dispatch' | 'case.redispatch' }>, { codes, departments }: DecideContext): Events | Refused {
  const department = command.department ?? findSubClass(tableToFile(state, codes), state.report.kind, state.report.subClass)?.department ?? ''
  const assist = [...new Set(command.assist)].filter((d) => d !== department)
  const unknown = [department, ...assist].find((d) => !departments.has(d))
  if (unknown !== undefined) return { code: 'unknown-department', params: { department: unknown } }
  const same = command.type === 'case.redispatch' && department === state.dispatch?.department && assist.join() === state.tasks.filter((t) => t.part === 'assist').map((t) => t.department).join()
  if (same) return { code: 'same-department', params: { department } }
  return [{ caseId: state.id, event: { type: 'case.dispatched', body: { department, assist, note: command.note } } }]
}

/** 签收, 处置, 申请回退: a department's own task. People of a department act for it; others for the one they name, else the leading one. */
function taskEvent(state: CaseState, command: Extract<CaseStepCommand, { type: 'case.take' | 'case.handle' | 'case.ask-return' }>, actor: Actor): Events | Refused {
  const mine = actor.department ?? command.department ?? firstOpenTask(state, command.type) ?? state.dispatch?.department ?? ''
  if (actor.department !== undefined && command.department !== undefined && command.department !== actor.department) return { code: 'not-your-department', params: { department: command.department } }
  const task = state.tasks.find((t) => t.department === mine)
  if (!task && state.tasks.length > 0) return actor.department === undefined ? { code: 'not-a-task', params: { department: mine } } : { code: 'not-your-department', params: { department: state.dispatch?.department ?? '' } }
  const { note } = command
  // In an emergency a case may be handled that was sent to nobody.
  const named = mine === '' ? {} : { department: mine }
  switch (command.type) {
    case 'case.take':
      if (mine === '') return { code: 'not-a-task', params: { department: mine } }
      return task?.takenAt === undefined ? [{ caseId: state.id, event: { type: 'case.taken', body: { department: mine, note } } }] : { code: 'already-taken', params: { department: mine } }
    case 'case.handle':
      return task?.handledAt === undefined ? [{ caseId: state.id, event: { type: 'case.handled', body: { ...named, note } } }] : { code: 'already-done', params: { department: mine } }
    case 'case.ask-return':
      return [{ caseId: state.id, event: { type: 'case.return-asked', body: { ...named, note } } }]
  }
}

/** Whether a request may come from this person: those of a department ask for its own tasks, and appeal also where the case counts for it (首接). */
const concerns = (state: CaseState, type: CaseStepCommand['type'], { department }: Actor): boolean =>
  department === undefined || state.tasks.some((t) => t.department === department) || (type === 'case.ask-appeal' && state.dispatch?.firstDepartment === department)

const firstOpenTask = (state: CaseState, type: string): string | undefined =>
  state.tasks.find((t) => (type === 'case.take' ? t.takenAt === undefined : t.handledAt === undefined))?.department

/** 回访 of a reporter whose report went into another case waits until that case is closed. */
function followUpEvent(state: CaseState, command: Extract<CaseStepCommand, { type: 'case.follow-up' }>, context: DecideContext): Events | Refused {
  if (state.stage === 'merged') {
    const target = context.other(state.mergedInto ?? '')
    if (target?.stage !== 'closed' && target?.stage !== 'followed-up') return { code: 'target-not-closed', params: { into: target?.report.number ?? '' } }
  }
  return [{ caseId: state.id, event: { type: 'case.followed-up', body: { satisfaction: command.satisfaction, note: command.note } } }]
}

const JOINABLE: readonly Stage[] = ['reported', 'accepted', 'filed', 'dispatched', 'handled', 'checked']

function mergeEvents(state: CaseState, into: string, note: string, context: DecideContext): Events | Refused {
  const target = into === state.id ? undefined : context.other(into)
  if (!target) return { code: 'unknown-target', params: { into } }
  if (!JOINABLE.includes(target.stage)) return { code: 'bad-target', params: { into: target.report.number, stage: target.stage } }
  return [
    { caseId: state.id, event: { type: 'case.merged', body: { into, note } } },
    { caseId: into, event: { type: 'case.absorbed', body: { duplicate: state.id, note } } },
  ]
}

function unmergeEvents(state: CaseState, note: string, context: DecideContext): Events | Refused {
  const own: DecidedEvent = { caseId: state.id, event: { type: 'case.unmerged', body: { note } } }
  const into = state.mergedInto
  return into !== undefined && context.other(into) ? [own, { caseId: into, event: { type: 'case.released', body: { duplicate: state.id, note } } }] : [own]
}

function recallEvent(state: CaseState, note: string, actor: Actor): Events | Refused {
  const { last } = state
  if (!last || last.actor !== actor.id) return { code: 'not-your-step' }
  return [{ caseId: state.id, event: { type: 'case.recalled', body: { event: last.id, note } } }]
}
