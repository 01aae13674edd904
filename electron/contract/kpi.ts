import { z } from 'zod'
import type { CaseRow } from './views.ts'

/** What figures are grouped by; `city` is one group of all. `role` and `person`: of whoever took the step that a figure is about. */
export const KpiGroup = z.enum(['city', 'district', 'street', 'department', 'class', 'role', 'person'])
export type KpiGroup = z.infer<typeof KpiGroup>

/** One figure for one group: `value` is a share (0–1) or a mean (ms); null where the denominator is 0. */
export interface KpiRow {
  readonly group: string
  readonly groupName: string
  readonly numerator: number
  readonly denominator: number
  readonly value: number | null
}

export interface KpiFigure {
  readonly name: string
  readonly version: number
  /** The Chinese term with its formula. */
  readonly term: string
  readonly kind: 'rate' | 'mean'
  readonly rows: readonly KpiRow[]
}

/** All figures of a period, with 推诿次数 by department and the cases that a granted 申诉 took out. */
export interface KpiReport {
  readonly from: number
  readonly to: number
  /** As of which instant open cases have fallen due. */
  readonly asOf: number
  readonly group: KpiGroup
  readonly figures: readonly KpiFigure[]
  readonly bounces: readonly { readonly department: string; readonly name: string; readonly count: number; readonly events: readonly string[] }[]
  readonly takenOut: readonly string[]
}

/** The cases behind one part of one figure, with the events that prove it; `next` goes into `after` for the next page. */
export interface KpiCases {
  readonly cases: readonly { readonly row: CaseRow; readonly events: readonly string[] }[]
  readonly next: number | null
}
