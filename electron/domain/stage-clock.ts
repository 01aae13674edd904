import type { WorkingTime } from './calendar.ts'
import { readClock, type ClockReading, type Limit } from './case-clock.ts'
import type { CaseState } from './case-state.ts'

/** Stage limits (阶段时限), wall time round the clock; settings may change them. */
export interface StageLimits {
  readonly accept: Limit
  readonly dispatch: Limit
  readonly check: Limit
}

const minutes = (n: number): Limit => ({ kind: 'urgent', amount: n / 60 })

export const DEFAULT_STAGE_LIMITS: StageLimits = { accept: minutes(15), dispatch: minutes(15), check: minutes(30) }

/**
 * The clock that presses now: 受理 while reported, 派遣 while filed, the case's own from the first
 * 派遣 to the last 处置, 核查 while handled. Undefined where no limit runs.
 */
export function pressingClock(state: CaseState, calendar: WorkingTime, limits: StageLimits, now: number): ClockReading | undefined {
  const base = { calendar, now, stoppedAt: undefined }
  switch (state.stage) {
    case 'reported':
      return readClock({ ...base, what: 'accept', limit: limits.accept, from: state.reportedAt })
    case 'filed':
      return state.filing && readClock({ ...base, what: 'dispatch', limit: limits.dispatch, from: state.filing.at })
    case 'dispatched':
      return caseClock(state, calendar, now)
    case 'handled':
      return state.handledAt === undefined ? undefined : readClock({ ...base, what: 'check', limit: limits.check, from: state.handledAt })
    case 'accepted':
    case 'checked':
    case 'closed':
    case 'followed-up':
      return caseClock(state, calendar, now)
  }
}

/** The case's own clock (处置时限): from the first 派遣, judged at the last 处置. */
export function caseClock(state: CaseState, calendar: WorkingTime, now: number): ClockReading | undefined {
  if (!state.filing || !state.dispatch) return undefined
  return readClock({ what: 'case', limit: state.filing.limit, calendar, from: state.dispatch.firstAt, stoppedAt: state.handledAt, now })
}
