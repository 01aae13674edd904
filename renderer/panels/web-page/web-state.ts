/** How a web page on the wall fares. `why` has words in both languages; `status`: of an HTTP answer. */
export type WebState = { readonly at: 'loading' } | { readonly at: 'shown' } | { readonly at: 'failed'; readonly why: WebFailure; readonly status?: number }
export type WebFailure = 'host' | 'offline' | 'refused' | 'timeout' | 'certificate' | 'blocked' | 'http' | 'crashed' | 'other'

/** Chromium's net error codes (net/base/net_error_list.h); undefined for a load that was only given up for another. */
export function failureOf(code: number): WebFailure | undefined {
  if (code === -3) return undefined
  if (code === -105 || code === -137) return 'host'
  if (code === -106) return 'offline'
  if (code === -20 || code === -27) return 'blocked'
  if (code === -7 || code === -118) return 'timeout'
  if (code <= -200 && code > -300) return 'certificate'
  return code <= -100 && code > -200 ? 'refused' : 'other'
}

const FIRST = 5_000
const LONGEST = 60_000

/** How long after its nth failure in a row a page is tried again, ms. */
export const retryAfter = (failures: number): number => Math.min(LONGEST, FIRST * 2 ** Math.max(0, failures - 1))

/** A page's state in its `number`th load, how often in a row it failed, and when it is tried again, epoch ms. */
export type WebFare = { readonly state: WebState; readonly number: number; readonly failures: number; readonly retryAt: number }

export const FRESH: WebFare = { state: { at: 'loading' }, number: 0, failures: 0, retryAt: 0 }

export function after(before: WebFare, state: WebState, now: number): WebFare {
  if (state.at !== 'failed') return { ...before, state, failures: 0, retryAt: 0 }
  const failures = before.failures + 1
  return { ...before, state, failures, retryAt: now + retryAfter(failures) }
}

export const loadedAgain = ({ number, failures }: WebFare): WebFare => ({ state: { at: 'loading' }, number: number + 1, failures, retryAt: 0 })
