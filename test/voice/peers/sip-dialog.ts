import { randomBytes } from 'node:crypto'
import { addressIn, all, one, type Message } from './sip-text.ts'

/** A call as its telephone knows it. */
export interface Dialog {
  readonly callId: string
  readonly local: string
  readonly remote: string
  readonly target: string
  readonly routes: readonly string[]
  /** Where a request goes that no route and no port leads. */
  readonly exchange: number
}

/** What a request has of its own. */
export interface Request {
  readonly headers?: readonly string[]
  readonly body?: string
  readonly cseq?: number
  /** Of the request that this one belongs to. */
  readonly via?: string
}

/** A call as it stands once it is answered: its routes are those of the answer, unless it has some. */
export const reached = (dialog: Dialog, answer: Message): Dialog => ({
  ...dialog, remote: one(answer, 'to'), target: addressIn(one(answer, 'contact')) || dialog.target,
  routes: dialog.routes.length > 0 ? dialog.routes : all(answer, 'record-route').reverse(),
})

/** The request as it is sent over UDP by a telephone at a port of this machine. */
export function requestText(method: string, dialog: Dialog, { headers = [], body = '', cseq, via, user, port }: Request & { readonly cseq: number; readonly user: string; readonly port: number }): string {
  const head = [
    `${method} ${dialog.target} SIP/2.0`, `Via: ${via ?? `SIP/2.0/UDP 127.0.0.1:${port};rport;branch=z9hG4bK${randomBytes(8).toString('hex')}`}`,
    ...dialog.routes.map((route) => `Route: ${route}`), `From: ${dialog.local}`, `To: ${dialog.remote}`, `Call-ID: ${dialog.callId}`, `CSeq: ${cseq} ${method}`,
    `Contact: <sip:${user}@127.0.0.1:${port}>`, 'Max-Forwards: 70', ...headers, `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  return `${head.join('\r\n')}\r\n\r\n${body}`
}
