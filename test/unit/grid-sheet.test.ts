import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gridSheet, readGridSheet } from '../../electron/domain/grid-sheet.ts'
import { diffGrids, foldGrids, gridAt, type GridTable } from '../../electron/domain/grid-table.ts'
import type { Position } from '../../electron/domain/reference.ts'
import { readRing } from '../../electron/domain/ring-text.ts'
import { geoJsonRows } from '../../electron/sources/sheets/geojson-rows.ts'

const same = (at: Position): Position => at
const HEADS = ['网格编码', '网格名称', '区县名称', '街道名称', '社区名称', '边界']
const CODE = '330101001001001'

/** A square of 0.001° whose south-west corner stands `x` squares east of 120°, 30°. */
const square = (x: number): string => [[0, 0], [1, 0], [1, 1], [0, 1]].map(([dx = 0, dy = 0]) => `${(120 + (x + dx) / 1000).toFixed(3)},${(30 + dy / 1000).toFixed(3)}`).join(';')
const codeOf = (n: number): string => `330101001001${String(n + 1).padStart(3, '0')}`
const rowsOf = (count: number): string[][] => [HEADS, ...Array.from({ length: count }, (_, n) => [codeOf(n), `第${n + 1}网格`, n === 0 ? '滨江区' : '', n === 0 ? '江岸街道' : '', n === 0 ? '一社区' : '', square(n)])]

function read(rows: readonly (readonly string[])[]) {
  return readGridSheet(rows, [], same)
}

const faultsOf = (rows: readonly (readonly string[])[]): string[] => read(rows).faults.map(({ row, code }) => `${row} ${code}`)

describe('a boundary', () => {
  const ring = [[120, 30], [120.1, 30], [120.1, 30.1], [120, 30]]
  it('is read as WKT, as GeoJSON and as corners, closed or not', () => {
    for (const text of [
      'POLYGON ((120 30, 120.1 30, 120.1 30.1, 120 30))', 'polygon((120 30,120.1 30,120.1 30.1))', 'SRID=4326;MULTIPOLYGON (((120 30, 120.1 30, 120.1 30.1)))', 'POLYGON Z ((120 30 5, 120.1 30 5, 120.1 30.1 5))',
      '{"type":"Polygon","coordinates":[[[120,30],[120.1,30],[120.1,30.1],[120,30]]]}', '{"type":"MultiPolygon","coordinates":[[[[120,30,8],[120.1,30,8],[120.1,30.1,8]]]]}',
      '120,30;120.1,30;120.1,30.1', '120，30；120.1，30；120.1，30.1；', '120 30, 120.1 30, 120.1 30.1',
    ]) expect(readRing(text, same), text).toEqual(ring)
  })

  it('is refused with what is wrong', () => {
    expect(readRing('在江边', same)).toBe('bad-boundary')
    expect(readRing('120,30;120.1,30', same)).toBe('bad-boundary')
    expect(readRing('{"type":"Point","coordinates":[120,30]}', same)).toBe('bad-boundary')
    expect(readRing('{"type":', same)).toBe('bad-boundary')
    expect(readRing('POLYGON ((0 0, 9 0, 9 9), (1 1, 2 1, 2 2))', same)).toBe('has-hole')
    expect(readRing('MULTIPOLYGON (((0 0, 9 0, 9 9)), ((20 20, 21 20, 21 21)))', same)).toBe('several-parts')
    expect(readRing('30,120;30,120.1;30.1,120.1', same)).toBe('swapped-axes')
    expect(readRing('200,30;200.1,30;200.1,30.1', same)).toBe('bad-position')
    expect(readRing('120,30;120.1,30.1;120.1,30;120,30.1', same)).toBe('crosses-itself')
    expect(readRing(Array.from({ length: 1_001 }, (_, i) => `${120 + i / 1e5},30`).join(';'), same)).toBe('too-many-corners')
  })

  it('never throws, whatever the text', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json(), fc.string().map((s) => `POLYGON ((${s}))`)), (text) => void readRing(text, same)))
  })
})

describe('a sheet of grids', () => {
  it('comes back the same from what was written of it', () => {
    const { table, faults } = read(rowsOf(3))
    expect(faults).toEqual([])
    expect(table?.areas).toEqual([{ code: '330101', name: '滨江区' }, { code: '330101001', name: '江岸街道' }, { code: '330101001001', name: '一社区' }])
    const whole: GridTable = { version: 'a', areas: table?.areas ?? [], grids: table?.grids ?? [] }
    expect(diffGrids(whole, read(gridSheet(whole)).table ?? whole)).toEqual([])
    const lookUp = gridAt(whole.grids)
    whole.grids.forEach((grid) => expect(lookUp(grid.centre)?.code).toBe(grid.code))
  })

  it('tells every fault by its row', () => {
    const rows = rowsOf(2)
    expect(faultsOf([...rows, ['12', '', '', '', '', square(5)], [codeOf(0), '', '', '', '', square(6)], [codeOf(7), '', '', '别的街道', '', square(7)], [codeOf(8), '', '', '', '', ''], [codeOf(9), '', '', '', '', square(0)]])).toEqual([
      '4 bad-grid-code', '5 twice', '6 other-than-before', '7 missing', '2 overlaps', '8 overlaps',
    ])
    expect(faultsOf([HEADS])).toEqual(['2 no-rows'])
    expect(faultsOf([['网格名称', '边界'], ['x', square(0)]])).toEqual(['1 column-missing'])
  })

  it('keeps the names of areas that it leaves out, and names unknown ones by their code', () => {
    const { table } = readGridSheet([['网格编码', '边界'], [CODE, square(0)]], [{ code: '330101', name: '滨江区' }], same)
    expect(table?.areas.map(({ name }) => name)).toEqual(['滨江区', '330101001', '330101001001'])
    expect(table?.grids[0]?.name).toBe('001')
  })

  it('may be a GeoJSON', () => {
    const text = JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', properties: { code: CODE, name: '甲', 面积: 3 }, geometry: { type: 'Polygon', coordinates: [[[120, 30], [120.1, 30], [120.1, 30.1], [120, 30]]] } }] })
    expect(readGridSheet(geoJsonRows(text, 10), [], same).table?.grids).toMatchObject([{ code: CODE, name: '甲' }])
    expect(() => geoJsonRows('{"type":"Feature"}', 10)).toThrow('no GeoJSON FeatureCollection')
    expect(() => geoJsonRows('{', 10)).toThrow('no JSON')
  })
})

describe('the history of the grids', () => {
  const base: GridTable = { version: 'city', areas: [], grids: [] }
  it('answers what was in force at an instant, and takes what it cannot read for nothing', () => {
    const next = { areas: [{ code: '330101', name: '滨江区' }], grids: [] }
    const event = (id: string, at: number, body: unknown) => ({ id, stream: 'codes/grids', parents: [], hlc: `${String(at).padStart(15, '0')}-0000-a`, type: 'grids.activated', version: 1, occurredAt: at, recordedAt: at, actor: { id: 'a', name: '甲', role: 'admin' as const }, station: 'hall-1', body })
    const history = foldGrids([event('1', 100, { version: 'city.1', table: next }), event('2', 150, { version: 7 }), event('3', 200, { version: 'city' })], base)
    expect([99, 100, 199, 200].map((at) => history.at(at).version)).toEqual(['city', 'city.1', 'city.1', 'city'])
    expect(history.activations.map(({ version }) => version)).toEqual(['city', 'city.1', 'city'])
  })
})
