import type { Position } from './reference.ts'
import { startOfLocalDay } from './calendar.ts'

/** What a photo says of itself, as a suggestion: phones may be wrong, and anybody can write it. */
export interface PhotoFacts {
  readonly at?: Position
  /** Epoch ms. */
  readonly takenAt?: number
}

/** Bytes of a JPEG's beginning in which its EXIF stands. */
export const EXIF_BYTES = 128 * 1024

const EXIF_IFD = 0x8769
const GPS_IFD = 0x8825
const TAKEN = 0x9003
const OFFSET = 0x9011
const [LAT_REF, LAT, LNG_REF, LNG] = [1, 2, 3, 4] as const
/** Entries of one directory that are looked at. */
const MAX_ENTRIES = 200

/** Reads position (WGS-84) and time of a JPEG's EXIF (CIPA DC-008); what is missing or malformed is left out. */
export function photoFacts(jpeg: Uint8Array): PhotoFacts {
  const tiff = exifBlock(jpeg)
  if (!tiff) return {}
  try {
    return factsOf(new Tiff(tiff))
  } catch {
    return {}
  }
}

/** The TIFF block of the APP1 segment that holds EXIF. */
function exifBlock(jpeg: Uint8Array): Uint8Array | undefined {
  if (jpeg[0] !== 0xff || jpeg[1] !== 0xd8) return undefined
  for (let i = 2; i + 4 <= jpeg.length; ) {
    const marker = jpeg[i + 1] ?? 0
    if (jpeg[i] !== 0xff || marker === 0xda || marker === 0xd9) return undefined
    const length = ((jpeg[i + 2] ?? 0) << 8) | (jpeg[i + 3] ?? 0)
    const body = jpeg.subarray(i + 4, i + 2 + length)
    if (marker === 0xe1 && String.fromCharCode(...body.subarray(0, 6)) === 'Exif\0\0') return body.subarray(6)
    i += 2 + Math.max(length, 2)
  }
  return undefined
}

interface Entry {
  readonly type: number
  readonly count: number
  /** Where its value stands, or the value itself where it fits into four bytes. */
  readonly place: number
}

/** A TIFF block; every read outside it throws RangeError. */
class Tiff {
  readonly #view: DataView
  readonly #little: boolean

  constructor(block: Uint8Array) {
    this.#view = new DataView(block.buffer, block.byteOffset, block.byteLength)
    this.#little = this.#view.getUint16(0) === 0x4949
  }

  long(at: number): number {
    return this.#view.getUint32(at, this.#little)
  }

  directory(at: number): Map<number, Entry> {
    const entries = new Map<number, Entry>()
    const count = Math.min(this.#view.getUint16(at, this.#little), MAX_ENTRIES)
    for (let n = 0; n < count; n++) {
      const entry = at + 2 + n * 12
      entries.set(this.#view.getUint16(entry, this.#little), { type: this.#view.getUint16(entry + 2, this.#little), count: this.long(entry + 4), place: entry + 8 })
    }
    return entries
  }

  text({ type, count, place }: Entry): string | undefined {
    if (type !== 2 || count > 64) return undefined
    const from = count <= 4 ? place : this.long(place)
    return Array.from({ length: count }, (_, i) => String.fromCharCode(this.#view.getUint8(from + i))).join('').replace(/\0.*$/s, '')
  }

  rationals({ type, count, place }: Entry): number[] {
    if (type !== 5 || count > 8) return []
    const from = this.long(place)
    return Array.from({ length: count }, (_, i) => this.long(from + i * 8) / this.long(from + i * 8 + 4))
  }
}

function factsOf(tiff: Tiff): PhotoFacts {
  const root = tiff.directory(tiff.long(4))
  const sub = (tag: number): Map<number, Entry> => {
    const entry = root.get(tag)
    return entry ? tiff.directory(tiff.long(entry.place)) : new Map<number, Entry>()
  }
  const at = positionOf(tiff, sub(GPS_IFD))
  const takenAt = takenIn(tiff, sub(EXIF_IFD))
  return { ...(at ? { at } : {}), ...(takenAt === undefined ? {} : { takenAt }) }
}

function positionOf(tiff: Tiff, gps: Map<number, Entry>): Position | undefined {
  const lat = degrees(tiff, gps.get(LAT), gps.get(LAT_REF), 'S')
  const lng = degrees(tiff, gps.get(LNG), gps.get(LNG_REF), 'W')
  if (lat === undefined || lng === undefined || Math.abs(lat) > 90 || Math.abs(lng) > 180 || (lat === 0 && lng === 0)) return undefined
  return [round(lng), round(lat)]
}

const round = (n: number): number => Math.round(n * 1e6) / 1e6

function degrees(tiff: Tiff, value: Entry | undefined, ref: Entry | undefined, negative: string): number | undefined {
  if (!value || !ref) return undefined
  const [d, m = 0, s = 0] = tiff.rationals(value)
  if (d === undefined) return undefined
  const whole = d + m / 60 + s / 3600
  return Number.isFinite(whole) ? (tiff.text(ref) === negative ? -whole : whole) : undefined
}

/** When it was taken; a time without its zone is that of the city. */
function takenIn(tiff: Tiff, exif: Map<number, Entry>): number | undefined {
  const taken = exif.get(TAKEN)
  const offset = exif.get(OFFSET)
  const match = /^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)$/.exec((taken && tiff.text(taken)) ?? '')
  if (!match) return undefined
  const [, y, mo, d, h, mi, s] = match.map(Number)
  const utc = Date.UTC(y ?? 0, (mo ?? 1) - 1, d ?? 1, h ?? 0, mi ?? 0, s ?? 0)
  const zone = /^([+-])(\d\d):(\d\d)$/.exec((offset && tiff.text(offset)) ?? '')
  const shift = zone ? (zone[1] === '-' ? -1 : 1) * (Number(zone[2]) * 60 + Number(zone[3])) * 60_000 : -startOfLocalDay(0)
  const at = utc - shift
  return at > 0 ? at : undefined
}
