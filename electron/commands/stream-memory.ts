import { caseStream, type EventEnvelope } from '../domain/case-event.ts'
import { foldCase, foldNext, type CaseState } from '../domain/case-state.ts'
import { headsOf } from '../domain/event-graph.ts'
import type { ReadHandle } from '../store/database.ts'
import { readStream } from '../store/event-log.ts'

interface Known {
  readonly events: readonly EventEnvelope[]
  /** Undefined: not folded yet. */
  readonly state?: CaseState | undefined
}

/**
 * Streams as they stand inside a transaction, so that steps that follow one another read and fold a case once. Knows
 * which streams were added to, so that each is projected once, before the commit.
 */
export class StreamMemory {
  readonly #db: ReadHandle
  readonly #known = new Map<string, Known>()
  readonly #touched = new Set<string>()

  constructor(db: ReadHandle) {
    this.#db = db
  }

  events(stream: string): readonly EventEnvelope[] {
    return this.#read(stream).events
  }

  /** The events of a stream that no other names as parent. */
  heads(stream: string): readonly string[] {
    const { events, state } = this.#read(stream)
    return state?.heads ?? headsOf(events)
  }

  /** The case as it stands; undefined when it has no events. */
  state(caseId: string): CaseState | undefined {
    const stream = caseStream(caseId)
    const known = this.#read(stream)
    if (known.state || known.events.length === 0) return known.state
    const state = foldCase(caseId, known.events)
    this.#known.set(stream, { events: known.events, state })
    return state
  }

  /** An event was appended. */
  add(event: EventEnvelope): void {
    const { events, state } = this.#read(event.stream)
    this.#known.set(event.stream, { events: [...events, event], state: state && foldNext(state, event) })
    this.#touched.add(event.stream)
  }

  /** Takes the streams that were added to since this was last asked, each with its events, and its fold where that is known. */
  takeTouched(): (readonly [stream: string, events: readonly EventEnvelope[], folded: CaseState | undefined])[] {
    const touched = [...this.#touched].map((stream) => [stream, this.events(stream), this.#read(stream).state] as const)
    this.#touched.clear()
    return touched
  }

  /** Something was undone: all is read again when it is needed. What was touched stays so. */
  forget(): void {
    this.#known.clear()
  }

  /** The transaction has ended, one way or the other. */
  clear(): void {
    this.#known.clear()
    this.#touched.clear()
  }

  #read(stream: string): Known {
    const known = this.#known.get(stream)
    if (known) return known
    const read = { events: readStream(this.#db, stream) }
    this.#known.set(stream, read)
    return read
  }
}
