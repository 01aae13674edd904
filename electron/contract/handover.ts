import { z } from 'zod'
import type { Stage } from '../domain/case-flow.ts'
import type { HandoverState } from '../domain/handover.ts'

/** When open cases fall due, seen from a hand-over: past, within two hours, later today, after that, 挂账, no clock. */
export const HandoverDue = z.enum(['overdue', 'soon', 'today', 'later', 'paused', 'none'])
export type HandoverDue = z.infer<typeof HandoverDue>

/**
 * Parts of a hand-over: cases overdue, due within two hours, 挂账 with its end, 延期, 回退, 挂账 and 申诉 that wait for
 * an answer, 督办, claimed, to be called back (待回访); notes of the shift, acts beyond one's authority, alerts in force,
 * alarms that nobody acknowledged.
 */
export const HandoverSection = z.enum(['overdue', 'soon', 'suspended', 'extend', 'return', 'suspend', 'appeal', 'supervised', 'claimed', 'calls', 'notes', 'beyond', 'alerts', 'alarms'])
export type HandoverSection = z.infer<typeof HandoverSection>

/** One line of a part. `at` is the instant that matters there, epoch ms; null where none is known. */
export interface HandoverLine {
  readonly key: string
  readonly caseId: string | null
  readonly alertId: string | null
  readonly number: string
  readonly title: string
  readonly titleEn: string
  readonly place: string
  readonly department: string | null
  readonly stage: Stage | null
  readonly at: number | null
  readonly who: string
  readonly note: string
}

export interface HandoverPartLines {
  readonly section: HandoverSection
  /** How many there are; more than the lines where these are capped. */
  readonly total: number
  readonly lines: readonly HandoverLine[]
}

/** What the next shift takes over, computed over the whole period and all open cases. */
export interface HandoverReport {
  readonly since: number
  readonly until: number
  readonly open: number
  /** Open cases by stage and due. */
  readonly board: readonly { readonly stage: Stage; readonly due: HandoverDue; readonly n: number }[]
  readonly parts: readonly HandoverPartLines[]
}

/** A hand-over that was recorded. */
export type HandoverRow = Omit<HandoverState, 'taken'> & { readonly taken: HandoverState['taken'] | null }

/** Lines of a part at most. */
export const HANDOVER_LINES = 200
