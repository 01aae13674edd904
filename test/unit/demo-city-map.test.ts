import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { PMTiles, type RangeResponse, type Source } from 'pmtiles'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { makeBaseMap } from '../../electron/sources/demo-city/base-map.ts'
import { makeCity } from '../../electron/sources/demo-city/make-city.ts'
import { makeCityPlan } from '../../electron/sources/demo-city/plan.ts'
import { makeRandom } from '../../electron/sources/demo-city/random.ts'
import { Recipe } from '../../electron/sources/demo-city/recipe.ts'
import { type Tile, writePmtiles } from '../../electron/sources/demo-city/write-pmtiles.ts'

class MemorySource implements Source {
  readonly #bytes: Uint8Array
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }
  getKey(): string {
    return 'memory'
  }
  getBytes(offset: number, length: number): Promise<RangeResponse> {
    return Promise.resolve({ data: Uint8Array.from(this.#bytes.subarray(offset, offset + length)).buffer })
  }
}

const recipe = Recipe.parse(JSON.parse(readFileSync(new URL('../../resources/demo-city/recipe.json', import.meta.url), 'utf8')))
const tileAt = ([lng, lat]: readonly [number, number], zoom: number): [number, number, number] => {
  const sin = Math.sin((lat * Math.PI) / 180)
  return [zoom, Math.floor(((lng + 180) / 360) * 2 ** zoom), Math.floor((0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * 2 ** zoom)]
}

describe('the base map', () => {
  let archive: Uint8Array
  beforeAll(() => {
    const plan = makeCityPlan(recipe)
    archive = makeBaseMap(recipe, plan, makeCity(recipe, plan)).archive
  }, 60_000)

  it('is a PMTiles archive that the reader opens', async () => {
    const header = await new PMTiles(new MemorySource(archive)).getHeader()
    expect(header).toMatchObject({ specVersion: 3, minZoom: 8, maxZoom: 14, tileType: 1, clustered: true })
    expect(header.minLon).toBeLessThan(recipe.centre[0])
    expect(archive.length).toBeLessThan(6_000_000)
  })

  it('has tiles that decode, with layers named as in OpenMapTiles', async () => {
    const tile = await new PMTiles(new MemorySource(archive)).getZxy(...tileAt(recipe.centre, 14))
    if (!tile) return expect.fail('the centre has a tile')
    const layers = new VectorTile(new PbfReader(new Uint8Array(tile.data))).layers
    expect(Object.keys(layers)).toEqual(expect.arrayContaining(['water', 'landuse', 'building', 'transportation', 'transportation_name']))
    const roads = layers['transportation_name']
    const names = Array.from({ length: roads?.length ?? 0 }, (_, k) => roads?.feature(k).properties['name'])
    expect(names.some((name) => typeof name === 'string' && /路|街|巷/.test(name))).toBe(true)
  })

  it('names only layers that exist in the style that draws it', async () => {
    const metadata = z.object({ vector_layers: z.array(z.object({ id: z.string() })) }).parse(await new PMTiles(new MemorySource(archive)).getMetadata())
    const known = new Set(metadata.vector_layers.map((layer) => layer.id))
    for (const layer of style.layers) if (layer['source-layer'] !== undefined) expect(known, layer.id).toContain(layer['source-layer'])
  })
})

describe('a PMTiles archive', () => {
  const tile = (zoom: number, x: number, y: number, text: string): Tile => ({ z: zoom, x, y, data: Buffer.from(text) })
  const info = { minZoom: 0, maxZoom: 9, bounds: [-180, -85, 180, 85], centre: [0, 0], metadata: { name: 'test' } } as const

  it('gives back every tile, stores equal ones once and says nothing of missing ones', async () => {
    const bytes = writePmtiles([tile(1, 1, 1, 'c'), tile(0, 0, 0, 'a'), tile(1, 0, 0, 'b'), tile(1, 0, 1, 'b')], info)
    const reader = new PMTiles(new MemorySource(bytes), undefined, (data) => Promise.resolve(data.byteLength > 1 ? new Uint8Array(gunzipSync(new Uint8Array(data))).buffer : data))
    const read = async (zoom: number, x: number, y: number) => {
      const found = await reader.getZxy(zoom, x, y)
      return found && Buffer.from(found.data).toString()
    }
    expect(await read(0, 0, 0)).toBe('a')
    expect(await read(1, 0, 0)).toBe('b')
    expect(await read(1, 0, 1)).toBe('b')
    expect(await read(1, 1, 1)).toBe('c')
    expect(await read(1, 1, 0)).toBeUndefined()
    expect((await reader.getHeader()).numTileContents).toBe(3)
  })

  it('uses leaf directories when the root does not hold all entries', async () => {
    const random = makeRandom(1, 'tiles')
    const contents = new Map<string, string>()
    for (let k = 0; k < 24_000; k++) {
      contents.set(`${random.whole(0, 400)} ${random.whole(0, 400)}`, `${k} `.padEnd(random.whole(8, 500), '.'))
    }
    const places = [...contents.keys()].map((key) => key.split(' ').map(Number))
    const tiles = places.map(([x = 0, y = 0]) => tile(9, x, y, contents.get(`${x} ${y}`) ?? ''))
    const reader = new PMTiles(new MemorySource(writePmtiles(tiles, info)), undefined, (data) => {
      const bytes = new Uint8Array(data)
      return Promise.resolve(bytes[0] === 0x1f ? new Uint8Array(gunzipSync(bytes)).buffer : data)
    })
    expect((await reader.getHeader()).leafDirectoryLength).toBeGreaterThan(0)
    for (const [x = 0, y = 0] of places.filter((_, k) => k % 3001 === 0)) {
      const found = await reader.getZxy(9, x, y)
      expect(found && Buffer.from(found.data).toString()).toBe(contents.get(`${x} ${y}`))
    }
  })
})

const StyleLayer = z.looseObject({ id: z.string(), type: z.string(), 'source-layer': z.string().optional(), paint: z.record(z.string(), z.unknown()) })
const style = z
  .looseObject({ glyphs: z.never().optional(), sprite: z.never().optional(), layers: z.array(StyleLayer) })
  .parse(JSON.parse(readFileSync(new URL('../../resources/map/style-dark.json', import.meta.url), 'utf8')))

/** Relative luminance of a #rrggbb colour (WCAG 2). */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((k) => {
    const c = Number.parseInt(colour.slice(k, k + 2), 16) / 255
    return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
const contrast = (a: string, b: string): number => (Math.max(luminance(a), luminance(b)) + 0.05) / (Math.min(luminance(a), luminance(b)) + 0.05)
const colours = (value: unknown): string[] => JSON.stringify(value ?? '').match(/#[0-9a-f]{6}/g) ?? []

describe('the dark map style', () => {
  it('needs no network: no glyphs, no sprite, one replaceable source', () => {
    expect(JSON.stringify(style)).not.toMatch(/https?:/)
    expect(style['sources']).toEqual({ base: { type: 'vector', url: 'pmtiles://BASEMAP' } })
  })

  it('keeps every label at 4.5:1 or better on land and water', () => {
    const grounds = style.layers.filter((layer) => layer.type === 'fill' || layer.type === 'background').flatMap((layer) => [...colours(layer.paint['fill-color']), ...colours(layer.paint['background-color'])])
    expect(grounds.length).toBeGreaterThan(4)
    for (const layer of style.layers.filter((candidate) => candidate.type === 'symbol')) {
      for (const text of colours(layer.paint['text-color'])) {
        for (const ground of grounds) expect(contrast(text, ground), `${layer.id} ${text} on ${ground}`).toBeGreaterThanOrEqual(4.5)
      }
    }
  })
})
