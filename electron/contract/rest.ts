import { z } from 'zod'
import { AppraisedRole } from '../domain/appraisal.ts'
import { FileName } from '../domain/attachment.ts'
import { CaseCommand } from '../domain/case-command.ts'
import { Limit, ClockReading } from '../domain/case-clock.ts'
import { EventEnvelope, OriginalPosition, ReportBody, Reporter } from '../domain/case-event.ts'
import { Stage, Step } from '../domain/case-flow.ts'
import { Department, Position } from '../domain/reference.ts'
import { Actor, Role } from '../domain/role.ts'
import { AuditAct } from '../domain/audit.ts'
import { AlertRow } from './alert.ts'
import { AttachmentKind, AttachmentRow } from './attachment.ts'
import { ErrorCode } from './error.ts'
import { KpiGroup, KpiPart } from './kpi-report.ts'
import { CaseRow } from './views.ts'

/** What a key may do: look, report, carry out steps, everything else. */
export const Scope = z.enum(['read', 'report', 'command', 'admin'])
export type Scope = z.infer<typeof Scope>

/** Datum of a position: WGS-84 (CGCS2000 is treated as it), or those of commercial Chinese maps and telephones. */
export const Crs = OriginalPosition.shape.crs
export type Crs = z.infer<typeof Crs>

/** Ids in a path. */
export const CaseIdParam = z.object({ id: z.string().min(1).max(64) })
export type CaseIdParam = z.output<typeof CaseIdParam>

const FIRST_INSTANT = 0
/** 9999-12-31: the last instant that ISO 8601 writes with four digits of year. */
const LAST_INSTANT = 253_402_300_799_999

/** An instant in a query: epoch ms, or ISO 8601 with its offset. Read as epoch ms. */
export const InstantText = z
  .string()
  .max(40)
  .transform((text, context): number => {
    const at = /^\d{1,15}$/.test(text) ? Number(text) : z.iso.datetime({ offset: true }).safeParse(text).success ? Date.parse(text) : Number.NaN
    if (at >= FIRST_INSTANT && at <= LAST_INSTANT) return at
    context.addIssue({ code: 'custom', message: 'must be epoch milliseconds or ISO 8601 with an offset, such as 2026-11-25T09:00:00+08:00' })
    return z.NEVER
  })

/** A list in a query: the name once for each value. Read as an array. */
const listOf = <T extends z.ZodType>(item: T, max: number) => z.union([z.array(item).max(max), item]).transform((given): z.output<T>[] => (Array.isArray(given) ? given : [given]))

const flagText = z.enum(['true', 'false']).transform((text) => text === 'true')

const countText = (fallback: number, max: number) =>
  z.string().regex(/^\d{1,6}$/, 'must be a whole number').transform(Number).pipe(z.number().int().min(1).max(max)).default(fallback)

/** Viewport as `west,south,east,north`, WGS-84 degrees. */
const BboxText = z.string().max(120).transform((text, context): [number, number, number, number] => {
  const [west, south, east, north, ...more] = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  const fits = more.length === 0 && west !== undefined && south !== undefined && east !== undefined && north !== undefined
  if (fits && west >= -180 && east <= 180 && south >= -90 && north <= 90 && west <= east && south <= north) return [west, south, east, north]
  context.addIssue({ code: 'custom', message: 'must be west,south,east,north in degrees' })
  return z.NEVER
})

/** Which cases: all given parts must fit. */
export const CaseFilterQuery = z
  .object({
    stage: listOf(Stage, 11).optional(),
    /** Only cases that still want a hand, or only those that do not. */
    open: flagText.optional(),
    kind: z.enum(['event', 'component']).optional(),
    /** Two digits of a class, or four of a sub-class. */
    class: z.string().regex(/^\d{2}(\d{2})?$/, 'must be two or four digits').optional(),
    district: z.string().regex(/^\d{6}$/, 'must be six digits').optional(),
    /** Department that answers now. */
    department: z.string().min(1).max(32).optional(),
    reportedFrom: InstantText.optional(),
    reportedTo: InstantText.optional(),
    dueBefore: InstantText.optional(),
    bbox: BboxText.optional(),
    text: z.string().max(100).optional(),
  })
  .strict()
export type CaseFilterQuery = z.output<typeof CaseFilterQuery>

export const CaseListQuery = CaseFilterQuery.extend({
  /** `newest`: by arrival, newest first. `due`: by due time, those without a clock last. */
  order: z.enum(['newest', 'due']).default('newest'),
  cursor: z.string().max(200).optional(),
  limit: countText(100, 500),
})
export type CaseListQuery = z.output<typeof CaseListQuery>

/** `next` is the cursor of the page after this one; null at the end. */
export const CasePage = z.object({ cases: z.array(CaseRow), next: z.string().nullable() })
export type CasePage = z.output<typeof CasePage>

const TaskItem = z.object({
  department: z.string(),
  part: z.enum(['lead', 'assist']),
  dispatchedAt: z.number(),
  takenAt: z.number().optional(),
  handledAt: z.number().optional(),
})

/** What was reported, with who reported it; `erased` when that was erased. */
export const KnownReport = ReportBody.extend({ reporter: Reporter.extend({ erased: z.literal(true).optional() }) })
export type KnownReport = z.infer<typeof KnownReport>

/** A case by its id. `events` and `heads` make its ETag. Times are epoch ms, positions WGS-84. */
export const CaseResource = CaseRow.extend({
  events: z.number(),
  heads: z.array(z.string()),
  report: KnownReport,
  limit: Limit.nullable(),
  condition: z.string().nullable(),
  tasks: z.array(TaskItem),
  extensions: z.number(),
  suspended: z.boolean(),
  supervisions: z.number(),
  mergedInto: z.string().nullable(),
  absorbed: z.array(z.string()),
  appeal: z.enum(['asked', 'granted', 'denied']).nullable(),
  caseClock: ClockReading.nullable(),
  /** Steps that this key's roles may take now, and all that the flow allows with the role that each needs. */
  lawful: z.array(Step),
  next: z.array(z.object({ step: Step, role: Role })),
  irregular: z.array(z.object({ eventId: z.string(), reason: z.string() })),
})
export type CaseResource = z.output<typeof CaseResource>

/** Files of a case, in the order of their adding. */
export const AttachmentList = z.object({ attachments: z.array(AttachmentRow) })

export const AttachmentParam = CaseIdParam.extend({ attachment: z.string().min(1).max(64) })

const degreesText = (max: number) => z.string().regex(/^-?\d{1,3}(\.\d{1,15})?$/, 'must be degrees').transform(Number).pipe(z.number().min(-max).max(max))

/** What is said of a file that is added. Without position or time those that a photo's EXIF holds are taken. */
export const AttachInput = z
  .object({
    name: FileName,
    kind: AttachmentKind.default('other'),
    note: z.string().max(1000).default(''),
    lng: degreesText(180).optional(),
    lat: degreesText(90).optional(),
    crs: Crs.default('WGS-84'),
    takenAt: InstantText.pipe(z.number().int().min(1)).optional(),
  })
  .strict()
export type AttachInput = z.output<typeof AttachInput>

export const DetachQuery = z.object({ note: z.string().min(1).max(1000) }).strict()

const InstantValue = z.union([z.number().int().min(1).max(LAST_INSTANT), z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)).pipe(z.number().int().min(1).max(LAST_INSTANT))])

/**
 * A report from outside. `at` is longitude and latitude in `crs`; what is not WGS-84 is converted and kept as it came.
 * `occurredAt` is when it happened, if not now.
 */
export const ReportInput = ReportBody.omit({ number: true, original: true, codeTable: true })
  .extend({
    caseId: z.string().regex(/^[\w.-]{1,64}$/, 'letters, digits, dot, dash and underscore, at most 64').optional(),
    at: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]),
    crs: Crs.default('WGS-84'),
    place: ReportBody.shape.place.default(''),
    grid: ReportBody.shape.grid.default(null),
    component: ReportBody.shape.component.default(null),
    source: ReportBody.shape.source.default('api'),
    reporter: Reporter.strict().default({}),
    occurredAt: InstantValue.optional(),
  })
  .strict()
export type ReportInput = z.output<typeof ReportInput>

/** The shape of a step's command without the case that it names; files have routes of their own. */
function withoutCase(shape: z.core.$ZodLooseShape): z.ZodObject[] {
  const { caseId, ...rest } = shape
  return caseId !== undefined && 'note' in rest && !('hash' in rest) && !('attachment' in rest) ? [z.strictObject(rest)] : []
}

const [firstStep, ...otherSteps] = CaseCommand.options.flatMap(({ shape }) => withoutCase(shape))
if (firstStep === undefined) throw new Error('there is no step of a case')

/** A step of a case, as windows send it; the case is named by the path. */
export const StepInput = z.discriminatedUnion('type', [firstStep, ...otherSteps])

/** What a report or a step came to. */
export const CommandAnswer = z.object({ caseId: z.string(), number: z.string(), eventIds: z.array(z.string()), stage: Stage, events: z.number() })
export type CommandAnswer = z.output<typeof CommandAnswer>

/** Codes of a refusal: those of core, and those of HTTP. */
export const ProblemCode = z.enum([...ErrorCode.options, 'unauthorized', 'method-not-allowed', 'unsupported-media-type', 'precondition-failed', 'key-reused', 'rate-limited', 'timed-out', 'unavailable'])
export type ProblemCode = z.infer<typeof ProblemCode>

/** RFC 9457. `where` is the field, header or row that is wrong; `lawful` the steps that could be taken instead. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  instance: z.string(),
  code: ProblemCode,
  where: z.string().optional(),
  params: z.record(z.string(), z.string()).optional(),
  issues: z.array(z.object({ where: z.string(), why: z.string() })).optional(),
  lawful: z.array(Step).optional(),
})
export type Problem = z.infer<typeof Problem>

/** An event as the log holds it, with its place in this station's order of arrival. */
export const EventItem = EventEnvelope.extend({ seq: z.number().int() })
export type EventItem = z.output<typeof EventItem>

export const EventQuery = z
  .object({
    /** Events after this place; 0 is the beginning. */
    after: z.string().regex(/^\d{1,15}$/, 'must be a place in the log, a whole number').transform(Number).default(0),
    limit: countText(200, 1_000),
    /** One stream only, such as `case/…`. */
    stream: z.string().min(1).max(96).optional(),
  })
  .strict()
export type EventQuery = z.output<typeof EventQuery>

/** `next` is the place to ask after for what comes later. */
export const EventPage = z.object({ events: z.array(EventItem), next: z.number().int(), more: z.boolean() })
export type EventPage = z.output<typeof EventPage>

export const EventStreamQuery = EventQuery.omit({ limit: true })

const period = { from: InstantText, to: InstantText, asOf: InstantText.optional() }

export const KpiQuery = z.object({ ...period, group: KpiGroup.default('city'), figure: listOf(z.string().regex(/^[a-z-]{1,40}$/, 'must be the name of a figure'), 32).optional() }).strict()

export const KpiFigureParam = z.object({ figure: z.string().regex(/^[a-z-]{1,40}$/) })

export const KpiCasesQuery = z
  .object({
    ...period,
    part: KpiPart.default('numerator'),
    version: countText(1, 99),
    group: KpiGroup.default('city'),
    value: z.string().max(64).default(''),
    after: z.string().regex(/^\d{1,15}$/).transform(Number).default(0),
    limit: countText(100, 500),
  })
  .strict()

export const AppraisalParam = z.object({ role: AppraisedRole })

export const AppraisalQuery = z.object({ from: InstantText, to: InstantText, subject: z.string().min(1).max(64).optional() }).strict()

export const AppraisalCasesParam = z.object({ role: AppraisedRole, subject: z.string().min(1).max(64), measure: z.string().regex(/^[a-z-]{1,32}$/) })

export const AppraisalCasesQuery = z
  .object({ from: InstantText, to: InstantText, side: KpiPart.default('numerator'), after: z.string().regex(/^\d{1,15}$/).transform(Number).default(0), limit: countText(100, 200) })
  .strict()

/** The cases behind one side of a part of a score, each with the events that put it there. */
export const AppraisalCases = z.object({
  role: AppraisedRole,
  subject: z.string(),
  part: z.string(),
  side: KpiPart,
  cases: z.array(z.object({ caseId: z.string(), number: z.string(), eventIds: z.array(z.string()) })),
  next: z.number().int().nullable(),
})

export const TaskQuery = z
  .object({
    department: z.string().min(1).max(32),
    /** `open`: not yet done; `untaken`: not yet taken. */
    state: z.enum(['open', 'untaken', 'done', 'all']).default('open'),
    cursor: z.string().max(200).optional(),
    limit: countText(100, 500),
  })
  .strict()
export type TaskQuery = z.output<typeof TaskQuery>

/** What a department has to do: its task, and the case with the clock. */
export const TaskPage = z.object({ tasks: z.array(z.object({ task: TaskItem, case: CaseRow })), next: z.string().nullable() })
export type TaskPage = z.output<typeof TaskPage>

export const SubClassParam = z.object({ kind: z.enum(['event', 'component']), code: z.string().regex(/^\d{4}$/) })

export const SearchQuery = z.object({ q: z.string().min(1).max(100), limit: countText(20, 50) }).strict()

/** Cases, places, roads, departments, cameras and grids that a text finds. */
export const SearchAnswer = z.object({
  hits: z.array(z.object({ what: z.enum(['case', 'camera', 'place', 'department', 'road', 'grid']), id: z.string(), title: z.string(), detail: z.string(), at: Position.nullable() })),
})
export type SearchAnswer = z.output<typeof SearchAnswer>

export const DepartmentList = z.object({ departments: z.array(Department) })

/** What a key is told of itself. */
export const WhoAmI = z.object({ key: z.string(), name: z.string(), scopes: z.array(Scope), actor: Actor, station: z.string(), now: z.number() })

export const AlertIdParam = z.object({ id: z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 hex digits') })

/** A CAP 1.2 message, XML in UTF-8. */
export const AlertText = z.string().min(1).max(300_000)

export const AlertListQuery = z
  .object({
    /** Only those that hold now. */
    inForce: flagText.default(true),
    bbox: BboxText.optional(),
    before: z.string().regex(/^\d{1,15}$/).transform(Number).optional(),
    limit: countText(100, 500),
  })
  .strict()
export type AlertListQuery = z.output<typeof AlertListQuery>

export const AlertPage = z.object({ alerts: z.array(AlertRow), next: z.number().int().nullable() })
export type AlertPage = z.output<typeof AlertPage>

/** `keep-good`: rows that are right are reported, the others are not. `all-or-nothing`: one wrong row and nothing is. */
export const ImportQuery = z.object({ mode: z.enum(['keep-good', 'all-or-nothing']), dryRun: flagText.default(false) }).strict()

const RowFaultItem = z.object({ row: z.number().int(), column: z.string(), code: z.string(), why: z.string() })

/** What came of an import. Row 1 holds the heads; `dryRun` looked only, nothing was written. */
export const ImportReport = z.object({
  mode: z.enum(['keep-good', 'all-or-nothing']),
  dryRun: z.boolean(),
  rows: z.number().int(),
  taken: z.number().int(),
  cases: z.array(z.object({ row: z.number().int(), caseId: z.string(), number: z.string() })),
  faults: z.array(RowFaultItem),
})
export type ImportReport = z.output<typeof ImportReport>

/** A table in the body: CSV (UTF-8, or GB 18030 where the charset says so) or XLSX. Read as rows of cells. */
export const ImportTable = z.array(z.array(z.string()))

export const ExportQuery = CaseListQuery.extend({
  format: z.enum(['csv', 'xlsx', 'geojson']),
  limit: countText(10_000, 50_000),
  /** With names and telephone numbers of reporters; wants the scope `admin`. */
  reporter: flagText.default(false),
})
export type ExportQuery = z.output<typeof ExportQuery>

const auditFields = {
  /** Who acted, or whom it was about: a login, or `api:` and a key. */
  person: z.string().min(1).max(64).optional(),
  act: listOf(AuditAct, AuditAct.options.length).optional(),
  /** A case's id or number. */
  case: z.string().min(1).max(64).optional(),
  from: InstantText.optional(),
  to: InstantText.optional(),
}

export const AuditQuery = z.object({ ...auditFields, cursor: z.string().max(40).optional(), limit: countText(100, 500) }).strict()

export const AuditExportQuery = z.object({ ...auditFields, cursor: z.string().max(40).optional(), limit: countText(10_000, 50_000) }).strict()

/** Which audit records, as core takes it. */
export interface AuditListQuery {
  readonly person?: string | undefined
  readonly acts?: readonly AuditAct[] | undefined
  readonly caseId?: string | undefined
  readonly from?: number | undefined
  readonly to?: number | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

const AuditItem = z.object({
  id: z.string(), at: z.number(), person: z.string(), name: z.string(), act: AuditAct,
  caseId: z.string().nullable(), number: z.string().nullable(), account: z.string().nullable(), detail: z.record(z.string(), z.string()),
})

/** Who saw, took out or changed what, newest first. */
export const AuditPage = z.object({ records: z.array(AuditItem), next: z.string().nullable() })
export type AuditPage = z.output<typeof AuditPage>

/** Who works on a case, since when, and until when if it is not claimed again; epoch ms. */
const ClaimItem = z.object({ caseId: z.string(), by: z.object({ id: z.string(), name: z.string() }), since: z.number(), until: z.number() })
export const ClaimList = z.object({ claims: z.array(ClaimItem) })
export type ClaimList = z.output<typeof ClaimList>

/** `over`: also where somebody else works on the case. */
export const ClaimInput = z.object({ over: z.boolean().default(false) }).strict()
