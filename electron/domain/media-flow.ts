/** Bounds on what is on its way to one window for one camera, not yet acknowledged. */
export const FLOW_LIMIT = { units: 100, bytes: 4 * 1024 * 1024 } as const

/** Flow of one camera to one window. `sizes` holds the bytes of unacknowledged units, oldest first. */
export type Flow = { nextSeq: number; ackedSeq: number; sizes: readonly number[]; bytes: number; needKey: boolean; dropped: number }

export const startFlow = (): Flow => ({ nextSeq: 0, ackedSeq: -1, sizes: [], bytes: 0, needKey: true, dropped: 0 })

/**
 * Decides about one unit. A receiver that is behind loses everything up to the first key unit
 * that comes when it has caught up to half of the bounds: a decoder can start only there.
 */
export function offerUnit(flow: Flow, unit: { key: boolean; bytes: number }): { flow: Flow; send: boolean } {
  const share = flow.needKey ? 0.5 : 1
  const full = flow.sizes.length >= FLOW_LIMIT.units * share || (flow.sizes.length > 0 && flow.bytes + unit.bytes > FLOW_LIMIT.bytes * share)
  if (full || (flow.needKey && !unit.key)) return { flow: { ...flow, needKey: true, dropped: flow.dropped + 1 }, send: false }
  return {
    flow: { ...flow, nextSeq: flow.nextSeq + 1, sizes: [...flow.sizes, unit.bytes], bytes: flow.bytes + unit.bytes, needKey: false },
    send: true,
  }
}

/** Takes an acknowledgement; one that is stale or of a unit never sent changes nothing. */
export function acknowledge(flow: Flow, seq: number): Flow {
  if (seq <= flow.ackedSeq || seq >= flow.nextSeq) return flow
  const sizes = flow.sizes.slice(seq - flow.ackedSeq)
  return { ...flow, ackedSeq: seq, sizes, bytes: sizes.reduce((sum, size) => sum + size, 0) }
}

/** Ends continuity, e.g. at a reconnect: the next unit sent will be a key unit. */
export const breakFlow = (flow: Flow): Flow => ({ ...flow, needKey: true })
