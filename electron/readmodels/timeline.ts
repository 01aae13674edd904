import type { RollRow, TimelineRow } from '../contract/views.ts'
import { asCaseEvent, type EventEnvelope } from '../domain/case-event.ts'
import type { CaseState } from '../domain/case-state.ts'
import { orderEvents } from '../domain/event-graph.ts'

/** The words of an event beyond its type: the note, and a department, condition or satisfaction. */
function wordsOf(envelope: EventEnvelope, departmentName: (id: string) => string): { note: string; detail: string } {
  const event = asCaseEvent(envelope)
  if (!event) return { note: '', detail: '' }
  switch (event.type) {
    case 'case.reported':
      return { note: event.body.description, detail: event.body.source }
    case 'case.filed':
      return { note: event.body.note, detail: event.body.condition }
    case 'case.dispatched':
      return { note: event.body.note, detail: departmentName(event.body.department) }
    case 'case.followed-up':
      return { note: event.body.note, detail: event.body.satisfaction }
    case 'case.accepted':
    case 'case.handled':
    case 'case.checked':
    case 'case.closed':
      return { note: event.body.note, detail: '' }
  }
}

/** The history of a case in the order that every station agrees on, what was not lawful marked. */
export function timeline(events: readonly EventEnvelope[], state: CaseState, departmentName: (id: string) => string): TimelineRow[] {
  const irregular = new Map(state.irregular.map((i) => [i.eventId, i.reason]))
  return orderEvents(events).map((e) => ({
    id: e.id,
    type: e.type,
    occurredAt: e.occurredAt,
    recordedAt: e.recordedAt,
    actor: e.actor,
    irregular: irregular.get(e.id) ?? null,
    ...wordsOf(e, departmentName),
  }))
}

/** One line of the rolling list of what happens in the city. */
export function rollRow(event: EventEnvelope, state: CaseState, className: string, departmentName: (id: string) => string): RollRow {
  return {
    id: event.id,
    caseId: state.id,
    number: state.report.number,
    type: event.type,
    occurredAt: event.occurredAt,
    actor: event.actor.name,
    text: event.type === 'case.dispatched' ? `${className} · ${wordsOf(event, departmentName).detail}` : className,
    place: state.report.place,
  }
}
