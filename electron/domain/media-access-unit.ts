import { NAL, type Sps, frameNumOf, isBSlice, leadingNals, missingBetween, parseSps, withoutReordering } from './media-h264.ts'

/** What is known of an H.264 stream so far. `parameters` are Annex-B bytes to put before a key unit. */
export type H264Stream = {
  spsRaw: Uint8Array | null
  sps: Sps | null
  parameters: Uint8Array
  hasB: boolean
  /** frame_num of the last reference picture; null before the first key unit. */
  lastReference: number | null
}

export const newH264Stream = (): H264Stream => ({ spsRaw: null, sps: null, parameters: new Uint8Array(0), hasB: false, lastReference: null })

/** An access unit as WebCodecs wants it; `key` only where an IDR picture makes it decodable alone. */
export type PreparedUnit = {
  stream: H264Stream
  data: Uint8Array<ArrayBuffer>
  key: boolean
  /** Reference pictures that were sent before this one and did not arrive. */
  missing: number
}

/**
 * Prepares one Annex-B access unit: remembers its parameter sets, puts them before every key unit
 * and lets the decoder show pictures at once where no B slice was seen. The returned `data` is a
 * copy of its own.
 */
export function prepareH264(stream: H264Stream, unit: Uint8Array): PreparedUnit {
  const nals = leadingNals(unit)
  const slice = nals.find((nal) => nal.type >= NAL.slice && nal.type <= NAL.idr)
  const key = slice?.type === NAL.idr
  const hasB = stream.hasB || (slice?.type === NAL.slice && !stream.sps?.ordered && isBSlice(unit.subarray(slice.start, slice.start + 32)))
  const hasSps = nals.some((nal) => nal.type === NAL.sps)
  const learned = hasSps ? learnParameters({ ...stream, hasB }, unit, nals) : hasB === stream.hasB ? stream : relearn({ ...stream, hasB })
  const { lastReference, missing } = countMissing(learned, slice ? unit.subarray(slice.start, slice.start + 32) : null, key)
  const next = { ...learned, lastReference }
  if (!key || !slice) return { stream: next, data: new Uint8Array(unit), key: false, missing }
  return { stream: next, missing, data: concat([next.parameters, unit.subarray(startCodeBefore(unit, slice.start))]), key: true }
}

function countMissing({ sps, lastReference }: H264Stream, slice: Uint8Array | null, key: boolean): { lastReference: number | null; missing: number } {
  if (key) return { lastReference: 0, missing: 0 }
  const frameNum = slice && sps ? frameNumOf(slice, sps) : null
  if (!slice || !sps || frameNum === null || lastReference === null) return { lastReference, missing: 0 }
  const isReference = ((slice[0] ?? 0) & 0x60) !== 0
  const missing = missingBetween(lastReference, frameNum, sps.frameNumBits)
  return { lastReference: isReference ? frameNum : missing > 0 ? (frameNum - 1 + 2 ** sps.frameNumBits) % 2 ** sps.frameNumBits : lastReference, missing }
}

/** Learns parameter sets that came outside the stream (SDP sprop-parameter-sets as Annex B). */
export function learnExtradata(stream: H264Stream, extradata: Uint8Array): H264Stream {
  return learnParameters(stream, extradata, leadingNals(extradata))
}

function learnParameters(stream: H264Stream, bytes: Uint8Array, nals: ReturnType<typeof leadingNals>): H264Stream {
  const sets = nals.filter((nal) => nal.type === NAL.sps || nal.type === NAL.pps).map((nal) => new Uint8Array(bytes.subarray(nal.start, nal.end)))
  const spsRaw = sets.find((nal) => ((nal[0] ?? 0) & 0x1f) === NAL.sps) ?? stream.spsRaw
  const sps = spsRaw && parseSps(spsRaw)
  return { ...stream, spsRaw, sps, parameters: parametersOf(sets, stream.hasB) }
}

/** After the first B slice the sender's own SPS must be used: the rewritten ones are taken back. */
function relearn(stream: H264Stream): H264Stream {
  if (!stream.spsRaw) return stream
  const sets = leadingNals(stream.parameters).map((nal) => stream.parameters.subarray(nal.start, nal.end))
  const raw = stream.spsRaw
  return { ...stream, parameters: parametersOf(sets.map((nal) => (((nal[0] ?? 0) & 0x1f) === NAL.sps ? raw : nal)), true) }
}

function parametersOf(sets: readonly Uint8Array[], hasB: boolean): Uint8Array {
  const once = sets.filter((nal, i) => sets.findIndex((other) => sameBytes(other, nal)) === i)
  return concat(once.flatMap((nal) => [START_CODE, ((nal[0] ?? 0) & 0x1f) === NAL.sps && !hasB ? withoutReordering(nal) : nal]))
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i])

const START_CODE = Uint8Array.of(0, 0, 0, 1)

const startCodeBefore = (unit: Uint8Array, start: number): number => (start >= 4 && unit[start - 4] === 0 ? start - 4 : start - 3)

function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}
