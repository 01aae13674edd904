/** A loop in memory: one entry a picture, each the NAL units of one access unit without start codes. */
export type H264Loop = {
  units: readonly LoopUnit[]
  sps: Uint8Array
  pps: Uint8Array
}

export type LoopUnit = { nals: readonly Uint8Array[]; key: boolean }

const SPS = 7
const PPS = 8
const IDR = 5

/**
 * Cuts an Annex-B stream with one slice a picture into access units; each slice ends one. Throws
 * where there are no parameter sets or the first picture is no key picture.
 */
export function cutLoop(stream: Buffer): H264Loop {
  const units: LoopUnit[] = []
  let nals: Uint8Array[] = []
  let sps: Uint8Array | undefined
  let pps: Uint8Array | undefined
  for (const nal of nalUnits(stream)) {
    const type = (nal[0] ?? 0) & 0x1f
    if (type === SPS) sps ??= nal
    if (type === PPS) pps ??= nal
    nals.push(nal)
    if (type < 1 || type > IDR) continue
    units.push({ nals, key: type === IDR })
    nals = []
  }
  if (!sps || !pps) throw new Error('the stream has no parameter sets')
  if (units[0]?.key !== true) throw new Error('the stream does not begin with a key picture')
  return { units, sps, pps }
}

const START_CODE = Buffer.of(0, 0, 1)

/** The NAL units of an Annex-B stream, without start codes and trailing zeros. */
export function* nalUnits(stream: Buffer): Generator<Uint8Array> {
  let from = stream.indexOf(START_CODE)
  while (from >= 0) {
    const start = from + START_CODE.length
    from = stream.indexOf(START_CODE, start)
    let end = from < 0 ? stream.length : from
    while (end > start && stream[end - 1] === 0) end--
    if (end > start) yield stream.subarray(start, end)
  }
}
