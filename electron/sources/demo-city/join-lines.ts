import type { Position } from '../../domain/reference.ts'
import { at } from './at.ts'

/** Joins lines that share ends into longer ones, stopping where more than two meet; no line is lost or drawn twice. */
export function joinLines(lines: readonly Position[][]): Position[][] {
  const ends = new Map<string, number[]>()
  const keyOf = (p: Position) => `${p[0]},${p[1]}`
  lines.forEach((line, k) => {
    for (const end of [at(line, 0), at(line, -1)]) ends.set(keyOf(end), [...(ends.get(keyOf(end)) ?? []), k])
  })
  const used = new Set<number>()
  const grow = (line: Position[]): Position[] => {
    for (;;) {
      const end = at(line, -1)
      const here = ends.get(keyOf(end)) ?? []
      const next = here.length === 2 ? here.find((k) => !used.has(k)) : undefined
      if (next === undefined) return line
      used.add(next)
      const other = at(lines, next)
      const forward = keyOf(at(other, 0)) === keyOf(end)
      line.push(...(forward ? other : [...other].reverse()).slice(1))
    }
  }
  const joined: Position[][] = []
  lines.forEach((line, k) => {
    if (used.has(k)) return
    used.add(k)
    joined.push(grow(grow([...line]).reverse()))
  })
  return joined
}

/** The edges that occur in any of the rings, each once however many rings share it, joined into lines. */
export function sharedBorders(rings: readonly Position[][], without: ReadonlySet<string> = new Set()): { lines: Position[][]; edges: Set<string> } {
  const edges = new Set<string>()
  const pieces: Position[][] = []
  for (const ring of rings) {
    for (let k = 1; k < ring.length; k++) {
      const [a, b] = [at(ring, k - 1), at(ring, k)]
      const key = a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]) ? `${a.join()};${b.join()}` : `${b.join()};${a.join()}`
      if (edges.has(key) || without.has(key)) continue
      edges.add(key)
      pieces.push([a, b])
    }
  }
  return { lines: joinLines(pieces), edges }
}
