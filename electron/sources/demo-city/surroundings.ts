import { at } from './at.ts'
import { distance, inRingXY, smooth, unit, type XY } from './plane.ts'
import type { CityPlan } from './plan.ts'
import { makeRandom } from './random.ts'
import { blob, grow } from './water.ts'

/** The country around the city, so that the map does not end at its border: drawn only, part of no data. */
export type Surroundings = {
  woods: XY[][]
  lakes: XY[][]
  roads: XY[][]
  towns: { name: string; at: XY; town: boolean }[]
}

const TOWNS = ['清河镇', '白石镇', '双溪镇', '永丰镇', '石埠镇', '柳林镇', '青口镇', '安平镇', '大塘镇', '新坝镇', '长岭镇', '渔梁镇', '三里镇', '高淮镇', '沙河镇', '桐坑乡', '兰田乡', '枫岭乡']

/** Half-axes of the city, metres; the country begins outside. */
const CITY: XY = [14_500, 11_500]
const outside = (p: XY): number => Math.hypot(p[0] / CITY[0], p[1] / CITY[1])

/** Makes woods, lakes, country roads and towns around a planned city. */
export function makeSurroundings(seed: number, plan: CityPlan): Surroundings {
  const random = makeRandom(seed, 'surroundings')
  const spots = (count: number, apart: number, from: number): XY[] => {
    const found: XY[] = []
    for (let tries = 0; found.length < count && tries < 4000; tries++) {
      const p: XY = [random.between(-46_000, 46_000), random.between(-34_000, 34_000)]
      if (outside(p) > from && found.every((q) => distance(p, q) > apart) && !plan.waters.contains(p)) found.push(p)
    }
    return found
  }
  const woods = spots(26, 7000, 1.35).map((p) => blob(random, p, [random.between(900, 3600), random.between(700, 2600)]))
  const lakes = spots(14, 9000, 1.2).map((p) => blob(random, p, [random.between(250, 1300), random.between(200, 900)]))
  const towns = spots(TOWNS.length, 6500, 1.15).map((p, k) => ({ name: at(TOWNS, k), at: p, town: at(TOWNS, k).endsWith('镇') }))
  return { woods, lakes, roads: countryRoads(plan, towns.map((town) => town.at), seed), towns }
}

/** Avenues that end at the border go on to the nearest town ahead of them, one road to each town. */
function countryRoads(plan: CityPlan, towns: readonly XY[], seed: number): XY[][] {
  const random = makeRandom(seed, 'country roads')
  const ends = new Map<string, { at: XY; from: XY; count: number }>()
  for (const { line, rank } of plan.network.segments) {
    for (const [end, inner] of [[at(line, 0), at(line, 1)], [at(line, -1), at(line, -2)]] as const) {
      const key = end.join(' ')
      const known = ends.get(key)
      ends.set(key, { at: end, from: inner, count: (known?.count ?? 0) + 1 + (rank === 4 ? 0 : 10) })
    }
  }
  const roads: XY[][] = []
  const reached = new Set<XY>()
  const nearHill = (p: XY) => plan.network.hills.some((hill) => inRingXY(grow(hill.ring, 600), p))
  for (const end of ends.values()) {
    if (end.count !== 1 || outside(end.at) < 0.7 || nearHill(end.at)) continue
    const [dx, dy] = unit(end.from, end.at)
    const ahead = towns
      .filter((town) => (town[0] - end.at[0]) * dx + (town[1] - end.at[1]) * dy > 0.55 * distance(town, end.at))
      .sort((a, b) => distance(a, end.at) - distance(b, end.at))[0]
    if (!ahead || reached.has(ahead)) continue
    reached.add(ahead)
    const length = distance(ahead, end.at)
    const target = ahead
    const lead: XY = [end.at[0] + dx * length * 0.35, end.at[1] + dy * length * 0.35]
    const sway = random.between(-0.07, 0.07) * length
    const late: XY = [lead[0] * 0.4 + target[0] * 0.6 - dy * sway, lead[1] * 0.4 + target[1] * 0.6 + dx * sway]
    const road = smooth([end.at, lead, late, target], 4)
    if (!road.slice(2).some((p) => plan.waters.contains(p))) roads.push(road)
  }
  return roads
}
