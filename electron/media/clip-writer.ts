import { AVMEDIA_TYPE_VIDEO, AV_PKT_FLAG_KEY } from 'node-av/constants'
import { Dictionary, FormatContext, Packet, Rational } from 'node-av/lib'
import { decodingTimes } from '../domain/clip-range.ts'
import { parameterSets } from '../domain/media-parameter-sets.ts'
import type { GroupCoding } from './unit-ring.ts'
import type { SessionUnit } from './watcher.ts'

/** Ticks a second of a clip's time stamps. */
const TICKS = 90_000

/** A frame lasts this long where nothing follows it, µs. */
const LAST_US = 40_000

const toTicks = (us: number): bigint => BigInt(Math.round((us * TICKS) / 1_000_000))

/**
 * Writes units as they came into an MP4 file (ISO/IEC 14496-12), without coding anything again. The
 * first `hidden` are only there to decode the rest: they lie before time zero, where an edit list
 * tells players to begin. Throws with FFmpeg's code where the file can't be written.
 */
export async function writeMp4(file: string, coding: GroupCoding, units: readonly SessionUnit[], hidden: number, title: string): Promise<void> {
  const output = new FormatContext()
  check(output.allocOutputContext2(null, 'mp4', file), 'the container')
  const packet = new Packet()
  packet.alloc()
  try {
    const stream = output.newStream()
    const { codecpar } = stream
    codecpar.codecType = AVMEDIA_TYPE_VIDEO
    codecpar.codecId = coding.coding.codecId
    codecpar.width = coding.width
    codecpar.height = coding.height
    const sets = parameterSets(coding.coding.codec, units[0]?.data ?? new Uint8Array(0)) ?? coding.coding.extradata
    if (sets) codecpar.extradata = Buffer.from(sets)
    stream.timeBase = new Rational(1, TICKS)
    check(await output.openOutput(), 'opening')
    const options = Dictionary.fromObject({ movflags: '+faststart', video_track_timescale: String(TICKS) })
    output.metadata = Dictionary.fromObject({ title })
    check(await output.writeHeader(options).finally(() => options.free()), 'the head')
    await writeUnits(output, packet, units, hidden)
    check(await output.writeTrailer(), 'the end')
  } finally {
    packet.free()
    await output.closeOutput()
    output.freeContext()
  }
}

async function writeUnits(output: FormatContext, packet: Packet, units: readonly SessionUnit[], hidden: number): Promise<void> {
  const zero = Math.min(...units.slice(hidden).map(({ ptsUs }) => ptsUs))
  const times = units.map(({ ptsUs }) => ptsUs - zero)
  const decoding = decodingTimes(times)
  for (const [i, unit] of units.entries()) {
    const at = decoding[i] ?? 0
    packet.unref()
    packet.data = Buffer.from(unit.data)
    packet.streamIndex = 0
    packet.timeBase = { num: 1, den: TICKS }
    packet.pts = toTicks(times[i] ?? at)
    packet.dts = toTicks(at)
    packet.duration = toTicks((decoding[i + 1] ?? at + LAST_US) - at)
    if (unit.key) packet.setFlags(AV_PKT_FLAG_KEY)
    check(await output.writeFrame(packet), 'a picture')
  }
}

function check(code: number, what: string): void {
  if (code < 0) throw new ClipError(code, what)
}

/** Writing a clip failed; `code` is FFmpeg's. */
export class ClipError extends Error {
  readonly code: number

  constructor(code: number, what: string) {
    super(`${what} could not be written (${code})`)
    this.code = code
  }
}
