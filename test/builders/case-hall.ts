import { onlyTable } from '../../electron/domain/code-book.ts'
import { decideReport, decideStep, type DecideContext, type Decision } from '../../electron/domain/case-decide.ts'
import { caseStream, type EventEnvelope } from '../../electron/domain/case-event.ts'
import { STEPS, type Step } from '../../electron/domain/case-flow.ts'
import { foldCase, type CaseState } from '../../electron/domain/case-state.ts'
import { headsOf } from '../../electron/domain/event-graph.ts'
import { formatHlc, tickHlc, type Hlc } from '../../electron/domain/hlc.ts'
import type { Actor } from '../../electron/domain/role.ts'
import type { CaseReportCommand } from '../../electron/domain/case-command.ts'
import { actor, asReported, CODES, DEPARTMENTS, NINE, reportCommand, stepCommand } from './case-builder.ts'

/** An instant by the wall clock of Shanghai: `2026-11-25T09:00:00` or `11-25 09:00` of 2026. */
export const at = (text: string): number => Date.parse(text.includes('T') ? `${text}+08:00` : `2026-${text.replace(' ', 'T')}:00+08:00`)

/** Somebody of a department. */
export const people = (department: string): Actor => ({ id: `of-${department}`, name: '部门人员', roles: ['department'], department })

type More = Readonly<Record<string, unknown>>

/**
 * A hall in memory: decides as core does, and writes down what was decided, each event with the heads of its
 * stream as parents. `now` is moved by the test.
 */
export class Hall {
  now = NINE
  readonly streams = new Map<string, EventEnvelope[]>()
  readonly name: string
  #hlc: Hlc = { wall: 0, count: 0 }
  #written = 0

  constructor(name = 'hall-1') {
    this.name = name
  }

  get context(): DecideContext {
    return { codes: onlyTable(CODES), departments: DEPARTMENTS, now: this.now, other: (id) => foldCase(id, this.streams.get(id) ?? []) }
  }

  events(id: string): readonly EventEnvelope[] {
    return this.streams.get(id) ?? []
  }

  state(id: string): CaseState {
    const state = foldCase(id, this.events(id))
    if (!state) throw new Error(`no case ${id}`)
    return state
  }

  /** 上报 at the hall's now. */
  report(id = 'c', report: Partial<CaseReportCommand['report']> = {}, by: Actor = actor('call-taker')): CaseInHall {
    this.#write(decideReport(asReported(reportCommand(report)), id, `n-${id}`, by, this.context), by)
    return new CaseInHall(this, id)
  }

  /** Decides a step at the hall's now, and writes it down when it is lawful. */
  attempt(id: string, step: Step, more: More = {}, by: Actor = actor(STEPS[step].role)): Decision {
    const decision = decideStep(this.state(id), stepCommand(id, step, more), by, this.context)
    this.#write(decision, by)
    return decision
  }

  /** Takes in what another hall wrote. */
  receive(other: Hall): void {
    for (const [id, events] of other.streams) {
      const known = new Set(this.events(id).map((e) => e.id))
      this.streams.set(id, [...this.events(id), ...events.filter((e) => !known.has(e.id))])
    }
  }

  #write(decision: Decision, by: Actor): void {
    if (!decision.ok) return
    for (const { caseId, event } of decision.events) {
      const before = this.events(caseId)
      this.#hlc = tickHlc(this.#hlc, this.now)
      this.#written += 1
      const written: EventEnvelope = {
        id: `${this.name}-${String(this.#written).padStart(4, '0')}`,
        stream: caseStream(caseId),
        parents: headsOf(before),
        hlc: formatHlc(this.#hlc),
        type: event.type,
        version: 1,
        occurredAt: decision.occurredAt,
        recordedAt: this.now,
        actor: { id: by.id, name: by.name, role: decision.role },
        station: this.name,
        body: event.body,
      }
      this.streams.set(caseId, [...before, written])
    }
  }
}

/** One case of a hall, taken on step by step. */
export class CaseInHall {
  readonly hall: Hall
  readonly id: string

  constructor(hall: Hall, id: string) {
    this.hall = hall
    this.id = id
  }

  get state(): CaseState {
    return this.hall.state(this.id)
  }

  /** Moves the hall's clock: `11-25 09:00` of 2026, or a whole ISO time; Shanghai. */
  at(text: string): this {
    this.hall.now = at(text)
    return this
  }

  /** Takes a step that must be lawful. */
  step(step: Step, more: More = {}, by: Actor = actor(STEPS[step].role)): this {
    const decision = this.hall.attempt(this.id, step, more, by)
    if (!decision.ok) throw new Error(`${step} refused: ${JSON.stringify(decision.refusal)}`)
    return this
  }

  /** Why a step is refused, or `ok`; what is lawful is written down. */
  refusal(step: Step, more: More = {}, by: Actor = actor(STEPS[step].role)): string {
    const decision = this.hall.attempt(this.id, step, more, by)
    return decision.ok ? 'ok' : decision.refusal.code
  }

  /** Takes several steps at once, each by its own post. */
  steps(...steps: readonly Step[]): this {
    for (const step of steps) this.step(step)
    return this
  }
}

/** A case that was reported and taken so far by the steps given, all at one instant. */
export const caseAfter = (...steps: readonly Step[]): CaseInHall => new Hall().report().steps(...steps)

/** The steps that bring a fresh report to 处置中, the department's own answer outstanding. */
export const TO_DISPATCHED = ['accept', 'file', 'dispatch'] as const satisfies readonly Step[]
export const TO_HANDLED = [...TO_DISPATCHED, 'handle'] as const satisfies readonly Step[]
