import { at } from './at.ts'
import type { Lattice } from './lattice.ts'
import { densify, inRingXY, lineLength, mix, smooth, unit, type XY } from './plane.ts'
import type { Recipe } from './recipe.ts'
import { type Edge, type FreeLine, otherEnd, RoadGraph } from './road-graph.ts'
import { nameRoads } from './road-names.ts'
import type { Rank, StreetPlan } from './street-plan.ts'
import { blob, boxOf, grow, type Waters } from './water.ts'
import { makeRandom } from './random.ts'

export type PlanSegment = { name: string; rank: Rank; bridge: boolean; line: XY[] }
export type RoadNetwork = {
  segments: PlanSegment[]
  underpasses: { at: XY; road: string; under: string }[]
  /** The railway and the highways beyond the city's border, drawn on the map and no part of the road network. */
  railway: XY[]
  outside: { name: string; line: XY[] }[]
  hills: { name: string; ring: XY[] }[]
}

const RING = { centre: [-300, 700], radius: [8650, 6000] } as const

function ringPoints(lattice: Lattice): XY[] {
  const points: XY[] = []
  const count = 720
  for (let k = 0; k < count; k++) {
    const angle = (k / count) * 2 * Math.PI
    const power = (x: number) => Math.sign(x) * Math.abs(x) ** (2 / 5)
    points.push(lattice.bend(RING.centre[0] + RING.radius[0] * power(Math.cos(angle)), RING.centre[1] + RING.radius[1] * power(Math.sin(angle))))
  }
  const soft = points.map((_, k) => meanAround(points, k, 7))
  soft.push(at(soft, 0))
  return densify(soft, 60)
}

/** The mean of a point of a closed line and its `reach` neighbours on either side: takes out kinks. */
function meanAround(points: readonly XY[], k: number, reach: number): XY {
  const mean: XY = [0, 0]
  for (let d = -reach; d <= reach; d++) {
    const p = at(points, (k + d + points.length) % points.length)
    mean[0] += p[0] / (2 * reach + 1)
    mean[1] += p[1] / (2 * reach + 1)
  }
  return mean
}

/** Unbent ways out of the city: from the ring to the border, and on to the edge of the map. */
function highways(recipe: Recipe, lattice: Lattice): { name: string; inner: XY[]; outer: XY[] }[] {
  const [river, north, south] = recipe.highways
  const path = (points: XY[]) => densify(points, 60).map(([u, v]) => lattice.bend(u, v))
  const wave = (from: XY, to: XY, sway: number) =>
    smooth([from, mix(from, to, 0.15), [mix(from, to, 0.4)[0], mix(from, to, 0.4)[1] + sway], [mix(from, to, 0.7)[0] + sway, mix(from, to, 0.7)[1]], to], 4)
  return [
    { name: river, inner: path([[8310, 3300], [10000, 3480], [12100, 3560]]), outer: path(wave([12100, 3560], [52000, 6500], 1500)) },
    { name: river, inner: path([[-8700, -2700], [-10500, -2900], [-12100, -3000]]), outer: path(wave([-12100, -3000], [-52000, -5200], -1800)) },
    { name: north, inner: path([[-2700, 6690], [-2750, 8000], [-2900, 9250]]), outer: path(wave([-2900, 9250], [-6000, 42000], 2400)) },
    { name: south, inner: path([[2700, -5290], [2850, -6500], [2900, -8250]]), outer: path(wave([2900, -8250], [9000, -42000], -2600)) },
  ]
}

function railwayLine(lattice: Lattice): XY[] {
  const points: XY[] = [[-52000, 9500], [-24000, 7800], [-13000, 5600], [-9500, 4700], [-6000, 3900], [-2500, 4080], [300, 4180], [2500, 4060], [5200, 3900], [8000, 4200], [12500, 5600], [22000, 9000], [52000, 14000]]
  return densify(smooth(points, 4), 80).map(([u, v]) => lattice.bend(u, v))
}

/** Which of a road's own rules a piece of it breaks; such a piece is not built. */
type Keep = (edge: Edge, middle: XY, direction: XY) => boolean

/** Nearest of many dense points, to find roads that would run alongside. */
function makeCorridor(lines: readonly (readonly XY[])[]) {
  const cell = 80
  const cells = new Map<number, { at: XY; direction: XY }[]>()
  for (const line of lines) {
    const dense = densify(line, 30)
    for (let k = 1; k < dense.length; k++) {
      const p = at(dense, k)
      const key = Math.floor(p[0] / cell) * 10_007 + Math.floor(p[1] / cell)
      const entry = { at: p, direction: unit(at(dense, k - 1), p) }
      const list = cells.get(key)
      if (list) list.push(entry)
      else cells.set(key, [entry])
    }
  }
  return (p: XY): { metres: number; direction: XY } | undefined => {
    let best: { metres: number; direction: XY } | undefined
    const cx = Math.floor(p[0] / cell)
    const cy = Math.floor(p[1] / cell)
    for (let x = cx - 1; x <= cx + 1; x++) {
      for (let y = cy - 1; y <= cy + 1; y++) {
        for (const entry of cells.get(x * 10_007 + y) ?? []) {
          const metres = Math.hypot(entry.at[0] - p[0], entry.at[1] - p[1])
          if (!best || metres < best.metres) best = { metres, direction: entry.direction }
        }
      }
    }
    return best
  }
}

/** Builds the road network: lattice roads, ring, highways, lake and stream roads; cut at water, pruned, joined up. */
export function makeRoadNetwork(recipe: Recipe, lattice: Lattice, plan: StreetPlan, waters: Waters): RoadNetwork {
  const graph = new RoadGraph()
  addLatticeRoads(recipe, lattice, plan, graph)
  const ring = ringPoints(lattice)
  const ways = highways(recipe, lattice)
  const railway = railwayLine(lattice)
  const hills = recipe.hills.map((hill) => ({ name: hill.name, ring: blob(makeRandom(recipe.seed, hill.name), lattice.bend(hill.at[0], hill.at[1]), hill.radius) }))
  const free: FreeLine[] = [
    ...waters.streamRoads.map((road): FreeLine => ({ name: road.name, rank: 3, line: densify(road.line, 60), joinsFrom: 1 })),
    ...waters.lakeRoads.map((road): FreeLine => ({ name: road.name, rank: 2, line: road.line, joinsFrom: 1 })),
    { name: '环洲路', rank: 1, line: grow(waters.island, -55), joinsFrom: 1 },
    { name: ringName, rank: 5, line: ring, joinsFrom: 4 },
    ...ways.map((way): FreeLine => ({ name: way.name, rank: 5, line: way.inner, joinsFrom: 5 })),
    { name: '铁路', rank: 0, line: railway, joinsFrom: 9 },
    ...waters.bodies.flatMap((body) => body.rings.map((line): FreeLine => ({ name: '', rank: 0, line: densify(line, 400), joinsFrom: 1 }))),
  ]
  for (const line of free) graph.addLine(line)

  cutAway(graph, waters, [
    alongside(makeCorridor([ring, railway, ...ways.map((way) => way.inner)]), makeCorridor(waters.bodies.filter((b) => b.kind === 'stream').map((b) => b.middle))),
    outsideRings(waters.lakeRoads.map((road) => grow(road.ring, -4)), 4),
    outsideRings(hills.map((hill) => hill.ring), 4),
  ], recipe)
  prune(graph)
  const segments = trace(graph)
  const names = new Set(segments.map((segment) => segment.name))
  return {
    segments,
    underpasses: graph.underpasses
      .filter((under) => under.edge.rank >= 2 && under.edge.rank <= 4 && names.has(under.edge.name) && !under.edge.bridge)
      .map((under) => ({ at: under.at, road: under.edge.name, under: under.under })),
    railway,
    outside: ways.map((way) => ({ name: way.name, line: way.outer })),
    hills,
  }
}

function ringName(p: XY): string {
  const x = p[0] / RING.radius[0]
  const y = (p[1] - 200) / RING.radius[1]
  if (Math.abs(x) > Math.abs(y)) return x > 0 ? '东环快速路' : '西环快速路'
  return y > 0 ? '北环快速路' : '南环快速路'
}

function addLatticeRoads(recipe: Recipe, lattice: Lattice, plan: StreetPlan, graph: RoadGraph): void {
  const ids = new Map<number, number>()
  const idOf = (i: number, j: number): number => {
    const key = j * lattice.countI + i
    const known = ids.get(key)
    if (known !== undefined) return known
    const id = graph.addPoint(lattice.point(i, j))
    ids.set(key, id)
    return id
  }
  for (const run of nameRoads(recipe, lattice, plan)) {
    for (let k = 1; k < run.points.length; k++) {
      const [a, b] = [at(run.points, k - 1), at(run.points, k)]
      graph.addEdge(idOf(a[0], a[1]), idOf(b[0], b[1]), run.name, run.rank, run.bridge)
    }
  }
}

type Corridor = ReturnType<typeof makeCorridor>

/** No street runs right beside an expressway, a railway or a stream; lanes don't pass under the first two at all. */
function alongside(tracks: Corridor, streams: Corridor): Keep {
  return (edge, middle, direction) => {
    if (edge.rank > 3) return true
    const track = tracks(middle)
    const parallel = (other: XY) => Math.abs(direction[0] * other[0] + direction[1] * other[1]) > 0.72
    if (track && edge.rank === 1 && track.metres < 48) return false
    if (track && track.metres < 75 && parallel(track.direction)) return false
    const stream = streams(middle)
    const ownRoad = edge.rank === 3 && edge.name.endsWith('河路')
    if (stream && !ownRoad && edge.name !== '青溪路' && stream.metres < 100 && parallel(stream.direction)) return false
    return true
  }
}

function outsideRings(rings: readonly (readonly XY[])[], upTo: number): Keep {
  const boxes = rings.map(boxOf)
  return (edge, p) => {
    if (edge.rank > upTo) return true
    return !rings.some((ring, k) => {
      const box = at(boxes, k)
      return p[0] > box[0] && p[1] > box[1] && p[0] < box[2] && p[1] < box[3] && inRingXY(ring, p)
    })
  }
}

/** Takes out what lies in water and may not cross it, marks bridges, and applies the other rules. */
function cutAway(graph: RoadGraph, waters: Waters, rules: readonly Keep[], recipe: Recipe): void {
  for (const edge of graph.edges) {
    if (edge.dead) continue
    const [a, b] = [graph.point(edge.a), graph.point(edge.b)]
    const middle = mix(a, b, 0.5)
    const body = waters.nameAt(middle)
    const main = body === recipe.river.name
    const stream = recipe.tributaries.some((tributary) => tributary.name === body)
    const crosses = edge.rank >= 4 || (stream && edge.rank >= 2)
    const direction = unit(a, b)
    if (edge.rank === 0 || (body !== undefined && !crosses) || !rules.every((keep) => keep(edge, middle, direction))) {
      edge.dead = true
    } else if (body !== undefined) {
      edge.bridge = true
      if (main && edge.rank === 5) edge.name = at(recipe.ringBridges, middle[0] < 0 ? 0 : 1)
    } else {
      edge.bridge = false
    }
  }
}

/** Metres by rank: a shorter dead end is taken away. */
const SHORTEST_END = [0, 120, 330, 330, 0, 160]

/** Removes short dead ends and whatever hangs on nothing. */
function prune(graph: RoadGraph): void {
  for (let round = 0; round < 3; round++) {
    const around = graph.adjacency()
    for (const [id, edges] of around) {
      const start = edges.find((edge) => !edge.dead)
      if (edges.filter((edge) => !edge.dead).length !== 1 || !start || start.rank === 4) continue
      const chain: Edge[] = []
      let length = 0
      let from = id
      let edge: Edge | undefined = start
      while (edge) {
        chain.push(edge)
        length += lineLength([graph.point(edge.a), graph.point(edge.b)])
        from = otherEnd(edge, from)
        const living: Edge[] = (around.get(from) ?? []).filter((other) => !other.dead)
        edge = living.length === 2 ? living.find((other) => !chain.includes(other)) : undefined
      }
      if (length < at(SHORTEST_END, start.rank)) for (const dead of chain) dead.dead = true
    }
  }
  keepLargestPart(graph)
}

function keepLargestPart(graph: RoadGraph): void {
  const around = graph.adjacency()
  const part = new Map<number, number>()
  const sizes: number[] = []
  for (const start of around.keys()) {
    if (part.has(start)) continue
    const label = sizes.length
    let size = 0
    const stack = [start]
    part.set(start, label)
    while (stack.length > 0) {
      const id = stack.pop() ?? 0
      size++
      for (const edge of around.get(id) ?? []) {
        const next = otherEnd(edge, id)
        if (!part.has(next)) {
          part.set(next, label)
          stack.push(next)
        }
      }
    }
    sizes.push(size)
  }
  const largest = sizes.indexOf(Math.max(...sizes))
  for (const edge of graph.edges) if (part.get(edge.a) !== largest) edge.dead = true
}

/** Joins edges into segments from crossing to crossing; a bridge is a segment of its own. */
function trace(graph: RoadGraph): PlanSegment[] {
  const around = graph.adjacency()
  const done = new Set<Edge>()
  const same = (a: Edge, b: Edge) => a.name === b.name && a.rank === b.rank && a.bridge === b.bridge
  const onward = (edge: Edge, id: number): Edge | undefined => {
    const edges = around.get(id) ?? []
    const next = edges.length === 2 ? edges.find((other) => other !== edge) : undefined
    return next && !done.has(next) && same(edge, next) ? next : undefined
  }
  const walk = (edge: Edge, id: number): number[] => {
    const ids: number[] = []
    let current: Edge | undefined = edge
    let from = id
    while (current) {
      done.add(current)
      from = otherEnd(current, from)
      ids.push(from)
      current = onward(current, from)
    }
    return ids
  }
  const segments: PlanSegment[] = []
  for (const edge of graph.edges) {
    if (edge.dead || done.has(edge) || edge.rank === 0) continue
    const forward = walk(edge, edge.a)
    const back = onward(edge, edge.a)
    const backward = back ? walk(back, edge.a).reverse() : []
    const line = [...backward, edge.a, ...forward].map((id) => graph.point(id))
    segments.push({ name: edge.name, rank: edge.rank, bridge: edge.bridge, line })
  }
  return segments
}
