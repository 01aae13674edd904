import type { MissReason } from '../../electron/contract/call.ts'

/** What a final response to an INVITE says of the number, by its status (RFC 3261 §21). */
export function missReason(status: number): MissReason {
  switch (status) {
    case 486:
    case 600:
      return 'busy'
    case 603:
    case 403:
      return 'rejected'
    case 404:
    case 410:
    case 484:
    case 604:
      return 'unknown-number'
    case 408:
    case 480:
      return 'no-answer'
    case 487:
      return 'cancelled'
    case 415:
    case 488:
    case 606:
      return 'no-common-codec'
    case 500:
    case 502:
    case 503:
    case 504:
      return 'unreachable'
    default:
      return 'failed'
  }
}
