import { fail, ok, type Result } from '../contract/error.ts'
import type { CodesCommand, VersionedWhat, VersionLists, VersionRow } from '../contract/code-admin.ts'
import type { CommandValue } from '../contract/messages.ts'
import type { Commander, Fact } from '../commands/commander.ts'
import type { Calendar } from '../domain/calendar.ts'
import { CALENDAR_STREAM } from '../domain/calendar-book.ts'
import { diffCalendars, touchesPast } from '../domain/calendar-diff.ts'
import { CODES_STREAM, CodesEventBody } from '../domain/code-book.ts'
import { nextVersion, putSubClass, removeSubClass, tableFaults } from '../domain/code-edit.ts'
import type { CodeTable } from '../domain/code-table.ts'
import type { AuditAct } from '../domain/audit.ts'
import { GRIDS_STREAM, type GridTable } from '../domain/grid-table.ts'
import type { Actor } from '../domain/role.ts'
import type { VersionHistory } from '../domain/version-history.ts'
import { auditFact } from './audit.ts'
import { calendarFault } from './calendar-effect.ts'
import type { CodeRegistry } from './code-registry.ts'
import { initialsOf } from './initials.ts'

/** What changes of codes rest on. */
export interface CodeDesk {
  readonly registry: CodeRegistry
  readonly commander: Commander
  readonly departments: ReadonlySet<string>
  readonly newId: () => string
  readonly now: () => number
  /** Notes inside the transaction that open cases are to be reckoned again. */
  readonly owe: (since: number) => void
  /** Called after the commit; answers when open cases have been reckoned again. */
  readonly settle: () => Promise<void>
}

/** A table that is to be in force under a new version. */
export interface NewTable {
  readonly table: CodeTable
  readonly base: string
  readonly version: string | undefined
  readonly note: string
}

const notAdmin = (actor: Actor, step: VersionedWhat): ReturnType<typeof fail> | undefined =>
  actor.roles.includes('admin') ? undefined : fail('role-missing', `only the administrator changes the ${step}`, { params: { need: 'admin', step } })

function inForce<T>(history: VersionHistory<T>, base: string): ReturnType<typeof fail> | undefined {
  const now = history.activations.at(-1)?.version ?? ''
  return now === base ? undefined : fail('version-changed', `version ${now} is in force by now, not ${base}: look at it again`, { where: 'base', params: { base, version: now } })
}

function nameFor<T>(history: VersionHistory<T>, base: string, wanted: string | undefined): Result<string> {
  if (wanted === undefined) return ok(nextVersion(base, (name) => history.version(name) !== undefined))
  return history.version(wanted) === undefined ? ok(wanted) : fail('version-taken', `there is a version ${wanted} already`, { where: 'version', params: { version: wanted } })
}

/** An activation is later than everything of its own millisecond. */
const activation = (desk: CodeDesk, stream: string, type: string, body: unknown): Fact => ({ stream, type, occurredAt: desk.now() + 1, body })

async function record(desk: CodeDesk, actor: Actor, gather: () => Result<readonly Fact[]>): Promise<Result<CommandValue>> {
  const recorded = (): Result<readonly Fact[]> => {
    const facts = gather()
    return facts.ok ? ok([...facts.value, ...facts.value.map((fact) => auditOf(desk, fact))]) : facts
  }
  const written = await desk.commander.record(recorded, { ...actor, roles: ['admin'] })
  if (!written.ok) return written
  await desk.settle()
  return ok({ caseId: null, number: null, eventIds: written.value.map((e) => e.id) })
}

/** What the audit calls a change of each. */
const CHANGED: Readonly<Record<string, AuditAct>> = { [CODES_STREAM]: 'codes-changed', [CALENDAR_STREAM]: 'calendar-changed', [GRIDS_STREAM]: 'grids-changed' }

/** The audit's record of an activation, written with it. */
function auditOf({ newId, now }: CodeDesk, { stream, body }: Fact): Fact {
  const { version, note } = CodesEventBody['codes.activated'].pick({ version: true, note: true }).parse(body)
  return auditFact(newId, now(), CHANGED[stream] ?? 'codes-changed', { detail: { version, ...(note === '' ? {} : { note }) } })
}

/** Carries out a change of code table, calendar or grids; the answer comes when it is in force everywhere. */
export function carryCodes(desk: CodeDesk, command: CodesCommand, actor: Actor): Promise<Result<CommandValue>> {
  switch (command.type) {
    case 'codes.put': {
      const subClass = { ...command.subClass, initials: '' }
      return activateTable(desk, actor, command, (table) => putSubClass(table, command.kind, subClass) ?? fail('bad-table', `there is no class ${subClass.code.slice(0, 2)} of ${command.kind}s`, { where: 'subClass.code', params: { code: subClass.code } }))
    }
    case 'codes.remove':
      return activateTable(desk, actor, command, (table) => removeSubClass(table, command.kind, command.code) ?? fail('not-found', `there is no sub-class ${command.code}`, { where: 'code' }))
    case 'codes.revert':
      return revert(desk, actor, 'codes', command, {})
    case 'calendar.activate':
      return activateCalendar(desk, actor, command)
    case 'calendar.revert':
      return revert(desk, actor, 'calendar', command, { past: command.past })
    case 'grids.revert':
      return revert(desk, actor, 'grids', command, {})
  }
}

/** Brings a table into force under a new version. `make` changes the one in force, or takes its place. */
export function activateTable(desk: CodeDesk, actor: Actor, { base, version, note }: Omit<NewTable, 'table' | 'version'> & { readonly version?: string | undefined }, make: (table: CodeTable) => CodeTable | ReturnType<typeof fail>): Promise<Result<CommandValue>> {
  return record(desk, actor, () => {
    const history = desk.registry.tableHistory
    const refused = notAdmin(actor, 'codes') ?? inForce(history, base)
    if (refused) return refused
    const made = make(history.current)
    if ('ok' in made) return made
    const [fault] = tableFaults(made, desk.departments)
    if (fault) return fail('bad-table', `${fault.fault}: ${fault.kind} ${fault.code}`, { where: fault.code, params: { fault: fault.fault, kind: fault.kind, code: fault.code } })
    const name = nameFor(history, base, version)
    if (!name.ok) return name
    return ok([activation(desk, CODES_STREAM, 'codes.activated', { version: name.value, table: withInitials({ ...made, version: name.value }), note })])
  })
}

/** Brings a city's grids into force under a new version; cases keep the codes that they have. */
export function activateGrids(desk: CodeDesk, actor: Actor, { base, version, note }: { readonly base: string; readonly version?: string | undefined; readonly note: string }, table: Omit<GridTable, 'version'>): Promise<Result<CommandValue>> {
  return record(desk, actor, () => {
    const history = desk.registry.gridHistory
    const refused = notAdmin(actor, 'grids') ?? inForce(history, base)
    if (refused) return refused
    const name = nameFor(history, base, version)
    return name.ok ? ok([activation(desk, GRIDS_STREAM, 'grids.activated', { version: name.value, table, note })]) : name
  })
}

const withInitials = (table: CodeTable): CodeTable => {
  const named = (classes: CodeTable['event']): CodeTable['event'] => classes.map((c) => ({ ...c, subClasses: c.subClasses.map((s) => ({ ...s, initials: initialsOf(s.name).slice(0, 64) })) }))
  return { version: table.version, event: named(table.event), component: named(table.component) }
}

type CalendarChange = Extract<CodesCommand, { type: 'calendar.activate' }>

function activateCalendar(desk: CodeDesk, actor: Actor, { base, calendar, version, note, past }: CalendarChange): Promise<Result<CommandValue>> {
  return record(desk, actor, () => {
    const history = desk.registry.calendarHistory
    const refused = notAdmin(actor, 'calendar') ?? inForce(history, base) ?? badCalendar({ ...calendar, version: base })
    if (refused) return refused
    const name = nameFor(history, base, version)
    if (!name.ok) return name
    const unknowing = pastRefusal(desk, { ...calendar, version: name.value }, past, note)
    if (unknowing) return unknowing
    const fact = activation(desk, CALENDAR_STREAM, 'calendar.activated', { version: name.value, calendar: { ...sorted(calendar), version: name.value }, note, past })
    desk.owe(fact.occurredAt)
    return ok([fact])
  })
}

const sorted = <C extends Omit<Calendar, 'version'>>(calendar: C): C => ({ ...calendar, holidays: calendar.holidays.toSorted(), workedWeekends: calendar.workedWeekends.toSorted() })

function badCalendar(calendar: Calendar): ReturnType<typeof fail> | undefined {
  const both = calendar.holidays.find((day) => calendar.workedWeekends.includes(day))
  if (both !== undefined) return fail('bad-table', `${both} is both rest and worked`, { where: both, params: { fault: 'day-twice', code: both, kind: '' } })
  if (calendar.coveredTo < calendar.coveredFrom) return fail('bad-table', 'the calendar ends before it begins', { where: 'coveredTo', params: { fault: 'covered', code: calendar.coveredTo, kind: '' } })
  const fault = calendarFault(calendar)
  return fault === undefined ? undefined : fail('bad-table', fault, { where: 'periods', params: { fault: 'periods', code: '', kind: '' } })
}

/** A day that has been changes only when whoever does it says so and why. */
function pastRefusal(desk: CodeDesk, calendar: Calendar, past: boolean, note: string): ReturnType<typeof fail> | undefined {
  const diff = diffCalendars(desk.registry.calendarHistory.current, calendar, desk.now())
  if (!touchesPast(diff) || (past && note.trim() !== '')) return undefined
  return fail('changes-the-past', `days that have passed would change (${diff.hours ? 'the hours of all days' : diff.past.slice(0, 10).join(', ')}): say that you know, and why`, { where: past ? 'note' : 'past', params: { days: String(diff.past.length) } })
}

function revert(desk: CodeDesk, actor: Actor, what: VersionedWhat, { base, version, note }: { readonly base: string; readonly version: string; readonly note: string }, more: { readonly past?: boolean }): Promise<Result<CommandValue>> {
  return record(desk, actor, () => {
    const { tableHistory, calendarHistory, gridHistory } = desk.registry
    const history: VersionHistory<unknown> = { codes: tableHistory, calendar: calendarHistory, grids: gridHistory }[what]
    const refused = notAdmin(actor, what) ?? inForce(history, base)
    if (refused) return refused
    if (history.version(version) === undefined) return fail('unknown-version', `there is no version ${version}`, { where: 'version', params: { version } })
    if (what === 'codes') return ok([activation(desk, CODES_STREAM, 'codes.activated', { version, note })])
    if (what === 'grids') return ok([activation(desk, GRIDS_STREAM, 'grids.activated', { version, note })])
    const calendar = calendarHistory.version(version)
    const unknowing = calendar && pastRefusal(desk, calendar, more.past ?? false, note)
    if (unknowing) return unknowing
    const fact = activation(desk, CALENDAR_STREAM, 'calendar.activated', { version, note, past: more.past ?? false })
    desk.owe(fact.occurredAt)
    return ok([fact])
  })
}

/** Writes down what the product ships with, where that has not been seen before: cases keep it through every later version. */
export async function noteShipped(registry: CodeRegistry, commander: Commander, now: () => number): Promise<void> {
  const { table, calendar } = registry.shipped
  const facts: Fact[] = []
  if (!same(registry.tableHistory.shipped, table)) facts.push({ stream: CODES_STREAM, type: 'codes.shipped', occurredAt: now(), body: { table } })
  if (!same(registry.calendarHistory.shipped, calendar)) facts.push({ stream: CALENDAR_STREAM, type: 'calendar.shipped', occurredAt: now(), body: { calendar } })
  if (facts.length > 0) await commander.record(() => ok(facts), { id: 'wufeng', name: 'Wufeng', roles: ['admin'] })
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The versions of each, the newest first. */
export function versionLists({ tableHistory, calendarHistory, gridHistory }: CodeRegistry): VersionLists {
  const rows = ({ activations }: VersionHistory<unknown>): VersionRow[] => activations.map(({ version, at, by, note }) => ({ version, at, by: by ?? null, note })).reverse()
  return { codes: rows(tableHistory), calendar: rows(calendarHistory), grids: rows(gridHistory) }
}
