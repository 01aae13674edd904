import { gzipSync } from 'node:zlib'
import { GeoJSONVT, type GeoJSONVTTile } from '@maplibre/geojson-vt'
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import type { Feature } from 'geojson'
import type { City } from '../../domain/reference.ts'
import { type MapFeature, mapFeatures } from './map-layers.ts'
import type { CityPlan } from './plan.ts'
import type { Recipe } from './recipe.ts'
import { type Tile, writePmtiles } from './write-pmtiles.ts'

const MIN_ZOOM = 8
const MAX_ZOOM = 14
/** Degrees of country drawn around the city's centre: about 45 by 33 km each way. */
const REACH = { lng: 0.48, lat: 0.3 }

/** Layers are drawn from indexes of features that appear from the same zoom on. */
type Index = { layer: string; minZoom: number; tiles: GeoJSONVT }

function makeIndexes(features: readonly MapFeature[]): Index[] {
  const groups = new Map<string, MapFeature[]>()
  for (const feature of features) {
    const key = `${feature.layer} ${feature.minZoom}`
    const group = groups.get(key)
    if (group) group.push(feature)
    else groups.set(key, [feature])
  }
  return [...groups.values()].flatMap((group): Index[] => {
    const first = group[0]
    if (!first) return []
    const collected = group.map(({ geometry, properties }): Feature => ({ type: 'Feature', geometry, properties }))
    const tiles = new GeoJSONVT({ type: 'FeatureCollection', features: collected }, {
      maxZoom: MAX_ZOOM,
      indexMaxZoom: first.minZoom === MAX_ZOOM ? 11 : MAX_ZOOM,
      indexMaxPoints: 0,
      tolerance: 3,
      extent: 4096,
      buffer: 96,
    })
    return [{ layer: first.layer, minZoom: first.minZoom, tiles }]
  })
}

const tileX = (lng: number, z: number): number => Math.floor(((lng + 180) / 360) * 2 ** z)
function tileY(lat: number, z: number): number {
  const sin = Math.sin((lat * Math.PI) / 180)
  return Math.floor((0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * 2 ** z)
}

/** One layer may come from several indexes; its features are drawn as one. */
function merge(known: GeoJSONVTTile | undefined, tile: GeoJSONVTTile): GeoJSONVTTile {
  if (!known) return { ...tile, features: [...tile.features] }
  for (const feature of tile.features) known.features.push(feature)
  return known
}

function cutTile(indexes: readonly Index[], z: number, x: number, y: number): Tile | undefined {
  const layers: Parameters<typeof fromGeojsonVt>[0] = {}
  for (const index of indexes) {
    if (index.minZoom > z) continue
    const tile = index.tiles.getTile(z, x, y)
    if (!tile || tile.features.length === 0) continue
    layers[index.layer] = merge(layers[index.layer], tile)
  }
  if (Object.keys(layers).length === 0) return undefined
  return { z, x, y, data: gzipSync(fromGeojsonVt(layers, { version: 2, extent: 4096 })) }
}

function vectorLayers(features: readonly MapFeature[]): { id: string; minzoom: number; maxzoom: number; fields: Record<string, string> }[] {
  const layers = new Map<string, { minzoom: number; fields: Record<string, string> }>()
  for (const { layer, minZoom, properties } of features) {
    const known = layers.get(layer) ?? { minzoom: minZoom, fields: {} }
    known.minzoom = Math.min(known.minzoom, minZoom)
    for (const [name, value] of Object.entries(properties)) known.fields[name] = typeof value === 'number' ? 'Number' : 'String'
    layers.set(layer, known)
  }
  return [...layers].map(([id, layer]) => ({ id, maxzoom: MAX_ZOOM, ...layer }))
}

/** Cuts the city's base map into vector tiles (zoom 8–14) and packs them into one PMTiles archive. */
export function makeBaseMap(recipe: Recipe, plan: CityPlan, city: City): { archive: Uint8Array; tiles: number } {
  const features = mapFeatures(recipe, plan, city)
  const indexes = makeIndexes(features)
  const [lng, lat] = city.centre
  const bounds = [lng - REACH.lng, lat - REACH.lat, lng + REACH.lng, lat + REACH.lat] as const
  const tiles: Tile[] = []
  for (let z = MIN_ZOOM; z <= MAX_ZOOM; z++) {
    for (let x = tileX(bounds[0], z); x <= tileX(bounds[2], z); x++) {
      for (let y = tileY(bounds[3], z); y <= tileY(bounds[1], z); y++) {
        const tile = cutTile(indexes, z, x, y)
        if (tile) tiles.push(tile)
      }
    }
  }
  const metadata = { name: city.name, type: 'baselayer', vector_layers: vectorLayers(features) }
  const archive = writePmtiles(tiles, { minZoom: MIN_ZOOM, maxZoom: MAX_ZOOM, bounds, centre: city.centre, metadata })
  return { archive, tiles: tiles.length }
}
