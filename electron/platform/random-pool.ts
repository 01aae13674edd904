import { randomFillSync } from 'node:crypto'

/** Random bytes in small pieces, drawn from the system in large ones: each piece is given out once. */
export function randomPool(size = 4_096): (bytes: number) => Uint8Array {
  const pool = new Uint8Array(size)
  let used = size
  return (bytes) => {
    if (used + bytes > size) {
      randomFillSync(pool)
      used = 0
    }
    used += bytes
    return pool.subarray(used - bytes, used)
  }
}
