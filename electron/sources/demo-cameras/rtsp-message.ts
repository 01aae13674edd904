/** A request as RFC 2326 defines it; header names in lower case. */
export type RtspRequest = { method: string; url: string; version: string; headers: ReadonlyMap<string, string> }

export type Parsed =
  | { kind: 'request'; request: RtspRequest; used: number }
  /** An interleaved frame that the client sent (its RTCP), without its four bytes. */
  | { kind: 'frame'; channel: number; used: number }
  /** Not complete yet. */
  | { kind: 'more' }
  | { kind: 'bad'; status: 400 | 413 }

const MAX_HEAD = 8 * 1024
const MAX_BODY = 64 * 1024
const DOLLAR = 0x24
const REQUEST_LINE = /^([A-Z_]{1,32}) (\S{1,2000}) (RTSP\/\d\.\d)$/
const HEADER = /^([!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}):[ \t]*(.*?)[ \t]*$/

/** Takes the next message from the start of what a client has sent. Bodies are skipped: no method here needs one. */
export function parseRtsp(bytes: Buffer): Parsed {
  if (bytes[0] === DOLLAR) {
    if (bytes.length < 4) return { kind: 'more' }
    const used = 4 + bytes.readUInt16BE(2)
    return bytes.length < used ? { kind: 'more' } : { kind: 'frame', channel: bytes[1] ?? 0, used }
  }
  const blank = leadingBlank(bytes)
  const end = bytes.indexOf('\r\n\r\n', blank, 'latin1')
  if (end < 0) return bytes.length - blank > MAX_HEAD ? { kind: 'bad', status: 413 } : couldBegin(bytes, blank) ? { kind: 'more' } : { kind: 'bad', status: 400 }
  if (end - blank > MAX_HEAD) return { kind: 'bad', status: 413 }
  const [first = '', ...lines] = bytes.toString('latin1', blank, end).split('\r\n')
  const match = REQUEST_LINE.exec(first)
  const headers = headersOf(lines)
  if (!match || !headers) return { kind: 'bad', status: 400 }
  const length = headers.get('content-length') ?? '0'
  if (!/^\d{1,9}$/.test(length)) return { kind: 'bad', status: 400 }
  if (Number(length) > MAX_BODY) return { kind: 'bad', status: 413 }
  const used = end + 4 + Number(length)
  if (bytes.length < used) return { kind: 'more' }
  const [, method = '', url = '', version = ''] = match
  return { kind: 'request', request: { method, url, version, headers }, used }
}

/** Empty lines before a request are allowed. */
function leadingBlank(bytes: Buffer): number {
  let at = 0
  while (at < 16 && bytes[at] === 0x0d && bytes[at + 1] === 0x0a) at += 2
  return at
}

/** Whether unfinished bytes can still become a request: it begins with capital letters. */
function couldBegin(bytes: Buffer, from: number): boolean {
  const word = bytes.toString('latin1', from, Math.min(bytes.length, from + 40))
  return /^(\r\n?|[A-Z_]{0,32}( .*)?)$/s.test(word)
}

function headersOf(lines: readonly string[]): Map<string, string> | null {
  const headers = new Map<string, string>()
  for (const line of lines) {
    const match = HEADER.exec(line)
    if (!match?.[1] || match[2] === undefined) return null
    headers.set(match[1].toLowerCase(), match[2])
  }
  return headers
}

/** The camera id and whether its track is meant, from an address such as `rtsp://host:port/cam-01/trackID=0`. */
export function targetOf(url: string): { id: string; track: boolean } | null {
  const match = /^rtsp:\/\/[^/\s]+\/([A-Za-z0-9._-]{1,64})(\/trackID=0)?\/?(?:\?\S*)?$/i.exec(url)
  return match?.[1] === undefined ? null : { id: match[1], track: match[2] !== undefined }
}

/** The pair of interleaved channels that a Transport header asks for; null where it asks for something else. */
export function interleavedChannels(transport: string): { rtp: number; rtcp: number } | null {
  for (const offer of transport.split(',')) {
    if (!/^\s*RTP\/AVP\/TCP\s*(;|$)/i.test(offer) || /;\s*multicast/i.test(offer)) continue
    const match = /;\s*interleaved\s*=\s*(\d{1,3})(?:-(\d{1,3}))?/i.exec(offer)
    const rtp = Number(match?.[1] ?? 0)
    const rtcp = Number(match?.[2] ?? rtp + 1)
    if (rtp <= 255 && rtcp <= 255 && rtp !== rtcp) return { rtp, rtcp }
  }
  return null
}

export type Status = 200 | 400 | 404 | 413 | 454 | 455 | 459 | 461 | 500 | 501 | 503 | 505 | 551

const REASONS: Record<Status, string> = {
  200: 'OK',
  400: 'Bad Request',
  404: 'Not Found',
  413: 'Request Entity Too Large',
  454: 'Session Not Found',
  455: 'Method Not Valid in This State',
  459: 'Aggregate Operation Not Allowed',
  461: 'Unsupported Transport',
  500: 'Internal Server Error',
  501: 'Unknown Method',
  503: 'Service Unavailable',
  505: 'RTSP Version not supported',
  551: 'Option not supported',
}

/** An answer's text; `headers` in the order given. */
export function rtspAnswer(status: Status, cseq: string | undefined, headers: Readonly<Record<string, string>> = {}, body = ''): string {
  const length = Buffer.byteLength(body)
  const lines = [
    `RTSP/1.0 ${status} ${REASONS[status]}`,
    ...(cseq === undefined ? [] : [`CSeq: ${cseq}`]),
    'Server: Wufeng demo cameras',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(length > 0 ? [`Content-Length: ${length}`] : []),
  ]
  return `${lines.join('\r\n')}\r\n\r\n${body}`
}
