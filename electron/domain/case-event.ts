import { z } from 'zod'
import { AttachmentKind, FileHash, FileName, MediaType } from './attachment.ts'
import { Limit } from './case-clock.ts'
import { Position } from './reference.ts'
import { Role } from './role.ts'

/** Free text from outside: trimmed by nobody, bounded, shown as text only. */
const text = (max: number) => z.string().max(max)

/** Where a report came from. */
export const CaseSource = z.enum(['collector', 'hotline', 'public', 'sensor', 'video', 'patrol', 'leader', 'api'])
export type CaseSource = z.infer<typeof CaseSource>

/** Who reported, as far as they said. No event holds it: it is sealed beside them, so that it can be erased. */
export const Reporter = z.object({ name: text(64), phone: text(32) }).partial()
export type Reporter = z.infer<typeof Reporter>

/** Points to who reported; empty when they said nothing of themselves. */
export const ReporterRef = z.object({ person: text(64) }).partial()
export type ReporterRef = z.infer<typeof ReporterRef>

/** A position as it came, before it was converted to WGS-84. */
export const OriginalPosition = z.object({ crs: z.enum(['WGS-84', 'GCJ-02', 'BD-09']), at: z.tuple([z.number(), z.number()]) })

/** 上报: what is reported, and where. Sub-class is 4 digits: class and sub-class. */
export const ReportBody = z.object({
  number: z.string().min(1).max(32),
  kind: z.enum(['event', 'component']),
  subClass: z.string().regex(/^\d{4}$/),
  description: text(2000).min(1),
  at: Position,
  original: OriginalPosition.optional(),
  place: text(200),
  grid: z.string().regex(/^\d{15}$/).nullable(),
  component: z.string().regex(/^\d{16}$/).nullable(),
  source: CaseSource,
  reporter: ReporterRef,
  /** Version of the code table that it was reported under. */
  codeTable: text(32).optional(),
})
export type ReportBody = z.infer<typeof ReportBody>

const note = text(1000).default('')
const department = z.string().min(1).max(32)
const caseId = z.string().min(1).max(64)

/** What every step may carry: a note, and the duty officer's reason where they went beyond their authority. */
const step = z.object({ note, emergency: text(500).optional() })

/** 督办 types: 超时 overdue, 领导 leader's, 重点 key. */
export const SuperviseKind = z.enum(['overdue', 'leader', 'key'])
export const Satisfaction = z.enum(['satisfied', 'fair', 'dissatisfied', 'unreached'])
export type Satisfaction = z.infer<typeof Satisfaction>

/** Bodies of the events of a case stream, by type. Each is version 1 of its type. */
export const CaseEventBody = {
  'case.reported': ReportBody,
  'case.accepted': step,
  'case.refused': step,
  'case.verify-asked': step,
  'case.verified': step.extend({ real: z.boolean() }),
  'case.filed': step.extend({ condition: z.string().max(16), limit: Limit, codeTable: z.string().max(32) }),
  'case.voided': step,
  /** `department` 主办 leads and answers; `assist` 协办 help. */
  'case.dispatched': step.extend({ department, assist: z.array(department).max(16).default([]) }),
  'case.taken': step.extend({ department }),
  'case.handled': step.extend({ department: department.optional() }),
  'case.return-asked': step.extend({ department: department.optional() }),
  'case.return-approved': step,
  'case.return-denied': step,
  'case.extend-asked': step,
  'case.extend-approved': step,
  'case.extend-denied': step,
  'case.suspend-asked': step,
  'case.suspend-approved': step,
  'case.suspend-denied': step,
  'case.resumed': step,
  'case.check-asked': step,
  'case.checked': step.extend({ passed: z.boolean() }),
  'case.reworked': step,
  'case.closed': step,
  'case.followed-up': step.extend({ satisfaction: Satisfaction }),
  'case.supervised': step.extend({ kind: SuperviseKind }),
  'case.appeal-asked': step,
  'case.appeal-granted': step,
  'case.appeal-denied': step,
  /** On the duplicate's stream: it goes into another case. */
  'case.merged': step.extend({ into: caseId }),
  'case.unmerged': step,
  /** On the stream of the case that goes on: a duplicate came in, or left again. */
  'case.absorbed': step.extend({ duplicate: caseId }),
  'case.released': step.extend({ duplicate: caseId }),
  /** Takes back the event that it names: its writer's own last step. */
  'case.recalled': step.extend({ event: z.string().max(64) }),
  'case.noted': step,
  /** 附件: a file of the store, shown with the case; `takenAt` epoch ms. */
  'case.attached': step.extend({ hash: FileHash, name: FileName, mediaType: MediaType, bytes: z.number().int().positive(), kind: AttachmentKind, at: Position.optional(), takenAt: z.number().int().positive().optional() }),
  /** Takes an attachment out of sight; `attachment` is the event that added it. The file stays. */
  'case.detached': step.extend({ attachment: z.string().max(64), name: FileName }),
} as const

export type CaseEventType = keyof typeof CaseEventBody
const TYPES: ReadonlySet<string> = new Set(Object.keys(CaseEventBody))
export const isCaseEventType = (type: string): type is CaseEventType => TYPES.has(type)

/**
 * What every event carries besides its body. `parents` are the heads of the stream that the writer
 * knew; `hlc` is the writer's hybrid logical clock, fixed width so that it sorts as text.
 */
export const EventEnvelope = z.object({
  id: z.string().min(1).max(64),
  stream: z.string().min(1).max(96),
  parents: z.array(z.string()).max(64),
  hlc: z.string(),
  type: z.string().max(64),
  version: z.number().int().positive(),
  /** When it happened in the world, epoch ms; legal clocks use this. */
  occurredAt: z.number().int(),
  /** When this station wrote it down, epoch ms. */
  recordedAt: z.number().int(),
  actor: z.object({ id: z.string(), name: z.string(), role: Role }),
  station: z.string().min(1).max(64),
  body: z.unknown(),
})
export type EventEnvelope = z.infer<typeof EventEnvelope>

/** An event of a case with a body of the type that it names. */
export type CaseEvent = {
  [T in CaseEventType]: Omit<EventEnvelope, 'type' | 'body'> & { type: T; body: z.infer<(typeof CaseEventBody)[T]> }
}[CaseEventType]

/** Envelopes that were read before: they never change, and a fold reads the same ones again and again. */
const READ = new WeakMap<EventEnvelope, CaseEvent>()

/** Reads an envelope as a case event; undefined when its type or body is not one that this version knows. */
export function asCaseEvent(event: EventEnvelope): CaseEvent | undefined {
  const read = READ.get(event)
  if (read) return read
  if (!isCaseEventType(event.type)) return undefined
  const body = CaseEventBody[event.type].safeParse(event.body)
  if (!body.success) return undefined
  const made = { ...event, body: body.data } as CaseEvent
  READ.set(event, made)
  return made
}

/** Notes that an envelope holds the type and body of this decided event, so that it need not be read. */
export const knowDecided = (event: EventEnvelope, decided: NewCaseEvent): void => {
  if (event.type === decided.type && event.body === decided.body) READ.set(event, event as CaseEvent)
}

/** What `decide` answers: the type and body of an event that is not yet written down. */
export type NewCaseEvent = { [T in CaseEventType]: { type: T; body: z.infer<(typeof CaseEventBody)[T]> } }[CaseEventType]

/** The stream of a case. */
export const caseStream = (id: string): string => `case/${id}`
export const isCaseStream = (stream: string): boolean => stream.startsWith('case/')
