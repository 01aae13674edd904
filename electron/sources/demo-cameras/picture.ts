/** A planar 4:2:0 picture, 8 bit, BT.601 limited range; `y`, `u`, `v` are views of `data`, packed without padding. */
export type Picture = {
  width: number
  height: number
  data: Uint8Array
  y: Uint8Array
  u: Uint8Array
  v: Uint8Array
}

/** Makes a black picture. Both sizes must be even. */
export function newPicture(width: number, height: number): Picture {
  const luma = width * height
  const data = new Uint8Array((luma * 3) / 2)
  data.fill(16, 0, luma)
  data.fill(128, luma)
  return {
    width,
    height,
    data,
    y: data.subarray(0, luma),
    u: data.subarray(luma, (luma * 5) / 4),
    v: data.subarray((luma * 5) / 4),
  }
}

/** Pictures a second of every demo camera. */
export const FRAME_RATE = 25
/** Pictures from one key picture to the next: one second. */
export const KEY_INTERVAL = 25
