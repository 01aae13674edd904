import { z } from 'zod'
import { AppraisedRole } from '../domain/appraisal.ts'

export { AppraisedRole } from '../domain/appraisal.ts'

/** Ids of the events behind a part of a score, so many at most as the report takes. */
const PartEvents = z.object({ numerator: z.array(z.string()), denominator: z.array(z.string()) })
export type PartEvents = z.infer<typeof PartEvents>

/**
 * A part of a score: `points` = `value` × `weight`; null where there is nothing to judge. `value` 0–1, already turned
 * round where the part counts against (1 − 返工率). `formula` names the figure and its version; `events` only where one
 * subject was asked for.
 */
const AppraisalPart = z.object({
  name: z.string(),
  term: z.string(),
  weight: z.number(),
  numerator: z.number(),
  denominator: z.number(),
  value: z.number().nullable(),
  points: z.number().nullable(),
  formula: z.object({ figure: z.string(), version: z.number().int() }),
  events: PartEvents.optional(),
})

/** The score of one person or department, 0–100; null when no part has anything to judge. */
const AppraisalScore = z.object({ subject: z.string(), name: z.string(), score: z.number().nullable(), grade: z.enum(['A', 'B', 'C', 'D', 'E']).nullable(), parts: z.array(AppraisalPart) })
export type AppraisalScore = z.infer<typeof AppraisalScore>

/** 绩效评价 of everybody in a post, or of one of them, best first. `version`: of the rules (weights, limits, grades, rosters). */
export const Appraisal = z.object({ role: AppraisedRole, from: z.number(), to: z.number(), asOf: z.number(), version: z.string(), scores: z.array(AppraisalScore) })
export type Appraisal = z.infer<typeof Appraisal>
