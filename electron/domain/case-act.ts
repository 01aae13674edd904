import type { WorkingTime } from './calendar.ts'
import { limitMs } from './case-clock.ts'
import type { CaseEvent, CaseEventType, EventEnvelope } from './case-event.ts'
import { foldCase, type CaseState } from './case-state.ts'
import type { Role } from './role.ts'
import type { StageLimits } from './stage-clock.ts'

/**
 * What people do to a case, as far as figures by role and person count it: 上报, 受理, 发核实, 核实, 立案, 派遣, 首接,
 * 审批 (回退, 延期 or 挂账 approved or denied), 发核查, 核查, 结案, 回访.
 */
export type ActStep = 'report' | 'accept' | 'ask-verify' | 'verify' | 'file' | 'dispatch' | 'take' | 'approve' | 'ask-check' | 'check' | 'close' | 'follow-up'

/** One act of one person: the event that records it, and how long it took since it was due to be done. */
export interface CaseAct {
  readonly eventId: string
  readonly step: ActStep
  readonly person: string
  /** The post in which the person acted. */
  readonly role: Role
  /** Epoch ms. */
  readonly at: number
  /** Wall time since the case came to wait for this act, ms; null where no limit runs (改派, 上报). */
  readonly took: number | null
  /** 1 for the act whose person answers for the case in figures by person: the first 上报, 派遣 and 首接, the last of the others. */
  readonly decides: 0 | 1
  /** 0 when a granted 申诉 takes the case, and so every act on it, out of every figure. */
  readonly counted: 0 | 1
}

const STEP_OF: Partial<Record<CaseEventType, ActStep>> = {
  'case.reported': 'report', 'case.accepted': 'accept', 'case.verify-asked': 'ask-verify', 'case.verified': 'verify', 'case.filed': 'file', 'case.dispatched': 'dispatch',
  'case.return-approved': 'approve', 'case.return-denied': 'approve', 'case.extend-approved': 'approve', 'case.extend-denied': 'approve', 'case.suspend-approved': 'approve',
  'case.suspend-denied': 'approve', 'case.check-asked': 'ask-check', 'case.checked': 'check', 'case.closed': 'close', 'case.followed-up': 'follow-up',
}

const FIRST_DECIDES: ReadonlySet<ActStep> = new Set(['report', 'dispatch', 'take'])

/** Every act on a case, in the case's order. Pure; depends on the set of events only. */
export function caseActs(id: string, events: readonly EventEnvelope[]): CaseAct[] {
  const found: Omit<CaseAct, 'decides' | 'counted'>[] = []
  const state = foldCase(id, events, (before, event, after) => {
    const step = before.firstTaken === undefined && after.firstTaken !== undefined ? 'take' : STEP_OF[event.type]
    if (step === undefined || (step === 'report' && before.reportedAt > 0)) return
    const since = sinceOf(before, event)
    found.push({ eventId: event.id, step, person: event.actor.id, role: event.actor.role, at: event.occurredAt, took: since === undefined ? null : Math.max(0, event.occurredAt - since) })
  })
  const counted = state?.appeal?.granted === true ? 0 : 1
  const deciding = new Set<string>()
  for (const step of new Set(found.map((a) => a.step))) {
    const same = found.filter((a) => a.step === step)
    const one = FIRST_DECIDES.has(step) ? same[0] : same.at(-1)
    if (one) deciding.add(one.eventId)
  }
  return found.map((act) => ({ ...act, decides: deciding.has(act.eventId) ? 1 : 0, counted }))
}

/** Since when the case waited for an act; undefined where nothing was waited for. */
function sinceOf(before: CaseState, event: CaseEvent): number | undefined {
  const { verification, requests } = before
  switch (event.type) {
    case 'case.accepted':
      return verification?.doneAt ?? before.reportedAt
    case 'case.verify-asked':
      return verification?.doneAt ?? before.acceptedAt ?? before.reportedAt
    case 'case.verified':
      return verification?.doneAt === undefined ? verification?.askedAt : undefined
    case 'case.filed':
      return latest(before.acceptedAt, verification?.doneAt)
    case 'case.dispatched':
      return before.toDispatchSince
    case 'case.return-approved': case 'case.return-denied':
      return requests.return?.at
    case 'case.extend-approved': case 'case.extend-denied':
      return requests.extend?.at
    case 'case.suspend-approved': case 'case.suspend-denied':
      return requests.suspend?.at
    case 'case.check-asked':
      return before.handledAt
    case 'case.checked':
      return before.check?.askedAt ?? before.handledAt
    case 'case.closed':
      return before.checkedAt
    default:
      return undefined
  }
}

const latest = (a: number | undefined, b: number | undefined): number | undefined => (a === undefined ? b : b === undefined ? a : Math.max(a, b))

/** Acts that have a limit. */
export type TimedStep = Exclude<ActStep, 'report' | 'take' | 'follow-up'>

/** Limits of acts, ms round the clock. */
export type ActLimits = Readonly<Record<TimedStep, number>>

/** Limits that the stage limits do not name, minutes. */
export interface ActMinutes {
  readonly sendVerify: number
  readonly sendCheck: number
  readonly file: number
  readonly close: number
  readonly approve: number
}

/** 受理, 核实, 派遣 and 核查 have the limits of their stages; the others those of the appraisal. */
export function actLimits(stage: StageLimits, minutes: ActMinutes, calendar: WorkingTime): ActLimits {
  const MINUTE = 60_000
  return {
    accept: limitMs(stage.accept, calendar), verify: limitMs(stage.verify, calendar), dispatch: limitMs(stage.dispatch, calendar), check: limitMs(stage.check, calendar),
    'ask-verify': minutes.sendVerify * MINUTE, 'ask-check': minutes.sendCheck * MINUTE, file: minutes.file * MINUTE, close: minutes.close * MINUTE, approve: minutes.approve * MINUTE,
  }
}

/** A share of acts done in time, in the period of the acts themselves. */
export interface ActFigure {
  readonly name: string
  readonly term: string
  readonly version: number
  readonly step: TimedStep
}

const actFigure = (step: TimedStep, name: string, term: string): ActFigure => ({ name: `in-time-${name}-rate`, term: `${term} = 按时 / 全部`, version: 1, step })

/** 按时…率: every act counts once, whoever did it. */
export const ACT_FIGURES = [
  actFigure('accept', 'accept', '按时受理率'),
  actFigure('ask-verify', 'send-verify', '按时发核实率'),
  actFigure('verify', 'verify', '按时核实率'),
  actFigure('file', 'file', '按时立案率'),
  actFigure('dispatch', 'dispatch', '按时派遣率'),
  actFigure('approve', 'approve', '按时审批率'),
  actFigure('ask-check', 'send-check', '按时发核查率'),
  actFigure('check', 'check', '按时核查率'),
  actFigure('close', 'close', '按时结案率'),
] as const satisfies readonly ActFigure[]

/** Whether an act stands in a figure's numerator and denominator. Pure; the store's sums do the same. */
export function partsOfAct(of: ActFigure, act: CaseAct, limits: ActLimits): { readonly numerator: number; readonly denominator: number } {
  if (act.counted === 0 || act.step !== of.step || act.took === null) return { numerator: 0, denominator: 0 }
  return { numerator: act.took <= limits[of.step] ? 1 : 0, denominator: 1 }
}
