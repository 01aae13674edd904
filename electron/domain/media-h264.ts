import { BitReader, BitWriter, escapeNal, unescapeNal } from './media-bits.ts'

/** NAL unit types that matter here (ITU-T H.264 table 7-1). */
export const NAL = { slice: 1, idr: 5, sps: 7, pps: 8, aud: 9 } as const

/** Where one NAL unit lies in an Annex-B byte stream, without its start code. */
export type NalSpan = { type: number; start: number; end: number }

/**
 * Finds the NAL units of an Annex-B access unit. The search stops at the first slice, since what
 * follows a slice is slices and costs a pass over every byte; that last span runs to the end.
 */
export function leadingNals(unit: Uint8Array): NalSpan[] {
  const spans: NalSpan[] = []
  let open: NalSpan | null = null
  for (let i = 0; i + 3 < unit.length; i++) {
    if (unit[i] !== 0 || unit[i + 1] !== 0 || unit[i + 2] !== 1) continue
    if (open) open.end = i > 0 && unit[i - 1] === 0 ? i - 1 : i
    open = { type: (unit[i + 3] ?? 0) & 0x1f, start: i + 3, end: unit.length }
    spans.push(open)
    if (open.type >= NAL.slice && open.type <= NAL.idr) break
    i += 3
  }
  return spans
}

/** True for a B slice; `nal` begins with the header of a slice NAL unit (7.3.3). */
export function isBSlice(nal: Uint8Array): boolean {
  try {
    const reader = new BitReader(unescapeNal(nal.subarray(1, 24)))
    reader.ue()
    return reader.ue() % 5 === 1
  } catch {
    return false
  }
}

/** frame_num of a slice NAL unit (7.3.3), or null where it can't be read. */
export function frameNumOf(nal: Uint8Array, sps: Sps): number | null {
  try {
    const reader = new BitReader(unescapeNal(nal.subarray(1, 24)))
    reader.ue()
    reader.ue()
    reader.ue()
    if (sps.separatePlanes) reader.u(2)
    return reader.u(sps.frameNumBits)
  } catch {
    return null
  }
}

/**
 * Reference pictures that are missing between two pictures in decoding order (7.4.3): frame_num
 * counts them, modulo 2 to the power of its bits. Null for what came before the first one.
 */
export function missingBetween(before: number | null, frameNum: number, bits: number): number {
  if (before === null) return 0
  const ahead = (frameNum - before + 2 ** bits) % 2 ** bits
  return ahead <= 1 ? 0 : Math.min(ahead - 1, 2 ** (bits - 1))
}

/** What a sequence parameter set says that this product uses. */
export type Sps = {
  profile: number
  constraints: number
  level: number
  /** Size of the cropped picture in pixels. */
  width: number
  height: number
  numRefFrames: number
  /** True where output order can't differ from decoding order, whatever the slices are. */
  ordered: boolean
  /** Length of frame_num in bits, and whether colour_plane_id stands before it (7.3.3). */
  frameNumBits: number
  separatePlanes: boolean
  /** max_num_reorder_frames, or null where bitstream_restriction is absent. */
  maxReorder: number | null
}

/** An Sps together with the places, in bits of the RBSP, that a rewrite needs. */
type SpsLayout = { sps: Sps; vuiFlagAt: number; restrictionFlagAt: number | null }

const CHROMA_PROFILES = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135])

/** Parses an SPS NAL unit (7.3.2.1.1, E.1.1) or returns null where it is damaged. */
export function parseSps(nal: Uint8Array): Sps | null {
  return layoutOf(unescapeNal(nal))?.sps ?? null
}

/** The RFC 6381 codec string, e.g. `avc1.64001e`. */
export function codecString(sps: Sps): string {
  const hex = (value: number) => value.toString(16).padStart(2, '0')
  return `avc1.${hex(sps.profile)}${hex(sps.constraints)}${hex(sps.level)}`
}

/**
 * Rewrites an SPS so that a decoder shows every picture at once: bitstream_restriction with
 * max_num_reorder_frames = 0 and max_dec_frame_buffering = num_ref_frames. Only right for a
 * stream without B slices. Without the restriction a decoder may hold back up to 16 pictures
 * (E.2.1). Returns the same bytes where nothing needs to change or the SPS is damaged.
 */
export function withoutReordering(nal: Uint8Array): Uint8Array {
  const rbsp = unescapeNal(nal)
  const layout = layoutOf(rbsp)
  if (!layout || layout.sps.maxReorder === 0) return nal
  const out = new BitWriter()
  if (layout.restrictionFlagAt === null) {
    out.copy(rbsp, layout.vuiFlagAt)
    out.u(1, 1)
    // Eight flags from aspect_ratio_info_present_flag to pic_struct_present_flag; low_delay_hrd_flag
    // is absent without HRD parameters.
    out.u(0, 8)
  } else {
    out.copy(rbsp, layout.restrictionFlagAt)
  }
  writeRestriction(out, layout.sps.numRefFrames)
  return escapeNal(out.finish())
}

function writeRestriction(out: BitWriter, numRefFrames: number): void {
  out.u(1, 1)
  out.u(1, 1)
  out.ue(0)
  out.ue(0)
  out.ue(16)
  out.ue(16)
  out.ue(0)
  out.ue(numRefFrames)
}

function layoutOf(rbsp: Uint8Array): SpsLayout | null {
  try {
    return readSps(rbsp)
  } catch {
    return null
  }
}

function readSps(rbsp: Uint8Array): SpsLayout | null {
  const r = new BitReader(rbsp)
  if ((r.u(8) & 0x1f) !== NAL.sps) return null
  const profile = r.u(8)
  const constraints = r.u(8)
  const level = r.u(8)
  r.ue()
  const { chroma, separatePlanes } = CHROMA_PROFILES.has(profile) ? readChroma(r) : { chroma: 1, separatePlanes: false }
  const frameNumBits = Math.min(16, r.ue() + 4)
  const pocType = readPicOrder(r)
  const numRefFrames = r.ue()
  r.u1()
  const mbWidth = r.ue() + 1
  const mapHeight = r.ue() + 1
  const frameMbsOnly = r.u1()
  if (!frameMbsOnly) r.u1()
  r.u1()
  const crop = r.u1() ? { left: r.ue(), right: r.ue(), top: r.ue(), bottom: r.ue() } : { left: 0, right: 0, top: 0, bottom: 0 }
  const cropX = chroma === 1 || chroma === 2 ? 2 : 1
  const cropY = (chroma === 1 ? 2 : 1) * (2 - frameMbsOnly)
  const vuiFlagAt = r.position
  const vui = r.u1() ? readVui(r) : { restrictionFlagAt: null, maxReorder: null }
  const sps: Sps = {
    profile,
    constraints,
    level,
    width: mbWidth * 16 - cropX * (crop.left + crop.right),
    height: mapHeight * 16 * (2 - frameMbsOnly) - cropY * (crop.top + crop.bottom),
    numRefFrames,
    ordered: pocType === 2 || profile === 66,
    frameNumBits,
    separatePlanes,
    maxReorder: vui.maxReorder,
  }
  return { sps, vuiFlagAt, restrictionFlagAt: vui.restrictionFlagAt }
}

function readChroma(r: BitReader): { chroma: number; separatePlanes: boolean } {
  const chroma = r.ue()
  const separatePlanes = chroma === 3 && r.u1() === 1
  r.ue()
  r.ue()
  r.u1()
  if (r.u1()) {
    for (let i = 0; i < (chroma === 3 ? 12 : 8); i++) if (r.u1()) skipScalingList(r, i < 6 ? 16 : 64)
  }
  return { chroma, separatePlanes }
}

function skipScalingList(r: BitReader, size: number): void {
  let last = 8
  let next = 8
  for (let i = 0; i < size; i++) {
    if (next !== 0) next = (last + r.se() + 256) % 256
    last = next === 0 ? last : next
  }
}

function readPicOrder(r: BitReader): number {
  const type = r.ue()
  if (type === 0) r.ue()
  if (type === 1) {
    r.u1()
    r.se()
    r.se()
    const cycle = r.ue()
    for (let i = 0; i < cycle; i++) r.se()
  }
  return type
}

/** Reads vui_parameters (E.1.1) up to and with max_num_reorder_frames. */
function readVui(r: BitReader): { restrictionFlagAt: number; maxReorder: number | null } {
  if (r.u1() && r.u(8) === 255) r.u(32)
  if (r.u1()) r.u1()
  if (r.u1()) {
    r.u(4)
    if (r.u1()) r.u(24)
  }
  if (r.u1()) {
    r.ue()
    r.ue()
  }
  if (r.u1()) r.u(65)
  const nalHrd = r.u1()
  if (nalHrd) skipHrd(r)
  const vclHrd = r.u1()
  if (vclHrd) skipHrd(r)
  if (nalHrd || vclHrd) r.u1()
  r.u1()
  const restrictionFlagAt = r.position
  if (!r.u1()) return { restrictionFlagAt, maxReorder: null }
  r.u1()
  for (let i = 0; i < 4; i++) r.ue()
  return { restrictionFlagAt, maxReorder: r.ue() }
}

function skipHrd(r: BitReader): void {
  const count = r.ue() + 1
  r.u(8)
  for (let i = 0; i < count; i++) {
    r.ue()
    r.ue()
    r.u1()
  }
  r.u(20)
}
