import { HANDOVER_LINES, HandoverDue, type HandoverLine, type HandoverPartLines, type HandoverReport } from '../contract/handover.ts'
import { startOfLocalDay, yearAfter } from '../domain/calendar.ts'
import { asCaseEvent, type EventEnvelope } from '../domain/case-event.ts'
import type { Stage } from '../domain/case-flow.ts'
import type { CaseState } from '../domain/case-state.ts'
import type { Claim } from '../domain/claim.ts'
import { subClassOf } from '../domain/code-book.ts'
import type { ReadingFacts } from '../readmodels/case-record.ts'
import { countOpenAlarms, openAlarms } from '../store/alarm-table.ts'
import { alertsInForce } from '../store/alert-table.ts'
import { countCases, pageCases, type CaseFilter } from '../store/case-query.ts'
import { readCase, type StoredCase } from '../store/case-table.ts'
import type { ReadHandle } from '../store/database.ts'
import { casesAsking, countByStageAndDue, emergencyEvents, eventsOfType, type DueBounds } from '../store/shift-query.ts'
import { alarmRow } from './alarms.ts'

const HOUR = 3_600_000
/** Due within so long is the next shift's first work. */
const SOON = 2 * HOUR
const COUNT_CAP = 100_000

const boundsAt = (now: number): DueBounds => ({ now, soon: now + SOON, endOfDay: startOfLocalDay(now) + 24 * HOUR })

type Facts = Pick<ReadingFacts, 'codes'>

/** A case as a line; `at`, `who` and `note` are what its part says of it. */
function lineOf(state: CaseState, facts: Facts, more: Partial<Pick<HandoverLine, 'at' | 'who' | 'note' | 'key'>> = {}): HandoverLine {
  const subClass = subClassOf(facts.codes, state)
  const { report } = state
  return {
    key: state.id, caseId: state.id, alertId: null, number: report.number, title: subClass?.name ?? report.subClass, titleEn: subClass?.nameEn ?? report.subClass,
    place: report.place, department: state.dispatch?.department ?? null, stage: state.stage, at: null, who: '', note: '', ...more,
  }
}

/** What a due column means to the store. Cases of 挂账 stand in their own column. */
const dueFilter = (due: HandoverDue, { now, soon, endOfDay }: DueBounds): CaseFilter => {
  switch (due) {
    case 'overdue':
      return { dueBefore: now - 1 }
    case 'soon':
      return { dueFrom: now, dueBefore: soon }
    case 'today':
      return { dueFrom: soon + 1, dueBefore: endOfDay - 1 }
    case 'later':
      return { dueFrom: Math.max(endOfDay, soon + 1), dueBefore: 8_639_999_999_999_999 }
    case 'paused':
      return { suspendedAt: now }
    case 'none':
      return { dueFrom: 8_640_000_000_000_000 }
  }
}

const suspendedUntil = ({ suspensions }: CaseState): number | null => {
  const last = suspensions.at(-1)
  return last && last.to === undefined ? yearAfter(last.from) : null
}

/** Cases of a cell of the board, the most pressing first; null: all stages, or all dues. */
export function handoverCell(db: ReadHandle, facts: Facts, stage: Stage | null, due: HandoverDue | null, now: number): readonly HandoverLine[] {
  const filter: CaseFilter = { open: true, ...(stage === null ? {} : { stages: [stage] }), ...(due === null ? {} : dueFilter(due, boundsAt(now))) }
  const paused = (stored: StoredCase): boolean => (suspendedUntil(stored.state) ?? 0) > now
  return pageCases(db, filter, { limit: HANDOVER_LINES }).cases.filter((stored) => due === null || due === 'paused' || !paused(stored)).map(({ state, dueAt }) => lineOf(state, facts, { at: due === 'paused' ? suspendedUntil(state) : dueAt }))
}

/** Everything that the next shift takes over, but for what core alone knows of claims. */
export function handoverReport(db: ReadHandle, facts: ReadingFacts, since: number, now: number): HandoverReport {
  const board = countByStageAndDue(db, boundsAt(now)).flatMap(({ stage, due, n }) => {
    const known = HandoverDue.safeParse(due)
    return known.success ? [{ stage, due: known.data, n }] : []
  })
  const of = (due: HandoverDue): number => board.reduce((sum, cell) => sum + (cell.due === due ? cell.n : 0), 0)
  const asked = (section: 'extend' | 'return' | 'suspend'): HandoverPartLines => {
    const { total, cases } = casesAsking(db, section, HANDOVER_LINES)
    return { section, total, lines: cases.map(({ state }) => lineOf(state, facts, { at: state.requests[section]?.at ?? null, who: state.requests[section]?.department ?? '' })) }
  }
  const filtered = (section: 'supervised' | 'calls', filter: CaseFilter, at: (state: CaseState) => number | undefined): HandoverPartLines => ({
    section,
    total: countCases(db, filter, COUNT_CAP),
    lines: pageCases(db, filter, { limit: HANDOVER_LINES }).cases.map(({ state }) => lineOf(state, facts, { at: at(state) ?? null })),
  })
  const appeals = casesAsking(db, 'appeal', HANDOVER_LINES)
  const notes = eventsOfType(db, 'case.noted', since, HANDOVER_LINES)
  const beyond = emergencyEvents(db, since, HANDOVER_LINES)
  const lines = (events: readonly { readonly event: EventEnvelope }[]): HandoverLine[] => events.flatMap(({ event }) => eventLine(event, db, facts) ?? [])
  return {
    since,
    until: now,
    open: board.reduce((sum, { n }) => sum + n, 0),
    board,
    parts: [
      { section: 'overdue', total: of('overdue'), lines: handoverCell(db, facts, null, 'overdue', now) },
      { section: 'soon', total: of('soon'), lines: handoverCell(db, facts, null, 'soon', now) },
      { section: 'suspended', total: of('paused'), lines: [...handoverCell(db, facts, null, 'paused', now)].sort((a, b) => (a.at ?? 0) - (b.at ?? 0)) },
      asked('extend'),
      asked('return'),
      asked('suspend'),
      { section: 'appeal', total: appeals.total, lines: appeals.cases.map(({ state }) => lineOf(state, facts, { at: state.appeal?.askedAt ?? null })) },
      filtered('supervised', { open: true, supervised: true }, (state) => state.supervisions.at(-1)?.at),
      filtered('calls', { stages: ['closed'] }, (state) => state.closedAt),
      { section: 'notes', total: notes.total, lines: lines(notes.events) },
      { section: 'beyond', total: beyond.total, lines: lines(beyond.events) },
      alertsPart(db, now),
      alarmsPart(db, facts),
    ],
  }
}

function eventLine(envelope: EventEnvelope, db: ReadHandle, facts: Facts): HandoverLine | undefined {
  const stored = readCase(db, envelope.stream.slice('case/'.length))
  const event = asCaseEvent(envelope)
  if (!stored || !event || !('note' in event.body)) return undefined
  return lineOf(stored.state, facts, { key: event.id, at: event.occurredAt, who: envelope.actor.name, note: [event.body.emergency, event.body.note].filter(Boolean).join(' · ') })
}

function alertsPart(db: ReadHandle, now: number): HandoverPartLines {
  const lines = alertsInForce(db, now, undefined, HANDOVER_LINES).flatMap(({ state }): HandoverLine[] => {
    const { message } = state
    if (!message) return []
    const words = (start: string): string => {
      const info = message.infos.find(({ language }) => language.toLowerCase().startsWith(start)) ?? message.infos[0]
      return info?.headline ?? info?.event ?? message.identifier
    }
    const ends = message.infos.map(({ expires }) => expires)
    return [{
      key: state.id, caseId: null, alertId: state.id, number: message.identifier, title: words('zh'), titleEn: words('en'), place: message.infos[0]?.areas.map((area) => area.description).join('、') ?? '',
      department: null, stage: null, at: ends.includes(undefined) ? null : Math.max(...ends.map((end) => end ?? 0)), who: state.acknowledged?.by ?? '', note: '',
    }]
  })
  return { section: 'alerts', total: lines.length, lines }
}

function alarmsPart(db: ReadHandle, facts: ReadingFacts): HandoverPartLines {
  const total = [...countOpenAlarms(db).values()].reduce((sum, n) => sum + n, 0)
  const lines = openAlarms(db, HANDOVER_LINES).flatMap((stored): HandoverLine[] => {
    const row = alarmRow(stored, db, facts)
    if (!row) return []
    const ofAlert = row.kind === 'alert'
    return [{ key: String(row.key), caseId: ofAlert ? null : row.subject, alertId: ofAlert ? row.subject : null, number: row.number, title: row.title, titleEn: row.titleEn, place: row.detail, department: null, stage: null, at: row.raisedAt, who: '', note: '' }]
  })
  return { section: 'alarms', total, lines }
}

/** Whether a long read answered a hand-over. */
const isReport = (value: unknown): value is HandoverReport => typeof value === 'object' && value !== null && 'parts' in value && 'board' in value

/** A report with the cases that people work on now, which no database knows. */
export function withClaims(value: unknown, claims: readonly Claim[], db: ReadHandle, facts: Facts): unknown {
  if (!isReport(value)) return value
  const lines = claims.slice(0, HANDOVER_LINES).flatMap(({ caseId, by, since }) => {
    const stored = readCase(db, caseId)
    return stored ? [lineOf(stored.state, facts, { at: since, who: by.name })] : []
  })
  const at = value.parts.findIndex(({ section }) => section === 'calls')
  return { ...value, parts: value.parts.toSpliced(at, 0, { section: 'claimed', total: claims.length, lines }) }
}
