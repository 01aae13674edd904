import { z } from 'zod'

/** What figures are grouped by; `city` is one group of all; `role` and `person` are those of the step that a figure is about. */
export const KpiGroup = z.enum(['city', 'district', 'street', 'department', 'class', 'role', 'person'])
export type KpiGroup = z.infer<typeof KpiGroup>

const instant = z.number().int().min(0)
const figureName = z.string().regex(/^[a-z-]{1,40}$/)

/**
 * The figures of a period: `to` is exclusive; `asOf` (default: now) is the instant at which cases count as due.
 * Times are epoch ms.
 */
export const KpiRequest = z.object({ from: instant, to: instant, asOf: instant.optional(), group: KpiGroup.default('city'), figures: z.array(figureName).max(32).optional() }).strict()
export type KpiRequest = z.output<typeof KpiRequest>

/** A figure for one group. `value` is numerator over denominator, null over nothing; a mean is in ms. */
const KpiRow = z.object({ group: z.string(), numerator: z.number(), denominator: z.number(), value: z.number().nullable() })

const KpiFigure = z.object({ name: z.string(), term: z.string(), version: z.number().int(), kind: z.enum(['rate', 'mean']), rows: z.array(KpiRow) })

export const KpiReport = z.object({
  from: z.number(),
  to: z.number(),
  asOf: z.number(),
  group: KpiGroup,
  figures: z.array(KpiFigure),
  /** 推诿次数: approved 回退 by the department that returned. */
  bounces: z.array(z.object({ department: z.string(), count: z.number() })),
  /** Cases that a granted 申诉 took out of every figure, 1,000 at most. */
  takenOut: z.array(z.string()),
})
export type KpiReport = z.output<typeof KpiReport>

export const KpiPart = z.enum(['numerator', 'denominator'])

/** The cases behind a figure. `value` is the group's code; `after` is the `next` of the page before. */
export const KpiCasesRequest = z
  .object({
    figure: figureName,
    version: z.number().int().min(1).default(1),
    part: KpiPart,
    from: instant,
    to: instant,
    asOf: instant.optional(),
    group: KpiGroup.default('city'),
    value: z.string().max(64).default(''),
    after: z.number().int().min(0).default(0),
    limit: z.number().int().min(1).max(500).default(100),
  })
  .strict()
export type KpiCasesRequest = z.output<typeof KpiCasesRequest>

/** Each case with the ids of the events that put it there. `bounce-count` names each 回退 by its event. */
export const KpiCases = z.object({
  figure: z.string(),
  version: z.number().int(),
  part: KpiPart,
  cases: z.array(z.object({ caseId: z.string(), number: z.string(), eventIds: z.array(z.string()) })),
  next: z.number().int().nullable(),
})
export type KpiCases = z.output<typeof KpiCases>
