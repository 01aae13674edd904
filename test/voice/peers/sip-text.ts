/** Who may send sound, as SDP says it (RFC 3264). */
export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive'

/** A SIP message, as far as a telephone of a test reads it: header names in small letters. */
export interface Message {
  readonly first: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body: string
}

export function parse(text: string): Message {
  const [head = '', body = ''] = text.split('\r\n\r\n')
  const [first = '', ...lines] = head.split('\r\n')
  return { first, body, headers: lines.map((line) => [line.slice(0, line.indexOf(':')).trim().toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]) }
}

export const all = (message: Message, name: string): string[] => message.headers.filter(([key]) => key === name).map(([, value]) => value)
export const one = (message: Message, name: string): string => all(message, name)[0] ?? ''

export const statusOf = (message: Message): number => Number(message.first.split(' ')[1])

/** The address between the brackets of a Contact, From, To or Refer-To. */
export const addressIn = (value: string): string => /<([^>]+)>/.exec(value)?.[1] ?? value

/** The port that an address names; undefined where it is a domain's. */
export function portIn(address: string): number | undefined {
  const port = /sips?:(?:[^@;>]*@)?[^:;>?]+:(\d+)/.exec(address)?.[1]
  return port === undefined ? undefined : Number(port)
}

/** Where a REFER sends to, and whose place is taken there (RFC 3891). */
export function referTo(message: Message): { readonly target: string; readonly replaces: string | undefined } {
  const [target = '', headers = ''] = addressIn(one(message, 'refer-to')).split('?')
  return { target, replaces: new URLSearchParams(headers).get('Replaces') ?? undefined }
}

export const directionOf = (sdp: string): Direction => {
  const found = /^a=(sendrecv|sendonly|recvonly|inactive)/m.exec(sdp)?.[1]
  return found === 'sendonly' || found === 'recvonly' || found === 'inactive' ? found : 'sendrecv'
}
