import { SessionState, type Notification, type Session, type URI } from 'sip.js'

/** The other side says within this how the transfer went, or it counts as failed, ms. */
const REFER_MS = 60_000
const SIPFRAG = /^SIP\/2\.0 (\d{3})/

/** Transfers the other side (RFC 3515; to a session with Replaces, RFC 3891). True once it speaks with whom it was sent to. */
export const referSession = (session: Session, to: URI | Session): Promise<boolean> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), REFER_MS)
    const settle = (well: boolean): void => {
      clearTimeout(timer)
      resolve(well)
    }
    // Some servers end the call as soon as they have taken the request, and notify nobody.
    session.stateChange.addListener((state) => {
      if (state === SessionState.Terminated) settle(true)
    })
    const onNotify = (notification: Notification): void => {
      void notification.accept().catch(() => undefined)
      const status = Number(SIPFRAG.exec(notification.request.body)?.[1] ?? 0)
      if (status >= 200) settle(status < 300)
      else if (/^terminated/i.test(notification.request.getHeader('Subscription-State') ?? '')) settle(false)
    }
    session.refer(to, { onNotify, requestDelegate: { onReject: () => settle(false) } }).catch(() => settle(false))
  })
