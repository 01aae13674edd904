/** NAL unit types of parameter sets, and of coded pictures, by codec (H.264 table 7-1, H.265 table 7-1). */
const TYPES = {
  h264: { typeOf: (head: number) => head & 0x1f, sets: new Set([7, 8]), isPicture: (type: number) => type >= 1 && type <= 5 },
  hevc: { typeOf: (head: number) => (head >> 1) & 0x3f, sets: new Set([32, 33, 34]), isPicture: (type: number) => type < 32 },
} as const

/** The parameter sets that stand before the picture of an Annex-B access unit, as Annex B; null where there are none. */
export function parameterSets(codec: string, unit: Uint8Array): Uint8Array | null {
  if (codec !== 'h264' && codec !== 'hevc') return null
  const { typeOf, sets, isPicture } = TYPES[codec]
  const starts: { at: number; type: number }[] = []
  for (let i = 0; i + 3 < unit.length; i++) {
    if (unit[i] !== 0 || unit[i + 1] !== 0 || unit[i + 2] !== 1) continue
    const type = typeOf(unit[i + 3] ?? 0)
    starts.push({ at: i, type })
    if (isPicture(type)) break
    i += 3
  }
  const found = starts.flatMap(({ at, type }, i) => (sets.has(type) ? [unit.subarray(at, starts[i + 1]?.at ?? unit.length)] : []))
  if (found.length === 0) return null
  const out = new Uint8Array(found.reduce((sum, set) => sum + set.length + 1, 0))
  let at = 0
  // A four-byte start code before each: the zero byte of what follows does no harm at its end.
  for (const set of found) {
    out.set(set, at + 1)
    at += set.length + 1
  }
  return out
}
