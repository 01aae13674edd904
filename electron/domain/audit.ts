import { z } from 'zod'
import type { EventEnvelope } from './case-event.ts'

/**
 * What is recorded of people besides what they did to cases: what they saw of a reporter or looked for, what they
 * took out, how they came in, what the administrator changed. Events are named `audit.<act>`.
 */
export const AuditAct = z.enum([
  'case-seen', 'caller-looked-up', 'phone-searched', 'figures-drilled', 'events-read', 'audit-read',
  'cases-exported', 'audit-exported', 'printed', 'clip-exported', 'snapshot-taken', 'file-seen', 'file-exported', 'recording-heard',
  'signed-in', 'signed-out', 'locked', 'unlocked', 'pin-failed', 'case-taken-over',
  'account-added', 'account-changed', 'pin-set',
  'reporter-erased',
  'codes-changed', 'calendar-changed', 'grids-changed', 'cameras-changed', 'codes-exported', 'cases-imported',
])
export type AuditAct = z.infer<typeof AuditAct>

/** What an act was about. `account`: the person it happened to. `detail`: small facts; a telephone number only masked. */
export const AuditWhat = z.object({
  caseId: z.string().max(64).optional(),
  number: z.string().max(32).optional(),
  account: z.string().max(64).optional(),
  detail: z.record(z.string().max(32), z.string().max(500)).default({}),
})
export type AuditWhat = z.infer<typeof AuditWhat>

/** Streams of audit records; each record is a stream of its own, so that no other has to be read to write it. */
export const AUDIT_STREAM = 'audit/'
export const auditStream = (id: string): string => `${AUDIT_STREAM}${id}`

/** Acts of looking: one person's same look within minutes is one record. */
const LOOKS: ReadonlySet<AuditAct> = new Set(['case-seen', 'caller-looked-up', 'phone-searched', 'figures-drilled', 'events-read', 'audit-read', 'file-seen', 'recording-heard'])
export const isLook = (act: AuditAct): boolean => LOOKS.has(act)

/** A record as its event tells it. */
export interface AuditRecord {
  readonly id: string
  readonly at: number
  readonly actor: EventEnvelope['actor']
  readonly act: AuditAct
  readonly what: AuditWhat
}

/** Reads an event as a record; undefined when it is none that this version knows. */
export function asAudit({ id, type, occurredAt, actor, body }: EventEnvelope): AuditRecord | undefined {
  const act = AuditAct.safeParse(type.slice('audit.'.length))
  const what = AuditWhat.safeParse(body)
  return type.startsWith('audit.') && act.success && what.success ? { id, at: occurredAt, actor, act: act.data, what: what.data } : undefined
}

/** A telephone number with its middle hidden: enough to know it again, too little to ring it. */
export function maskPhone(phone: string): string {
  const digits = phone.replaceAll(/\D/g, '')
  return digits.length < 7 ? '****' : `${digits.slice(0, 3)}****${digits.slice(-2)}`
}

/** Whether a text looks for a telephone number: a mobile, or a fixed line with or without its area. A day, as case numbers begin with one, is none. */
export const isPhone = (text: string): boolean => /^(1[3-9]\d{9}|0\d{9,11}|(?!20\d{6}$)[2-9]\d{6,7})$/.test(text.replace(/^\s*\+86/, '').replaceAll(/[\s()-]/g, ''))
