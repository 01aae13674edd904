/**
 * Hybrid logical clock (Kulkarni et al., 2014): wall time in ms and a counter, as fixed-width text that
 * sorts in causal order: 13 digits, '-', 4 hex digits.
 */
export interface Hlc {
  readonly wall: number
  readonly count: number
}

/** A clock that is further ahead than this is not followed, ms: one bad station must not drag the others. */
export const MAX_DRIFT = 5 * 60_000
const MAX_COUNT = 0xffff

export const formatHlc = ({ wall, count }: Hlc): string => `${String(wall).padStart(13, '0')}-${count.toString(16).padStart(4, '0')}`

/** Reads the text form; undefined when it is not one. */
export function parseHlc(text: string): Hlc | undefined {
  const match = /^(\d{13})-([0-9a-f]{4})$/.exec(text)
  return match ? { wall: Number(match[1]), count: Number.parseInt(match[2] ?? '', 16) } : undefined
}

/** The next stamp for an event written now. Always later than `last`. */
export function tickHlc(last: Hlc, now: number): Hlc {
  if (now > last.wall) return { wall: now, count: 0 }
  return last.count < MAX_COUNT ? { wall: last.wall, count: last.count + 1 } : { wall: last.wall + 1, count: 0 }
}

/** The clock after it has seen another station's stamp; a stamp beyond {@link MAX_DRIFT} is not followed. */
export function mergeHlc(last: Hlc, seen: Hlc, now: number): Hlc {
  if (seen.wall > now + MAX_DRIFT) return last
  if (seen.wall > last.wall || (seen.wall === last.wall && seen.count > last.count)) return seen
  return last
}
