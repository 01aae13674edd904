import { responseTo, valueOf, type SipHeader, type SipMessage, type SipRequest } from './sip-message.ts'

export interface Referral {
  readonly request: SipRequest
  /** Sends the other side where it is told to go; the status of that, as RFC 3261 has it. */
  readonly go: (referTo: string) => Promise<number>
  readonly send: (message: SipMessage) => void
  /** Sends a request of this dialog. */
  readonly ask: (method: string, headers: readonly SipHeader[], body: string) => void
}

const EXPIRES_S = 60

/** Carries out a transfer (RFC 3515): takes it, tells that it is tried, and then what came of it. */
export async function followReferral({ request, go, send, ask }: Referral): Promise<void> {
  const referTo = valueOf(request, 'refer-to')
  if (referTo === '') return send(responseTo(request, 400))
  send(responseTo(request, 202))
  const tell = (status: number, state: string): void =>
    ask('NOTIFY', [{ name: 'Event', value: 'refer' }, { name: 'Subscription-State', value: state }, { name: 'Content-Type', value: 'message/sipfrag;version=2.0' }], `SIP/2.0 ${status} ${status < 200 ? 'Trying' : status < 300 ? 'OK' : 'Failed'}\r\n`)
  tell(100, `active;expires=${EXPIRES_S}`)
  tell(await go(referTo), 'terminated;reason=noresource')
}

/** The call that a Refer-To wants replaced (RFC 3891), by its Call-ID; undefined when it names a number only. */
export function replacedBy(referTo: string): string | undefined {
  const header = /[?&]Replaces=([^&>]+)/i.exec(referTo)?.[1]
  if (header === undefined) return undefined
  try {
    return decodeURIComponent(header).split(';')[0]
  } catch {
    return undefined
  }
}
