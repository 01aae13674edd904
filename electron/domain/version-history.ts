import type { EventEnvelope } from './case-event.ts'
import { orderEvents } from './event-graph.ts'

/** A version coming into force. */
export interface Activation {
  /** Undefined: the product's own file, before anything was written down. */
  readonly eventId: string | undefined
  readonly version: string
  /** From when it is in force, epoch ms; the first is so for all time before, too. */
  readonly at: number
  /** Undefined: it came with the product. */
  readonly by: string | undefined
  readonly note: string
}

/** Versions of something that is replaced as a whole: what each was, and when each was in force. */
export interface VersionHistory<T> {
  /** In order, at least one; the last is in force. */
  readonly activations: readonly Activation[]
  /** What the product last shipped with, as written down; undefined before anything was. */
  readonly shipped: T | undefined
  /** The version in force. */
  readonly current: T
  /** A version by its name. */
  version(name: string): T | undefined
  /** The version in force at an instant. */
  at(instant: number): T
}

/** An event of such a history, read. Without `value` it puts a known version back in force. */
export interface VersionEvent<T> {
  readonly version: string
  readonly value: T | undefined
  readonly note: string
  /** It came with the product: in force as long as nobody chose another. */
  readonly shipped: boolean
}

/**
 * Folds a history. `base` is what the product ships with. A version that two stations gave the same name is that of
 * the first in the stream's order.
 */
export function foldVersions<T>(events: readonly EventEnvelope[], read: (event: EventEnvelope) => VersionEvent<T> | undefined, base: { readonly version: string; readonly value: T }): VersionHistory<T> {
  const known = new Map<string, T>()
  const activations: Activation[] = []
  let chosen = false
  let shipped: T | undefined
  for (const event of orderEvents(events)) {
    const found = read(event)
    if (!found) continue
    if (found.shipped) shipped = found.value
    if (found.value !== undefined && !known.has(found.version)) known.set(found.version, found.value)
    if (!known.has(found.version) || (found.shipped && chosen)) continue
    chosen ||= !found.shipped
    activations.push({ eventId: event.id, version: found.version, at: event.occurredAt, by: found.shipped ? undefined : event.actor.name, note: found.note })
  }
  if (!known.has(base.version)) known.set(base.version, base.value)
  const first: Activation = { eventId: undefined, version: base.version, at: 0, by: undefined, note: '' }
  const inForce: readonly [Activation, ...Activation[]] = activations[0] !== undefined && activations[0].by === undefined ? [activations[0], ...activations.slice(1)] : [first, ...activations]
  const valueOf = ({ version }: Activation): T => known.get(version) ?? base.value
  return {
    activations: inForce,
    shipped,
    current: valueOf(inForce.at(-1) ?? first),
    version: (name) => known.get(name),
    at: (instant) => valueOf(inForce.findLast((a) => a.at <= instant) ?? inForce[0]),
  }
}
