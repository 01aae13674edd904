/** A tile's place in device pixels. */
export type TileRect = { x: number; y: number; width: number; height: number }

/**
 * Cuts a panel into `columns` × `rows` tiles with `gap` between them, in whole device pixels, row
 * by row. Pixels left over go one each to the first columns and rows, so that edges line up.
 */
export function gridTiles(panel: { width: number; height: number }, columns: number, rows: number, gap: number): TileRect[] {
  const xs = cut(panel.width, columns, gap)
  const ys = cut(panel.height, rows, gap)
  return ys.flatMap((y) => xs.map((x) => ({ x: x.at, y: y.at, width: x.size, height: y.size })))
}

function cut(length: number, parts: number, gap: number): { at: number; size: number }[] {
  const free = Math.max(parts, length - gap * (parts - 1))
  const size = Math.floor(free / parts)
  const extra = free - size * parts
  return Array.from({ length: parts }, (_, i) => ({ at: i * (size + gap) + Math.min(i, extra), size: size + (i < extra ? 1 : 0) }))
}
