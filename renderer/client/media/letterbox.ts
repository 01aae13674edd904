/** A rectangle in device pixels of a canvas. */
export type Rect = { x: number; y: number; width: number; height: number }

/** The largest rectangle of the picture's shape inside `tile`, centred; whole pixels, at least 1×1. */
export function letterbox(picture: { width: number; height: number }, tile: Rect): Rect {
  const scale = Math.min(tile.width / picture.width, tile.height / picture.height)
  const width = Math.max(1, Math.min(tile.width, Math.round(picture.width * scale)))
  const height = Math.max(1, Math.min(tile.height, Math.round(picture.height * scale)))
  return { x: tile.x + Math.floor((tile.width - width) / 2), y: tile.y + Math.floor((tile.height - height) / 2), width, height }
}
