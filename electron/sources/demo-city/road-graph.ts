import { at } from './at.ts'
import { distance, mix, type XY } from './plane.ts'
import type { Rank } from './street-plan.ts'

export type Edge = {
  a: number
  b: number
  name: string
  /** 0 marks an outline that only cuts roads and is taken out again. */
  rank: Rank | 0
  bridge: boolean
  dead: boolean
}

/** Where a road passes under an expressway or a railway without meeting it. */
export type Underpass = { at: XY; edge: Edge; under: string }

export type FreeLine = {
  name: string | ((p: XY) => string)
  rank: Rank | 0
  line: readonly XY[]
  /** Lowest rank of road that this line makes a crossing with; roads below it pass underneath. */
  joinsFrom: number
}

const CELL = 220
/** Metres within which a crossing takes the road's own vertex instead of making a new one beside it. */
const SNAP = 14

/** A growing plane graph: edges are added, cut where they meet and deleted. */
export class RoadGraph {
  readonly points: XY[] = []
  readonly edges: Edge[] = []
  readonly underpasses: Underpass[] = []
  readonly #cells = new Map<number, Edge[]>()

  addPoint(p: XY): number {
    this.points.push(p)
    return this.points.length - 1
  }

  point(id: number): XY {
    return at(this.points, id)
  }

  addEdge(a: number, b: number, name: string, rank: Rank | 0, bridge = false): void {
    if (a === b) return
    const edge: Edge = { a, b, name, rank, bridge, dead: false }
    this.edges.push(edge)
    for (const key of this.#cellsOf(this.point(a), this.point(b))) {
      const cell = this.#cells.get(key)
      if (cell) cell.push(edge)
      else this.#cells.set(key, [edge])
    }
  }

  *#cellsOf(a: XY, b: XY): Iterable<number> {
    const x0 = Math.floor(Math.min(a[0], b[0]) / CELL)
    const x1 = Math.floor(Math.max(a[0], b[0]) / CELL)
    const y0 = Math.floor(Math.min(a[1], b[1]) / CELL)
    const y1 = Math.floor(Math.max(a[1], b[1]) / CELL)
    for (let x = x0; x <= x1; x++) for (let y = y0; y <= y1; y++) yield x * 10_007 + y
  }

  /** Lays a line over the graph: crossings with the edges that it joins become vertices of both. */
  addLine(free: FreeLine): void {
    const { line } = free
    const closed = distance(at(line, 0), at(line, -1)) < 0.5
    const first = this.addPoint(at(line, 0))
    let previous = first
    for (let k = 1; k < line.length; k++) {
      const end = closed && k === line.length - 1 ? first : this.addPoint(at(line, k))
      for (const id of [...this.#meet(free, previous, end), end]) {
        const middle = mix(this.point(previous), this.point(id), 0.5)
        this.addEdge(previous, id, typeof free.name === 'string' ? free.name : free.name(middle), free.rank)
        previous = id
      }
    }
  }

  /** Vertices where the piece from `from` to `to` meets the graph, in order; cuts the edges that it meets. */
  #meet(free: FreeLine, from: number, to: number): number[] {
    const a = this.point(from)
    const b = this.point(to)
    const met: { t: number; id: number }[] = []
    const seen = new Set<Edge>()
    for (const key of this.#cellsOf(a, b)) {
      for (const edge of [...(this.#cells.get(key) ?? [])]) {
        if (edge.dead || seen.has(edge) || edge.rank === 0) continue
        seen.add(edge)
        if (edge.a === from || edge.b === from || edge.a === to || edge.b === to) continue
        const hit = crossing(a, b, this.point(edge.a), this.point(edge.b))
        if (!hit) continue
        if (edge.rank < free.joinsFrom) {
          const under = typeof free.name === 'string' ? free.name : free.name(hit.at)
          this.underpasses.push({ at: hit.at, edge, under })
          continue
        }
        const id = this.#cut(edge, hit.at)
        if (!met.some((other) => other.id === id)) met.push({ t: hit.t, id })
      }
    }
    return met.sort((p, q) => p.t - q.t).map((hit) => hit.id)
  }

  #cut(edge: Edge, p: XY): number {
    if (distance(p, this.point(edge.a)) < SNAP) return edge.a
    if (distance(p, this.point(edge.b)) < SNAP) return edge.b
    const id = this.addPoint(p)
    edge.dead = true
    this.addEdge(edge.a, id, edge.name, edge.rank, edge.bridge)
    this.addEdge(id, edge.b, edge.name, edge.rank, edge.bridge)
    return id
  }

  /** Living edges at each vertex. */
  adjacency(): Map<number, Edge[]> {
    const around = new Map<number, Edge[]>()
    const put = (id: number, edge: Edge) => {
      const list = around.get(id)
      if (list) list.push(edge)
      else around.set(id, [edge])
    }
    for (const edge of this.edges) {
      if (edge.dead) continue
      put(edge.a, edge)
      put(edge.b, edge)
    }
    return around
  }
}

export const otherEnd = (edge: Edge, id: number): number => (edge.a === id ? edge.b : edge.a)

function crossing(a: XY, b: XY, c: XY, d: XY): { at: XY; t: number } | undefined {
  const rx = b[0] - a[0]
  const ry = b[1] - a[1]
  const sx = d[0] - c[0]
  const sy = d[1] - c[1]
  const det = rx * sy - ry * sx
  if (Math.abs(det) < 1e-9) return undefined
  const t = ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / det
  const u = ((c[0] - a[0]) * ry - (c[1] - a[1]) * rx) / det
  if (t < 0 || t > 1 || u < 0 || u > 1) return undefined
  return { at: [a[0] + rx * t, a[1] + ry * t], t }
}
