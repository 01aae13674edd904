import type { MediaType } from './attachment.ts'

/** Pixels that a picture may have: a window has to unpack it, four bytes each. */
export const MAX_PIXELS = 120_000_000

/** Pixels of a picture as its head says; undefined when it does not, or is none. */
export function pixelsOf(type: MediaType, head: Uint8Array): number | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  try {
    switch (type) {
      case 'image/png':
        return view.getUint32(16) * view.getUint32(20)
      case 'image/jpeg':
        return jpegPixels(view)
      case 'image/webp':
        return webpPixels(view)
      default:
        return undefined
    }
  } catch {
    return undefined
  }
}

/** The first frame header (SOF0 to SOF15 but for DHT, JPG and DAC) of a JPEG. */
function jpegPixels(view: DataView): number | undefined {
  for (let at = 2; ; ) {
    if (view.getUint8(at) !== 0xff) return undefined
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) return view.getUint16(at + 5) * view.getUint16(at + 7)
    if (marker === 0xd9 || marker === 0xda) return undefined
    at += 2 + view.getUint16(at + 2)
  }
}

/** The three kinds of WebP (RFC 9649): extended, lossless, lossy. */
function webpPixels(view: DataView): number | undefined {
  const kind = view.getUint8(15)
  const uint24 = (at: number): number => view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
  if (kind === 0x58) return (uint24(24) + 1) * (uint24(27) + 1)
  if (kind === 0x4c) {
    const bits = view.getUint32(21, true)
    return ((bits & 0x3fff) + 1) * (((bits >>> 14) & 0x3fff) + 1)
  }
  return (view.getUint16(26, true) & 0x3fff) * (view.getUint16(28, true) & 0x3fff)
}
