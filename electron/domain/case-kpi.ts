import type { WorkingTime } from './calendar.ts'
import { budgetMs, dueAt, limitMs, usedAt, type Limit } from './case-clock.ts'
import type { CaseEventType } from './case-event.ts'
import type { CaseState } from './case-state.ts'
import { caseClockFacts, type StageLimits } from './stage-clock.ts'

/**
 * What one case contributes to every figure: replaced when the case is folded again, never counted up. Flags are 0 or
 * 1. `…From` is the instant from which a contribution counts: an open case falls due without any event. Instants are
 * epoch ms, null where the case has not come so far. Definitions: domain facts, "Settled definitions", version 1.
 */
export interface CaseKpi {
  /** 0 when a granted 申诉 takes the case out of every figure. */
  readonly counted: 0 | 1
  readonly reportedAt: number
  readonly filedAt: number | null
  readonly dispatchedAt: number | null
  readonly followedUpAt: number | null
  /** 上报: 1 unless the report went into another case before 立案. */
  readonly reported: 0 | 1
  /** 立案, also when it was voided or merged afterwards. */
  readonly filed: 0 | 1
  readonly shouldHandleFrom: number | null
  readonly handled: 0 | 1
  readonly handledInTime: 0 | 1
  readonly shouldCloseFrom: number | null
  readonly closed: 0 | 1
  readonly closedInTime: 0 | 1
  readonly reworked: 0 | 1
  readonly shouldDispatch: 0 | 1
  readonly dispatchedWell: 0 | 1
  readonly answered: 0 | 1
  readonly satisfied: 0 | 1
  /** 处置时长: wall time from the first 派遣 to the last 处置, ms. */
  readonly handlingMs: number | null
  /** 漏报: filed, and found by somebody other than a collector. */
  readonly missed: 0 | 1
  /** Stage limits kept; null where the stage was not passed. */
  readonly acceptedInTime: 0 | 1 | null
  readonly dispatchedInTime: 0 | 1 | null
  readonly verifiedInTime: 0 | 1 | null
  readonly checkedInTime: 0 | 1 | null
  /** The department that took the case first; none took it: the first it was sent to. */
  readonly department: string | null
}

/** An approved 回退 (推诿), counted for the department that returned. */
export interface Bounce {
  readonly department: string
  readonly at: number
  readonly eventId: string
}

const flag = (yes: boolean): 0 | 1 => (yes ? 1 : 0)

const within = (from: number | undefined, to: number | undefined, limit: Limit, calendar: WorkingTime): 0 | 1 | null =>
  from === undefined || to === undefined ? null : flag(to - from <= limitMs(limit, calendar))

/** What a case contributes as it stands. Pure; `calendar` and `limits` are those in force. */
export function caseKpi(state: CaseState, calendar: WorkingTime, limits: StageLimits): CaseKpi {
  const { filing, dispatch, handledAt, closedAt, followUp } = state
  const gone = state.stage === 'voided' || state.stage === 'merged'
  const clock = caseClockFacts(state)
  const due = clock && dueAt(clock, calendar)
  const overdueBefore = clock && due === undefined && usedAt(clock, calendar, state.suspensions.at(-1)?.from ?? clock.from) > budgetMs(clock, calendar)
  const pastHandling = handledAt !== undefined && !gone
  const openLateFrom = filing && dispatch && !gone && handledAt === undefined ? (due === undefined ? (overdueBefore ? (state.suspensions.at(-1)?.from ?? null) : null) : due + 1) : null
  const inTime = clock !== undefined && handledAt !== undefined && usedAt(clock, calendar, handledAt) <= budgetMs(clock, calendar)
  const answered = followUp !== undefined && followUp.satisfaction !== 'unreached'
  return {
    counted: flag(state.appeal?.granted !== true),
    reportedAt: state.reportedAt,
    filedAt: filing?.at ?? null,
    dispatchedAt: dispatch?.firstAt ?? null,
    followedUpAt: followUp?.at ?? null,
    reported: flag(state.reportedAt > 0 && !(state.stage === 'merged' && filing === undefined)),
    filed: flag(filing !== undefined),
    shouldHandleFrom: pastHandling ? (due === undefined ? handledAt : Math.min(handledAt, due + 1)) : openLateFrom,
    handled: flag(pastHandling),
    handledInTime: flag(pastHandling && inTime),
    shouldCloseFrom: pastHandling ? (due === undefined ? handledAt : Math.min(handledAt, due + 1)) : openLateFrom,
    closed: flag(closedAt !== undefined && !gone),
    closedInTime: flag(closedAt !== undefined && !gone && due !== undefined && closedAt <= due),
    reworked: flag(state.reworks.length > 0 && !gone),
    shouldDispatch: flag(dispatch !== undefined && state.stage !== 'voided'),
    dispatchedWell: flag(dispatch !== undefined && state.stage !== 'voided' && state.returns.length === 0 && !state.dispatches.some((d) => d.how !== 'first')),
    answered: flag(answered),
    satisfied: flag(answered && (followUp.satisfaction === 'satisfied' || followUp.satisfaction === 'fair')),
    handlingMs: dispatch !== undefined && pastHandling ? handledAt - dispatch.firstAt : null,
    missed: flag(filing !== undefined && state.report.source !== 'collector'),
    acceptedInTime: within(state.reportedAt, state.acceptedAt, limits.accept, calendar),
    dispatchedInTime: within(filing?.at, dispatch?.firstAt, limits.dispatch, calendar),
    verifiedInTime: within(state.verification?.askedAt, state.verification?.doneAt, limits.verify, calendar),
    checkedInTime: within(state.check?.askedAt ?? handledAt, state.check?.at, limits.check, calendar),
    department: dispatch?.firstDepartment ?? null,
  }
}

/** Every 推诿 of a case; none once a granted 申诉 took it out. */
export const bouncesOf = (state: CaseState): Bounce[] => (state.appeal?.granted === true ? [] : state.returns.map(({ department, at, eventId }) => ({ department, at, eventId })))

/** Which instant of a case decides the period that it falls into. */
export type PeriodBy = 'reportedAt' | 'filedAt' | 'dispatchedAt' | 'followedUpAt'

/** A figure: numerator over denominator, both sums of columns of {@link CaseKpi}, in the period of one instant. */
export interface Figure {
  readonly name: string
  /** Chinese term and formula, for people. */
  readonly term: string
  readonly version: number
  readonly by: PeriodBy
  readonly numerator: keyof CaseKpi
  readonly denominator: keyof CaseKpi
  /** The numerator counts only where this column's instant has passed; likewise the denominator. */
  readonly countsFrom: 'shouldHandleFrom' | 'shouldCloseFrom' | null
  /** How the two make the value: a share, or a mean (ms). */
  readonly kind: 'rate' | 'mean'
  /** Event types that are the evidence for the numerator and the denominator. */
  readonly evidence: { readonly numerator: readonly CaseEventType[]; readonly denominator: readonly CaseEventType[] }
}

const figure = (name: string, term: string, by: PeriodBy, numerator: keyof CaseKpi, denominator: keyof CaseKpi, evidence: Figure['evidence'], more: Partial<Figure> = {}): Figure => ({
  name, term, version: 1, by, numerator, denominator, countsFrom: null, kind: 'rate', evidence, ...more,
})

const FILED: readonly CaseEventType[] = ['case.filed']
const DUE: readonly CaseEventType[] = ['case.filed', 'case.dispatched']

/** Every rate of the standard that counts cases. 推诿次数 is counted from returns. 返工率 has both denominators in use. */
export const FIGURES = [
  figure('filing-rate', '立案率 = 立案 / 上报', 'reportedAt', 'filed', 'reported', { numerator: FILED, denominator: ['case.reported'] }),
  figure('handling-rate', '处置率 = 处置 / 应处置', 'filedAt', 'handled', 'shouldHandleFrom', { numerator: ['case.handled'], denominator: DUE }, { countsFrom: 'shouldHandleFrom' }),
  figure('in-time-handling-rate', '按期处置率 = 按期处置 / 应处置', 'filedAt', 'handledInTime', 'shouldHandleFrom', { numerator: ['case.handled'], denominator: DUE }, { countsFrom: 'shouldHandleFrom' }),
  figure('closing-rate', '结案率 = 结案 / 应结案', 'filedAt', 'closed', 'shouldCloseFrom', { numerator: ['case.closed'], denominator: DUE }, { countsFrom: 'shouldCloseFrom' }),
  figure('in-time-closing-rate', '按期结案率 = 按期结案 / 应结案', 'filedAt', 'closedInTime', 'shouldCloseFrom', { numerator: ['case.closed'], denominator: DUE }, { countsFrom: 'shouldCloseFrom' }),
  figure('rework-rate', '返工率 = 返工 / 应结案', 'filedAt', 'reworked', 'shouldCloseFrom', { numerator: ['case.reworked'], denominator: DUE }, { countsFrom: 'shouldCloseFrom' }),
  figure('rework-rate', '返工率 = 返工 / 处置', 'filedAt', 'reworked', 'handled', { numerator: ['case.reworked'], denominator: ['case.handled'] }, { version: 2 }),
  figure('accurate-dispatch-rate', '准确派遣率 = 准确派遣 / 应派遣', 'dispatchedAt', 'dispatchedWell', 'shouldDispatch', { numerator: ['case.dispatched'], denominator: ['case.dispatched'] }),
  figure('missed-rate', '漏报率 = 漏报 / 立案', 'filedAt', 'missed', 'filed', { numerator: ['case.reported'], denominator: FILED }),
  figure('satisfaction-rate', '满意率 = 满意和基本满意 / 有回应', 'followedUpAt', 'satisfied', 'answered', { numerator: ['case.followed-up'], denominator: ['case.followed-up'] }),
  figure('mean-handling-time', '平均处置时长 = 处置时长 / 处置', 'filedAt', 'handlingMs', 'handled', { numerator: ['case.dispatched', 'case.handled'], denominator: ['case.handled'] }, { kind: 'mean' }),
  figure('in-time-accept-rate', '按时受理率', 'reportedAt', 'acceptedInTime', 'acceptedInTime', { numerator: ['case.accepted'], denominator: ['case.reported'] }),
  figure('in-time-dispatch-rate', '按时派遣率', 'filedAt', 'dispatchedInTime', 'dispatchedInTime', { numerator: ['case.dispatched'], denominator: FILED }),
  figure('in-time-verify-rate', '按时核实率', 'reportedAt', 'verifiedInTime', 'verifiedInTime', { numerator: ['case.verified'], denominator: ['case.verify-asked'] }),
  figure('in-time-check-rate', '按时核查率', 'filedAt', 'checkedInTime', 'checkedInTime', { numerator: ['case.checked'], denominator: ['case.handled'] }),
] as const satisfies readonly Figure[]

/** Whether a case stands in a figure's numerator and denominator at an instant, and with what value. Pure; the store's sums do the same. */
export function partsOf(of: Figure, kpi: CaseKpi, now: number): { readonly numerator: number; readonly denominator: number } {
  if (kpi.counted === 0 || kpi[of.by] === null) return { numerator: 0, denominator: 0 }
  const from = of.countsFrom === null ? 0 : kpi[of.countsFrom]
  if (from === null || from > now) return { numerator: 0, denominator: 0 }
  const top = kpi[of.numerator]
  const denominator = of.countsFrom === of.denominator ? 1 : of.numerator === of.denominator ? flag(top !== null) : Number(kpi[of.denominator] ?? 0)
  return { numerator: denominator === 0 ? 0 : Number(top ?? 0), denominator }
}
