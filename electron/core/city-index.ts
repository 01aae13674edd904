import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SearchHit } from '../contract/messages.ts'
import { bboxOf } from '../domain/geometry.ts'
import { gridAt, type GridArea, type GridTable } from '../domain/grid-table.ts'
import { City, type CameraSite, type Department, type Grid, type Position } from '../domain/reference.ts'
import type { VersionHistory } from '../domain/version-history.ts'
import { describePlace } from '../sources/demo-city/lookup.ts'
import { initialsOf } from './initials.ts'

/** What a city's base data holds besides its unit grids, which have versions of their own. */
export type CityBase = Omit<City, 'districts' | 'streets' | 'communities' | 'grids' | 'bounds'>

/** The city's base data and grids in force, with the look-ups that core needs. */
export interface CityIndex {
  readonly data: CityBase
  readonly departments: readonly (Department & { readonly initials: string })[]
  /** The grids in force. */
  readonly grids: GridTable
  /** Districts and streets, with the initials of their pinyin. */
  readonly areas: readonly (GridArea & { readonly initials: string })[]
  /** West, south, east, north in degrees. */
  readonly bounds: City['bounds']
  contains(at: Position): boolean
  gridAt(at: Position): string | null
  /** The grid of a code in force. */
  grid(code: string): Grid | undefined
  /** The district of a position, by the grids that were in force at an instant. */
  districtAt(at: Position, instant: number): string
  /** Words for a position, such as 滨江大道与学府路交叉口东侧约60米. */
  describe(at: Position): string
  /** Names of what a grid lies in, by the grids that were in force at an instant. */
  streetOf(grid: string | null, instant: number): { readonly street: string; readonly community: string }
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

/** Look-ups over one version of the grids, made when they are first asked for. */
interface GridLookUps {
  readonly at: (at: Position) => Grid | undefined
  readonly byCode: ReadonlyMap<string, Grid>
  readonly names: ReadonlyMap<string, string>
  readonly areas: CityIndex['areas']
  readonly bounds: City['bounds']
  readonly searchable: readonly Searchable[]
}

/** `history` answers the versions of the grids, `cameras` the cameras, as they are known at that moment. */
export function indexCity(data: City, ownDepartments: readonly Department[], history: () => VersionHistory<GridTable>, cameras: () => readonly CameraSite[] = () => data.cameras): CityIndex {
  const departments = (ownDepartments.length > 0 ? ownDepartments : data.departments).map((d) => ({ ...d, initials: initialsOf(d.shortName) }))
  const nearRoad = describePlace(data)
  const fixed = searchables(data, departments)
  const searchableCameras = madeOnce((sites: readonly CameraSite[]) => sites.map((c) => searchEntry('camera', c.id, c.name, c.nameEn, c.at)))
  const of = madeOnce((table: GridTable) => lookUps(table, data.bounds))
  const now = (): GridLookUps => of(history().current)
  const then = (instant: number): GridLookUps => of(history().at(instant))
  return {
    data,
    departments,
    get grids() {
      return history().current
    },
    get areas() {
      return now().areas
    },
    get bounds() {
      return now().bounds
    },
    contains: ([lng, lat]) => {
      const [west, south, east, north] = now().bounds
      return lng >= west - MARGIN && lng <= east + MARGIN && lat >= south - MARGIN && lat <= north + MARGIN
    },
    gridAt: (at) => now().at(at)?.code ?? null,
    grid: (code) => now().byCode.get(code),
    districtAt: (at, instant) => then(instant).at(at)?.code.slice(0, 6) ?? '',
    describe: (at) => nearRoad(at) ?? now().at(at)?.name ?? data.name,
    streetOf: (grid, instant) => {
      const { names } = then(instant)
      return { street: names.get(grid?.slice(0, 9) ?? '') ?? '', community: names.get(grid?.slice(0, 12) ?? '') ?? '' }
    },
    search: (text, limit) => {
      const wanted = text.trim().toLowerCase()
      return [...searchableCameras(cameras()), ...fixed, ...now().searchable].filter((s) => s.text.includes(wanted)).slice(0, limit).map((s) => s.hit)
    },
  }
}

/** Makes something of a thing, and again only when that is another one. */
function madeOnce<A extends object, B>(make: (of: A) => B): (of: A) => B {
  const made = new WeakMap<A, B>()
  return (of) => {
    const known = made.get(of) ?? make(of)
    made.set(of, known)
    return known
  }
}

/** `whole`: the bounds of the base data, for a city without grids. */
function lookUps({ areas, grids }: GridTable, whole: City['bounds']): GridLookUps {
  return {
    at: gridAt(grids),
    byCode: new Map(grids.map((grid) => [grid.code, grid])),
    names: new Map(areas.map(({ code, name }) => [code, name])),
    areas: areas.filter(({ code }) => code.length < 12).map((area) => ({ ...area, initials: initialsOf(area.name) })),
    bounds: grids.length === 0 ? whole : bboxOf(grids.flatMap(({ ring }) => ring)),
    searchable: grids.map((g) => searchEntry('grid', g.code, g.name, g.code, g.centre)),
  }
}

interface Searchable {
  readonly text: string
  readonly hit: SearchHit
}

const searchEntry = (what: Exclude<SearchHit['what'], 'case'>, id: string, title: string, detail: string, at: Position | null): Searchable => ({
  text: `${title} ${detail} ${id} ${initialsOf(title)}`.toLowerCase(),
  hit: { what, id, title, detail, at },
})

function searchables(city: City, departments: readonly Department[]): Searchable[] {
  const roads = new Map(city.roads.map((road) => [road.name, road]))
  return [
    ...departments.map((d) => searchEntry('department', d.id, d.name, d.phone, d.at)),
    ...city.places.map((p) => searchEntry('place', p.id, p.name, p.kind, p.at)),
    ...[...roads.values()].map((r) => searchEntry('road', r.id, r.name, r.kind, r.line[Math.floor(r.line.length / 2)] ?? null)),
  ]
}
