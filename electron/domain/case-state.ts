import type { z } from 'zod'
import type { Attachment } from './attachment.ts'
import { asCaseEvent, type CaseEvent, type EventEnvelope, type ReportBody, type Satisfaction, type SuperviseKind } from './case-event.ts'
import type { Limit } from './case-clock.ts'
import { OPEN_STAGES, STEPS, Step, type Stage } from './case-flow.ts'
import { headsOf, orderEvents } from './event-graph.ts'
import { yearAfter } from './calendar.ts'

/** What was not lawful in a history; kept and shown, never dropped. */
export interface Irregularity {
  readonly eventId: string
  readonly reason: 'not-reported' | 'reported-twice' | 'out-of-order' | 'unknown-event' | 'emergency' | 'recall-of-nothing'
}

/** 任务: what one department has to do. */
export interface Task {
  readonly department: string
  /** 主办 lead or 协办 assist. */
  readonly part: 'lead' | 'assist'
  readonly dispatchedAt: number
  readonly takenAt?: number
  readonly handledAt?: number
}

/** 挂账 from one instant to another; open while `to` is missing. */
export interface Suspension {
  readonly from: number
  readonly to?: number
}

/** One dispatch of the case's history. */
export interface Dispatch {
  readonly eventId: string
  readonly at: number
  readonly department: string
  readonly by: string
  /** How it came about: the first, after a 回退, or 改派 straight from one department to another. */
  readonly how: 'first' | 'after-return' | 'redispatch'
}

/** A request of the department that waits for the dispatcher. */
export interface Request {
  readonly at: number
  readonly eventId: string
  readonly department?: string
}

/** A case as its events tell it. Times are `occurredAt` of the deciding event, epoch ms. */
export interface CaseState {
  readonly id: string
  readonly stage: Stage
  readonly report: z.infer<typeof ReportBody>
  readonly reportedAt: number
  readonly acceptedAt?: number
  readonly refusedAt?: number
  readonly verification?: { readonly askedAt: number; readonly doneAt?: number; readonly real?: boolean }
  readonly filing?: { readonly at: number; readonly condition: string; readonly limit: Limit; readonly codeTable: string }
  readonly dispatches: readonly Dispatch[]
  /** The department that answers now (主办), and the first that took the case, else the first it was sent to (首接). */
  readonly dispatch?: { readonly firstAt: number; readonly at: number; readonly department: string; readonly firstDepartment: string }
  readonly firstTaken?: { readonly department: string; readonly at: number }
  /** The tasks of the dispatch in force. */
  readonly tasks: readonly Task[]
  readonly requests: { readonly return?: Request; readonly extend?: Request; readonly suspend?: Request }
  /** Instants at which extensions were approved. */
  readonly extensions: readonly number[]
  readonly suspensions: readonly Suspension[]
  readonly returns: readonly { readonly at: number; readonly department: string; readonly eventId: string }[]
  /** When the case came (back) to 待派遣: filing or an approved return. */
  readonly toDispatchSince?: number
  /** The last 处置: when the last task was done. */
  readonly handledAt?: number
  readonly check?: { readonly askedAt?: number; readonly at?: number; readonly passed?: boolean }
  readonly checkedAt?: number
  readonly reworks: readonly number[]
  readonly closedAt?: number
  readonly followUp?: { readonly at: number; readonly satisfaction: Satisfaction }
  readonly supervisions: readonly { readonly at: number; readonly kind: z.infer<typeof SuperviseKind> }[]
  readonly appeal?: { readonly askedAt: number; readonly decidedAt?: number; readonly granted?: boolean }
  readonly voidedAt?: number
  readonly mergedInto?: string
  readonly mergedAt?: number
  readonly stageBeforeMerge?: Stage
  readonly absorbed: readonly string[]
  /** 附件, hidden ones too; undefined while there is none. */
  readonly attachments?: readonly Attachment[]
  /** Events that were taken back, and do not count. */
  readonly recalled: readonly string[]
  /** The last event that counts, for recall. */
  readonly last?: { readonly id: string; readonly type: string; readonly actor: string }
  readonly heads: readonly string[]
  readonly events: number
  readonly irregular: readonly Irregularity[]
}

const UNREPORTED: z.infer<typeof ReportBody> = {
  number: '—', kind: 'event', subClass: '0000', description: '—', at: [0, 0], place: '', grid: null, component: null, source: 'api', reporter: {},
}

const EMPTY: Omit<CaseState, 'id' | 'heads'> = {
  stage: 'reported', report: UNREPORTED, reportedAt: 0, dispatches: [], tasks: [], requests: {}, extensions: [], suspensions: [], returns: [], reworks: [], supervisions: [], absorbed: [], recalled: [], events: 0, irregular: [],
}

/** Steps by the event that records them. 派遣 and 改派 share one. */
const STEPS_OF: ReadonlyMap<string, readonly Step[]> = Step.options.reduce(
  (map, step) => map.set(STEPS[step].event, [...(map.get(STEPS[step].event) ?? []), step]),
  new Map<string, readonly Step[]>(),
)

/**
 * Applies one event. Total: an event that the flow does not allow here is applied as a fact and marked
 * irregular, so that two halls that hold the same events show the same case.
 */
function evolve(before: CaseState, event: CaseEvent): CaseState {
  const ended = endSuspension(before, event.occurredAt)
  const counted = { ...ended, events: ended.events + 1 }
  const state: CaseState = isFileEvent(event) ? counted : { ...counted, last: { id: event.id, type: event.type, actor: event.actor.id } }
  if (event.type === 'case.reported') {
    return state.reportedAt > 0 ? mark(state, event.id, 'reported-twice') : { ...state, report: event.body, reportedAt: event.occurredAt }
  }
  const applied = apply(state, event)
  if (state.reportedAt === 0) return mark(applied, event.id, 'not-reported')
  if (event.body.emergency !== undefined) return mark(applied, event.id, 'emergency')
  // A recall is judged by what it takes back (foldCase): here that has gone already.
  const steps = event.type === 'case.recalled' ? undefined : STEPS_OF.get(event.type)
  const lawful = steps === undefined || steps.some((step) => STEPS[step].from.includes(ended.stage) && STEPS[step].hindrance(ended) === undefined)
  return lawful ? applied : mark(applied, event.id, 'out-of-order')
}

/** 挂账 ends by itself after one calendar year. */
function endSuspension(state: CaseState, now: number): CaseState {
  const last = state.suspensions.at(-1)
  if (!last || last.to !== undefined || now < yearAfter(last.from)) return state
  return { ...state, suspensions: [...state.suspensions.slice(0, -1), { from: last.from, to: yearAfter(last.from) }] }
}

/** The state as it stands at an instant: a suspension that has run out by then has ended. */
export const stateAt = endSuspension

function apply(state: CaseState, event: Exclude<CaseEvent, { type: 'case.reported' }>): CaseState {
  const at = event.occurredAt
  switch (event.type) {
    case 'case.accepted':
      return { ...state, stage: 'accepted', acceptedAt: at }
    case 'case.refused':
      return { ...state, stage: 'refused', refusedAt: at }
    case 'case.verify-asked':
      return { ...state, verification: { askedAt: at } }
    case 'case.verified':
      return { ...state, verification: { askedAt: state.verification?.askedAt ?? at, doneAt: at, real: event.body.real } }
    case 'case.filed':
      return { ...state, stage: 'filed', toDispatchSince: at, filing: { at, condition: event.body.condition, limit: event.body.limit, codeTable: event.body.codeTable } }
    case 'case.voided':
      return { ...without(state, 'mergedInto'), stage: 'voided', voidedAt: at }
    case 'case.dispatched':
      return applyDispatch(state, event)
    case 'case.taken':
      return applyTaken(state, event.body.department, at)
    case 'case.handled':
      return applyHandled(state, event.body.department ?? state.dispatch?.department, at)
    case 'case.return-asked':
      return { ...state, requests: { ...state.requests, return: { at, eventId: event.id, department: event.body.department ?? state.dispatch?.department ?? '' } } }
    case 'case.return-approved':
      return applyReturn(state, event)
    case 'case.return-denied':
      return { ...state, requests: dropRequest(state, 'return') }
    case 'case.extend-asked':
      return { ...state, requests: { ...state.requests, extend: { at, eventId: event.id } } }
    case 'case.extend-approved':
      return { ...state, requests: dropRequest(state, 'extend'), extensions: [...state.extensions, at] }
    case 'case.extend-denied':
      return { ...state, requests: dropRequest(state, 'extend') }
    case 'case.suspend-asked':
      return { ...state, requests: { ...state.requests, suspend: { at, eventId: event.id } } }
    case 'case.suspend-approved':
      return { ...state, requests: dropRequest(state, 'suspend'), suspensions: [...closeSpan(state.suspensions, at), { from: at }] }
    case 'case.suspend-denied':
      return { ...state, requests: dropRequest(state, 'suspend') }
    case 'case.resumed':
      return { ...state, suspensions: closeSpan(state.suspensions, at) }
    case 'case.check-asked':
      return { ...state, check: { askedAt: at } }
    case 'case.checked':
      return { ...state, check: { ...state.check, at, passed: event.body.passed }, ...(event.body.passed ? { stage: 'checked' as const, checkedAt: at } : {}) }
    case 'case.reworked':
      return { ...without(state, 'check', 'handledAt', 'checkedAt'), stage: 'dispatched', reworks: [...state.reworks, at], tasks: state.tasks.map((t) => without(t, 'handledAt')) }
    case 'case.closed':
      return { ...state, stage: 'closed', closedAt: at }
    case 'case.followed-up':
      return { ...state, stage: state.stage === 'merged' ? 'merged' : 'followed-up', followUp: { at, satisfaction: event.body.satisfaction } }
    case 'case.supervised':
      return { ...state, supervisions: [...state.supervisions, { at, kind: event.body.kind }] }
    case 'case.appeal-asked':
      return { ...state, appeal: { askedAt: at } }
    case 'case.appeal-granted':
      return { ...state, appeal: { askedAt: state.appeal?.askedAt ?? at, decidedAt: at, granted: true } }
    case 'case.appeal-denied':
      return { ...state, appeal: { askedAt: state.appeal?.askedAt ?? at, decidedAt: at, granted: false } }
    case 'case.merged':
      return { ...state, stage: 'merged', mergedInto: event.body.into, mergedAt: at, stageBeforeMerge: state.stage === 'merged' ? (state.stageBeforeMerge ?? 'reported') : state.stage }
    case 'case.unmerged':
      return { ...without(state, 'mergedInto', 'mergedAt', 'stageBeforeMerge'), stage: state.stageBeforeMerge ?? state.stage }
    case 'case.absorbed':
      return { ...state, absorbed: [...new Set([...state.absorbed, event.body.duplicate])] }
    case 'case.released':
      return { ...state, absorbed: state.absorbed.filter((id) => id !== event.body.duplicate) }
    case 'case.recalled':
    case 'case.noted':
      return state
    case 'case.attached':
      return { ...state, attachments: [...(state.attachments ?? []), attachmentOf(event)] }
    case 'case.detached':
      return { ...state, attachments: hide(state.attachments ?? [], event) }
  }
}

type EventOf<T extends CaseEvent['type']> = Extract<CaseEvent, { type: T }>

function applyDispatch(state: CaseState, event: EventOf<'case.dispatched'>): CaseState {
  const at = event.occurredAt
  const { department, assist } = event.body
  const how = state.dispatches.length === 0 ? 'first' : state.stage === 'dispatched' ? 'redispatch' : 'after-return'
  const tasks = [department, ...assist.filter((d) => d !== department)].map((d, i): Task => ({ department: d, part: i === 0 ? 'lead' : 'assist', dispatchedAt: at }))
  return {
    ...without(state, 'check', 'handledAt', 'checkedAt', 'toDispatchSince'),
    stage: 'dispatched',
    requests: {},
    tasks,
    dispatches: [...state.dispatches, { eventId: event.id, at, department, by: event.actor.id, how }],
    dispatch: { firstAt: state.dispatch?.firstAt ?? at, at, department, firstDepartment: state.firstTaken?.department ?? state.dispatch?.firstDepartment ?? department },
  }
}

/** 首接 is the first 主办 that takes the case: 协办 may take sooner, but 主办 answers. */
function applyTaken(state: CaseState, department: string, at: number): CaseState {
  const assists = state.tasks.find((t) => t.department === department)?.part === 'assist'
  const firstTaken = state.firstTaken ?? (assists ? undefined : { department, at })
  return {
    ...state,
    ...(firstTaken ? { firstTaken } : {}),
    tasks: state.tasks.map((t) => (t.department === department && t.takenAt === undefined ? { ...t, takenAt: at } : t)),
    ...(state.dispatch && firstTaken ? { dispatch: { ...state.dispatch, firstDepartment: firstTaken.department } } : {}),
  }
}

const isFileEvent = (event: CaseEvent): event is EventOf<'case.attached' | 'case.detached'> => event.type === 'case.attached' || event.type === 'case.detached'

function attachmentOf({ id, occurredAt, actor, body: { emergency: _none, ...file } }: EventOf<'case.attached'>): Attachment {
  return { ...file, id, addedAt: occurredAt, by: actor }
}

const hide = (attachments: readonly Attachment[], { occurredAt, actor, body }: EventOf<'case.detached'>): Attachment[] =>
  attachments.map((a) => (a.id === body.attachment && a.hidden === undefined ? { ...a, hidden: { at: occurredAt, by: actor.name, note: body.note } } : a))

/** A department has done its part; who handles has taken. The case is handled when the last of them is done. */
function applyHandled(before: CaseState, department: string | undefined, at: number): CaseState {
  const state = department !== undefined && before.tasks.some((t) => t.department === department && t.takenAt === undefined) ? applyTaken(before, department, at) : before
  const tasks = state.tasks.map((t) => (t.department === department ? { ...t, handledAt: at } : t))
  const done = tasks.every((t) => t.handledAt !== undefined)
  return done ? { ...state, tasks, stage: 'handled', handledAt: at, requests: {} } : { ...state, tasks }
}

function applyReturn(state: CaseState, event: EventOf<'case.return-approved'>): CaseState {
  const department = state.requests.return?.department ?? state.dispatch?.department ?? ''
  return { ...state, stage: 'filed', toDispatchSince: event.occurredAt, requests: {}, tasks: [], returns: [...state.returns, { at: event.occurredAt, department, eventId: event.id }] }
}

const closeSpan = (spans: readonly Suspension[], at: number): Suspension[] => spans.map((s, i) => (i === spans.length - 1 && s.to === undefined ? { from: s.from, to: Math.max(at, s.from) } : s))

const dropRequest = ({ requests }: CaseState, name: 'return' | 'extend' | 'suspend'): CaseState['requests'] => without(requests, name)

function without<T extends object, K extends keyof T>(value: T, ...keys: readonly K[]): Omit<T, K> & Pick<T, Exclude<keyof T, K>> {
  const rest = { ...value }
  for (const key of keys) delete rest[key]
  return rest
}

const mark = (state: CaseState, eventId: string, reason: Irregularity['reason']): CaseState => ({ ...state, irregular: [...state.irregular, { eventId, reason }] })

/** Events that a recall took back: a recall counts when its event is the writer's own and stands before it. */
function recalledEvents(ordered: readonly EventEnvelope[]): ReadonlySet<string> {
  const seen = new Map<string, string>()
  const recalled = new Set<string>()
  for (const envelope of ordered) {
    const event = envelope.type === 'case.recalled' ? asCaseEvent(envelope) : undefined
    if (event?.type === 'case.recalled' && seen.get(event.body.event) === event.actor.id) recalled.add(event.body.event)
    seen.set(envelope.id, envelope.actor.id)
  }
  return recalled
}

/** Sees every event that counts, in order, with the case before and after it. */
export type FoldVisitor = (before: CaseState, event: CaseEvent, after: CaseState) => void

/** Folds all events of one case, in whatever order they came. Undefined when there are none. */
export function foldCase(id: string, events: readonly EventEnvelope[], visit?: FoldVisitor): CaseState | undefined {
  if (events.length === 0) return undefined
  const ordered = orderEvents(events)
  const recalled = recalledEvents(ordered)
  let state: CaseState = { ...EMPTY, id, heads: headsOf(events), recalled: [...recalled] }
  for (const envelope of ordered) {
    const event = asCaseEvent(envelope)
    if (!event) state = mark({ ...state, events: state.events + 1 }, envelope.id, 'unknown-event')
    else if (recalled.has(event.id)) state = { ...state, events: state.events + 1 }
    else if (event.type === 'case.recalled' && !recalled.has(event.body.event)) state = mark(evolve(state, event), event.id, 'recall-of-nothing')
    else {
      const before = state
      state = evolve(before, event)
      visit?.(before, event, state)
    }
  }
  return state
}

/**
 * The case after one more event that knew all before it: the same as folding the whole again. Undefined where only
 * that will do: the event names other parents, takes one back, or is none that this version knows.
 */
export function foldNext(state: CaseState, envelope: EventEnvelope): CaseState | undefined {
  const { heads } = state
  const event = envelope.type === 'case.recalled' || envelope.parents.length !== heads.length || !heads.every((h) => envelope.parents.includes(h)) ? undefined : asCaseEvent(envelope)
  return event && { ...evolve(state, event), heads: [event.id] }
}

/** Whether the case still wants a hand before 结案. */
export const isOpen = (state: CaseState): boolean => OPEN_STAGES.includes(state.stage)
