import { randomUUID } from 'node:crypto'
import { fail, ok, type Result } from '../contract/error.ts'
import type { CaseResource, KnownReport, TaskPage, TaskQuery } from '../contract/rest.ts'
import type { Commander } from '../commands/commander.ts'
import { AUDIT_STREAM } from '../domain/audit.ts'
import { isSuspended, lawfulSteps, STEPS, stepsFrom } from '../domain/case-flow.ts'
import type { Task } from '../domain/case-state.ts'
import { subClassOf } from '../domain/code-book.ts'
import type { Actor } from '../domain/role.ts'
import { caseClock } from '../domain/stage-clock.ts'
import type { CaseFacts } from '../readmodels/case-record.ts'
import { caseRow } from '../readmodels/case-row.ts'
import type { CodeAdmin, ExportedCase, RestServices } from '../sources/rest/services.ts'
import type { ReportPlaces } from '../sources/rest/report-input.ts'
import { readAlert } from '../store/alert-table.ts'
import { pageAudit } from '../store/audit-table.ts'
import { caseIdByNumber } from '../store/case-number.ts'
import { readCase, type StoredCase } from '../store/case-table.ts'
import type { ReadHandle } from '../store/database.ts'
import { readAfter } from '../store/event-log.ts'
import { reporterOf } from '../store/personal-data.ts'
import { readStreamAfter } from '../store/stream-events.ts'
import type { CaseFiles } from './attachments.ts'
import { attachmentRows } from '../readmodels/attachment-row.ts'
import { maxBytes } from '../domain/attachment.ts'
import { alertPage, alertRow, rawAlert, receiveAlert } from './alerts.ts'
import { search } from './answer-query.ts'
import type { Audit } from './audit.ts'
import { takeClaim, type SubmitCase } from './carry.ts'
import { caseScan, scanCases } from './case-scan.ts'
import type { CityIndex } from './city-index.ts'
import type { Claims } from './claims.ts'
import type { LongReads } from './long-reads.ts'

/** What the REST face rests on; core composes it. */
export interface RestContext {
  readonly db: ReadHandle
  readonly station: string
  readonly facts: CaseFacts
  readonly codeAdmin: CodeAdmin
  readonly city: CityIndex
  readonly commander: Commander
  readonly longReads: LongReads
  readonly files: CaseFiles
  readonly submit: SubmitCase
  readonly claims: Claims
  readonly audit: Audit
  readonly now: () => number
}

/** The services, and what core tells them of. */
export interface RestHub extends RestServices {
  /** Events were committed. */
  committed(): void
}

/** What reports from outside are read with. A city without grids takes every grid's code. */
export const reportPlaces = (city: CityIndex): ReportPlaces => ({
  gridFault: (grid) => (city.grids.grids.length === 0 || city.grid(grid) ? undefined : `the city has no grid ${grid}`),
  describe: (at) => (city.data.roads.length === 0 ? '' : city.describe(at)),
})

export function restServices(context: RestContext): RestHub {
  const { db, station, facts, city, commander, longReads, now } = context
  const exported = (stored: StoredCase): ExportedCase => ({ row: caseRow(stored, facts, now()), report: knownReport(stored, db) })
  const listeners = new Set<() => void>()
  return {
    station,
    now,
    listCases: (query) => {
      const scan = caseScan(query, db, facts)
      if (scan === 'nothing') return ok({ cases: [], next: null })
      const page = scanCases(db, scan, query.order, query.cursor, query.limit)
      if (!page) return fail('malformed', 'the cursor is not one that this list gave', { where: 'query.cursor' })
      return ok({ cases: page.cases.map((stored) => caseRow(stored, facts, now())), next: page.next })
    },
    readCase: (id, actor) => {
      const stored = readCase(db, id)
      return stored && caseResource(stored, actor, context, now())
    },
    submit: (command, actor, expect) => context.submit(command, actor, expect === undefined ? {} : { expect: ({ events, heads }) => expect({ events, heads }) }),
    audit: context.audit,
    auditPage: ({ cursor, limit, ...filter }) => {
      const page = pageAudit(db, filter, cursor, limit)
      return page ? ok({ records: page.rows.map((row) => ({ ...row, detail: { ...row.detail } })), next: page.next }) : fail('malformed', 'the cursor is not one that this list gave', { where: 'query.cursor' })
    },
    listClaims: () => ({ claims: context.claims.all().map((claim) => ({ ...claim, by: { ...claim.by } })) }),
    takeClaim: (caseId, actor, over) => takeClaim(context, caseId, actor, over),
    releaseClaim: (caseId, actor) => context.claims.release(caseId, actor),
    readEvents: ({ after, limit, stream }, { audit }) => {
      const read = stream === undefined ? readAfter(db, after, limit) : readStreamAfter(db, stream, after, limit)
      const events = read.filter(({ event }) => audit || !event.stream.startsWith(AUDIT_STREAM)).map(({ seq, event }) => ({ ...event, seq }))
      return { events, next: read.at(-1)?.seq ?? after, more: read.length === limit }
    },
    onEvents: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    listTasks: (query) => listTasks(context, query),
    codeAdmin: context.codeAdmin,
    get codes() {
      return facts.codes.current
    },
    departments: city.departments,
    kpiReport: (request) => longReads.ask({ ask: 'kpi-report', request, now: now() }),
    appraise: (request) => longReads.answer({ type: 'appraisal', ...request }, now()),
    appraisalCases: (request) => longReads.answer({ type: 'appraisal-cases', ...request }, now()),
    kpiCases: (request) => longReads.ask({ ask: 'kpi-cases', request, now: now() }),
    search: (text, limit) => ({ hits: search(text, limit, db, city, facts) }),
    receiveAlert: (message, raw, actor) => receiveAlert(db, commander, message, raw, actor, now),
    listAlerts: (query) => alertPage(db, query, now()),
    readAlert: (id) => {
      const state = readAlert(db, id)
      return state && alertRow(state, now())
    },
    rawAlert: (id) => rawAlert(db, id),
    exportPage: (query) => {
      const scan = caseScan(query, db, facts)
      if (scan === 'nothing') return ok({ cases: [], next: null })
      const page = scanCases(db, scan, query.order, query.cursor, query.limit)
      return page ? ok({ cases: page.cases.map(exported), next: page.next }) : fail('malformed', 'the cursor is not one that this list gave', { where: 'query.cursor' })
    },
    listReported: ({ classes, open, from, to, limit }) => {
      const filter = { ...(classes === undefined ? {} : { classes }), ...(open === undefined ? {} : { open }) }
      return scanCases(db, { filter, keep: ({ state }) => state.reportedAt >= from && state.reportedAt <= to }, 'newest', undefined, limit)?.cases.map(exported) ?? []
    },
    caseIdByNumber: (number) => caseIdByNumber(db, number),
    submitTogether: (commands, actor, options) => commander.submitTogether(commands, actor, options),
    locate: (text) => city.grid(text)?.centre ?? city.search(text, 5).find((hit) => hit.at !== null)?.at ?? undefined,
    ...reportPlaces(city),
    listAttachments: (caseId) => {
      const stored = readCase(db, caseId)
      return stored && attachmentRows(stored.state)
    },
    readAttachment: async (hash) => (context.files.store.describe(hash) ? context.files.store.stream(hash) : undefined),
    takeInFile: (source) => context.files.takeIn(randomUUID(), source),
    largestFile: Math.max(maxBytes('image/jpeg', context.files.limits), maxBytes('video/mp4', context.files.limits)),
    committed: () => {
      for (const listener of listeners) listener()
    },
  }
}

/** Tasks of the dispatch in force; those of cases that are still being handled come by due time. */
function listTasks({ db, facts, now }: RestContext, { department, state, cursor, limit }: TaskQuery): Result<TaskPage> {
  const wanted = (task: Task): boolean =>
    task.department === department && (state === 'all' || (state === 'done' ? task.handledAt !== undefined : task.handledAt === undefined && (state === 'open' || task.takenAt === undefined)))
  const keep = (stored: StoredCase): boolean => stored.state.tasks.some(wanted)
  const filter = state === 'open' || state === 'untaken' ? { open: true, stages: ['dispatched'] as const } : {}
  const page = scanCases(db, { filter, keep }, 'due', cursor, limit)
  if (!page) return fail('malformed', 'the cursor is not one that this list gave', { where: 'query.cursor' })
  const tasks = page.cases.flatMap((stored) => {
    const task = stored.state.tasks.find(wanted)
    return task ? [{ task: { ...task }, case: caseRow(stored, facts, now()) }] : []
  })
  return ok({ tasks, next: page.next })
}

/** What was reported, and by whom as far as that is kept. */
const knownReport = ({ state: { id, report } }: StoredCase, db: ReadHandle): KnownReport => ({ ...report, reporter: reporterOf(db, id, report.reporter) })

function caseResource(stored: StoredCase, actor: Actor, { db, facts }: Pick<RestContext, 'db' | 'facts'>, now: number): CaseResource {
  const { state } = stored
  const { appeal } = state
  const condition = subClassOf(facts.codes, state)?.conditions.find((c) => c.code === state.filing?.condition)
  return {
    ...caseRow(stored, facts, now),
    events: state.events,
    heads: [...state.heads],
    report: knownReport(stored, db),
    limit: state.filing?.limit ?? null,
    condition: condition?.text ?? null,
    tasks: state.tasks.map((task) => ({ ...task })),
    extensions: state.extensions.length,
    suspended: isSuspended(state),
    supervisions: state.supervisions.length,
    mergedInto: state.mergedInto ?? null,
    absorbed: [...state.absorbed],
    appeal: appeal === undefined ? null : appeal.granted === undefined ? 'asked' : appeal.granted ? 'granted' : 'denied',
    caseClock: caseClock(state, facts.calendars.of(state), now) ?? null,
    lawful: lawfulSteps(state, actor.roles),
    next: stepsFrom(state).map((step) => ({ step, role: STEPS[step].role })),
    irregular: state.irregular.map(({ eventId, reason }) => ({ eventId, reason })),
  }
}

