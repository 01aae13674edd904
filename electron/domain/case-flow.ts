import { z } from 'zod'
import type { CaseEventType } from './case-event.ts'
import type { Role } from './role.ts'

/**
 * Where a case stands in the closed loop of GB/T 30428: 待受理 reported, 待立案 accepted, 待派遣 filed,
 * 处置中 dispatched, 待核查 handled, 待结案 checked, 待回访 closed, 已归档 followed-up.
 */
export const Stage = z.enum(['reported', 'accepted', 'filed', 'dispatched', 'handled', 'checked', 'closed', 'followed-up'])
export type Stage = z.infer<typeof Stage>

/** Stages in which a case still wants a hand. */
export const OPEN_STAGES: readonly Stage[] = ['reported', 'accepted', 'filed', 'dispatched', 'handled', 'checked']

/** 受理 accept, 立案 file, 派遣 dispatch, 处置 handle, 核查 check, 结案 close, 回访 follow up. */
export const Step = z.enum(['accept', 'file', 'dispatch', 'handle', 'check', 'close', 'follow-up'])
export type Step = z.infer<typeof Step>

interface StepRule {
  readonly from: Stage
  readonly to: Stage
  readonly role: Role
  readonly event: CaseEventType
}

/** The loop as a table: from which stage, to which, by whom, written as which event. */
export const STEPS: Readonly<Record<Step, StepRule>> = {
  accept: { from: 'reported', to: 'accepted', role: 'call-taker', event: 'case.accepted' },
  file: { from: 'accepted', to: 'filed', role: 'duty-officer', event: 'case.filed' },
  dispatch: { from: 'filed', to: 'dispatched', role: 'dispatcher', event: 'case.dispatched' },
  handle: { from: 'dispatched', to: 'handled', role: 'department', event: 'case.handled' },
  check: { from: 'handled', to: 'checked', role: 'collector', event: 'case.checked' },
  close: { from: 'checked', to: 'closed', role: 'duty-officer', event: 'case.closed' },
  'follow-up': { from: 'closed', to: 'followed-up', role: 'call-taker', event: 'case.followed-up' },
}

const ALL_STEPS = Step.options

/** Steps that the flow allows from a stage, whoever acts. */
export const stepsFrom = (stage: Stage): Step[] => ALL_STEPS.filter((step) => STEPS[step].from === stage)

/** Steps that these roles may take from a stage. */
export const lawfulSteps = (stage: Stage, roles: readonly Role[]): Step[] =>
  stepsFrom(stage).filter((step) => roles.includes(STEPS[step].role))
