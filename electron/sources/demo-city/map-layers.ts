import type { City, Place, Position, RoadSegment } from '../../domain/reference.ts'
import { at } from './at.ts'
import { makeBuildings } from './buildings.ts'
import { rankOf } from './crossings.ts'
import { rectRing } from './grounds.ts'
import { joinLines, sharedBorders } from './join-lines.ts'
import { type Land, UNITS } from './lattice.ts'
import type { XY } from './plane.ts'
import type { CityPlan } from './plan.ts'
import type { Recipe } from './recipe.ts'
import { makeSurroundings, type Surroundings } from './surroundings.ts'

export type MapGeometry =
  | { type: 'Point'; coordinates: Position }
  | { type: 'MultiLineString'; coordinates: Position[][] }
  | { type: 'Polygon'; coordinates: Position[][] }

/** A feature of the base map; layers and attributes are named as in the OpenMapTiles schema. */
export type MapFeature = { layer: string; minZoom: number; geometry: MapGeometry; properties: Record<string, string | number> }

const CLASS: Record<RoadSegment['kind'], { class: string; minZoom: number; nameZoom: number }> = {
  expressway: { class: 'motorway', minZoom: 8, nameZoom: 10 },
  primary: { class: 'primary', minZoom: 9, nameZoom: 10 },
  secondary: { class: 'secondary', minZoom: 11, nameZoom: 12 },
  tertiary: { class: 'tertiary', minZoom: 12, nameZoom: 13 },
  residential: { class: 'minor', minZoom: 13, nameZoom: 14 },
}

const LANDUSE: Partial<Record<Land, string>> = { c: 'commercial', n: 'commercial', r: 'residential', l: 'residential', i: 'industrial' }

const POI: Record<Place['kind'], { class: string; rank: number }> = {
  station: { class: 'railway', rank: 1 },
  port: { class: 'ferry_terminal', rank: 2 },
  square: { class: 'square', rank: 2 },
  office: { class: 'town_hall', rank: 2 },
  hospital: { class: 'hospital', rank: 3 },
  mall: { class: 'shop', rank: 3 },
  park: { class: 'park', rank: 3 },
  school: { class: 'school', rank: 4 },
  market: { class: 'grocery', rank: 5 },
  bridge: { class: 'bridge', rank: 3 },
}

/** All features of the base map of a city made from `plan`. */
export function mapFeatures(recipe: Recipe, plan: CityPlan, city: City): MapFeature[] {
  const around = makeSurroundings(recipe.seed, plan)
  return [
    ...water(plan, around),
    ...land(plan, city, around),
    ...buildings(recipe, plan),
    ...transport(plan, city, around),
    ...borders(city),
    ...labels(plan, city, around),
  ]
}

const polygon = (layer: string, minZoom: number, coordinates: Position[][], properties: MapFeature['properties']): MapFeature => ({
  layer,
  minZoom,
  geometry: { type: 'Polygon', coordinates },
  properties,
})
const lines = (layer: string, minZoom: number, coordinates: Position[][], properties: MapFeature['properties']): MapFeature => ({
  layer,
  minZoom,
  geometry: { type: 'MultiLineString', coordinates },
  properties,
})
const point = (layer: string, minZoom: number, coordinates: Position, properties: MapFeature['properties']): MapFeature => ({
  layer,
  minZoom,
  geometry: { type: 'Point', coordinates },
  properties,
})
const toPositions = (plan: CityPlan, points: readonly XY[]): Position[] => points.map((p) => plan.projection.toPosition(p))

function water(plan: CityPlan, around: Surroundings): MapFeature[] {
  const features: MapFeature[] = []
  for (const body of plan.waters.bodies) {
    const minZoom = body.kind === 'stream' ? 9 : 8
    const type = body.kind === 'lake' ? 'lake' : 'river'
    features.push(polygon('water', minZoom, body.rings.map((ring) => toPositions(plan, ring)), { class: type, name: body.name }))
    const nameZoom = body.kind === 'river' ? 9 : 12
    if (body.kind === 'lake') features.push(point('water_name', nameZoom, centre(plan, at(body.rings, 0)), { class: type, name: body.name }))
    else features.push(lines('water_name', nameZoom, [toPositions(plan, body.middle)], { class: body.kind, name: body.name }))
  }
  for (const lake of around.lakes) features.push(polygon('water', 8, [toPositions(plan, lake)], { class: 'lake' }))
  return features
}

function centre(plan: CityPlan, ring: readonly XY[]): Position {
  const open = ring.slice(1)
  const sum = open.reduce((acc, p): XY => [acc[0] + p[0], acc[1] + p[1]], [0, 0] satisfies XY)
  return plan.projection.toPosition([sum[0] / open.length, sum[1] / open.length])
}

function land(plan: CityPlan, city: City, around: Surroundings): MapFeature[] {
  const features: MapFeature[] = []
  for (const block of plan.lattice.blocks) {
    const landClass = LANDUSE[block.land]
    if (!landClass) continue
    const rect = { i0: block.i0, i1: block.i0 + UNITS, j0: block.j0, j1: block.j0 + UNITS }
    features.push(polygon('landuse', 8, [toPositions(plan, rectRing(plan, rect, block, 0))], { class: landClass }))
  }
  for (const ground of city.grounds) {
    if (ground.kind !== 'park' && ground.name !== '滨江绿带') continue
    const wood = plan.network.hills.some((hill) => hill.name === ground.name)
    features.push(polygon('landcover', wood ? 8 : 11, [ground.ring], { class: wood ? 'wood' : 'grass', subclass: wood ? 'forest' : 'park' }))
  }
  for (const wood of around.woods) features.push(polygon('landcover', 8, [toPositions(plan, wood)], { class: 'wood', subclass: 'forest' }))
  return features
}

function buildings(recipe: Recipe, plan: CityPlan): MapFeature[] {
  return makeBuildings(recipe.seed, plan).map((ring) => polygon('building', 14, [toPositions(plan, ring)], {}))
}

function transport(plan: CityPlan, city: City, around: Surroundings): MapFeature[] {
  const features: MapFeature[] = []
  const drawn = new Map<string, { kind: RoadSegment['kind']; bridge: boolean; lines: Position[][] }>()
  const named = new Map<string, { kind: RoadSegment['kind']; name: string; lines: Position[][] }>()
  city.roads.forEach((road, k) => {
    const bridge = at(plan.network.segments, k).bridge
    const group = drawn.get(`${road.kind} ${bridge}`) ?? { kind: road.kind, bridge, lines: [] }
    group.lines.push(road.line)
    drawn.set(`${road.kind} ${bridge}`, group)
    const label = named.get(road.name) ?? { kind: road.kind, name: road.name, lines: [] }
    label.lines.push(road.line)
    named.set(road.name, label)
  })
  for (const { kind, bridge, lines: parts } of drawn.values()) {
    const { class: roadClass, minZoom } = CLASS[kind]
    features.push(lines('transportation', minZoom, joinLines(parts), bridge ? { class: roadClass, brunnel: 'bridge' } : { class: roadClass }))
  }
  for (const { kind, name, lines: parts } of named.values()) {
    const { class: roadClass, nameZoom } = CLASS[kind]
    features.push(lines('transportation_name', nameZoom, joinLines(parts), { class: roadClass, name, rank: 6 - rankOf(kind) }))
  }
  for (const way of plan.network.outside) {
    features.push(lines('transportation', 8, [toPositions(plan, way.line)], { class: 'motorway' }))
    features.push(lines('transportation_name', 10, [toPositions(plan, way.line)], { class: 'motorway', name: way.name, rank: 1 }))
  }
  features.push(lines('transportation', 9, around.roads.map((road) => toPositions(plan, road)), { class: 'secondary' }))
  features.push(lines('transportation', 9, [toPositions(plan, plan.network.railway)], { class: 'rail' }))
  return features
}

function borders(city: City): MapFeature[] {
  const district = sharedBorders(city.districts.map((area) => area.ring))
  const street = sharedBorders(city.streets.map((area) => area.ring), district.edges)
  return [lines('boundary', 9, district.lines, { admin_level: 6 }), lines('boundary', 12, street.lines, { admin_level: 8 })]
}

function labels(plan: CityPlan, city: City, around: Surroundings): MapFeature[] {
  const features = [point('place', 8, city.centre, { class: 'city', name: city.name, rank: 1 })]
  for (const area of city.districts) features.push(point('place', 9, area.centre, { class: 'suburb', name: area.name, rank: 2 }))
  for (const area of city.streets) features.push(point('place', 11, area.centre, { class: 'quarter', name: area.name, rank: 3 }))
  for (const area of city.communities) features.push(point('place', 13, area.centre, { class: 'neighbourhood', name: area.name, rank: 4 }))
  for (const town of around.towns) {
    features.push(point('place', 9, plan.projection.toPosition(town.at), { class: town.town ? 'town' : 'village', name: town.name, rank: 3 }))
  }
  for (const place of city.places) {
    const { class: poiClass, rank } = POI[place.kind]
    features.push(point('poi', 10 + Math.min(rank, 4), place.at, { class: poiClass, name: place.name, rank }))
  }
  return features
}
