/** One header of a message: its name as it came, its value unfolded. */
export interface SipHeader {
  readonly name: string
  readonly value: string
}

export interface SipRequest {
  readonly kind: 'request'
  readonly method: string
  readonly uri: string
  readonly headers: readonly SipHeader[]
  readonly body: string
}

export interface SipResponse {
  readonly kind: 'response'
  readonly status: number
  readonly reason: string
  readonly headers: readonly SipHeader[]
  readonly body: string
}

export type SipMessage = SipRequest | SipResponse

/** Longest message that is read, characters. */
export const MAX_MESSAGE = 64 * 1024
const REQUEST_LINE = /^([A-Z]{1,20}) (\S{1,500}) SIP\/2\.0$/
const STATUS_LINE = /^SIP\/2\.0 (\d{3}) (.{0,200})$/
const HEADER = /^([A-Za-z0-9.!%*_+`'~-]{1,64})[ \t]*:[ \t]*(.*?)[ \t]*$/
const COMPACT: Readonly<Record<string, string>> = { v: 'via', f: 'from', t: 'to', i: 'call-id', m: 'contact', l: 'content-length', c: 'content-type', s: 'subject', k: 'supported', r: 'refer-to', o: 'event' }

/** Reads one message (RFC 3261 §7) as a WebSocket carries it (RFC 7118: one a frame); undefined when it is none. */
export function parseSip(text: string): SipMessage | undefined {
  if (text.length > MAX_MESSAGE) return undefined
  const split = text.indexOf('\r\n\r\n')
  const [first = '', ...lines] = (split < 0 ? text : text.slice(0, split)).replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n')
  const headers = headersOf(lines.filter((line) => line !== ''))
  if (!headers) return undefined
  const body = split < 0 ? '' : text.slice(split + 4)
  const request = REQUEST_LINE.exec(first)
  if (request) return { kind: 'request', method: request[1] ?? '', uri: request[2] ?? '', headers, body }
  const response = STATUS_LINE.exec(first)
  return response ? { kind: 'response', status: Number(response[1]), reason: response[2] ?? '', headers, body } : undefined
}

function headersOf(lines: readonly string[]): SipHeader[] | undefined {
  const headers: SipHeader[] = []
  for (const line of lines) {
    const match = HEADER.exec(line)
    if (!match) return undefined
    headers.push({ name: match[1] ?? '', value: match[2] ?? '' })
  }
  return headers
}

const nameOf = (name: string): string => COMPACT[name.toLowerCase()] ?? name.toLowerCase()

/** All values of a header, in order. */
export const valuesOf = (message: SipMessage, name: string): string[] => message.headers.filter((h) => nameOf(h.name) === name).map((h) => h.value)

/** The first value of a header, or an empty text. */
export const valueOf = (message: SipMessage, name: string): string => valuesOf(message, name)[0] ?? ''

/** The URI of a name-addr or addr-spec. */
export const uriOf = (value: string): string => /<([^>]+)>/.exec(value)?.[1] ?? value.split(';')[0]?.trim() ?? ''

/** The user part of a SIP URI, unescaped. */
export function userOf(uri: string): string {
  const user = /^sips?:([^@;>]+)@/i.exec(uri)?.[1] ?? ''
  try {
    return decodeURIComponent(user)
  } catch {
    return user
  }
}

/** A parameter of a header's value, such as `tag` or `branch`. */
export const paramOf = (value: string, name: string): string | undefined => new RegExp(`;\\s*${name}=([^;,\\s>]+)`, 'i').exec(value.replace(/<[^>]*>/, ''))?.[1]

/** Writes a message; the length is counted here. */
export function writeSip(message: SipMessage): string {
  const first = message.kind === 'request' ? `${message.method} ${message.uri} SIP/2.0` : `SIP/2.0 ${message.status} ${message.reason}`
  const headers = message.headers.filter((h) => nameOf(h.name) !== 'content-length').map((h) => `${h.name}: ${h.value}`)
  return [first, ...headers, `Content-Length: ${Buffer.byteLength(message.body)}`, '', message.body].join('\r\n')
}

const REASONS: Readonly<Record<number, string>> = {
  100: 'Trying', 180: 'Ringing', 200: 'OK', 202: 'Accepted', 400: 'Bad Request', 403: 'Forbidden', 404: 'Not Found', 405: 'Method Not Allowed', 480: 'Temporarily Unavailable',
  481: 'Call/Transaction Does Not Exist', 486: 'Busy Here', 487: 'Request Terminated', 488: 'Not Acceptable Here', 489: 'Bad Event', 503: 'Service Unavailable',
}

export interface ResponseParts {
  readonly toTag?: string
  readonly headers?: readonly SipHeader[]
  readonly body?: string
}

/** An answer to a request: its Via, From, To, Call-ID and CSeq as RFC 3261 §8.2.6 wants them. */
export function responseTo(request: SipRequest, status: number, { toTag, headers = [], body = '' }: ResponseParts = {}): SipResponse {
  const copied = ['via', 'record-route', 'from', 'to', 'call-id', 'cseq'].flatMap((name) =>
    request.headers.filter((h) => nameOf(h.name) === name).map((h) => (name === 'to' && toTag !== undefined && paramOf(h.value, 'tag') === undefined ? { name: h.name, value: `${h.value};tag=${toTag}` } : h)),
  )
  return { kind: 'response', status, reason: REASONS[status] ?? 'Unknown', headers: [...copied, ...headers], body }
}
