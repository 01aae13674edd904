/** The times of coded pictures in decoding order: when received (epoch ms), when shown (µs on one line), whether key. */
export type CodedTime = { receivedAt: number; ptsUs: number; key: boolean }

/**
 * The part of a run of pictures that shows exactly those received from `from` to `to` (epoch ms):
 * [first, end) of the run, and how many at its beginning are only needed to decode the rest, since
 * nothing is coded again. Null where no picture falls into the range.
 */
export function clipRange(run: readonly CodedTime[], from: number, to: number): { first: number; end: number; hidden: number } | null {
  const wanted = run.findIndex(({ receivedAt }) => receivedAt >= from && receivedAt <= to)
  if (wanted < 0) return null
  const beyond = run.findIndex(({ receivedAt }, i) => i >= wanted && receivedAt > to)
  const end = beyond < 0 ? run.length : beyond
  let first = wanted
  while (first > 0 && !run[first]?.key) first--
  return run[first]?.key ? { first, end, hidden: wanted - first } : null
}

/**
 * Decoding times for pictures in decoding order, µs: rising, and never after the picture's own time.
 * Where all are shown in the order in which they are decoded they are the pictures' own.
 */
export function decodingTimes(ptsUs: readonly number[]): number[] {
  const sorted = ptsUs.toSorted((a, b) => a - b)
  const late = Math.max(0, ...ptsUs.map((pts, i) => (sorted[i] ?? pts) - pts))
  return sorted.map((at) => at - late)
}
