import type { WorkingTime } from './calendar.ts'
import { readClock, type ClockFacts, type ClockName, type ClockReading, type Limit, type Pause } from './case-clock.ts'
import { MAX_EXTENSIONS } from './case-flow.ts'
import { stateAt, type CaseState } from './case-state.ts'

/** Stage limits (阶段时限), wall time round the clock; settings may change them. */
export interface StageLimits {
  readonly accept: Limit
  readonly verify: Limit
  readonly dispatch: Limit
  readonly check: Limit
}

const minutes = (n: number): Limit => ({ kind: 'urgent', amount: n / 60 })

export const DEFAULT_STAGE_LIMITS: StageLimits = { accept: minutes(15), verify: minutes(30), dispatch: minutes(15), check: minutes(30) }

const plain = (what: ClockName, limit: Limit, from: number, stoppedAt?: number): ClockFacts => ({ what, limit, extensions: 0, from, stoppedAt, pauses: [] })

const pausesOf = (state: CaseState): Pause[] => state.suspensions.map(({ from, to }) => (to === undefined ? { from } : { from, to }))

/** The case's own clock (处置时限): from the first 派遣, judged at the last 处置; 返工 lets it run on as if it had not stopped. Two halls that were parted may grant more than two 延期: two count. */
export function caseClockFacts(state: CaseState): ClockFacts | undefined {
  if (!state.filing || !state.dispatch) return undefined
  return { what: 'case', limit: state.filing.limit, extensions: Math.min(state.extensions.length, MAX_EXTENSIONS), from: state.dispatch.firstAt, stoppedAt: stopOf(state), pauses: pausesOf(state) }
}

/** 首接: the clock of the department that took the case first; it runs on through returns and re-dispatches to the end. */
export function firstTakeClockFacts(state: CaseState): ClockFacts | undefined {
  const own = caseClockFacts(state)
  return own && state.firstTaken ? { ...own, what: 'first-take', from: state.firstTaken.at } : undefined
}

/** A case that ended without 处置 (voided, merged) stopped then. */
const stopOf = (state: CaseState): number | undefined => state.handledAt ?? state.closedAt ?? state.voidedAt ?? (state.stage === 'merged' ? state.mergedAt : undefined)

/** The clock that presses now; undefined where no limit runs. */
export function pressingClockFacts(state: CaseState, limits: StageLimits): ClockFacts | undefined {
  const { verification } = state
  if (verification && verification.doneAt === undefined && (state.stage === 'reported' || state.stage === 'accepted')) return plain('verify', limits.verify, verification.askedAt)
  switch (state.stage) {
    case 'reported':
      return plain('accept', limits.accept, verification?.doneAt ?? state.reportedAt)
    case 'filed':
      return state.toDispatchSince === undefined ? undefined : plain('dispatch', limits.dispatch, state.toDispatchSince)
    case 'handled':
      return plain('check', limits.check, state.check?.askedAt ?? state.handledAt ?? state.reportedAt, state.check?.at)
    case 'dispatched':
    case 'accepted':
    case 'checked':
    case 'closed':
    case 'followed-up':
    case 'refused':
    case 'voided':
    case 'merged':
      return caseClockFacts(state)
  }
}

/** Reads the clock that presses at an instant. */
export function pressingClock(before: CaseState, calendar: WorkingTime, limits: StageLimits, now: number): ClockReading | undefined {
  const facts = pressingClockFacts(stateAt(before, now), limits)
  return facts && readClock(facts, calendar, now)
}

/** Reads the case's own clock at an instant. */
export function caseClock(before: CaseState, calendar: WorkingTime, now: number): ClockReading | undefined {
  const facts = caseClockFacts(stateAt(before, now))
  return facts && readClock(facts, calendar, now)
}
