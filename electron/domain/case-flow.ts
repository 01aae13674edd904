import { z } from 'zod'
import type { CaseEventType } from './case-event.ts'
import type { CaseState } from './case-state.ts'
import type { Role } from './role.ts'

/**
 * Where a case stands in the closed loop of GB/T 30428: 待受理 reported, 待立案 accepted, 待派遣 filed,
 * 处置中 dispatched, 待核查 handled, 待结案 checked, 待回访 closed, 已归档 followed-up; aside of it
 * 不予受理 refused, 作废 voided, 已合并 merged.
 */
export const Stage = z.enum(['reported', 'accepted', 'filed', 'dispatched', 'handled', 'checked', 'closed', 'followed-up', 'refused', 'voided', 'merged'])
export type Stage = z.infer<typeof Stage>

/** The eight stages of the loop, in order. */
export const LOOP_STAGES = ['reported', 'accepted', 'filed', 'dispatched', 'handled', 'checked', 'closed', 'followed-up'] as const satisfies readonly Stage[]

/** Stages in which a case still wants a hand. */
export const OPEN_STAGES: readonly Stage[] = ['reported', 'accepted', 'filed', 'dispatched', 'handled', 'checked']

/**
 * What may be done to a case. In the loop: 受理 accept, 立案 file, 派遣 dispatch, 签收 take, 处置 handle, 核查 check,
 * 结案 close, 回访 follow-up. Side moves: 不予受理 refuse, 核实 verify, 作废 void, 改派 redispatch, 回退 return,
 * 延期 extend, 挂账 suspend, 恢复 resume, 返工 rework, 督办 supervise, 申诉 appeal, 合并/拆分 merge and unmerge,
 * 撤回 recall, 备注 note. The order is that in which they are offered.
 */
export const Step = z.enum([
  'accept', 'file', 'dispatch', 'handle', 'check', 'close', 'follow-up',
  'verify', 'take', 'approve-return', 'deny-return', 'approve-extend', 'deny-extend', 'approve-suspend', 'deny-suspend', 'grant-appeal', 'deny-appeal', 'resume', 'rework',
  'refuse', 'ask-verify', 'redispatch', 'ask-return', 'ask-extend', 'ask-suspend', 'ask-check', 'supervise', 'ask-appeal', 'void', 'merge', 'unmerge', 'recall', 'note',
])
export type Step = z.infer<typeof Step>

/** Why a step is not lawful although its stage is right. */
export type Hindrance =
  | 'suspended' | 'not-suspended' | 'nothing-asked' | 'already-asked' | 'extended-twice' | 'check-failed' | 'check-not-failed'
  | 'already-taken' | 'already-done' | 'has-duplicates' | 'target-not-closed' | 'nothing-to-recall'

interface StepRule {
  readonly from: readonly Stage[]
  readonly role: Role
  readonly event: CaseEventType
  /** The law wants a reason: the note must not be empty. */
  readonly reason: boolean
  /** Undefined when nothing hinders the step in this state. */
  readonly hindrance: (state: CaseState) => Hindrance | undefined
}

const free = (): undefined => undefined
const unlessSuspended = (state: CaseState): Hindrance | undefined => (isSuspended(state) ? 'suspended' : undefined)
const whileAsked = (request: 'return' | 'extend' | 'suspend') => (state: CaseState): Hindrance | undefined => (state.requests[request] === undefined ? 'nothing-asked' : undefined)
const unlessAsked = (request: 'return' | 'extend' | 'suspend') => (state: CaseState): Hindrance | undefined => (state.requests[request] === undefined ? undefined : 'already-asked')

/** Whether the last 挂账 has not ended. A span that ran out by law counts as ended from its own end on. */
export const isSuspended = (state: CaseState): boolean => {
  const last = state.suspensions.at(-1)
  return last !== undefined && last.to === undefined
}

const rule = (role: Role, from: readonly Stage[], event: CaseEventType, more: Partial<Pick<StepRule, 'reason' | 'hindrance'>> = {}): StepRule => ({ role, from, event, reason: false, hindrance: free, ...more })

const HANDLING: readonly Stage[] = ['dispatched']
const LATE: readonly Stage[] = ['handled', 'checked', 'closed', 'followed-up']
const ANY_OPEN: readonly Stage[] = OPEN_STAGES

/** The flow as a table: from which stages, by whom, written as which event, and what may hinder it. */
export const STEPS: Readonly<Record<Step, StepRule>> = {
  accept: rule('call-taker', ['reported'], 'case.accepted'),
  refuse: rule('call-taker', ['reported'], 'case.refused', { reason: true }),
  'ask-verify': rule('call-taker', ['reported', 'accepted'], 'case.verify-asked', { hindrance: (s) => (s.verification && s.verification.doneAt === undefined ? 'already-asked' : undefined) }),
  verify: rule('collector', ['reported', 'accepted'], 'case.verified', { hindrance: (s) => (s.verification && s.verification.doneAt === undefined ? undefined : 'nothing-asked') }),
  file: rule('duty-officer', ['accepted'], 'case.filed'),
  void: rule('duty-officer', ANY_OPEN, 'case.voided', { reason: true }),
  dispatch: rule('dispatcher', ['filed'], 'case.dispatched', { hindrance: unlessSuspended }),
  redispatch: rule('dispatcher', HANDLING, 'case.dispatched', { reason: true, hindrance: unlessSuspended }),
  take: rule('department', HANDLING, 'case.taken', { hindrance: (s) => (s.tasks.every((t) => t.takenAt !== undefined) ? 'already-taken' : undefined) }),
  handle: rule('department', HANDLING, 'case.handled', { hindrance: unlessSuspended }),
  'ask-return': rule('department', HANDLING, 'case.return-asked', { reason: true, hindrance: (s) => unlessAsked('return')(s) ?? unlessSuspended(s) }),
  'approve-return': rule('dispatcher', HANDLING, 'case.return-approved', { hindrance: whileAsked('return') }),
  'deny-return': rule('dispatcher', HANDLING, 'case.return-denied', { reason: true, hindrance: whileAsked('return') }),
  'ask-extend': rule('department', HANDLING, 'case.extend-asked', { reason: true, hindrance: (s) => (s.extensions.length >= MAX_EXTENSIONS ? 'extended-twice' : unlessAsked('extend')(s)) }),
  'approve-extend': rule('dispatcher', HANDLING, 'case.extend-approved', { hindrance: (s) => (s.extensions.length >= MAX_EXTENSIONS ? 'extended-twice' : whileAsked('extend')(s)) }),
  'deny-extend': rule('dispatcher', HANDLING, 'case.extend-denied', { reason: true, hindrance: whileAsked('extend') }),
  'ask-suspend': rule('department', HANDLING, 'case.suspend-asked', { reason: true, hindrance: (s) => unlessSuspended(s) ?? unlessAsked('suspend')(s) }),
  'approve-suspend': rule('dispatcher', HANDLING, 'case.suspend-approved', { hindrance: (s) => unlessSuspended(s) ?? whileAsked('suspend')(s) }),
  'deny-suspend': rule('dispatcher', HANDLING, 'case.suspend-denied', { reason: true, hindrance: whileAsked('suspend') }),
  resume: rule('dispatcher', ['filed', 'dispatched'], 'case.resumed', { hindrance: (s) => (isSuspended(s) ? undefined : 'not-suspended') }),
  'ask-check': rule('call-taker', ['handled'], 'case.check-asked', { hindrance: (s) => (s.check?.passed === false ? 'check-failed' : s.check?.askedAt !== undefined ? 'already-asked' : undefined) }),
  check: rule('collector', ['handled'], 'case.checked', { hindrance: (s) => (s.check?.passed === false ? 'check-failed' : undefined) }),
  rework: rule('dispatcher', ['handled'], 'case.reworked', { reason: true, hindrance: (s) => (s.check?.passed === false ? undefined : 'check-not-failed') }),
  close: rule('duty-officer', ['checked'], 'case.closed'),
  'follow-up': rule('call-taker', ['closed', 'merged'], 'case.followed-up', { hindrance: (s) => (s.stage === 'merged' && s.followUp !== undefined ? 'already-done' : undefined) }),
  supervise: rule('supervisor', ANY_OPEN, 'case.supervised', { reason: true }),
  'ask-appeal': rule('department', LATE, 'case.appeal-asked', { reason: true, hindrance: (s) => (s.appeal === undefined ? undefined : 'already-asked') }),
  'grant-appeal': rule('duty-officer', LATE, 'case.appeal-granted', { hindrance: (s) => (s.appeal !== undefined && s.appeal.decidedAt === undefined ? undefined : 'nothing-asked') }),
  'deny-appeal': rule('duty-officer', LATE, 'case.appeal-denied', { reason: true, hindrance: (s) => (s.appeal !== undefined && s.appeal.decidedAt === undefined ? undefined : 'nothing-asked') }),
  merge: rule('call-taker', ANY_OPEN, 'case.merged', { hindrance: (s) => (s.absorbed.length > 0 ? 'has-duplicates' : undefined) }),
  unmerge: rule('call-taker', ['merged'], 'case.unmerged', { reason: true }),
  recall: rule('call-taker', [...OPEN_STAGES, 'refused', 'voided'], 'case.recalled', { hindrance: (s) => (s.last === undefined || NOT_RECALLED.has(s.last.type) ? 'nothing-to-recall' : undefined) }),
  note: rule('call-taker', Stage.options, 'case.noted'),
}

/** What cannot be taken back: what others have already been told of, or what binds another case. */
const NOT_RECALLED: ReadonlySet<string> = new Set<CaseEventType>(['case.reported', 'case.recalled', 'case.merged', 'case.unmerged', 'case.absorbed', 'case.released', 'case.closed', 'case.followed-up'])

/** A case may be extended so often. */
export const MAX_EXTENSIONS = 2

/** Steps that every person who works on cases may take, whatever their post. */
const ANYBODY: ReadonlySet<Step> = new Set(['note', 'recall'])

/** Whether these roles have the authority for a step. */
export const hasAuthority = (step: Step, roles: readonly Role[]): boolean => (ANYBODY.has(step) ? roles.some((r) => r !== 'admin') : roles.includes(STEPS[step].role))

/** Steps that the flow allows a case now, whoever acts. */
export const stepsFrom = (state: CaseState): Step[] => Step.options.filter((step) => STEPS[step].from.includes(state.stage) && STEPS[step].hindrance(state) === undefined)

/** Steps that these roles may take now. */
export const lawfulSteps = (state: CaseState, roles: readonly Role[]): Step[] => stepsFrom(state).filter((step) => hasAuthority(step, roles))

/** The step that takes a case on in the loop from where it stands; undefined at its end and aside of it. */
export const forwardStep = (state: CaseState): Step | undefined => stepsFrom(state).find((step) => FORWARD.has(step))

const FORWARD: ReadonlySet<Step> = new Set(['accept', 'file', 'dispatch', 'handle', 'check', 'close', 'follow-up', 'rework'])
