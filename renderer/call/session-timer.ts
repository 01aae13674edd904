/** Asked for on each call, s: an end whose other side vanished without a word is noticed after this at the latest. */
const EXPIRES_S = 1_800
const MIN_S = 90

/** What both sides agreed on (RFC 4028): how long the session stands without a refresh, s, and whether we refresh it. */
export interface SessionInterval {
  readonly seconds: number
  readonly here: boolean
}

/** Headers that ask for a session timer with an INVITE. */
export const askForTimer = (): string[] => [`Session-Expires: ${EXPIRES_S};refresher=uac`, `Min-SE: ${MIN_S}`]

/** Reads a Session-Expires header; `weCalled`: this end sent the INVITE. Undefined where there is none, or none that can be read. */
export function readInterval(header: string | undefined, weCalled: boolean): SessionInterval | undefined {
  const found = /^\s*(\d{1,9})\s*(?:;|$)/.exec(header ?? '')
  const seconds = Number(found?.[1] ?? 0)
  if (seconds < 1) return undefined
  const refresher = /;\s*refresher\s*=\s*(uac|uas)/i.exec(header ?? '')?.[1]?.toLowerCase() ?? (weCalled ? 'uac' : 'uas')
  return { seconds, here: (refresher === 'uac') === weCalled }
}

/** Headers of the answer to an INVITE that asked for a timer. */
export const agreeTimer = ({ seconds, here }: SessionInterval): string[] => ['Require: timer', `Session-Expires: ${seconds};refresher=${here ? 'uas' : 'uac'}`]

/**
 * Keeps a session's time: refreshes it at half of the interval where that is ours to do, and ends it when the other side
 * has not done its part (RFC 4028 §10). Answers what stops it, and what tells of a refresh that came.
 */
export function keepSession(interval: SessionInterval, refresh: () => Promise<boolean>, end: () => void): { stop(): void; refreshed(): void } {
  let timer: ReturnType<typeof setTimeout>
  const wait = (): void => {
    clearTimeout(timer)
    timer = interval.here
      ? setTimeout(() => void refresh().then((stands) => (stands ? wait() : end())), interval.seconds * 500)
      : setTimeout(end, (interval.seconds - Math.min(32, interval.seconds / 3)) * 1000)
  }
  wait()
  return { stop: () => clearTimeout(timer), refreshed: wait }
}
