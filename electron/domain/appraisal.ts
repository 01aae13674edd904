import { z } from 'zod'
import { localDay, startOfLocalDay } from './calendar.ts'

/** Who is appraised: persons by post, and departments. */
export const AppraisedRole = z.enum(['collector', 'call-taker', 'duty-officer', 'dispatcher', 'department'])
export type AppraisedRole = z.infer<typeof AppraisedRole>

/** Where a part's value comes from. */
export type PartSource =
  /** A figure over cases, in its group by person or department. */
  | { readonly from: 'cases'; readonly figure: string; readonly version: number }
  /** A figure over acts, by person. */
  | { readonly from: 'acts'; readonly figure: string }
  /** 漏报 in the collector's grids and shifts. */
  | { readonly from: 'roster' }
  /** The department's share of all cases filed. */
  | { readonly from: 'share' }

/** One part of a score. `inverted`: the value that counts is 1 − the figure. */
export interface AppraisalPart {
  readonly name: string
  readonly term: string
  readonly source: PartSource
  readonly inverted: boolean
}

const cases = (name: string, term: string, figure: string, inverted = false): AppraisalPart => ({ name, term, source: { from: 'cases', figure, version: 1 }, inverted })
const acts = (name: string, term: string): AppraisalPart => ({ name, term, source: { from: 'acts', figure: `in-time-${name}-rate` }, inverted: false })

/** The parts of every post's score, in the order of the domain facts. */
export const APPRAISAL_PARTS: Readonly<Record<AppraisedRole, readonly AppraisalPart[]>> = {
  collector: [
    cases('effective-report', '有效上报率', 'filing-rate'),
    { name: 'missed', term: '1 − 漏报率', source: { from: 'roster' }, inverted: true },
    acts('verify', '按时核实率'),
    acts('check', '按时核查率'),
  ],
  'call-taker': [acts('accept', '按时受理率'), acts('send-verify', '按时发核实率'), acts('send-check', '按时发核查率')],
  'duty-officer': [acts('file', '按时立案率'), acts('close', '按时结案率'), cases('accurate-filing', '准确立案率', 'accurate-filing-rate')],
  dispatcher: [acts('dispatch', '按时派遣率'), cases('accurate-dispatch', '准确派遣率', 'accurate-dispatch-rate'), acts('approve', '按时审批率')],
  department: [
    { name: 'filed-share', term: '立案数占比', source: { from: 'share' }, inverted: false },
    cases('closing', '结案率', 'closing-rate'),
    cases('handling-in-time', '按期处置率', 'in-time-handling-rate'),
    cases('rework', '1 − 返工率', 'rework-rate', true),
  ],
}

const weight = (n: number) => z.number().min(0).max(100).default(n)
const HUNDRED = 'weights of a post must come to 100'
const whole = (weights: Readonly<Record<string, number>>): boolean => Math.abs(Object.values(weights).reduce((a, b) => a + b, 0) - 100) < 1e-9
const clockTime = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/)

/** When and where a collector is on duty: grids by the start of their code, shifts in local time every day of `days` (1 Monday to 7 Sunday). */
export const Roster = z.object({
  person: z.string().min(1).max(64),
  grids: z.array(z.string().regex(/^\d{6,15}$/)).min(1).max(64),
  shifts: z.array(z.tuple([clockTime, clockTime])).min(1).max(8).default([['08:00', '18:00']]),
  days: z.array(z.number().int().min(1).max(7)).min(1).default([1, 2, 3, 4, 5, 6, 7]),
}).strict()
export type Roster = z.infer<typeof Roster>

/** The appraisal's rules, versioned: weights by post, limits of acts in minutes, grades from which score, who is on duty where. */
export const AppraisalSettings = z.object({
  version: z.string().min(1).max(32).default('1'),
  weights: z.object({
    collector: z.object({ 'effective-report': weight(40), missed: weight(20), verify: weight(20), check: weight(20) }).strict().prefault({}).refine(whole, HUNDRED),
    'call-taker': z.object({ accept: weight(25), 'send-verify': weight(40), 'send-check': weight(35) }).strict().prefault({}).refine(whole, HUNDRED),
    'duty-officer': z.object({ file: weight(25), close: weight(40), 'accurate-filing': weight(35) }).strict().prefault({}).refine(whole, HUNDRED),
    dispatcher: z.object({ dispatch: weight(20), 'accurate-dispatch': weight(40), approve: weight(40) }).strict().prefault({}).refine(whole, HUNDRED),
    department: z.object({ 'filed-share': weight(10), closing: weight(30), 'handling-in-time': weight(30), rework: weight(30) }).strict().prefault({}).refine(whole, HUNDRED),
  }).strict().prefault({}),
  minutes: z.object({
    sendVerify: z.number().positive().max(1440).default(15), sendCheck: z.number().positive().max(1440).default(15), file: z.number().positive().max(1440).default(15),
    close: z.number().positive().max(1440).default(15), approve: z.number().positive().max(1440).default(15),
  }).strict().prefault({}),
  grades: z.object({ A: z.number().default(90), B: z.number().default(75), C: z.number().default(60), D: z.number().default(40) }).strict().prefault({})
    .refine(({ A, B, C, D }) => A > B && B > C && C > D, 'grades must fall from A to D'),
  rosters: z.array(Roster).max(2000).default([]),
}).strict()
export type AppraisalSettings = z.infer<typeof AppraisalSettings>

export const DEFAULT_APPRAISAL: AppraisalSettings = AppraisalSettings.parse({})

/** The weight of a part under these rules; 0 for a part that they do not name. */
export function weightOf(settings: AppraisalSettings, role: AppraisedRole, part: string): number {
  const weights: Readonly<Record<string, number>> = settings.weights[role]
  return weights[part] ?? 0
}

export type Grade = 'A' | 'B' | 'C' | 'D' | 'E'

/** A part as measured: numerator over denominator. */
export interface MeasuredPart {
  readonly part: AppraisalPart
  readonly numerator: number
  readonly denominator: number
}

/** A part of a score: `points` = `value` × `weight`; null where there is nothing to judge. */
export interface ScoredPart {
  readonly name: string
  readonly term: string
  readonly weight: number
  readonly numerator: number
  readonly denominator: number
  /** 0–1, already turned round where the part is inverted. */
  readonly value: number | null
  readonly points: number | null
}

export interface Score {
  /** 0–100; null when no part has anything to judge. */
  readonly score: number | null
  readonly grade: Grade | null
  readonly parts: readonly ScoredPart[]
}

/**
 * The score of a person or department. A part with nothing to judge does not count, and the weights of the others
 * make up the hundred: nobody loses points for work that did not come up.
 */
export function scoreOf(role: AppraisedRole, measured: readonly MeasuredPart[], settings: AppraisalSettings): Score {
  const parts = measured.map(({ part, numerator, denominator }): ScoredPart => {
    const weighs = weightOf(settings, role, part.name)
    const share = denominator === 0 ? null : numerator / denominator
    const value = share === null ? null : part.inverted ? 1 - share : share
    return { name: part.name, term: part.term, weight: weighs, numerator, denominator, value, points: value === null ? null : value * weighs }
  })
  const judged = parts.filter((p) => p.points !== null && p.weight > 0)
  const total = judged.reduce((sum, p) => sum + p.weight, 0)
  if (total === 0) return { score: null, grade: null, parts }
  const score = Math.round((judged.reduce((sum, p) => sum + (p.points ?? 0), 0) * 100 * 1e6) / total) / 1e6
  return { score, grade: gradeOf(score, settings), parts }
}

export const gradeOf = (score: number, { grades }: Pick<AppraisalSettings, 'grades'>): Grade =>
  score >= grades.A ? 'A' : score >= grades.B ? 'B' : score >= grades.C ? 'C' : score >= grades.D ? 'D' : 'E'

const minutesOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))

/** Whether a roster covers a grid at an instant; shifts are half-open. */
export function onDuty(roster: Roster, grid: string, at: number): boolean {
  if (!roster.grids.some((start) => grid.startsWith(start))) return false
  const weekday = ((localDay(at) + 3) % 7) + 1
  const minute = (at - startOfLocalDay(at)) / 60_000
  return roster.days.includes(weekday) && roster.shifts.some(([from, to]) => minute >= minutesOf(from) && minute < minutesOf(to))
}
