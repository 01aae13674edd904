import type { z } from 'zod'
import { asCaseEvent, type CaseEvent, type CaseSource, type EventEnvelope, type ReportBody } from './case-event.ts'
import type { Limit } from './case-clock.ts'
import { OPEN_STAGES, STEPS, type Stage, type Step } from './case-flow.ts'
import { headsOf, orderEvents } from './event-graph.ts'

/** What was not lawful in a history; kept and shown, never dropped. */
export interface Irregularity {
  readonly eventId: string
  readonly reason: 'not-reported' | 'reported-twice' | 'out-of-order' | 'unknown-event'
}

/** A case as its events tell it. Times are `occurredAt` of the deciding event, epoch ms. */
export interface CaseState {
  readonly id: string
  readonly stage: Stage
  readonly report: z.infer<typeof ReportBody>
  readonly reportedAt: number
  readonly acceptedAt?: number
  readonly filing?: { readonly at: number; readonly condition: string; readonly limit: Limit; readonly codeTable: string }
  /** The department that answers now, and the first that took the case (首接). */
  readonly dispatch?: { readonly firstAt: number; readonly at: number; readonly department: string; readonly firstDepartment: string }
  readonly handledAt?: number
  readonly checkedAt?: number
  readonly closedAt?: number
  readonly followUp?: { readonly at: number; readonly satisfaction: string }
  readonly heads: readonly string[]
  readonly events: number
  readonly irregular: readonly Irregularity[]
}

const UNREPORTED: z.infer<typeof ReportBody> = {
  number: '—', kind: 'event', subClass: '0000', description: '—', at: [0, 0], place: '', grid: null, component: null,
  source: 'api' satisfies CaseSource, reporter: {},
}

const EMPTY: Omit<CaseState, 'id' | 'heads'> = { stage: 'reported', report: UNREPORTED, reportedAt: 0, events: 0, irregular: [] }

/** Event types that move a case, with the step that they record. */
const STEP_OF: ReadonlyMap<string, Step> = new Map(
  Object.entries(STEPS).map(([step, rule]): [string, Step] => [rule.event, step as Step]),
)

/**
 * Applies one event. Total: an event that the flow does not allow here is applied as a fact and marked
 * irregular, so that two halls that hold the same events show the same case.
 */
function evolve(state: CaseState, event: CaseEvent): CaseState {
  const counted = { ...state, events: state.events + 1 }
  if (event.type === 'case.reported') {
    const again = state.reportedAt > 0
    return again
      ? mark(counted, event.id, 'reported-twice')
      : { ...counted, report: event.body, reportedAt: event.occurredAt }
  }
  const step = STEP_OF.get(event.type)
  if (!step) return mark(counted, event.id, 'unknown-event')
  const lawful = state.reportedAt > 0 && STEPS[step].from === state.stage
  const moved = { ...applyStep(counted, event), stage: STEPS[step].to }
  if (lawful) return moved
  return mark(moved, event.id, state.reportedAt > 0 ? 'out-of-order' : 'not-reported')
}

function applyStep(state: CaseState, event: CaseEvent): CaseState {
  const at = event.occurredAt
  switch (event.type) {
    case 'case.reported':
      return state
    case 'case.accepted':
      return { ...state, acceptedAt: at }
    case 'case.filed':
      return { ...state, filing: { at, condition: event.body.condition, limit: event.body.limit, codeTable: event.body.codeTable } }
    case 'case.dispatched': {
      const { department } = event.body
      return {
        ...state,
        dispatch: { firstAt: state.dispatch?.firstAt ?? at, at, department, firstDepartment: state.dispatch?.firstDepartment ?? department },
      }
    }
    case 'case.handled':
      return { ...state, handledAt: at }
    case 'case.checked':
      return { ...state, checkedAt: at }
    case 'case.closed':
      return { ...state, closedAt: at }
    case 'case.followed-up':
      return { ...state, followUp: { at, satisfaction: event.body.satisfaction } }
  }
}

const mark = (state: CaseState, eventId: string, reason: Irregularity['reason']): CaseState => ({
  ...state,
  irregular: [...state.irregular, { eventId, reason }],
})

/** Folds all events of one case, in whatever order they came. Undefined when there are none. */
export function foldCase(id: string, events: readonly EventEnvelope[]): CaseState | undefined {
  if (events.length === 0) return undefined
  let state: CaseState = { ...EMPTY, id, heads: headsOf(events) }
  for (const envelope of orderEvents(events)) {
    const event = asCaseEvent(envelope)
    state = event ? evolve(state, event) : mark({ ...state, events: state.events + 1 }, envelope.id, 'unknown-event')
  }
  return state
}

/** Whether the case still wants a hand before 结案. */
export const isOpen = (state: CaseState): boolean => OPEN_STAGES.includes(state.stage)
