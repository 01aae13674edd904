/** A jump of more than this between two pictures, either way, is a new beginning of the sender's clock, in µs. */
const JUMP_US = 2_000_000

/** Time stamps of this many pictures are kept apart; a decoder never holds more. */
const APART = 64

/** How the sender's time stamps are brought onto one line. */
export type Timeline = { offsetUs: number; lastUs: number; recent: readonly number[] }

export const newTimeline = (): Timeline => ({ offsetUs: 0, lastUs: 0, recent: [] })

/**
 * Puts a sender's time stamp onto a line without jumps: cameras restart their clocks, run them
 * backwards or send none (null). Small steps back stay as they are, since pictures may be sent out
 * of the order in which they are shown. No two of 64 pictures in a row get the same time.
 */
export function onTimeline(line: Timeline, ptsUs: number | null, stepUs: number): { line: Timeline; ptsUs: number } {
  const first = line.recent.length === 0
  const wanted = ptsUs === null || !Number.isFinite(ptsUs) ? null : ptsUs + line.offsetUs
  const jumped = wanted === null || (!first && Math.abs(wanted - line.lastUs) > JUMP_US)
  const base = first && wanted !== null ? wanted : jumped ? line.lastUs + (first ? 0 : stepUs) : wanted
  let at = Math.round(base)
  while (line.recent.includes(at)) at++
  const offsetUs = jumped && ptsUs !== null && Number.isFinite(ptsUs) ? at - ptsUs : line.offsetUs
  return { line: { offsetUs, lastUs: at, recent: [...line.recent.slice(-APART + 1), at] }, ptsUs: at }
}
