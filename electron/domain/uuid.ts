const HEX = Array.from({ length: 256 }, (_, b) => b.toString(16).padStart(2, '0'))
const hex = (byte: number): string => HEX[byte & 0xff] ?? ''

/** UUIDv7 (RFC 9562) from epoch ms and 10 random bytes. Sorts by time. */
export function uuidV7(ms: number, random: Uint8Array): string {
  if (random.length < 10) throw new Error('uuidV7 wants 10 random bytes')
  const [r0 = 0, r1 = 0, r2 = 0, r3 = 0, r4 = 0, r5 = 0, r6 = 0, r7 = 0, r8 = 0, r9 = 0] = random
  const time = Math.floor(ms).toString(16).padStart(12, '0').slice(-12)
  return `${time.slice(0, 8)}-${time.slice(8)}-${hex((r0 & 0x0f) | 0x70)}${hex(r1)}-${hex((r2 & 0x3f) | 0x80)}${hex(r3)}-${hex(r4)}${hex(r5)}${hex(r6)}${hex(r7)}${hex(r8)}${hex(r9)}`
}
