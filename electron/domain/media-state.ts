import { type FailureKind, retryDelay } from './media-backoff.ts'

/** Bounds in ms of one connection. */
export const MEDIA_TIMES = {
  /** Silence after which the picture is called stalled. */
  stalled: 1_500,
  /** Silence after which the connection is given up. */
  silent: 3_500,
  /** From the start of connecting to the first unit. */
  open: 6_000,
  /** Once live this long, a failure starts again with the shortest wait. */
  settled: 10_000,
} as const

/** Reasons for an attempt's end. */
export type FailureDetail =
  | 'connection-lost'
  | 'unreachable'
  | 'timeout'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'not-rtsp'
  | 'server-error'
  | 'no-video'
  | 'codec-unsupported'
  | 'redirect-not-allowed'
  | 'certificate-refused'
  | 'file-missing'
  | 'file-unreadable'

const KINDS: Record<FailureDetail, FailureKind> = {
  'connection-lost': 'link',
  unreachable: 'refused',
  timeout: 'link',
  unauthorized: 'answer',
  forbidden: 'answer',
  'not-found': 'answer',
  'not-rtsp': 'server',
  'server-error': 'server',
  'no-video': 'answer',
  'codec-unsupported': 'answer',
  'redirect-not-allowed': 'answer',
  'certificate-refused': 'answer',
  'file-missing': 'server',
  'file-unreadable': 'server',
}

/** Connection of one camera. Times are epoch ms; `attempt` counts failures in a row. */
export type Connection = {
  state: 'connecting' | 'live' | 'stalled' | 'failed'
  since: number
  detail: 'opening' | 'streaming' | 'no-packets' | FailureDetail
  codec: string | null
  retryAt: number | null
  attempt: number
  /** When the running attempt began, or null between attempts. */
  openedAt: number | null
  lastUnitAt: number | null
  liveSince: number | null
}

export type ConnectionEvent =
  | { type: 'open' }
  | { type: 'unit' }
  | { type: 'tick' }
  | { type: 'failed'; detail: FailureDetail; codec?: string; random: number }

export const startConnection = (now: number): Connection => ({
  state: 'connecting',
  since: now,
  detail: 'opening',
  codec: null,
  retryAt: now,
  attempt: 0,
  openedAt: null,
  lastUnitAt: null,
  liveSince: null,
})

/**
 * The next state. A repeated attempt stays `failed` with its reason until a unit arrives, so that a
 * window shows how long a camera has been away and why, not a flicker of attempts.
 */
export function stepConnection(connection: Connection, event: ConnectionEvent, now: number): Connection {
  switch (event.type) {
    case 'open':
      return {
        ...connection,
        ...(connection.state === 'failed' ? {} : { ...told(connection, 'connecting', now), detail: 'opening' as const }),
        retryAt: null,
        openedAt: now,
        lastUnitAt: null,
        liveSince: null,
      }
    case 'unit':
      return unitArrived(connection, now)
    case 'tick':
      return connection.state === 'live' && now - (connection.lastUnitAt ?? now) >= MEDIA_TIMES.stalled
        ? { ...connection, state: 'stalled', since: connection.lastUnitAt ?? now, detail: 'no-packets', liveSince: null }
        : connection
    case 'failed':
      return attemptFailed(connection, event, now)
  }
}

function unitArrived(connection: Connection, now: number): Connection {
  const settled = connection.liveSince !== null && now - connection.liveSince >= MEDIA_TIMES.settled
  if (connection.state === 'live') return { ...connection, lastUnitAt: now, attempt: settled ? 0 : connection.attempt }
  return { ...connection, state: 'live', since: now, detail: 'streaming', codec: null, retryAt: null, lastUnitAt: now, liveSince: now }
}

function attemptFailed(connection: Connection, event: Extract<ConnectionEvent, { type: 'failed' }>, now: number): Connection {
  const attempt = connection.attempt + 1
  const wait = retryDelay(KINDS[event.detail], attempt, event.random)
  return {
    ...connection,
    ...told(connection, 'failed', now),
    detail: event.detail,
    codec: event.codec ?? null,
    retryAt: now + wait,
    attempt,
    openedAt: null,
    lastUnitAt: null,
    liveSince: null,
  }
}

/** `since` survives where the state stays: an operator wants to know how long a camera has been away. */
function told(connection: Connection, state: Connection['state'], now: number): Pick<Connection, 'state' | 'since'> {
  if (connection.state === state) return { state, since: connection.since }
  return { state, since: connection.state === 'stalled' ? connection.since : now }
}

/** True where a running attempt must be ended: too long without the first or the next unit. */
export function isOverdue(connection: Connection, now: number): boolean {
  if (connection.openedAt === null) return false
  return connection.lastUnitAt === null ? now - connection.openedAt >= MEDIA_TIMES.open : now - connection.lastUnitAt >= MEDIA_TIMES.silent
}
