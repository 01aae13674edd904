import { Cells } from '../../domain/cells.ts'
import { bboxOf, bearingDegrees, distanceMetres, metresPerDegree } from '../../domain/geometry.ts'
import type { City, Position, RoadSegment } from '../../domain/reference.ts'
import { type Crossing, crossingsOf } from './crossings.ts'

const COMPASS = ['北', '东北', '东', '东南', '南', '西南', '西', '西北']

/**
 * Builds an index over the roads and returns a describer of WGS-84 points, as a dispatcher would say
 * them: `滨江大道与学府路交叉口东侧约60米`, `学府路（近望江街）`, undefined where no road is near.
 */
export function describePlace(city: Pick<City, 'roads'>): (at: Position) => string | undefined {
  const crossings = new Cells<Crossing>()
  for (const crossing of crossingsOf(city.roads)) crossings.put(bboxOf([crossing.at]), crossing)
  const roads = new Cells<RoadSegment>()
  for (const road of city.roads) roads.put(bboxOf(road.line), road)
  return (p) => {
    const road = nearestRoad(roads.around(p), p)
    const crossing = nearestCrossing(crossings.around(p), p, road?.road.name)
    if (crossing && crossing.metres < 200) return besideCrossing(crossing.crossing, crossing.metres, p)
    if (road && road.metres < 250) {
      const { name } = road.road
      const other = crossing?.crossing.roads.find((candidate) => candidate !== name)
      return crossing && other && crossing.crossing.roads.includes(name) ? `${name}（近${other}）` : `${name}附近`
    }
    return undefined
  }
}

function besideCrossing(crossing: Crossing, metres: number, p: Position): string {
  const name = `${crossing.roads.join('与')}交叉口`
  if (metres < 15) return name
  const side = COMPASS[Math.round(bearingDegrees(crossing.at, p) / 45) % 8] ?? ''
  return `${name}${side}侧约${Math.round(metres / 10) * 10}米`
}

function nearestRoad(candidates: Iterable<RoadSegment>, p: Position): { road: RoadSegment; metres: number } | undefined {
  let best: { road: RoadSegment; metres: number } | undefined
  for (const road of candidates) {
    const metres = metresToLine(road.line, p)
    if (!best || metres < best.metres) best = { road, metres }
  }
  return best
}

/** The crossing to name a point by: greater roads, and the road that the point lies on, are worth a longer way. */
function nearestCrossing(candidates: Iterable<Crossing>, p: Position, road: string | undefined): { crossing: Crossing; metres: number } | undefined {
  let best: { crossing: Crossing; metres: number; cost: number } | undefined
  for (const crossing of candidates) {
    const metres = distanceMetres(crossing.at, p)
    const onRoad = road !== undefined && crossing.roads.includes(road) ? 2 : 1
    const cost = metres / (onRoad * (0.7 + 0.3 * crossing.rank))
    if (!best || cost < best.cost) best = { crossing, metres, cost }
  }
  return best
}

/** Shortest distance in metres from `p` to a line of WGS-84 positions, flat. */
export function metresToLine(line: readonly Position[], p: Position): number {
  const scale = metresPerDegree(p[1])
  let best = Infinity
  let previous: [number, number] | undefined
  for (const [lng, lat] of line) {
    const current: [number, number] = [(lng - p[0]) * scale.lng, (lat - p[1]) * scale.lat]
    if (previous) best = Math.min(best, metresFromOrigin(previous, current))
    previous = current
  }
  return best
}

function metresFromOrigin(a: [number, number], b: [number, number]): number {
  const dx = b[0] - a[0]
  const dy = b[1] - a[1]
  const squared = dx * dx + dy * dy
  const t = squared === 0 ? 0 : Math.max(0, Math.min(1, -(a[0] * dx + a[1] * dy) / squared))
  return Math.hypot(a[0] + dx * t, a[1] + dy * t)
}
