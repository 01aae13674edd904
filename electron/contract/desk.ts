import { z } from 'zod'
import { Login, Person, Pin, type Account } from '../domain/account.ts'
import { FileHash } from '../domain/attachment.ts'
import { AuditAct, type AuditWhat } from '../domain/audit.ts'
import type { Claim } from '../domain/claim.ts'
import type { Actor } from '../domain/role.ts'

export { isWeakPin, type Account } from '../domain/account.ts'
export { AuditAct } from '../domain/audit.ts'
export type { Claim } from '../domain/claim.ts'

const caseId = z.string().min(1).max(64)
/** What was typed as a name and a PIN: of any form, so that a wrong one is answered as wrong. */
const typed = z.string().max(64)

/** Who sits here: signing in, locking, leaving. All windows of the app share it. */
export const DeskCommand = z.discriminatedUnion('type', [
  /** Signs in; also in place of the person whose console is locked. */
  z.object({ type: z.literal('desk.sign-in'), login: typed, pin: typed }).strict(),
  z.object({ type: z.literal('desk.unlock'), pin: typed }).strict(),
  z.object({ type: z.literal('desk.lock') }).strict(),
  z.object({ type: z.literal('desk.sign-out') }).strict(),
  /** Somebody is there: the idle lock counts from now. */
  z.object({ type: z.literal('desk.active') }).strict(),
])
export type DeskCommand = z.infer<typeof DeskCommand>

/** People of this station, as the administrator sets them. The first is added by whoever sits here and is an administrator. */
export const AccountCommand = z.discriminatedUnion('type', [
  z.object({ type: z.literal('account.add'), id: Login, person: Person, pin: Pin }).strict(),
  z.object({ type: z.literal('account.change'), id: Login, person: Person }).strict(),
  /** A new PIN: of anybody by the administrator, of oneself with the old one. */
  z.object({ type: z.literal('account.set-pin'), id: Login, pin: Pin, old: typed.optional() }).strict(),
])
export type AccountCommand = z.infer<typeof AccountCommand>

/** 认领: marks a case as being worked on, `over` also where somebody else does; again, so that it does not run out. */
export const ClaimCommand = z.discriminatedUnion('type', [
  z.object({ type: z.literal('claim.take'), caseId, over: z.boolean().default(false) }).strict(),
  z.object({ type: z.literal('claim.release'), caseId }).strict(),
])
export type ClaimCommand = z.infer<typeof ClaimCommand>

/** A window printed a case's sheet, or a list. */
export const PrintedCommand = z.object({ type: z.literal('audit.printed'), what: z.string().min(1).max(64), caseId: caseId.optional() }).strict()

/** The administrator erases what the reporter of a case said of themselves, wherever it is kept. */
export const EraseReporterCommand = z.object({ type: z.literal('reporter.erase'), caseId }).strict()

/** A window took video out of the hall: a clip or a snapshot, with the SHA-256 of each file. Epoch ms. */
export const VideoTakenCommand = z
  .object({
    type: z.literal('audit.video-taken'),
    kind: z.enum(['clip', 'snapshot']),
    camera: z.string().min(1).max(64),
    from: z.number().min(0),
    to: z.number().min(0),
    files: z.array(z.object({ name: z.string().max(200), sha256: FileHash }).strict()).min(1).max(16),
    caseId: caseId.optional(),
  })
  .strict()
export type VideoTakenCommand = z.infer<typeof VideoTakenCommand>

/**
 * `open`: no account was made; the settings' operator sits here. `locked`: somebody is signed in and away; the
 * console is covered and takes no step.
 */
export const DeskState = z.enum(['open', 'signed-out', 'signed-in', 'locked'])
export type DeskState = z.infer<typeof DeskState>

export interface DeskHead {
  readonly state: DeskState
  /** Who sits here; null while nobody is signed in. */
  readonly actor: Actor | null
  /** Since when the state holds, epoch ms. */
  readonly since: number
  readonly language: Account['language']
  /** Minutes without a hand at the console until it locks; 0: never. */
  readonly lockAfter: number
  /** Those who may sign in here. */
  readonly people: readonly { readonly id: string; readonly name: string }[]
}

/** `allowed`: whether who sits here may see and change accounts; without it there are no rows. */
export interface AccountsHead {
  readonly allowed: boolean
}

export type ClaimRow = Claim

/** A record of the audit. */
export interface AuditRow extends Required<Pick<AuditWhat, 'detail'>> {
  readonly id: string
  readonly at: number
  readonly person: string
  readonly name: string
  readonly act: AuditAct
  readonly caseId: string | null
  readonly number: string | null
  readonly account: string | null
}

/** Which records: all given parts must fit. `person` acted, or it was about them; `caseId` is a case's id or number. Epoch ms, `to` exclusive. */
export const AuditFilterFields = {
  person: z.string().min(1).max(64).optional(),
  acts: z.array(AuditAct).min(1).max(AuditAct.options.length).optional(),
  caseId: z.string().min(1).max(64).optional(),
  from: z.number().int().min(0).optional(),
  to: z.number().int().min(0).optional(),
} as const

export interface AuditPageAnswer {
  readonly rows: readonly AuditRow[]
  readonly next: string | null
}

/** Where the export was written on this machine, and how many records it holds; `more`: older ones were left out. */
export interface AuditExportAnswer {
  readonly file: string
  readonly rows: number
  readonly more: boolean
}
