import type { Picture } from '../picture.ts'

/** What moving things are drawn on: a picture and the distances of its backdrop. */
export type Canvas = { picture: Picture; depth: Float32Array; sunlit: Uint8Array }

/** A convex polygon on the screen: x and y in turn; its depth is 1 / (a·x + b·y + c). */
export type Polygon = { points: Float64Array; count: number; a: number; b: number; c: number }

/** A polygon this much (as a share of its distance) behind the backdrop still shows, since both are rounded. */
const DEPTH_SLACK = 1.012

const MAX_EDGES = 64
const coverage = new Float32Array(4096)
/** Top, bottom, x at the top and x per row of each edge of the polygon that is being scanned. */
const edges = new Float64Array(MAX_EDGES * 4)

/** Sets `edges`; returns false where nothing of the polygon is inside the width. */
function setEdges({ points, count }: Polygon, scale: number, width: number): boolean {
  let leftmost = Infinity
  let rightmost = -Infinity
  for (let i = 0, j = count - 1; i < count; j = i++) {
    const xi = (points[i * 2] ?? 0) * scale
    const yi = (points[i * 2 + 1] ?? 0) * scale
    const xj = (points[j * 2] ?? 0) * scale
    const yj = (points[j * 2 + 1] ?? 0) * scale
    if (xi < leftmost) leftmost = xi
    if (xi > rightmost) rightmost = xi
    const down = yi > yj
    edges[i * 4] = down ? yj : yi
    edges[i * 4 + 1] = down ? yi : yj
    edges[i * 4 + 2] = down ? xj : xi
    edges[i * 4 + 3] = yi === yj ? 0 : (xi - xj) / (yi - yj)
  }
  return leftmost < width && rightmost > 0
}

const lefts = new Float64Array(8)
const rights = new Float64Array(8)

/** Adds a sub-row's span to the coverage of the pixels from…to. */
function addSpan(left: number, right: number, from: number, to: number, share: number): void {
  for (let x = from; x < to; x++) {
    const inside = (right < x + 1 ? right : x + 1) - (left > x ? left : x)
    if (inside > 0) coverage[x] = (coverage[x] ?? 0) + inside * share
  }
}

/** Calls `emit` for each row that a polygon touches, with its coverage in `coverage[from…to)`. */
function scanRows(polygon: Polygon, scale: number, subRows: number, width: number, height: number, emit: (row: number, from: number, to: number) => void): void {
  const count = Math.min(polygon.count, MAX_EDGES)
  if (!setEdges(polygon, scale, width)) return
  let low = Infinity
  let high = -Infinity
  for (let i = 0; i < count; i++) {
    low = Math.min(low, edges[i * 4] ?? 0)
    high = Math.max(high, edges[i * 4 + 1] ?? 0)
  }
  const lastRow = Math.min(height - 1, Math.ceil(high) - 1)
  const share = 1 / subRows
  for (let row = Math.max(0, Math.floor(low)); row <= lastRow; row++) {
    let from = width
    let to = 0
    // Between the rightmost left edge and the leftmost right edge every sub-row covers all.
    let solidFrom = 0
    let solidTo = width
    for (let sub = 0; sub < subRows; sub++) {
      const y = row + (sub + 0.5) * share
      let left = Infinity
      let right = -Infinity
      for (let e = 0; e < count * 4; e += 4) {
        const top = edges[e] ?? 0
        if (y < top || y >= (edges[e + 1] ?? 0)) continue
        const x = (edges[e + 2] ?? 0) + (edges[e + 3] ?? 0) * (y - top)
        if (x < left) left = x
        if (x > right) right = x
      }
      if (left < 0) left = 0
      if (right > width) right = width
      lefts[sub] = left
      rights[sub] = right
      if (!(left < right)) {
        solidTo = 0
        continue
      }
      solidFrom = Math.max(solidFrom, Math.ceil(left))
      solidTo = Math.min(solidTo, Math.floor(right))
      from = Math.min(from, left | 0)
      to = Math.max(to, Math.min(width, (right | 0) + 1))
    }
    if (from >= to) continue
    if (solidFrom >= solidTo) solidFrom = solidTo = to
    // Plain loops: TypedArray.fill costs more than these few pixels.
    for (let x = from; x < to; x++) coverage[x] = x >= solidFrom && x < solidTo ? 1 : 0
    for (let sub = 0; sub < subRows; sub++) {
      const left = lefts[sub] ?? 0
      const right = rights[sub] ?? 0
      if (!(left < right)) continue
      addSpan(left, right, left | 0, Math.min(width, (right | 0) + 1, solidFrom), share)
      addSpan(left, right, Math.max(left | 0, solidTo), Math.min(width, (right | 0) + 1), share)
    }
    emit(row, from, to)
  }
}

/** Draws a polygon in one colour (levels 0–255 in Y, Cb, Cr) where the backdrop is not nearer. */
export function fillPolygon(canvas: Canvas, polygon: Polygon, yuv: readonly [number, number, number], alpha: number): void {
  const { picture, depth } = canvas
  const { width, height, y, u, v } = picture
  const { a, b, c } = polygon
  scanRows(polygon, 1, 4, width, height, (row, from, to) => {
    for (let x = from; x < to; x++) {
      const at = row * width + x
      if ((a * x + b * row + c) * (depth[at] ?? 0) * DEPTH_SLACK < 1) continue
      const old = y[at] ?? 0
      y[at] = old + (yuv[0] - old) * (coverage[x] ?? 0) * alpha + 0.5
    }
  })
  const half = width / 2
  scanRows(polygon, 0.5, 2, half, height / 2, (row, from, to) => {
    for (let x = from; x < to; x++) {
      if ((a * x * 2 + b * row * 2 + c) * (depth[row * 2 * width + x * 2] ?? 0) * DEPTH_SLACK < 1) continue
      const at = row * half + x
      const k = (coverage[x] ?? 0) * alpha
      const oldU = u[at] ?? 0
      const oldV = v[at] ?? 0
      u[at] = oldU + (yuv[1] - oldU) * k + 0.5
      v[at] = oldV + (yuv[2] - oldV) * k + 0.5
    }
  })
}

/** Darkens what lies under a polygon: `sun` by as much as the place has sun, `any` everywhere. */
export function darkenPolygon(canvas: Canvas, polygon: Polygon, sun: number, any: number): void {
  const { picture, depth, sunlit } = canvas
  const { width, height, y } = picture
  const { a, b, c } = polygon
  scanRows(polygon, 1, 4, width, height, (row, from, to) => {
    for (let x = from; x < to; x++) {
      const at = row * width + x
      const near = (a * x + b * row + c) * (depth[at] ?? 0)
      // Only on the ground that the shadow falls on, not on what stands before or far behind it.
      if (near < 0.97 || near > 1.2) continue
      const k = (sun * (sunlit[at] ?? 0)) / 255 + any
      const old = (y[at] ?? 0) - 16
      y[at] = 16 + old * (1 - k * (coverage[x] ?? 0))
    }
  })
}

/** Adds a soft round light; `depth` is its distance in metres. */
export function addGlow(canvas: Canvas, cx: number, cy: number, radius: number, depth: number, yuv: readonly [number, number, number], strength: number): void {
  const { picture } = canvas
  const { width, height } = picture
  if (!(radius > 0.2) || radius > width) return
  const top = Math.max(0, Math.floor(cy - radius))
  const bottom = Math.min(height - 1, Math.ceil(cy + radius))
  const left = Math.max(0, Math.floor(cx - radius))
  const right = Math.min(width - 1, Math.ceil(cx + radius))
  for (let row = top; row <= bottom; row++) {
    for (let x = left; x <= right; x++) {
      const at = row * width + x
      const d2 = ((x + 0.5 - cx) ** 2 + (row + 0.5 - cy) ** 2) / (radius * radius)
      if (d2 >= 1 || (canvas.depth[at] ?? 0) * DEPTH_SLACK < depth) continue
      const k = (1 - d2) ** 2 * strength
      const old = picture.y[at] ?? 0
      picture.y[at] = old + (yuv[0] - old) * k
      if ((x | row) & 1) continue
      const half = (row >> 1) * (width >> 1) + (x >> 1)
      const oldU = picture.u[half] ?? 0
      const oldV = picture.v[half] ?? 0
      picture.u[half] = oldU + (yuv[1] - oldU) * k
      picture.v[half] = oldV + (yuv[2] - oldV) * k
    }
  }
}
