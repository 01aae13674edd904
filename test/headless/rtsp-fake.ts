import { readFileSync } from 'node:fs'
import { type Server, type Socket, createServer } from 'node:net'
import { clip } from './media-peers.ts'

/** What the n-th picture is sent as: its RTP time stamp (90 kHz) and its NAL units. */
export type Sent = { timestamp: number; nals: readonly Uint8Array[] }

/** Milliseconds between pictures, after how many the server hangs up, and what it says of its only track (SDP). */
export type FakeHow = { every: number; hangUpAfter: number; track: string }

/** The loop's access units as NAL units, without delimiters. */
export function accessUnits(): Uint8Array[][] {
  const data = readFileSync(clip('h264'))
  const nals: Uint8Array[][] = []
  for (const nal of splitNals(data)) {
    if ((nal[0] ?? 0) % 32 === 9) nals.push([])
    else nals.at(-1)?.push(nal)
  }
  return nals
}

function splitNals(data: Buffer): Uint8Array[] {
  const starts: number[] = []
  for (let at = data.indexOf('000001', 0, 'hex'); at >= 0; at = data.indexOf('000001', at + 3, 'hex')) starts.push(at + 3)
  return starts.map((start, i) => {
    const next = starts[i + 1]
    const end = next === undefined ? data.length : next - 3
    return data.subarray(start, data[end - 1] === 0 ? end - 1 : end)
  })
}

/**
 * An RTSP server (RFC 2326, interleaved) that sends whatever a test asks for, each NAL unit in one
 * RTP packet.
 */
export class RtspFake {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  port = 0
  /** Streams begun. */
  plays = 0

  private constructor(picture: (n: number) => Sent, how: FakeHow) {
    this.#server = createServer((socket) => this.#serve(socket, picture, how))
  }

  static async start(picture: (n: number) => Sent, how: Partial<FakeHow> = {}): Promise<RtspFake> {
    const fake = new RtspFake(picture, { every: 40, hangUpAfter: Number.POSITIVE_INFINITY, track: H264_TRACK, ...how })
    await new Promise<void>((resolve) => fake.#server.listen(0, '127.0.0.1', resolve))
    const address = fake.#server.address()
    fake.port = typeof address === 'object' && address !== null ? address.port : 0
    return fake
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  #serve(socket: Socket, picture: (n: number) => Sent, { every, hangUpAfter, track }: FakeHow): void {
    let timer: NodeJS.Timeout | undefined
    let [n, sequence] = [0, 0]
    this.#sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => {
      clearInterval(timer)
      this.#sockets.delete(socket)
    })
    const send = () => {
      if (n >= hangUpAfter) return socket.destroy()
      const { timestamp, nals } = picture(n++)
      nals.forEach((nal, i) => socket.write(interleaved(sequence++, timestamp, nal, i === nals.length - 1)))
    }
    socket.on('data', (data) => {
      const text = data.toString('latin1')
      const method = /^[A-Z_]+/.exec(text)?.[0]
      if (method === undefined || !/CSeq/i.test(text)) return
      socket.write(answer(method, /CSeq: *(\d+)/i.exec(text)?.[1] ?? '0', track))
      if (method !== 'PLAY') return
      this.plays++
      timer = setInterval(send, every)
    })
  }
}

const H264_TRACK = 'm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=fmtp:96 packetization-mode=1\r\n'

function answer(method: string, cseq: string, track: string): string {
  const sdp = `v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nt=0 0\r\n${track}a=control:track1\r\n`
  const head = `RTSP/1.0 200 OK\r\nCSeq: ${cseq}\r\nSession: 1;timeout=60\r\n`
  if (method === 'DESCRIBE') return `${head}Content-Type: application/sdp\r\nContent-Length: ${sdp.length}\r\n\r\n${sdp}`
  if (method === 'SETUP') return `${head}Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n\r\n`
  return `${head}Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN\r\n\r\n`
}

function interleaved(sequence: number, timestamp: number, nal: Uint8Array, last: boolean): Buffer {
  const packet = Buffer.alloc(16 + nal.length)
  packet.write('$', 'latin1')
  packet.writeUInt16BE(12 + nal.length, 2)
  packet.writeUInt8(0x80, 4)
  packet.writeUInt8(96 + (last ? 0x80 : 0), 5)
  packet.writeUInt16BE(sequence & 0xffff, 6)
  packet.writeUInt32BE(timestamp >>> 0, 8)
  packet.writeUInt32BE(1, 12)
  packet.set(nal, 16)
  return packet
}
