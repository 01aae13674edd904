import { z } from 'zod'

/** A camera's streams: the full one, and the small one that many cameras send beside it (辅码流). */
export const StreamName = z.enum(['main', 'sub'])
export type StreamName = z.infer<typeof StreamName>

type Size = { width: number; height: number }

/** A picture may be enlarged by this much before the full stream is worth its cost. */
const ENLARGED = 1.15

/** What a small stream is taken to be before it was seen: D1, the usual one. */
const UNSEEN: Size = { width: 704, height: 576 }

/**
 * The smallest stream that fills the largest tile of a camera: the small one where its picture,
 * fitted into the tile, is enlarged by at most 15 %. `sub` is its size, null before it was seen.
 */
export function chooseStream(tile: Size, sub: Size | null): StreamName {
  const size = sub ?? UNSEEN
  return Math.min(tile.width / size.width, tile.height / size.height) > ENLARGED ? 'main' : 'sub'
}
