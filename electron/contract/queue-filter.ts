import { z } from 'zod'
import { CaseSource } from '../domain/case-event.ts'
import { Stage } from '../domain/case-flow.ts'

const some = <T extends z.ZodType>(each: T) => z.array(each).min(1).max(32).optional()

/** Windows of the due time: 超时 past it, due within so many hours from now, due today by the city's day, 挂账 aside. */
export const DueWindow = z.enum(['overdue', '1h', '2h', '4h', 'today'])
export type DueWindow = z.infer<typeof DueWindow>

/** How long ago a case may have been reported. */
export const ReportedWithin = z.enum(['1h', '4h', '24h', '3d', '7d'])
export type ReportedWithin = z.infer<typeof ReportedWithin>

/** What a queue is narrowed to. All given parts must fit; of the values of one part, any. */
export const QueueFilter = z
  .object({
    stages: some(Stage),
    /** A kind (`event`), a class (`event/01`) or a sub-class (`event/0101`). */
    classes: some(z.string().regex(/^(event|component)(\/\d{2}(\d{2})?)?$/)),
    districts: some(z.string().regex(/^\d{6}$/)),
    streets: some(z.string().regex(/^\d{9}$/)),
    departments: some(z.string().min(1).max(32)),
    sources: some(CaseSource),
    due: DueWindow.optional(),
    reported: ReportedWithin.optional(),
    /** 督办 at least once. */
    supervised: z.literal(true).optional(),
    /** 延期 at least once. */
    extended: z.literal(true).optional(),
    /** 挂账 now. */
    suspended: z.literal(true).optional(),
    /** Words that a case must hold. */
    text: z.string().min(1).max(100).optional(),
  })
  .strict()
export type QueueFilter = z.infer<typeof QueueFilter>
