import { z } from 'zod'
import { Stage } from '../domain/case-flow.ts'
import { CaseCommand } from '../domain/case-command.ts'
import { DutyCommand } from './duty.ts'
import { Position } from '../domain/reference.ts'
import { FileRequest } from './attachment.ts'
import { AccountCommand, AuditFilterFields, ClaimCommand, DeskCommand, EraseReporterCommand, PrintedCommand, VideoTakenCommand, type AuditExportAnswer, type AuditPageAnswer } from './desk.ts'
import { CallCommand } from './call.ts'
import { Calendar } from '../domain/calendar.ts'
import { CasesImportCommand, CodesImportCommand, GridsImportCommand, SheetPut, SheetQueries, type SheetQueryTypes } from './sheet.ts'
import { CameraQueries, CamerasCommand, type CameraQueryTypes } from './camera-registry.ts'
import { CodesCommand, type CalendarEffect, type CodeChange, type VersionLists } from './code-admin.ts'
import type { AlarmPage } from './alarm.ts'
import { AppError } from './error.ts'
import type { AlertPage } from './rest.ts'
import { HandoverDue, type HandoverLine, type HandoverReport } from './handover.ts'
import { KeyedPatch } from './keyed.ts'
import { AppraisedRole } from '../domain/appraisal.ts'
import type { Appraisal } from './appraisal.ts'
import { KpiGroup, type KpiCases, type KpiReport } from './kpi.ts'
import { ViewSpec, type CaseRow } from './views.ts'
import type { DuplicateReason } from '../domain/duplicates.ts'
import { WallCommand } from '../domain/wall-command.ts'
import { CaseFigure, WallFigure, type FigureCases } from './figure-cases.ts'

/** Commands that change no case: what the wall shows, what is selected, the demo's pace. */
const StationCommand = z.discriminatedUnion('type', [
  WallCommand,
  z.object({ type: z.literal('select.case'), caseId: z.string().max(64).nullable() }).strict(),
  z.object({ type: z.literal('select.camera'), cameraId: z.string().max(64).nullable() }).strict(),
  /** Shows at the console what a figure counts; a wall that is clicked asks for it. */
  z.object({ type: z.literal('figure.show'), figure: WallFigure }).strict(),
  z.object({ type: z.literal('simulator.set'), on: z.boolean().optional(), speed: z.number().min(1).max(100).optional() }).strict(),
])

/** Every command that core takes, whoever sends it. */
export const Command = z.union([CaseCommand, StationCommand, DeskCommand, AccountCommand, ClaimCommand, EraseReporterCommand, PrintedCommand, VideoTakenCommand, DutyCommand, CallCommand, CodesCommand, CodesImportCommand, GridsImportCommand, CasesImportCommand, CamerasCommand])
export type Command = z.infer<typeof Command>
export type StationCommand = z.infer<typeof StationCommand>

/** What a command answers when it was carried out. */
export interface CommandValue {
  readonly caseId: string | null
  readonly number: string | null
  readonly eventIds: readonly string[]
}

/** A period of local days as epoch ms, `to` exclusive. */
const period = { from: z.number().int().min(0), to: z.number().int().min(0) }

/** Questions that are answered once. */
export const Query = z.discriminatedUnion('type', [
  z.object({ type: z.literal('search'), text: z.string().max(100), limit: z.number().int().min(1).max(50).default(20) }).strict(),
  z.object({ type: z.literal('describe'), at: Position }).strict(),
  /** Bytes of a call's recording from an offset on, {@link MAX_PIECE} at most; whoever listens is recorded. */
  z.object({ type: z.literal('recording'), callId: z.string().regex(/^[0-9a-f-]{36}$/), offset: z.number().int().min(0) }).strict(),
  /** Cases that a telephone number reported, newest change first. */
  z.object({ type: z.literal('caller'), phone: z.string().min(3).max(32), limit: z.number().int().min(1).max(20).default(5) }).strict(),
  z.object({ type: z.literal('duplicates'), caseId: z.string().max(64) }).strict(),
  z.object({ type: z.literal('kpi'), ...period, group: KpiGroup.default('city') }).strict(),
  z.object({
    type: z.literal('kpi-cases'), ...period, figure: z.string().max(64), version: z.number().int().positive().default(1), part: z.enum(['numerator', 'denominator']),
    group: KpiGroup.default('city'), value: z.string().max(64).default(''), after: z.number().int().min(0).default(0), limit: z.number().int().min(1).max(200).default(50),
  }).strict(),
  /** Alerts that came, the last first, also those that do not hold any more; alarms that were raised. */
  z.object({ type: z.literal('alert-history'), before: z.number().int().min(0).optional(), limit: z.number().int().min(1).max(200).default(50) }).strict(),
  z.object({ type: z.literal('alarm-history'), before: z.number().int().min(0).optional(), limit: z.number().int().min(1).max(200).default(50) }).strict(),
  /** What the next shift takes over: computed over the whole period since an instant; cases of one cell of its board. */
  z.object({ type: z.literal('handover'), since: z.number().int().min(0) }).strict(),
  z.object({ type: z.literal('handover-cases'), stage: Stage.nullable(), due: HandoverDue.nullable() }).strict(),
  /** What a figure of the figures view counts, the oldest first. */
  z.object({ type: z.literal('figure-cases'), figure: CaseFigure, after: z.number().int().min(0).default(0), limit: z.number().int().min(1).max(200).default(50) }).strict(),
  /** Audit records, newest first, for the administrator; `audit-export` writes them to a CSV file on this machine. */
  z.object({ type: z.literal('audit'), ...AuditFilterFields, cursor: z.string().max(40).optional(), limit: z.number().int().min(1).max(500).default(100) }).strict(),
  z.object({ type: z.literal('audit-export'), ...AuditFilterFields }).strict(),
  ...SheetQueries,
  ...CameraQueries,
  /** Versions of code table, calendar and grids. */
  z.object({ type: z.literal('code-versions') }).strict(),
  /** What an earlier code table has that the one in force has not. */
  z.object({ type: z.literal('code-change'), version: z.string().max(32) }).strict(),
  /** What a calendar would change; `version` asks for an earlier one. */
  z.object({ type: z.literal('calendar-effect'), calendar: Calendar.omit({ version: true }).optional(), version: z.string().max(32).optional() }).strict(),
  z.object({ type: z.literal('appraisal'), ...period, role: AppraisedRole, subject: z.string().min(1).max(64).optional() }).strict(),
  /** The cases behind one part of one subject's score. */
  z.object({
    type: z.literal('appraisal-cases'), ...period, role: AppraisedRole, subject: z.string().min(1).max(64), part: z.string().min(1).max(32), side: z.enum(['numerator', 'denominator']),
    after: z.number().int().min(0).default(0), limit: z.number().int().min(1).max(200).default(50),
  }).strict(),
])
export type Query = z.infer<typeof Query>

export type SearchHit =
  | { readonly what: 'case'; readonly id: string; readonly title: string; readonly detail: string; readonly at: Position }
  | { readonly what: 'camera' | 'place' | 'department' | 'road' | 'grid'; readonly id: string; readonly title: string; readonly detail: string; readonly at: Position | null }

/** A case that may be the same as another, the likeliest first; `score` from 0 to 1. */
export interface DuplicateCandidate {
  readonly row: CaseRow
  readonly score: number
  readonly reasons: readonly DuplicateReason[]
}

export interface QueryTypes extends SheetQueryTypes, CameraQueryTypes {
  handover: HandoverReport
  'figure-cases': FigureCases
  'handover-cases': { readonly lines: readonly HandoverLine[] }
  'alert-history': AlertPage
  'alarm-history': AlarmPage
  search: { readonly hits: readonly SearchHit[] }
  caller: { readonly rows: readonly CaseRow[] }
  /** `data` is base64; `size` is the length of the whole. */
  recording: { readonly data: string; readonly size: number }
  duplicates: { readonly candidates: readonly DuplicateCandidate[] }
  kpi: KpiReport
  'kpi-cases': KpiCases
  appraisal: Appraisal
  'appraisal-cases': KpiCases
  audit: AuditPageAnswer
  'audit-export': AuditExportAnswer
  'code-versions': VersionLists
  'code-change': CodeChange
  'calendar-effect': CalendarEffect
  describe: { readonly place: string; readonly grid: string | null; readonly district: string }
}

const id = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER)

/** Window → core. `id` is the sender's own number; answers and pushes carry it back. */
export const Request = z.discriminatedUnion('op', [
  z.object({ op: z.literal('command'), id, command: Command }).strict(),
  z.object({ op: z.literal('query'), id, query: Query }).strict(),
  z.object({ op: z.literal('file'), id, file: z.union([FileRequest, SheetPut]) }).strict(),
  z.object({ op: z.literal('watch'), id, spec: ViewSpec }).strict(),
  z.object({ op: z.literal('unwatch'), id }).strict(),
  z.object({ op: z.literal('ack'), id, seq: z.number().int().min(0) }).strict(),
])
export type Request = z.infer<typeof Request>

const keyed = z.object({ head: z.unknown(), rows: z.record(z.string(), z.unknown()), order: z.array(z.string()) })

/** Core → window. `id` 0 in an error: the message was so malformed that it had no number. */
export const Answer = z.discriminatedUnion('op', [
  z.object({ op: z.literal('done'), id: z.number(), value: z.unknown() }),
  z.object({ op: z.literal('error'), id: z.number(), error: AppError }),
  z.object({ op: z.literal('snapshot'), id: z.number(), seq: z.number(), view: keyed }),
  z.object({ op: z.literal('patch'), id: z.number(), seq: z.number(), patch: KeyedPatch }),
])
export type Answer = z.infer<typeof Answer>
