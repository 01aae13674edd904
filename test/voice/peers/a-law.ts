/** One sample from -1 to 1 as a byte of A-law (ITU-T G.711). */
export function toALaw(sample: number): number {
  const value = Math.max(-32_635, Math.min(32_635, Math.round(sample * 32_767)))
  const size = Math.abs(value) >> 3
  const exponent = size < 32 ? 0 : Math.floor(Math.log2(size)) - 4
  const mantissa = exponent === 0 ? size >> 1 : (size >> exponent) & 15
  return ((value >= 0 ? 0x80 : 0) | (exponent << 4) | (mantissa & 15)) ^ 0x55
}

/** A byte of A-law as a sample from -1 to 1. */
export function fromALaw(byte: number): number {
  const code = byte ^ 0x55
  const exponent = (code >> 4) & 7
  const mantissa = ((code & 15) << 4) + 8
  const size = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1)
  return ((code & 0x80) !== 0 ? size : -size) / 32_768
}
