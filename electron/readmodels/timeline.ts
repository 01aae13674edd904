import type { RollRow, TimelineRow } from '../contract/views.ts'
import { asCaseEvent, type CaseEvent, type EventEnvelope } from '../domain/case-event.ts'
import type { CaseState } from '../domain/case-state.ts'
import { orderEvents } from '../domain/event-graph.ts'

/** How codes are named for people. */
export interface Names {
  readonly departmentName: (id: string) => string
  /** The text of a filing condition of the case's sub-class. */
  readonly conditionText: (code: string) => string
}

/** The words of an event beyond its type: the note, and what it is about: a department, condition, satisfaction, another case. */
function wordsOf(envelope: EventEnvelope, names: Names): { note: string; detail: string } {
  const event = asCaseEvent(envelope)
  if (!event) return { note: '', detail: '' }
  if (event.type === 'case.reported') return { note: event.body.description, detail: event.body.source }
  return { note: event.body.note, detail: detailOf(event, names) }
}

function detailOf(event: CaseEvent, { departmentName, conditionText }: Names): string {
  switch (event.type) {
    case 'case.filed':
      return conditionText(event.body.condition)
    case 'case.dispatched':
      return [event.body.department, ...event.body.assist].map(departmentName).join('、')
    case 'case.taken':
    case 'case.handled':
    case 'case.return-asked':
      return event.body.department === undefined ? '' : departmentName(event.body.department)
    case 'case.followed-up':
      return event.body.satisfaction
    case 'case.supervised':
      return event.body.kind
    case 'case.verified':
      return event.body.real ? 'real' : 'not-real'
    case 'case.checked':
      return event.body.passed ? 'passed' : 'failed'
    case 'case.attached':
    case 'case.detached':
      return event.body.name
    case 'case.merged':
      return event.body.into
    case 'case.absorbed':
    case 'case.released':
      return event.body.duplicate
    default:
      return ''
  }
}

/** The history of a case in the order that every station agrees on, what was not lawful marked. */
export function timeline(events: readonly EventEnvelope[], state: CaseState, names: Names): TimelineRow[] {
  const irregular = new Map(state.irregular.map((i) => [i.eventId, i.reason]))
  return orderEvents(events).map((e) => ({
    id: e.id,
    type: e.type,
    occurredAt: e.occurredAt,
    recordedAt: e.recordedAt,
    actor: e.actor,
    irregular: irregular.get(e.id) ?? null,
    recalled: state.recalled.includes(e.id),
    emergency: emergencyOf(e),
    ...wordsOf(e, names),
  }))
}

const emergencyOf = (envelope: EventEnvelope): string | null => {
  const event = asCaseEvent(envelope)
  return event && event.type !== 'case.reported' ? (event.body.emergency ?? null) : null
}

/** One line of the rolling list of what happens in the city. */
export function rollRow(event: EventEnvelope, state: CaseState, subClass: { readonly name: string; readonly nameEn: string } | undefined, departmentName: (id: string) => string): RollRow {
  return {
    id: event.id,
    caseId: state.id,
    number: state.report.number,
    type: event.type,
    occurredAt: event.occurredAt,
    actor: event.actor.name,
    className: subClass?.name ?? state.report.subClass,
    classNameEn: subClass?.nameEn ?? state.report.subClass,
    detail: event.type === 'case.dispatched' ? wordsOf(event, { departmentName, conditionText: (code) => code }).detail : '',
    place: state.report.place,
  }
}
