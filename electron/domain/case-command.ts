import { z } from 'zod'
import { ReportBody } from './case-event.ts'

const caseId = z.string().min(1).max(64)
const note = z.string().max(1000).default('')

/**
 * What people and sources may ask of a case. `occurredAt` (epoch ms) is when it happened, if not now:
 * a call written down later, a reply that came by telephone.
 */
const timed = { occurredAt: z.number().int().positive().optional() }

export const CaseCommand = z.discriminatedUnion('type', [
  z.object({ type: z.literal('case.report'), ...timed, caseId: caseId.optional(), report: ReportBody.omit({ number: true }) }).strict(),
  z.object({ type: z.literal('case.accept'), ...timed, caseId, note }).strict(),
  z.object({ type: z.literal('case.file'), ...timed, caseId, condition: z.string().max(16).optional(), note }).strict(),
  z.object({ type: z.literal('case.dispatch'), ...timed, caseId, department: z.string().min(1).max(32).optional(), note }).strict(),
  z.object({ type: z.literal('case.handle'), ...timed, caseId, note }).strict(),
  z.object({ type: z.literal('case.check'), ...timed, caseId, note }).strict(),
  z.object({ type: z.literal('case.close'), ...timed, caseId, note }).strict(),
  z.object({
    type: z.literal('case.follow-up'), ...timed, caseId, note,
    satisfaction: z.enum(['satisfied', 'fair', 'dissatisfied', 'unreached']).default('satisfied'),
  }).strict(),
])
export type CaseCommand = z.infer<typeof CaseCommand>
export type CaseReportCommand = Extract<CaseCommand, { type: 'case.report' }>
export type CaseStepCommand = Exclude<CaseCommand, { type: 'case.report' }>
