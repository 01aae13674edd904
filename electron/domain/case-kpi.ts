import type { WorkingTime } from './calendar.ts'
import { yearAfter } from './calendar.ts'
import type { ActStep } from './case-act.ts'
import { budgetMs, dueAt, usedAt, usedUpAt, type ClockFacts } from './case-clock.ts'
import type { CaseEventType } from './case-event.ts'
import type { Stage } from './case-flow.ts'
import { isOpen, type CaseState } from './case-state.ts'
import { caseClockFacts } from './stage-clock.ts'

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
  /** 准确立案: filed and not voided afterwards. */
  readonly filedWell: 0 | 1
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
  /** The department that took the case first; none took it: the first it was sent to. */
  readonly department: string | null
  /** The case that this one went into; its 回访 counts where that case counts. */
  readonly mergedInto: string | null
}

/** An approved 回退 (推诿), counted for the department that returned. */
export interface Bounce {
  readonly department: string
  readonly at: number
  readonly eventId: string
}

const flag = (yes: boolean): 0 | 1 => (yes ? 1 : 0)

const PAST_HANDLING: ReadonlySet<Stage> = new Set(['handled', 'checked', 'closed', 'followed-up'])
const CLOSED: ReadonlySet<Stage> = new Set(['closed', 'followed-up'])

/** The case's own clock for figures: 挂账 that nobody ends is over after a year, and what is open has not stopped. */
function clockOf(state: CaseState): ClockFacts | undefined {
  const clock = caseClockFacts(state)
  return clock && { ...clock, stoppedAt: isOpen(state) && !PAST_HANDLING.has(state.stage) ? undefined : clock.stoppedAt, pauses: clock.pauses.map(({ from, to }) => ({ from, to: to ?? yearAfter(from) })) }
}

/** What a case contributes as it stands. Pure; `calendar` is the one in force. */
export function caseKpi(state: CaseState, calendar: WorkingTime): CaseKpi {
  const { filing, dispatch, handledAt, closedAt, followUp, stage } = state
  const clock = clockOf(state)
  const due = clock && dueAt(clock, calendar)
  const past = PAST_HANDLING.has(stage)
  const handled = past && handledAt !== undefined
  const closed = CLOSED.has(stage) && closedAt !== undefined
  // The first instant at which more than the limit is used; the limit is not passed while its clock stands still at its end.
  const overrunAt = clock && isOpen(state) && !past ? usedUpAt(clock, calendar, budgetMs(clock, calendar) + 1) : undefined
  const dispatched = dispatch !== undefined && stage !== 'voided' && stage !== 'merged'
  const answered = followUp !== undefined && followUp.satisfaction !== 'unreached'
  return {
    counted: flag(state.appeal?.granted !== true),
    reportedAt: state.reportedAt,
    filedAt: filing?.at ?? null,
    dispatchedAt: dispatch?.firstAt ?? null,
    followedUpAt: followUp?.at ?? null,
    reported: flag(state.reportedAt > 0 && !(stage === 'merged' && filing === undefined)),
    filed: flag(filing !== undefined),
    filedWell: flag(filing !== undefined && stage !== 'voided'),
    shouldHandleFrom: handled ? handledAt : (overrunAt ?? null),
    handled: flag(handled),
    handledInTime: flag(handled && (clock === undefined || usedAt(clock, calendar, handledAt) <= budgetMs(clock, calendar))),
    shouldCloseFrom: past ? (handledAt ?? closedAt ?? null) : (overrunAt ?? null),
    closed: flag(closed),
    closedInTime: flag(closed && (due === undefined || closedAt <= due)),
    reworked: flag(state.reworks.length > 0 && (past || isOpen(state))),
    shouldDispatch: flag(dispatched),
    dispatchedWell: flag(dispatched && state.returns.length === 0 && state.dispatches.every((d) => d.how === 'first')),
    answered: flag(answered),
    satisfied: flag(answered && (followUp.satisfaction === 'satisfied' || followUp.satisfaction === 'fair')),
    handlingMs: dispatch !== undefined && handled ? handledAt - dispatch.firstAt : null,
    missed: flag(filing !== undefined && state.report.source !== 'collector'),
    department: dispatch?.firstDepartment ?? null,
    mergedInto: stage === 'merged' ? (state.mergedInto ?? null) : null,
  }
}

/** Every 推诿 of a case; none once a granted 申诉 took it out. */
export const bouncesOf = (state: CaseState): Bounce[] => (state.appeal?.granted === true ? [] : state.returns.map(({ department, at, eventId }) => ({ department, at, eventId })))

/** Which instant of a case decides the period that it falls into. */
export type PeriodBy = 'reportedAt' | 'filedAt' | 'dispatchedAt' | 'followedUpAt'

/** A figure over cases: numerator over denominator, both sums of columns of {@link CaseKpi}, in the period of one instant. */
export interface Figure {
  readonly name: string
  /** Chinese term and formula, for people. */
  readonly term: string
  readonly version: number
  readonly by: PeriodBy
  /** Counts only where the denominator does. */
  readonly numerator: keyof CaseKpi
  /** A flag, or a `…From`: 1 once its instant has passed. */
  readonly denominator: keyof CaseKpi
  /** How the two make the value: a share, or a mean (ms) over the cases that have a numerator at all. */
  readonly kind: 'rate' | 'mean'
  /** In figures by role and person a case counts for whoever took this step. */
  readonly answers: ActStep
  /** Event types that are the evidence for the numerator and the denominator. */
  readonly evidence: { readonly numerator: readonly CaseEventType[]; readonly denominator: readonly CaseEventType[] }
}

type Evidence = Figure['evidence']

const figure = (name: string, term: string, by: PeriodBy, [numerator, denominator]: readonly [keyof CaseKpi, keyof CaseKpi], answers: ActStep, evidence: Evidence, more: Partial<Figure> = {}): Figure => ({
  name, term, version: 1, by, numerator, denominator, kind: 'rate', answers, evidence, ...more,
})

const FILED: readonly CaseEventType[] = ['case.filed']
/** What makes a case due, and what moves its limit. */
const DUE: readonly CaseEventType[] = ['case.filed', 'case.dispatched', 'case.extend-approved', 'case.suspend-approved', 'case.resumed', 'case.handled']
const evidence = (numerator: readonly CaseEventType[], denominator: readonly CaseEventType[]): Evidence => ({ numerator, denominator })

/** Every rate of the standard that counts cases. 推诿次数 is counted from returns. 返工率 has both denominators in use. */
export const FIGURES = [
  figure('filing-rate', '立案率 = 立案 / 上报', 'reportedAt', ['filed', 'reported'], 'report', evidence(FILED, ['case.reported'])),
  figure('handling-rate', '处置率 = 处置 / 应处置', 'filedAt', ['handled', 'shouldHandleFrom'], 'take', evidence(['case.handled'], DUE)),
  figure('in-time-handling-rate', '按期处置率 = 按期处置 / 应处置', 'filedAt', ['handledInTime', 'shouldHandleFrom'], 'take', evidence(['case.handled'], DUE)),
  figure('closing-rate', '结案率 = 结案 / 应结案', 'filedAt', ['closed', 'shouldCloseFrom'], 'file', evidence(['case.closed'], DUE)),
  figure('in-time-closing-rate', '按期结案率 = 按期结案 / 应结案', 'filedAt', ['closedInTime', 'shouldCloseFrom'], 'file', evidence(['case.closed'], DUE)),
  figure('rework-rate', '返工率 = 返工 / 应结案', 'filedAt', ['reworked', 'shouldCloseFrom'], 'take', evidence(['case.reworked'], DUE)),
  figure('rework-rate', '返工率 = 返工 / 处置', 'filedAt', ['reworked', 'handled'], 'take', evidence(['case.reworked'], ['case.handled']), { version: 2 }),
  figure('accurate-dispatch-rate', '准确派遣率 = 准确派遣 / 应派遣', 'dispatchedAt', ['dispatchedWell', 'shouldDispatch'], 'dispatch', evidence(['case.dispatched'], ['case.dispatched', 'case.return-approved'])),
  figure('accurate-filing-rate', '准确立案率 = 立案后未作废 / 立案', 'filedAt', ['filedWell', 'filed'], 'file', evidence(FILED, ['case.filed', 'case.voided'])),
  figure('missed-rate', '漏报率 = 漏报 / 立案', 'filedAt', ['missed', 'filed'], 'report', evidence(['case.reported', 'case.filed'], FILED)),
  figure('satisfaction-rate', '满意率 = 满意和基本满意 / 有回应', 'followedUpAt', ['satisfied', 'answered'], 'follow-up', evidence(['case.followed-up'], ['case.followed-up'])),
  figure('mean-handling-time', '平均处置时长 = 处置时长 / 处置', 'filedAt', ['handlingMs', 'handled'], 'take', evidence(['case.dispatched', 'case.handled'], ['case.handled']), { kind: 'mean' }),
] as const satisfies readonly Figure[]

/** Whether a column is an instant from which a contribution counts. */
export const countsFrom = (column: keyof CaseKpi): boolean => column === 'shouldHandleFrom' || column === 'shouldCloseFrom'

/** Whether a case stands in a figure's numerator and denominator at an instant, and with what value. Pure; the store's sums do the same. */
export function partsOf(of: Figure, kpi: CaseKpi, now: number): { readonly numerator: number; readonly denominator: number } {
  const nothing = kpi.counted === 0 || kpi[of.by] === null || (of.kind === 'mean' && kpi[of.numerator] === null)
  if (nothing) return { numerator: 0, denominator: 0 }
  const bottom = kpi[of.denominator]
  const denominator = bottom === null ? 0 : countsFrom(of.denominator) ? flag(Number(bottom) <= now) : Number(bottom)
  return { numerator: denominator === 0 ? 0 : Number(kpi[of.numerator] ?? 0), denominator }
}
