/** PCMU's rate, Hz, and the samples of one packet of 20 ms. */
export const RATE = 8_000
export const PACKET_SAMPLES = 160

const BIAS = 0x84
const CLIP = 32_635

/** One 16-bit sample as μ-law (ITU-T G.711). */
export function muLaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0
  const magnitude = Math.min(Math.abs(sample), CLIP) + BIAS
  const exponent = Math.max(0, 31 - Math.clz32(magnitude) - 7)
  return ~(sign | (exponent << 4) | ((magnitude >> (exponent + 3)) & 0x0f)) & 0xff
}

/** One μ-law byte as a 16-bit sample. */
export function fromMuLaw(byte: number): number {
  const value = ~byte & 0xff
  const magnitude = ((((value & 0x0f) << 3) + BIAS) << ((value & 0x70) >> 4)) - BIAS
  return value & 0x80 ? -magnitude : magnitude
}

/** A tone in bursts, so that a person who listens knows that the line is alive without being hurt by it. */
const ON_MS = 900
const PERIOD_MS = 1_300
const FADE_MS = 12
const AMPLITUDE = 7_000

/** Samples of the tone from an instant on, ms since it began, as μ-law. */
export function tonePacket(hz: number, packet: number): Buffer {
  const bytes = Buffer.allocUnsafe(PACKET_SAMPLES)
  for (let i = 0; i < PACKET_SAMPLES; i++) {
    const n = packet * PACKET_SAMPLES + i
    const ms = ((n * 1000) / RATE) % PERIOD_MS
    const gain = ms >= ON_MS ? 0 : Math.min(1, ms / FADE_MS, (ON_MS - ms) / FADE_MS)
    bytes[i] = muLaw(Math.round(AMPLITUDE * gain * Math.sin((2 * Math.PI * hz * n) / RATE)))
  }
  return bytes
}
