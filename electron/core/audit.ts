import { ok, type Result } from '../contract/error.ts'
import type { Commander, Fact } from '../commands/commander.ts'
import { asAudit, AUDIT_STREAM, auditStream, isLook, type AuditAct, type AuditWhat } from '../domain/audit.ts'
import type { EventEnvelope } from '../domain/case-event.ts'
import type { Actor } from '../domain/role.ts'
import { clearAudit, writeAudit } from '../store/audit-table.ts'
import type { WriteHandle } from '../store/database.ts'

/** What an act was about; see {@link AuditWhat}. */
export type AuditAbout = Partial<AuditWhat>

/**
 * Records who saw, took out or changed what, in the same chain of events as all else. A look that the same person took
 * within the last minutes is not recorded again, and is answered at once. Answers when the record is durable: what
 * leaves this machine waits for that.
 */
export type Audit = (actor: Actor, act: AuditAct, about?: AuditAbout) => Promise<Result<null>>

/** A look is recorded once in this time, ms. */
export const SAME_LOOK_MS = 10 * 60_000
/** Looks that are remembered; the oldest is forgotten first, and would be recorded again. */
const MAX_LOOKS = 5_000

/** The event of a record, to be written with others in one transaction. */
export const auditFact = (newId: () => string, now: number, act: AuditAct, { caseId, number, account, detail = {} }: AuditAbout): Fact => ({
  stream: auditStream(newId()),
  type: `audit.${act}`,
  occurredAt: now,
  body: { ...(caseId === undefined ? {} : { caseId }), ...(number === undefined ? {} : { number }), ...(account === undefined ? {} : { account }), detail },
})

export function makeAudit({ commander, newId, now }: { readonly commander: Commander; readonly newId: () => string; readonly now: () => number }): Audit {
  const looks = new Map<string, number>()
  const seenLately = (key: string, at: number): boolean => {
    const before = looks.get(key)
    if (before !== undefined && at - before < SAME_LOOK_MS) return true
    looks.delete(key)
    looks.set(key, at)
    const [oldest] = looks.keys()
    if (looks.size > MAX_LOOKS && oldest !== undefined) looks.delete(oldest)
    return false
  }
  return async (actor, act, about = {}) => {
    const at = now()
    const key = JSON.stringify([actor.id, act, about])
    if (isLook(act) && seenLately(key, at)) return ok(null)
    const written = await commander.record(() => ok([auditFact(newId, at, act, about)]), actor)
    if (!written.ok) looks.delete(key)
    return written.ok ? ok(null) : written
  }
}

/** How the events of the audit become what the store keeps of them. */
export const auditProjection = {
  prefix: AUDIT_STREAM,
  clear: clearAudit,
  project: (db: WriteHandle, _id: string, events: readonly EventEnvelope[]): void => {
    for (const event of events) {
      const record = asAudit(event)
      if (record) writeAudit(db, record)
    }
  },
}
