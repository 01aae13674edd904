import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SearchHit } from '../contract/messages.ts'
import { City, type Department, type Position } from '../domain/reference.ts'
import { describePlace } from '../sources/demo-city/lookup.ts'
import { gridAt } from '../sources/demo-city/lookup.ts'
import { initialsOf } from './initials.ts'

/** The city's base data with the look-ups that core needs. */
export interface CityIndex {
  readonly data: City
  readonly departments: readonly (Department & { readonly initials: string })[]
  /** Districts and streets, with the initials of their pinyin. */
  readonly areas: readonly { readonly code: string; readonly name: string; readonly initials: string }[]
  contains(at: Position): boolean
  gridAt(at: Position): string | null
  districtAt(at: Position): string
  /** Words for a position, such as 滨江大道与学府路交叉口东侧约60米. */
  describe(at: Position): string
  streetOf(grid: string | null): { readonly street: string; readonly community: string }
  search(text: string, limit: number): SearchHit[]
}

/** A station without base data: everything works but places have no names. */
export const NO_CITY: City = {
  id: 'none', name: '未载入城市', nameEn: 'No city data', centre: [110, 33], bounds: [73, 3, 136, 54],
  districts: [], streets: [], communities: [], grids: [], roads: [], components: [], departments: [], units: [], places: [], floodPoints: [], cameras: [], grounds: [],
}

/** Reads a city made by set-up. Its schema is checked when it is made; here only that it is a city. */
export function readCity(dir: string): City {
  return City.parse(JSON.parse(readFileSync(join(dir, 'city.json'), 'utf8')))
}

/** So far outside the outermost grid a position still counts as the city's, degrees (about 1 km). */
const MARGIN = 0.01

export function indexCity(data: City, ownDepartments: readonly Department[]): CityIndex {
  const departments = (ownDepartments.length > 0 ? ownDepartments : data.departments).map((d) => ({ ...d, initials: initialsOf(d.shortName) }))
  const areas = [...data.districts, ...data.streets].map(({ code, name }) => ({ code, name, initials: initialsOf(name) }))
  const findGrid = gridAt(data)
  const describe = describePlace(data)
  const names = new Map([...data.streets, ...data.communities].map((area) => [area.code, area.name]))
  const [west, south, east, north] = data.bounds
  const searchable = searchables(data, departments)
  return {
    data,
    departments,
    areas,
    contains: ([lng, lat]) => lng >= west - MARGIN && lng <= east + MARGIN && lat >= south - MARGIN && lat <= north + MARGIN,
    gridAt: ([lng, lat]) => findGrid(lng, lat)?.code ?? null,
    districtAt: ([lng, lat]) => findGrid(lng, lat)?.code.slice(0, 6) ?? '',
    describe: ([lng, lat]) => describe(lng, lat),
    streetOf: (grid) => ({ street: names.get(grid?.slice(0, 9) ?? '') ?? '', community: names.get(grid?.slice(0, 12) ?? '') ?? '' }),
    search: (text, limit) => searchable.filter((s) => s.text.includes(text.trim().toLowerCase())).slice(0, limit).map((s) => s.hit),
  }
}

interface Searchable {
  readonly text: string
  readonly hit: SearchHit
}

function searchables(city: City, departments: readonly Department[]): Searchable[] {
  const roads = new Map(city.roads.map((road) => [road.name, road]))
  const entry = (what: Exclude<SearchHit['what'], 'case'>, id: string, title: string, detail: string, at: Position | null): Searchable => ({
    text: `${title} ${detail} ${id} ${initialsOf(title)}`.toLowerCase(),
    hit: { what, id, title, detail, at },
  })
  return [
    ...city.cameras.map((c) => entry('camera', c.id, c.name, c.nameEn, c.at)),
    ...departments.map((d) => entry('department', d.id, d.name, d.phone, d.at)),
    ...city.places.map((p) => entry('place', p.id, p.name, p.kind, p.at)),
    ...[...roads.values()].map((r) => entry('road', r.id, r.name, r.kind, r.line[Math.floor(r.line.length / 2)] ?? null)),
    ...city.grids.map((g) => entry('grid', g.code, g.name, g.code, g.centre)),
  ]
}
