import type { Attachment, AttachmentKind, AttachmentLimits, StoredFile } from './attachment.ts'
import { AttachmentKind as Kinds, maxBytes } from './attachment.ts'
import type { CaseFileCommand } from './case-command.ts'
import type { CaseState } from './case-state.ts'
import type { Decision, Refusal } from './case-decide.ts'
import { lawfulSteps, Stage } from './case-flow.ts'
import type { Actor, Role } from './role.ts'

/** What decisions about files rest on: what the store holds, what is allowed, and the time. */
export interface FileContext {
  readonly now: number
  /** A file of the store; undefined when it is not there. */
  readonly file: (hash: string) => StoredFile | undefined
  readonly limits: AttachmentLimits
}

interface KindRule {
  readonly roles: readonly Role[]
  readonly stages: readonly Stage[]
}

const WORKING: readonly Role[] = ['collector', 'call-taker', 'duty-officer', 'dispatcher', 'department', 'supervisor']
const SENT: readonly Stage[] = ['dispatched', 'handled', 'checked', 'closed', 'followed-up']

/**
 * Who may add what, and when: pictures of the handling come from the department, or from who writes down what it
 * sent; those of the check from who checks, once there is something to check.
 */
const KIND_RULES: Readonly<Record<AttachmentKind, KindRule>> = {
  report: { roles: ['collector', 'call-taker', 'duty-officer', 'dispatcher'], stages: Stage.options },
  handling: { roles: ['department', 'dispatcher', 'duty-officer'], stages: SENT },
  check: { roles: ['collector', 'call-taker', 'duty-officer'], stages: ['handled', 'checked', 'closed', 'followed-up'] },
  other: { roles: WORKING, stages: Stage.options },
}

/** People of a department add to cases that they have or had to do with. */
const concerns = (state: CaseState, { department }: Actor): boolean =>
  department === undefined || state.tasks.some((t) => t.department === department) || state.dispatches.some((d) => d.department === department)

/** Kinds of attachments that this person may add now. */
export const attachableKinds = (state: CaseState, actor: Actor): AttachmentKind[] =>
  Kinds.options.filter((kind) => KIND_RULES[kind].stages.includes(state.stage) && KIND_RULES[kind].roles.some((r) => actor.roles.includes(r)) && concerns(state, actor))

/** Attachments that are in sight. */
export const shownAttachments = (state: CaseState): Attachment[] => (state.attachments ?? []).filter((a) => a.hidden === undefined)

/** Whether this person may take an attachment out of sight: who added it, or the duty officer. */
export const mayHide = (attachment: Attachment, actor: Actor): boolean => attachment.by.id === actor.id || actor.roles.includes('duty-officer')

const FUTURE_SLACK = 60_000

/** Decides to show a file with a case, or to take it out of sight. Pure. */
export function decideFile(state: CaseState, command: CaseFileCommand, actor: Actor, context: FileContext): Decision {
  const occurredAt = command.occurredAt ?? context.now
  const no = (code: Refusal['code'], params: Refusal['params'] = {}): Decision => ({ ok: false, refusal: { code, params, lawful: lawfulSteps(state, actor.roles) } })
  if (occurredAt > context.now + FUTURE_SLACK) return no('in-the-future', { at: String(occurredAt) })
  if (occurredAt < state.reportedAt) return no('before-the-case', { at: String(occurredAt) })
  return command.type === 'case.attach' ? attach(state, command, actor, context, occurredAt, no) : detach(state, command, actor, occurredAt, no)
}

type No = (code: Refusal['code'], params?: Refusal['params']) => Decision

function attach(state: CaseState, command: Extract<CaseFileCommand, { type: 'case.attach' }>, actor: Actor, { file, limits }: FileContext, occurredAt: number, no: No): Decision {
  const { type: _type, caseId: _id, occurredAt: _at, ...given } = command
  const { roles, stages } = KIND_RULES[given.kind]
  const role = roles.find((r) => actor.roles.includes(r))
  if (role === undefined) return no('role-missing', { need: roles.join(' / '), step: 'attach' })
  if (!stages.includes(state.stage)) return no('not-lawful-here', { step: `attach-${given.kind}`, stage: state.stage })
  if (!concerns(state, actor)) return no('not-your-department', { department: state.dispatch?.department ?? '' })
  const stored = file(given.hash)
  if (!stored) return no('file-unknown', { name: given.name })
  if (stored.bytes > maxBytes(stored.mediaType, limits)) return no('file-too-large', { mb: String(maxBytes(stored.mediaType, limits) / 1024 / 1024) })
  const shown = shownAttachments(state)
  const same = shown.find((a) => a.hash === given.hash)
  if (same) return no('already-attached', { name: same.name, attachment: same.id })
  if (shown.length >= limits.perCase) return no('too-many-files', { max: String(limits.perCase) })
  return { ok: true, role, occurredAt, events: [{ caseId: state.id, event: { type: 'case.attached', body: { ...given, ...stored } } }] }
}

function detach(state: CaseState, { attachment, note }: Extract<CaseFileCommand, { type: 'case.detach' }>, actor: Actor, occurredAt: number, no: No): Decision {
  const found = (state.attachments ?? []).find((a) => a.id === attachment)
  if (!found) return no('file-unknown', { name: attachment })
  if (found.hidden) return no('already-done', { step: 'detach' })
  if (!mayHide(found, actor)) return no('role-missing', { need: 'duty-officer', step: 'detach' })
  if (note.trim() === '') return no('reason-missing', { step: 'detach' })
  const role = actor.roles.includes('duty-officer') ? 'duty-officer' : (actor.roles.find((r) => r !== 'admin') ?? 'collector')
  return { ok: true, role, occurredAt, events: [{ caseId: state.id, event: { type: 'case.detached', body: { attachment, name: found.name, note } } }] }
}
