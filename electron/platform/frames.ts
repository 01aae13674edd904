/**
 * Length-prefixed JSON frames on a byte stream: 4 bytes big-endian length, then UTF-8 JSON.
 * Used on the Unix socket between core and its bridge.
 */
export const MAX_FRAME = 16 * 1024 * 1024

export function encodeFrame(message: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(message), 'utf8')
  const frame = Buffer.allocUnsafe(4 + body.length)
  frame.writeUInt32BE(body.length, 0)
  body.copy(frame, 4)
  return frame
}

/**
 * Feeds chunks, gets messages. A frame that is not JSON comes out as `undefined`, so that its reader can
 * answer with an error; a frame longer than {@link MAX_FRAME} throws, and the stream must be closed.
 */
export function frameReader(onMessage: (message: unknown) => void): (chunk: Buffer) => void {
  let held: Buffer[] = []
  let size = 0
  const take = (n: number): Buffer => {
    const all = held.length === 1 && held[0] ? held[0] : Buffer.concat(held)
    held = all.length > n ? [all.subarray(n)] : []
    size -= n
    return all.subarray(0, n)
  }
  let want: number | undefined
  return (chunk) => {
    held.push(chunk)
    size += chunk.length
    for (;;) {
      if (want === undefined) {
        if (size < 4) return
        want = take(4).readUInt32BE(0)
        if (want > MAX_FRAME) throw new Error(`frame of ${want} bytes is over the bound of ${MAX_FRAME}`)
      }
      if (size < want) return
      const body = take(want)
      want = undefined
      onMessage(parseJson(body.toString('utf8')))
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
