/** What ordering needs to know of an event. */
export interface GraphNode {
  readonly id: string
  readonly parents: readonly string[]
  readonly hlc: string
}

const earlier = (a: GraphNode, b: GraphNode): number =>
  a.hlc < b.hlc ? -1 : a.hlc > b.hlc ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0

/**
 * The one order of a stream's events that every station agrees on, whatever order they came in:
 * parents before children, then hybrid logical clock, then event id. Parents that are not (yet) known
 * are taken as met. Events with the same id count once.
 */
export function orderEvents<E extends GraphNode>(events: readonly E[]): E[] {
  const byId = new Map(events.map((e) => [e.id, e]))
  const waiting = new Map<string, number>()
  const children = new Map<string, E[]>()
  for (const event of byId.values()) {
    const known = event.parents.filter((p) => p !== event.id && byId.has(p))
    waiting.set(event.id, new Set(known).size)
    for (const parent of new Set(known)) children.set(parent, [...(children.get(parent) ?? []), event])
  }
  const ready = [...byId.values()].filter((e) => waiting.get(e.id) === 0)
  const ordered: E[] = []
  const take = (): void => {
    ready.sort(earlier)
    const next = ready.shift()
    if (!next) return
    ordered.push(next)
    waiting.delete(next.id)
    for (const child of children.get(next.id) ?? []) {
      const left = (waiting.get(child.id) ?? 0) - 1
      waiting.set(child.id, left)
      if (left === 0) ready.push(child)
    }
  }
  while (ready.length > 0) take()
  // A ring of parents can only be forged; its events come last, still in one order.
  return [...ordered, ...[...byId.values()].filter((e) => waiting.has(e.id)).sort(earlier)]
}

/** The events that no other event names as parent: the stream's heads, sorted by id. */
export function headsOf(events: readonly GraphNode[]): string[] {
  const named = new Set(events.flatMap((e) => e.parents.filter((p) => p !== e.id)))
  return [...new Set(events.map((e) => e.id))].filter((id) => !named.has(id)).sort()
}
