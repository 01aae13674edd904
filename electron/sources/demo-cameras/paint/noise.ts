/** A hash of two integers, 0–1. */
export function hash2(x: number, y: number): number {
  let h = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1)
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296
}

/** Smooth noise over the plane with features of size 1, 0–1. */
export function noise2(x: number, y: number): number {
  const xi = Math.floor(x)
  const yi = Math.floor(y)
  const fx = x - xi
  const fy = y - yi
  const sx = fx * fx * (3 - 2 * fx)
  const sy = fy * fy * (3 - 2 * fy)
  const a = hash2(xi, yi)
  const b = hash2(xi + 1, yi)
  const c = hash2(xi, yi + 1)
  const d = hash2(xi + 1, yi + 1)
  return a + (b - a) * sx + (c - a) * sy + (a - b - c + d) * sx * sy
}

/** Two octaves of `noise2`, 0–1. */
export const cloud = (x: number, y: number): number => noise2(x, y) * 0.65 + noise2(x * 2.7 + 17, y * 2.7 + 5) * 0.35

/** Random numbers 0–1 from a seed; the same on every machine. */
export function randomFrom(seed: number): () => number {
  let n = 0
  return () => hash2(seed, ++n)
}

/** A number from a text, for seeds. */
export function seedOf(text: string): number {
  let h = 0x811c9dc5
  for (const char of text) h = Math.imul(h ^ (char.codePointAt(0) ?? 0), 0x01000193)
  return h >>> 0
}
