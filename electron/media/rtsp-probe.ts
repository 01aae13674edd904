import { connect } from 'node:net'

/** What answered: an RTSP server, something else, nothing, or nobody there. TLS can't be asked this way. */
export type ProbeAnswer = 'rtsp' | 'other' | 'silent' | 'closed' | 'unasked'

const PROBE_TIMEOUT = 2_000

/**
 * Asks an address with one RTSP OPTIONS request (RFC 2326 10.1), without credentials, what answers
 * there. Never rejects.
 */
export function probeRtsp(url: string): Promise<ProbeAnswer> {
  const parts = /^rtsp:\/\/(?:[^/]*@)?(\[[^\]]+\]|[^/:?#]+)(?::(\d+))?/i.exec(url)
  const host = parts?.[1]?.replace(/^\[|\]$/g, '')
  if (!host) return Promise.resolve('unasked')
  const port = Number(parts?.[2] ?? 554)
  return new Promise((resolve) => {
    const socket = connect({ host, port })
    const finish = (answer: ProbeAnswer) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(answer)
    }
    const timer = setTimeout(() => finish('silent'), PROBE_TIMEOUT)
    socket.once('connect', () => socket.write(`OPTIONS rtsp://${host.includes(':') ? `[${host}]` : host}:${port}/ RTSP/1.0\r\nCSeq: 1\r\n\r\n`))
    socket.once('data', (data) => finish(data.toString('latin1', 0, 5) === 'RTSP/' ? 'rtsp' : 'other'))
    socket.once('end', () => finish('closed'))
    socket.once('error', () => finish('closed'))
  })
}
