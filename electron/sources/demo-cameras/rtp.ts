/** RTP clock of video, ticks a second. */
export const RTP_CLOCK = 90_000
/** The dynamic payload type that the SDP names. */
export const PAYLOAD_TYPE = 96
/** Bytes of payload in one RTP packet. */
const MAX_PAYLOAD = 1400
const RTP_HEADER = 12
const INTERLEAVED_HEADER = 4
const FU_A = 28
/** Seconds from 1900 (NTP) to 1970 (Unix). */
const NTP_OFFSET = 2_208_988_800

/** The sender's side of one RTP stream. `sequence` and `timestamp` wrap as RFC 3550 wants. */
export type RtpSender = { channel: number; ssrc: number; sequence: number; packets: number; octets: number }

/**
 * Packs one access unit as interleaved RTP (RFC 6184 packetization-mode 1: single NAL units and
 * FU-A; RFC 2326 10.12) into one buffer. The last packet has the marker. Counts in `sender`.
 */
export function packUnit(sender: RtpSender, nals: readonly Uint8Array[], timestamp: number): Buffer {
  const out = Buffer.allocUnsafe(nals.reduce((sum, nal) => sum + packedSize(nal.length), 0))
  let at = 0
  nals.forEach((nal, i) => {
    const last = i === nals.length - 1
    if (nal.length <= MAX_PAYLOAD) {
      at = writeHeader(out, at, sender, nal.length, timestamp, last)
      out.set(nal, at)
      at += nal.length
      return
    }
    const header = nal[0] ?? 0
    for (let from = 1; from < nal.length; ) {
      const size = Math.min(MAX_PAYLOAD - 2, nal.length - from)
      const ends = from + size === nal.length
      at = writeHeader(out, at, sender, size + 2, timestamp, last && ends)
      out[at++] = (header & 0xe0) | FU_A
      out[at++] = (from === 1 ? 0x80 : 0) | (ends ? 0x40 : 0) | (header & 0x1f)
      out.set(nal.subarray(from, from + size), at)
      at += size
      from += size
    }
  })
  return out
}

function packedSize(length: number): number {
  if (length <= MAX_PAYLOAD) return length + INTERLEAVED_HEADER + RTP_HEADER
  const pieces = Math.ceil((length - 1) / (MAX_PAYLOAD - 2))
  return length - 1 + pieces * (INTERLEAVED_HEADER + RTP_HEADER + 2)
}

function writeHeader(out: Buffer, at: number, sender: RtpSender, payload: number, timestamp: number, marker: boolean): number {
  out[at] = 0x24
  out[at + 1] = sender.channel
  out.writeUInt16BE(RTP_HEADER + payload, at + 2)
  out[at + 4] = 0x80
  out[at + 5] = (marker ? 0x80 : 0) | PAYLOAD_TYPE
  out.writeUInt16BE(sender.sequence, at + 6)
  out.writeUInt32BE(timestamp >>> 0, at + 8)
  out.writeUInt32BE(sender.ssrc, at + 12)
  sender.sequence = (sender.sequence + 1) & 0xffff
  sender.packets = (sender.packets + 1) >>> 0
  sender.octets = (sender.octets + payload) >>> 0
  return at + INTERLEAVED_HEADER + RTP_HEADER
}

/**
 * A sender report with the source's name (RFC 3550 6.4.1, 6.5), interleaved on `channel`:
 * `timestamp` is the RTP time of `unixMs`.
 */
export function senderReport(channel: number, sender: RtpSender, timestamp: number, unixMs: number, name: string): Buffer {
  const cname = Buffer.from(name.slice(0, 60), 'ascii')
  const itemSize = 4 * Math.ceil((2 + cname.length + 1) / 4)
  const size = 28 + 8 + itemSize
  const out = Buffer.alloc(INTERLEAVED_HEADER + size)
  out[0] = 0x24
  out[1] = channel
  out.writeUInt16BE(size, 2)
  out.set([0x80, 200, 0, 6], 4)
  out.writeUInt32BE(sender.ssrc, 8)
  out.writeUInt32BE((Math.floor(unixMs / 1000) + NTP_OFFSET) >>> 0, 12)
  out.writeUInt32BE(Math.floor((unixMs / 1000 - Math.floor(unixMs / 1000)) * 2 ** 32) >>> 0, 16)
  out.writeUInt32BE(timestamp >>> 0, 20)
  out.writeUInt32BE(sender.packets, 24)
  out.writeUInt32BE(sender.octets, 28)
  out.set([0x81, 202, 0, 1 + itemSize / 4], 32)
  out.writeUInt32BE(sender.ssrc, 36)
  out.set([1, cname.length], 40)
  out.set(cname, 42)
  return out
}
