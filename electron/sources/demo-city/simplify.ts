import { at } from './at.ts'
import type { XY } from './plane.ts'

/** Ramer–Douglas–Peucker: leaves out points that lie within `tolerance` metres of the line through the rest. */
export function simplify(line: readonly XY[], tolerance: number): XY[] {
  if (line.length < 3) return [...line]
  const keep = new Set([0, line.length - 1])
  const spans: [number, number][] = [[0, line.length - 1]]
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, to] = span
    const farthest = farthestBetween(line, from, to)
    if (farthest.metres <= tolerance) continue
    keep.add(farthest.index)
    spans.push([from, farthest.index], [farthest.index, to])
  }
  return line.filter((_, k) => keep.has(k))
}

function farthestBetween(line: readonly XY[], from: number, to: number): { index: number; metres: number } {
  const a = at(line, from)
  const b = at(line, to)
  const length = Math.hypot(b[0] - a[0], b[1] - a[1])
  let best = { index: from, metres: 0 }
  for (let k = from + 1; k < to; k++) {
    const p = at(line, k)
    const metres =
      length === 0
        ? Math.hypot(p[0] - a[0], p[1] - a[1])
        : Math.abs((b[0] - a[0]) * (a[1] - p[1]) - (a[0] - p[0]) * (b[1] - a[1])) / length
    if (metres > best.metres) best = { index: k, metres }
  }
  return best
}
