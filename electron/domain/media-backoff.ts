/** How a camera failed, as far as the wait before the next attempt depends on it. */
export type FailureKind = 'refused' | 'link' | 'server' | 'answer'

/** Waits in ms between attempts, per kind of failure: first, longest. */
const WAITS: Record<FailureKind, { first: number; longest: number }> = {
  /** Nobody listens: one packet tells, so a server that is back is found within a second. */
  refused: { first: 250, longest: 1_000 },
  /** Silence, or a stream that ended. */
  link: { first: 250, longest: 5_000 },
  /** The server answered, but not with a usable stream. */
  server: { first: 2_000, longest: 30_000 },
  /** It said no (401, 403, 404): repeating would only lock accounts. */
  answer: { first: 30_000, longest: 300_000 },
}

/**
 * Milliseconds to wait before attempt `attempt` (1 for the first repeat) after a failure. Doubles
 * up to a bound; `random` (0 ≤ r < 1) spreads the wait over 100–150 % of it for the `answer` kind,
 * which has a least wait, and 75–125 % else, so that cameras of one recorder don't return at once.
 */
export function retryDelay(kind: FailureKind, attempt: number, random: number): number {
  const { first, longest } = WAITS[kind]
  const wait = Math.min(longest, first * 2 ** Math.min(Math.max(attempt - 1, 0), 16))
  return Math.round(wait * (kind === 'answer' ? 1 + random / 2 : 0.75 + random / 2))
}
