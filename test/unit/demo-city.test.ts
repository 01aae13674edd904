import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { bboxOf, distanceMetres, inRing } from '../../electron/domain/geometry.ts'
import { City, type Position, type Ring } from '../../electron/domain/reference.ts'
import { at } from '../../electron/sources/demo-city/at.ts'
import { crossingsOf } from '../../electron/sources/demo-city/crossings.ts'
import { indexCity } from '../../electron/core/city-index.ts'
import { foldGrids, gridAt, gridsOfCity } from '../../electron/domain/grid-table.ts'
import { describePlace, metresToLine } from '../../electron/sources/demo-city/lookup.ts'
import { makeCity } from '../../electron/sources/demo-city/make-city.ts'
import { type CityPlan, makeCityPlan } from '../../electron/sources/demo-city/plan.ts'
import { Recipe } from '../../electron/sources/demo-city/recipe.ts'

const recipeText = readFileSync(new URL('../../resources/demo-city/recipe.json', import.meta.url), 'utf8')
const recipe = Recipe.parse(JSON.parse(recipeText))
const hash = (city: City) => createHash('sha256').update(JSON.stringify(city)).digest('hex')
const duplicates = (names: readonly string[]) => names.filter((name, k) => names.indexOf(name) !== k)

/** Signed area of a ring in square degrees. */
function signedArea(ring: Ring): number {
  let sum = 0
  for (let k = 1; k < ring.length; k++) {
    const [a, b] = [at(ring, k - 1), at(ring, k)]
    sum += (a[0] - 118) * (b[1] - 31) - (b[0] - 118) * (a[1] - 31)
  }
  return sum / 2
}

let city: City
let plan: CityPlan
beforeAll(() => {
  plan = makeCityPlan(recipe)
  city = makeCity(recipe, plan)
}, 60_000)

describe('the demo city', () => {
  it('is a City by the schema', () => {
    expect(City.safeParse(city).error).toBeUndefined()
  })

  it('is the same every time and another with another seed', () => {
    expect(hash(makeCity(recipe))).toBe(hash(city))
    expect(hash(makeCity({ ...recipe, seed: recipe.seed + 1 }))).not.toBe(hash(city))
  }, 60_000)

  it('holds what the console is built for', () => {
    expect(city.districts).toHaveLength(5)
    expect(city.streets).toHaveLength(24)
    expect(city.communities.length).toBeGreaterThan(100)
    expect(city.grids.length).toBeGreaterThanOrEqual(600)
    expect(city.roads.length).toBeGreaterThanOrEqual(5000)
    expect(city.components.length).toBeGreaterThanOrEqual(20_000)
    expect(city.departments).toHaveLength(12)
    expect(city.units).toHaveLength(40)
    expect(city.cameras).toHaveLength(24)
    expect(city.floodPoints).toHaveLength(60)
    expect(city.places.length).toBeGreaterThanOrEqual(110)
    const types = new Set(city.components.map((component) => component.type))
    expect(types.size).toBeGreaterThanOrEqual(25)
    expect(new Set([...types].map((type) => type.slice(0, 2)))).toEqual(new Set(['01', '02', '03', '04', '05']))
  })

  it('measures about 24 by 18 km', () => {
    const [west, south, east, north] = city.bounds
    expect(distanceMetres([west, south], [east, south]) / 1000).toBeCloseTo(25, -1)
    expect(distanceMetres([west, south], [west, north]) / 1000).toBeCloseTo(20, -1)
  })
})

describe('codes and names', () => {
  it('nest: every code begins with its parent’s, in the fictional block 9901', () => {
    const districts = new Set(city.districts.map((area) => area.code))
    const streets = new Set(city.streets.map((area) => area.code))
    const communities = new Set(city.communities.map((area) => area.code))
    expect([...districts].every((code) => code.startsWith('9901'))).toBe(true)
    expect([...streets].every((code) => districts.has(code.slice(0, 6)))).toBe(true)
    expect([...communities].every((code) => streets.has(code.slice(0, 9)))).toBe(true)
    expect(city.grids.every((grid) => communities.has(grid.code.slice(0, 12)))).toBe(true)
  })

  it('are unique where they name one thing', () => {
    for (const list of [city.districts, city.streets, city.communities, city.grids]) {
      expect(duplicates(list.map((area) => area.code))).toEqual([])
      expect(duplicates(list.map((area) => area.name))).toEqual([])
    }
    expect(new Set(city.components.map((component) => component.code)).size).toBe(city.components.length)
    expect(new Set(city.roads.map((road) => road.id)).size).toBe(city.roads.length)
    for (const list of [city.places, city.floodPoints, city.cameras, city.units, city.departments]) {
      expect(duplicates(list.map((item) => item.name))).toEqual([])
    }
  })

  it('name hundreds of roads in Chinese, each in one place', () => {
    const boxes = new Map<string, Position[]>()
    for (const road of city.roads) boxes.set(road.name, [...(boxes.get(road.name) ?? []), ...road.line])
    expect(boxes.size).toBeGreaterThan(500)
    for (const name of boxes.keys()) expect(name).toMatch(/^\p{Script=Han}{2,8}(路|街|巷|道|桥|速)$/u)
    const lanes = city.roads.filter((road) => road.kind === 'residential' && road.name !== '环洲路')
    for (const lane of lanes) {
      const [west, south, east, north] = bboxOf(boxes.get(lane.name) ?? [])
      expect(distanceMetres([west, south], [east, north]), lane.name).toBeLessThan(2500)
    }
  })

  it('call cameras and low crossings by roads that really cross there', () => {
    const crossings = crossingsOf(city.roads)
    const known = new Set(crossings.map((crossing) => [...crossing.roads].sort().join('与')))
    const named = [...city.cameras, ...city.floodPoints].map((item) => /^(.+)与(.+)路口(低洼段)?$/.exec(item.name)).filter((match) => match !== null)
    expect(named.length).toBeGreaterThan(20)
    for (const match of named) expect(known, match[0]).toContain([match[1] ?? '', match[2] ?? ''].sort().join('与'))
  })
})

describe('areas', () => {
  it('hold their centres: a grid lies in its community', () => {
    const communities = new Map(city.communities.map((area) => [area.code, area.ring]))
    for (const grid of city.grids) {
      expect(inRing(grid.ring, grid.centre), grid.name).toBe(true)
      expect(inRing(communities.get(grid.code.slice(0, 12)) ?? [], grid.centre), grid.name).toBe(true)
    }
  })

  it('tile their parents without gap or overlap', () => {
    const levels = [city.districts, city.streets, city.communities, city.grids]
    for (const [k, parents] of levels.slice(0, -1).entries()) {
      const children = levels[k + 1] ?? []
      for (const parent of parents) {
        const sum = children.filter((child) => child.code.startsWith(parent.code)).reduce((total, child) => total + signedArea(child.ring), 0)
        expect(sum / signedArea(parent.ring), parent.name).toBeCloseTo(1, 6)
      }
    }
  })

  it('are found from any point inside', () => {
    const lookup = gridAt(city.grids)
    for (const grid of city.grids) expect(lookup(grid.centre)?.code).toBe(grid.code)
    expect(lookup([0, 0])).toBeUndefined()
  })

  it('hold their components', () => {
    const rings = new Map(city.grids.map((grid) => [grid.code, grid.ring]))
    for (const component of city.components) {
      if (!inRing(rings.get(component.grid) ?? [], component.at)) expect.fail(`${component.code} is not in ${component.grid}`)
      if (component.code.slice(0, 6) !== component.grid.slice(0, 6)) expect.fail(`${component.code} is in another district`)
      if (component.code.slice(6, 10) !== component.type) expect.fail(`${component.code} is not of type ${component.type}`)
    }
  })
})

describe('roads', () => {
  it('stay out of the water but on bridges, which only greater roads have', () => {
    city.roads.forEach((road, k) => {
      const segment = plan.network.segments[k]
      if (segment?.bridge) {
        expect(road.kind, road.name).not.toBe('residential')
        return
      }
      for (const p of segment?.line.slice(1, -1) ?? []) if (plan.waters.contains(p)) expect.fail(`${road.name} runs through water`)
    })
    const bridges = new Set(city.roads.filter((road) => road.name.endsWith('大桥')).map((road) => road.name))
    expect(bridges.size).toBe(7)
  })

  it('form one network', () => {
    const next = new Map<string, string[]>()
    for (const { line } of city.roads) {
      const [a, b] = [String(line[0]), String(line.at(-1))]
      next.set(a, [...(next.get(a) ?? []), b])
      next.set(b, [...(next.get(b) ?? []), a])
    }
    const reached = new Set<string>()
    const stack = [...next.keys()].slice(0, 1)
    for (let key = stack.pop(); key !== undefined; key = stack.pop()) {
      if (reached.has(key)) continue
      reached.add(key)
      stack.push(...(next.get(key) ?? []))
    }
    expect(reached.size).toBe(next.size)
  })

  it('pass every flood point', () => {
    for (const point of city.floodPoints) {
      const metres = Math.min(...city.roads.filter((road) => road.name === point.road).map((road) => metresToLine(road.line, point.at)))
      expect(metres, point.name).toBeLessThan(10)
    }
  })
})

describe('describing a place', () => {
  it('names the crossing, then the side and the metres', () => {
    const where = describePlace(city)
    const crossing = crossingsOf(city.roads).find((candidate) => candidate.roads.includes('滨江大道') && candidate.rank === 4)
    if (!crossing) return expect.fail('滨江大道 crosses an avenue')
    const [lng, lat] = crossing.at
    expect(where([lng, lat])).toBe(`${crossing.roads.join('与')}交叉口`)
    expect(where([lng, lat + 0.0003])).toMatch(/交叉口北侧约[23]0米$/)
  })

  it('always says something, also in the river and outside the city', () => {
    const grids = foldGrids([], gridsOfCity(city))
    const { describe: where } = indexCity(city, [], () => grids)
    expect(where([0, 0])).toBe('临江市')
    for (const component of city.components.filter((_, k) => k % 50 === 0)) expect(where(component.at)).toMatch(/交叉口|（近|附近|网格/)
  })
})

describe('a recipe', () => {
  it('is refused when its maps and avenues do not fit its columns', () => {
    const wrong = { ...JSON.parse(recipeText), columns: [1000, 1000, 1000] }
    expect(Recipe.safeParse(wrong).success).toBe(false)
  })
})
