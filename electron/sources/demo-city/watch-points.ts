import { distanceMetres } from '../../domain/geometry.ts'
import type { CameraSite, FloodPoint, Place, Position, RoadSegment } from '../../domain/reference.ts'
import { at } from './at.ts'
import { type Crossing, crossingsOf } from './crossings.ts'
import { metresToLine } from './lookup.ts'
import type { CityPlan } from './plan.ts'
import type { Recipe } from './recipe.ts'

const PARTS_EN: ReadonlyMap<string, string> = new Map([['东', 'East'], ['西', 'West'], ['南', 'South'], ['北', 'North'], ['中', 'Middle']])

/** English names of the avenues, their parts and the bridges: `解放中路` → `Jiefang Middle Rd`. */
function makeEnglish(recipe: Recipe): (name: string) => string | undefined {
  const known = new Map<string, string>()
  for (const a of recipe.avenues) {
    known.set(a.north, a.northEn).set(a.south, a.southEn)
    if (a.bridge && a.bridgeEn) known.set(a.bridge, a.bridgeEn)
  }
  for (const avenue of recipe.crossAvenues) known.set(avenue.name, avenue.nameEn)
  return (name) => {
    const whole = known.get(name)
    if (whole) return whole
    const part = PARTS_EN.get(name.at(-2) ?? '')
    const base = known.get(`${name.slice(0, -2)}路`)
    return part && base ? base.replace(/ Rd$/, ` ${part} Rd`) : undefined
  }
}

/** Picks in the given order, each at least `apart` metres from those before it. */
function spaced<T extends { at: Position }>(candidates: Iterable<T>, count: number, apart: number, taken: readonly Position[] = []): T[] {
  const chosen: T[] = []
  for (const candidate of candidates) {
    if (chosen.length >= count) break
    const clear = (p: Position) => distanceMetres(p, candidate.at) >= apart
    if (taken.every(clear) && chosen.every((other) => clear(other.at))) chosen.push(candidate)
  }
  return chosen
}

type Underpass = { at: Position; road: string; under: string; rank: number }

/** Underpasses that still have their road, one for each road and what it passes under, greater roads first. */
function underpasses(plan: CityPlan, roads: readonly RoadSegment[], rankOf: (name: string) => number): Underpass[] {
  const seen = new Set<string>()
  return plan.network.underpasses
    .map((under) => ({ ...under, at: plan.projection.toPosition(under.at), rank: rankOf(under.road) }))
    .filter((under) => roads.some((road) => road.name === under.road && metresToLine(road.line, under.at) < 5))
    .filter((under) => !seen.has(`${under.road} ${under.under}`) && seen.add(`${under.road} ${under.under}`))
    .sort((a, b) => b.rank - a.rank)
}

const underpassName = (under: Underpass): string =>
  under.under === '铁路' ? `${under.road}铁路桥下穿通道` : `${under.road}下穿${under.under}通道`

/** What the watch points are chosen from. */
export type WatchInput = { recipe: Recipe; plan: CityPlan; roads: readonly RoadSegment[]; places: readonly Place[]; centre: Position }

function ranks(roads: readonly RoadSegment[]): (name: string) => number {
  const order: RoadSegment['kind'][] = ['residential', 'tertiary', 'secondary', 'primary', 'expressway']
  const byName = new Map(roads.map((road) => [road.name, order.indexOf(road.kind) + 1]))
  return (name) => byName.get(name) ?? 0
}

/** Cameras at great crossings, on bridges, at squares and quays and in front of underpasses. */
export function makeCameras({ recipe, plan, roads, places, centre }: WatchInput): CameraSite[] {
  const english = makeEnglish(recipe)
  const sites: Omit<CameraSite, 'id'>[] = []
  const great = crossingsOf(roads)
    .filter((c) => c.rank === 4 && c.roads.every((name) => english(name) && !name.endsWith('桥')))
    .sort((a, b) => distanceMetres(a.at, centre) - distanceMetres(b.at, centre))
  for (const [k, crossing] of spaced(great, recipe.counts.crossingCameras, 1150).entries()) {
    const [a, b] = crossing.roads
    const nameEn = `${english(a) ?? ''} & ${english(b) ?? ''}`
    sites.push({ name: `${a}与${b}路口`, nameEn, at: crossing.at, bearing: round(at(crossing.arms, k % crossing.arms.length)), group: '主要路口' })
  }
  for (const bridge of places.filter((place) => place.kind === 'bridge')) {
    const nameEn = english(bridge.name)
    if (nameEn) sites.push({ name: bridge.name, nameEn, at: bridge.at, bearing: roadBearing(roads, bridge), group: '跨江桥梁' })
  }
  for (const name of recipe.cameraLandmarks) {
    const place = places.find((candidate) => candidate.name === name)
    const landmark = recipe.landmarks.find((candidate) => candidate.name === name)
    if (place && landmark) sites.push({ name, nameEn: landmark.nameEn, at: place.at, bearing: (sites.length * 97) % 360, group: '广场码头' })
  }
  const passes = underpasses(plan, roads, ranks(roads)).filter((under) => english(under.road))
  for (const under of spaced(passes, 3, 1500)) {
    const place: Pick<Place, 'name' | 'at'> = { name: under.road, at: under.at }
    sites.push({ name: underpassName(under), nameEn: `${english(under.road) ?? ''} Underpass`, at: under.at, bearing: roadBearing(roads, place), group: '下穿通道' })
  }
  return sites.map((site, k) => ({ id: `C${String(k + 1).padStart(2, '0')}`, ...site }))
}

const round = (degrees: number): number => Math.round(degrees) % 360

/** The direction of the named road nearest to a place, away from its first point. */
function roadBearing(roads: readonly RoadSegment[], place: Pick<Place, 'name' | 'at'>): number {
  const own = roads.filter((road) => road.name === place.name).sort((a, b) => metresToLine(a.line, place.at) - metresToLine(b.line, place.at))
  const line = own[0]?.line
  if (!line) return 0
  const [a, b] = [at(line, 0), at(line, -1)]
  const east = (b[0] - a[0]) * Math.cos((a[1] * Math.PI) / 180)
  return round((Math.atan2(east, b[1] - a[1]) * 180) / Math.PI + 360)
}

/** Underpasses, then low crossings near water, as points that flood; a road is closed at 25 cm of water. */
export function makeFloodPoints({ recipe, plan, roads }: WatchInput): FloodPoint[] {
  const total = recipe.counts.floodPoints
  const passes = spaced(underpasses(plan, roads, ranks(roads)), Math.round(total * 0.6), 150)
  const low = crossingsOf(roads)
    .filter((crossing) => crossing.rank >= 2 && !crossing.roads.some((name) => name.endsWith('桥') || name.endsWith('快速路')))
    .map((crossing) => ({ ...crossing, toWater: metresToWater(plan, crossing) }))
    .sort((a, b) => a.toWater - b.toWater)
  const points = passes.map((under) => ({ name: underpassName(under), at: under.at, road: under.road }))
  const lows = spaced(low, total - points.length, 800, passes.map((pass) => pass.at))
  for (const crossing of lows) points.push({ name: `${crossing.roads.join('与')}路口低洼段`, at: crossing.at, road: crossing.roads[0] })
  return points.map((point, k) => ({ id: `F${String(k + 1).padStart(2, '0')}`, ...point, depthLimitCm: 25 }))
}

function metresToWater(plan: CityPlan, crossing: Crossing): number {
  const [x, y] = plan.projection.toPlane(crossing.at)
  for (let radius = 40; radius <= 320; radius += 40) {
    for (let k = 0; k < 8; k++) {
      const angle = (k * Math.PI) / 4
      if (plan.waters.contains([x + radius * Math.cos(angle), y + radius * Math.sin(angle)])) return radius
    }
  }
  return 1000
}
