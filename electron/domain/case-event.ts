import { z } from 'zod'
import { Limit } from './case-clock.ts'
import { Position } from './reference.ts'
import { Role } from './role.ts'

/** Free text from outside: trimmed by nobody, bounded, shown as text only. */
const text = (max: number) => z.string().max(max)

/** Where a report came from. */
export const CaseSource = z.enum(['collector', 'hotline', 'public', 'sensor', 'video', 'patrol', 'leader', 'api'])
export type CaseSource = z.infer<typeof CaseSource>

/** Who reported, as far as they said. */
export const Reporter = z.object({ name: text(64), phone: text(32) }).partial()
export type Reporter = z.infer<typeof Reporter>

/** 上报: what is reported, and where. Sub-class is 4 digits: class and sub-class. */
export const ReportBody = z.object({
  number: z.string().min(1).max(32),
  kind: z.enum(['event', 'component']),
  subClass: z.string().regex(/^\d{4}$/),
  description: text(2000).min(1),
  at: Position,
  place: text(200),
  grid: z.string().regex(/^\d{15}$/).nullable(),
  component: z.string().regex(/^\d{16}$/).nullable(),
  source: CaseSource,
  reporter: Reporter,
})

const note = text(1000).default('')

/** Bodies of the events of a case stream, by type. Each is version 1 of its type. */
export const CaseEventBody = {
  'case.reported': ReportBody,
  'case.accepted': z.object({ note }),
  'case.filed': z.object({ condition: z.string().max(16), limit: Limit, codeTable: z.string().max(32), note }),
  'case.dispatched': z.object({ department: z.string().min(1).max(32), note }),
  'case.handled': z.object({ note }),
  'case.checked': z.object({ passed: z.literal(true), note }),
  'case.closed': z.object({ note }),
  'case.followed-up': z.object({ satisfaction: z.enum(['satisfied', 'fair', 'dissatisfied', 'unreached']), note }),
} as const

export type CaseEventType = keyof typeof CaseEventBody
export const CaseEventType = z.enum([
  'case.reported', 'case.accepted', 'case.filed', 'case.dispatched', 'case.handled', 'case.checked', 'case.closed', 'case.followed-up',
])

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

/** Reads an envelope as a case event; undefined when its type or body is not one that this version knows. */
export function asCaseEvent(event: EventEnvelope): CaseEvent | undefined {
  const type = CaseEventType.safeParse(event.type)
  if (!type.success) return undefined
  const body = CaseEventBody[type.data].safeParse(event.body)
  return body.success ? ({ ...event, type: type.data, body: body.data } as CaseEvent) : undefined
}

/** What `decide` answers: the type and body of an event that is not yet written down. */
export type NewCaseEvent = { [T in CaseEventType]: { type: T; body: z.infer<(typeof CaseEventBody)[T]> } }[CaseEventType]

/** The stream of a case. */
export const caseStream = (caseId: string): string => `case/${caseId}`
