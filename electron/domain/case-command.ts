import { z } from 'zod'
import { AttachmentKind, FileHash, FileName } from './attachment.ts'
import { ReportBody, Reporter, Satisfaction, SuperviseKind } from './case-event.ts'
import type { Step } from './case-flow.ts'
import { Position } from './reference.ts'

const caseId = z.string().min(1).max(64)
const department = z.string().min(1).max(32)

/**
 * What every step carries. `occurredAt` (epoch ms) is when it happened, if not now: a call written down later, a
 * reply that came by telephone. `emergency` is the duty officer's reason for a step beyond their authority.
 */
const common = {
  caseId,
  occurredAt: z.number().int().positive().optional(),
  note: z.string().max(1000).default(''),
  emergency: z.string().min(1).max(500).optional(),
}

const step = <const S extends Step, E extends z.core.$ZodLooseShape>(name: S, extra: E) => z.object({ type: z.literal(`case.${name}` as const), ...common }).strict().extend(extra)

const about = { caseId, occurredAt: common.occurredAt, note: common.note }

/** 附件: shows a file of the store with a case, or takes it out of sight. No steps: they change nothing of where the case stands. */
const CaseFileCommand = z.discriminatedUnion('type', [
  z.object({ type: z.literal('case.attach'), ...about, hash: FileHash, name: FileName, kind: AttachmentKind, at: Position.optional(), takenAt: z.number().int().positive().optional() }).strict(),
  z.object({ type: z.literal('case.detach'), ...about, attachment: z.string().min(1).max(64) }).strict(),
])
export type CaseFileCommand = z.infer<typeof CaseFileCommand>

/** What people and sources may ask of a case. */
export const CaseCommand = z.discriminatedUnion('type', [
  z.object({ type: z.literal('case.report'), occurredAt: common.occurredAt, caseId: caseId.optional(), report: ReportBody.omit({ number: true, codeTable: true }).extend({ reporter: Reporter }) }).strict(),
  step('accept', {}),
  step('refuse', {}),
  step('ask-verify', {}),
  step('verify', { real: z.boolean() }),
  step('file', { condition: z.string().max(16).optional() }),
  step('void', {}),
  step('dispatch', { department: department.optional(), assist: z.array(department).max(16).default([]) }),
  step('redispatch', { department, assist: z.array(department).max(16).default([]) }),
  step('take', { department: department.optional() }),
  step('handle', { department: department.optional() }),
  step('ask-return', { department: department.optional() }),
  step('approve-return', {}),
  step('deny-return', {}),
  step('ask-extend', {}),
  step('approve-extend', {}),
  step('deny-extend', {}),
  step('ask-suspend', {}),
  step('approve-suspend', {}),
  step('deny-suspend', {}),
  step('resume', {}),
  step('ask-check', {}),
  step('check', { passed: z.boolean().default(true) }),
  step('rework', {}),
  step('close', {}),
  step('follow-up', { satisfaction: Satisfaction.default('satisfied') }),
  step('supervise', { kind: SuperviseKind }),
  step('ask-appeal', {}),
  step('grant-appeal', {}),
  step('deny-appeal', {}),
  step('merge', { into: caseId }),
  step('unmerge', {}),
  step('recall', {}),
  step('note', { note: z.string().min(1).max(1000) }),
  ...CaseFileCommand.options,
])
export type CaseCommand = z.infer<typeof CaseCommand>
export type CaseReportCommand = Extract<CaseCommand, { type: 'case.report' }>
export type CaseStepCommand = Exclude<CaseCommand, CaseReportCommand | CaseFileCommand>

export const isFileCommand = (command: CaseCommand): command is CaseFileCommand => command.type === 'case.attach' || command.type === 'case.detach'
