/** A TIFF entry: tag, type, count, and the four bytes of its value or place. */
const entry = (tag: number, type: number, count: number, value: number | Buffer): Buffer => {
  const made = Buffer.alloc(12)
  made.writeUInt16LE(tag, 0)
  made.writeUInt16LE(type, 2)
  made.writeUInt32LE(count, 4)
  if (typeof value === 'number') made.writeUInt32LE(value, 8)
  else value.copy(made, 8)
  return made
}

const directory = (entries: readonly Buffer[]): Buffer => {
  const count = Buffer.alloc(2)
  count.writeUInt16LE(entries.length)
  return Buffer.concat([count, ...entries, Buffer.alloc(4)])
}

const rationals = (parts: readonly number[]): Buffer => {
  const made = Buffer.alloc(parts.length * 8)
  parts.forEach((n, i) => {
    made.writeUInt32LE(Math.round(n * 10_000), i * 8)
    made.writeUInt32LE(10_000, i * 8 + 4)
  })
  return made
}

const sexagesimal = (degrees: number): number[] => {
  const d = Math.trunc(degrees)
  const m = Math.trunc((degrees - d) * 60)
  return [d, m, ((degrees - d) * 60 - m) * 60]
}

/** The bytes of a photo as far as a store looks at them: JPEG with EXIF that names a place and a local time, `2026:11-25 08:30:00`, then `filling`. */
export function photo(at: readonly [lng: number, lat: number] = [118.9, 31.1], taken = '2026:11:25 08:30:00', filling: Uint8Array = Buffer.from('picture')): Buffer {
  const [lng, lat] = at
  // Layout of the TIFF block: head 8, root 2+2·12+4 = 30 → 38, GPS 2+4·12+4 = 54 → 92, EXIF 2+12+4 = 18 → 110, then values.
  const values = [rationals(sexagesimal(lat)), rationals(sexagesimal(lng)), Buffer.from(`${taken}\0`, 'latin1')] as const
  const [latAt, lngAt, takenAt] = [110, 134, 158]
  const head = Buffer.from([0x49, 0x49, 0x2a, 0, 8, 0, 0, 0])
  const tiff = Buffer.concat([
    head,
    directory([entry(0x8769, 4, 1, 92), entry(0x8825, 4, 1, 38)]),
    directory([entry(1, 2, 2, Buffer.from('N\0\0\0')), entry(2, 5, 3, latAt), entry(3, 2, 2, Buffer.from('E\0\0\0')), entry(4, 5, 3, lngAt)]),
    directory([entry(0x9003, 2, 20, takenAt)]),
    ...values,
  ])
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])
  const length = Buffer.alloc(2)
  length.writeUInt16BE(body.length + 2)
  return Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe1]), length, body, filling, Buffer.from([0xff, 0xd9])])
}
