import { z } from 'zod'
import type { Limit} from '../domain/case-clock.ts';
import { ClockReading } from '../domain/case-clock.ts'
import { CaseSource } from '../domain/case-event.ts'
import type { Step } from '../domain/case-flow.ts';
import { Stage } from '../domain/case-flow.ts'
import type { Task } from '../domain/case-state.ts'
import type { Calendar } from '../domain/calendar.ts'
import type { CodeTable, FilingCondition } from '../domain/code-table.ts'
import type { Department, FieldUnit, FloodPoint} from '../domain/reference.ts';
import { PrivacyZone } from '../domain/privacy-zone.ts'
import { CameraSite, Position } from '../domain/reference.ts'
import { CameraSource, type RegisteredCamera, type RegistryHead } from './camera-registry.ts'
import type { Actor} from '../domain/role.ts';
import { Role } from '../domain/role.ts'
import type { AlarmRow, AlarmsHead } from './alarm.ts'
import type { AlertRow, AlertsHead } from './alert.ts'
import type { AttachmentKind, AttachmentRow } from './attachment.ts'
import type { Account, AccountsHead, ClaimRow, DeskHead } from './desk.ts'
import type { CallRow } from './call.ts'
import type { CallPlanRow } from './call-plan.ts'
import type { WallFigure } from './figure-cases.ts'
import type { ImportHead } from './sheet.ts'
import type { HandoverRow } from './handover.ts'
import type { DirectoryRow } from './directory.ts'
import type { Keyed } from './keyed.ts'
import type { SavedView } from './saved-view.ts'
import type { PhraseRow } from './phrase.ts'
import { QueueFilter } from './queue-filter.ts'
import { QueueLens } from './queue-lens.ts'
import type { WallItem, WallState } from './wall.ts'
import type { WallMachine } from './wall-link.ts'
import type { WebPage } from './web-page.ts'

/** A case as queues, maps and rolls show it. Times are epoch ms. */
export const CaseRow = z.object({
  id: z.string(),
  number: z.string(),
  stage: Stage,
  kind: z.enum(['event', 'component']),
  subClass: z.string(),
  className: z.string(),
  classNameEn: z.string(),
  description: z.string(),
  place: z.string(),
  district: z.string(),
  at: Position,
  source: CaseSource,
  department: z.string().nullable(),
  /** 督办 at least once. */
  supervised: z.boolean(),
  reportedAt: z.number(),
  changedAt: z.number(),
  clock: ClockReading.nullable(),
})
export type CaseRow = z.infer<typeof CaseRow>

/** An event as a case's timeline shows it. */
export const TimelineRow = z.object({
  id: z.string(),
  type: z.string(),
  occurredAt: z.number(),
  recordedAt: z.number(),
  actor: z.object({ id: z.string(), name: z.string(), role: Role }),
  note: z.string(),
  /** Department of a dispatch, satisfaction of a follow-up. */
  detail: z.string(),
  irregular: z.string().nullable(),
  /** The duty officer's reason for a step beyond their authority. */
  emergency: z.string().nullable(),
  /** Taken back by its writer; shown, but it does not count. */
  recalled: z.boolean(),
})
export type TimelineRow = z.infer<typeof TimelineRow>

export interface QueueHead {
  /** Cases in each lens, capped at 10,000. */
  readonly counts: Readonly<Record<QueueLens, number>>
  readonly total: number
  /** Where the next page begins; null when none follows. */
  readonly next: string | null
}

export interface CaseHead {
  readonly row: CaseRow | null
  readonly limit: z.infer<typeof Limit> | null
  readonly condition: string | null
  /** Filing conditions to choose from: those of the table that the case is filed under. */
  readonly conditions: readonly FilingCondition[]
  /** Empty unless the view was asked for with `personal` by somebody who is signed in. */
  /** `erased`: what they said of themselves was erased. */
  readonly reporter: { readonly name: string; readonly phone: string; readonly erased: boolean }
  readonly grid: string | null
  readonly component: string | null
  readonly street: string
  readonly community: string
  /** Steps that this watcher's roles may take now. */
  readonly lawful: readonly Step[]
  /** Steps that the flow allows now, with the role that each needs. */
  readonly next: readonly { readonly step: Step; readonly role: Role }[]
  readonly suggestedDepartment: string | null
  /** Tasks of the dispatch in force: who leads, who helps, who has taken and done theirs. */
  readonly tasks: readonly Task[]
  readonly extensions: number
  readonly supervised: number
  readonly mergedInto: string | null
  readonly absorbed: readonly string[]
  /** Files in sight, in the order of their adding; kinds that this watcher may add; and of these files those that the watcher may hide. */
  readonly attachments: readonly AttachmentRow[]
  readonly attachable: readonly AttachmentKind[]
  readonly hideable: readonly string[]
  readonly appeal: 'asked' | 'granted' | 'denied' | null
  /** The case's own clock, whatever presses now. */
  readonly caseClock: ClockReading | null
  readonly irregular: number
}

export interface UnitRow {
  readonly id: string
  readonly name: string
  readonly kind: FieldUnit['kind']
  readonly department: string
  readonly at: Position
  /** Degrees clockwise from north. */
  readonly heading: number
  readonly seenAt: number
}

/** What one row of the map view is. */
export type MapRow = { readonly what: 'case'; readonly case: CaseRow } | { readonly what: 'unit'; readonly unit: UnitRow }

export interface MapHead {
  readonly cases: number
  readonly units: number
  /** True when the viewport holds more than the view's bound and only the most pressing are sent. */
  readonly capped: boolean
}

export interface FiguresHead {
  /** Local day that the figures cover, epoch ms of its start. */
  readonly since: number
  readonly reported: number
  readonly filed: number
  readonly dispatched: number
  readonly handled: number
  readonly closed: number
  readonly open: number
  readonly overdue: number
  readonly warn: number
  /** 24 counts of reports by local hour. */
  readonly byHour: readonly number[]
  readonly byDistrict: readonly { readonly code: string; readonly name: string; readonly open: number; readonly today: number; readonly usual: number | null }[]
  readonly byDepartment: readonly { readonly id: string; readonly name: string; readonly open: number; readonly overdue: number; readonly today: number; readonly usual: number | null }[]
  readonly byStage: Readonly<Record<Stage, number>>
  /** The mean of the whole days before today, 28 at most, by local hour; null while there is none. `usual` of a district or department: as many as usually were reported by this time of the day. */
  readonly usual: { readonly days: number; readonly byHour: readonly number[] } | null
  /** Open cases by age: below 4 h, 1 day, 3 days, 7 days, and older. */
  readonly byAge: readonly number[]
}

export interface RollRow {
  readonly id: string
  readonly caseId: string
  readonly number: string
  readonly type: string
  readonly occurredAt: number
  readonly actor: string
  readonly className: string
  readonly classNameEn: string
  /** What it was about beyond the class: the department of a dispatch. */
  readonly detail: string
  readonly place: string
}

export interface WallHead extends WallState {
  /** Other machines that drive displays of this wall now. */
  readonly machines: readonly WallMachine[]
  readonly selectedCase: string | null
  readonly selectedCamera: string | null
  /** The figure that was asked for last at a wall, `n` times in the life of core. */
  readonly askedFigure: { readonly figure: WallFigure; readonly n: number } | null
}

export interface StatusHead {
  readonly station: string
  readonly city: string
  /** Who sits here; null while nobody is signed in. */
  readonly actor: Actor | null
  readonly startedAt: number
  /** Grows by one each time core starts on this data folder. */
  readonly run: number
  /** `filling`: an empty demo city is being given its last hours' cases. */
  readonly simulator: { readonly available: boolean; readonly on: boolean; readonly speed: number; readonly filling: boolean }
  readonly notices: readonly { readonly code: string; readonly params: Readonly<Record<string, string>>; readonly since: number }[]
}

/** City data and codes that seldom change. */
export interface CatalogHead {
  readonly city: { readonly name: string; readonly nameEn: string; readonly centre: Position; readonly bounds: readonly [number, number, number, number] }
  readonly codes: CodeTable
  /** The working calendar in force. */
  readonly calendar: Calendar
  readonly departments: readonly (Department & { readonly initials: string })[]
  /** Districts (6 digits) and streets (9), with the initials of their pinyin. */
  readonly areas: readonly { readonly code: string; readonly name: string; readonly initials: string }[]
  readonly floodPoints: readonly FloodPoint[]
  /** Web pages that the wall may show. */
  readonly webPages: readonly WebPage[]
}

/** `missed`: callers of the last day whom nobody answered, and with whom nobody has spoken since. */
export interface CallsHead {
  readonly missed: number
  /** The caller who was missed last and can be called back. */
  readonly callBack: CallRow | null
  readonly next: string | null
}

/** `missed`: callers of the last day with whom nobody has spoken since. */
export interface CallBoardHead {
  readonly live: number
  readonly waiting: number
  readonly missed: number
}

/** A call as a wall shows it. `since`: when it was answered, else began, or was missed; `by`: whose console it is at. */
export interface BoardCall {
  readonly id: string
  readonly state: 'waiting' | 'talking' | 'dialling' | 'missed'
  readonly direction: 'out' | 'in'
  /** As the directory has it; empty for anybody else. */
  readonly name: string
  readonly nameEn: string
  readonly number: string
  readonly by: string
  readonly since: number
  readonly caseNumber: string | null
}

/** `found`: grids that were asked for, of which the rows are the first. */
export interface GridsHead {
  readonly version: string
  readonly counts: { readonly districts: number; readonly streets: number; readonly communities: number; readonly grids: number }
  readonly found: number
}

/** A unit grid with the names of what it lies in. */
export interface GridRow {
  readonly code: string
  readonly name: string
  readonly district: string
  readonly street: string
  readonly community: string
  /** WGS-84, closed. */
  readonly ring: [number, number][]
  readonly centre: Position
}

/** A camera as windows show it. `zones` are covered for whoever may not see through them; `device` names the capture device that it comes from. */
const CameraRow = CameraSite.extend({ source: CameraSource, zones: z.array(PrivacyZone), device: z.string().nullable() })
export type CameraRow = z.infer<typeof CameraRow>

const degrees = z.tuple([z.number(), z.number(), z.number(), z.number()])

/** A view and its parameters: what a window may watch. Every one is bounded. */
export const ViewSpec = z.discriminatedUnion('view', [
  /** A page of the queue; `after` is the `next` of the page before. */
  z.object({ view: z.literal('queue'), lens: QueueLens, filter: QueueFilter.default({}), after: z.string().max(40).optional(), limit: z.number().int().min(1).max(500).default(200) }).strict(),
  /** `personal`: with the reporter's personal data, which is recorded as seen. */
  z.object({ view: z.literal('case'), caseId: z.string().max(64), personal: z.boolean().optional() }).strict(),
  z.object({ view: z.literal('map'), bbox: degrees, limit: z.number().int().min(1).max(2000).default(800) }).strict(),
  z.object({ view: z.literal('figures') }).strict(),
  z.object({ view: z.literal('roll'), limit: z.number().int().min(1).max(100).default(30) }).strict(),
  z.object({ view: z.literal('wall') }).strict(),
  /** How far the import of an uploaded file is. */
  z.object({ view: z.literal('import'), upload: z.string().max(64) }).strict(),
  z.object({ view: z.literal('status') }).strict(),
  z.object({ view: z.literal('catalog') }).strict(),
  z.object({ view: z.literal('cameras') }).strict(),
  z.object({ view: z.literal('camera-registry') }).strict(),
  z.object({ view: z.literal('saved-views') }).strict(),
  z.object({ view: z.literal('phrases') }).strict(),
  z.object({ view: z.literal('call-plans') }).strict(),
  /** Hand-overs of shifts, the last first. */
  z.object({ view: z.literal('handovers'), limit: z.number().int().min(1).max(200).default(60) }).strict(),
  /** Alarms that nobody has acknowledged, the last first. */
  z.object({ view: z.literal('alarms'), limit: z.number().int().min(1).max(200).default(50) }).strict(),
  /** Alerts in force, inside a viewport or all, the last sent first. */
  z.object({ view: z.literal('alerts'), bbox: degrees.optional(), limit: z.number().int().min(1).max(500).default(100) }).strict(),
  z.object({ view: z.literal('desk') }).strict(),
  /** Who works on which case. */
  z.object({ view: z.literal('claims') }).strict(),
  /** People of this station, for the administrator. */
  z.object({ view: z.literal('accounts') }).strict(),
  /** Who can be called, department by department; bounded by the lists themselves. */
  z.object({ view: z.literal('directory') }).strict(),
  /** Unit grids in force: those that a text finds, or inside a viewport. */
  z.object({ view: z.literal('grids'), text: z.string().max(60).default(''), bbox: degrees.optional(), limit: z.number().int().min(1).max(1_500).default(300) }).strict(),
  /** Telephone calls, the last begun first; of one case where it is named. `text` is looked for in names and numbers; `after` is the `next` of the page before. */
  z
    .object({ view: z.literal('calls'), caseId: z.string().max(64).optional(), which: z.enum(['all', 'missed', 'in', 'out']).default('all'), text: z.string().max(60).default(''), after: z.string().max(64).optional(), limit: z.number().int().min(1).max(500).default(50) })
    .strict(),
  /** Calls of now and callers who were missed last, as a wall may show them. */
  z.object({ view: z.literal('call-board') }).strict(),
])
export type ViewSpec = z.infer<typeof ViewSpec>
export type ViewName = ViewSpec['view']

type Nothing = Readonly<Record<string, never>>

/** Head and row type of each view. */
export interface ViewTypes {
  import: Keyed<ImportHead, never>
  queue: Keyed<QueueHead, CaseRow>
  case: Keyed<CaseHead, TimelineRow>
  map: Keyed<MapHead, MapRow>
  figures: Keyed<FiguresHead, never>
  roll: Keyed<Nothing, RollRow>
  wall: Keyed<WallHead, WallItem>
  status: Keyed<StatusHead, never>
  catalog: Keyed<CatalogHead, never>
  cameras: Keyed<Nothing, CameraRow>
  /** With their addresses, for whoever keeps the registry and for main. */
  'camera-registry': Keyed<RegistryHead, RegisteredCamera>
  alerts: Keyed<AlertsHead, AlertRow>
  desk: Keyed<DeskHead, never>
  claims: Keyed<Nothing, ClaimRow>
  accounts: Keyed<AccountsHead, Account>
  'saved-views': Keyed<Nothing, SavedView>
  phrases: Keyed<Nothing, PhraseRow>
  'call-plans': Keyed<Nothing, CallPlanRow>
  handovers: Keyed<Nothing, HandoverRow>
  calls: Keyed<CallsHead, CallRow>
  'call-board': Keyed<CallBoardHead, BoardCall>
  alarms: Keyed<AlarmsHead, AlarmRow>
  directory: Keyed<Nothing, DirectoryRow>
  grids: Keyed<GridsHead, GridRow>
}
