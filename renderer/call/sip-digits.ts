import { Web, type Session } from 'sip.js'
import type { DigitsBy } from '../../electron/contract/call.ts'

/** A key's sound and the pause after it, ms: long enough for every exchange, short enough for a menu. */
const TONE_MS = 120
const GAP_MS = 70

/** Tells the other side telephone keys; false when it does not take them. */
export const sendDigits = (session: Session, digits: string, by: DigitsBy): Promise<boolean> => (by === 'info' ? inInfo(session, digits) : Promise.resolve(inSound(session, digits)))

/** RFC 4733: events in the stream of sound; keys that are still being sent go first. */
function inSound(session: Session, digits: string): boolean {
  const handler = session.sessionDescriptionHandler
  const senders = handler instanceof Web.SessionDescriptionHandler ? handler.peerConnection?.getSenders() : undefined
  const dtmf = senders?.find((sender) => sender.dtmf?.canInsertDTMF)?.dtmf
  if (!dtmf) return false
  dtmf.insertDTMF(dtmf.toneBuffer + digits, TONE_MS, GAP_MS)
  return true
}

/** SIP INFO with application/dtmf-relay, a key each, in order. */
async function inInfo(session: Session, digits: string): Promise<boolean> {
  for (const digit of digits) {
    const content = `Signal=${digit}\r\nDuration=${TONE_MS}\r\n`
    const taken = await new Promise<boolean>((resolve) => {
      session
        .info({ requestDelegate: { onAccept: () => resolve(true), onReject: () => resolve(false) }, requestOptions: { body: { contentDisposition: 'render', contentType: 'application/dtmf-relay', content } } })
        .catch(() => resolve(false))
    })
    if (!taken) return false
  }
  return true
}
