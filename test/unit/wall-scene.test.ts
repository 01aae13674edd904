import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BUILT_IN_IDS, BUILT_IN_SCENES, camerasRoot, defaultScene } from '../../electron/domain/wall-built-in.ts'
import { ALL_DISPLAYS, panelsOf, partAnyway, partFor, readScene, tilesOf, type SceneNode, type WallScene } from '../../electron/domain/wall-scene.ts'
import { anyScene } from '../builders/wall-builder.ts'

const nested = (levels: number): SceneNode => (levels === 0 ? { panel: 'map' } : { split: 'row', parts: [{ size: { share: 1 }, node: nested(levels - 1) }] })
const scene = (over: Partial<WallScene> = {}): WallScene => ({ version: 2, id: 'own', name: '汛期', surfaces: [], rest: { panel: 'map' }, ...over })
const faultOf = (value: unknown) => {
  const read = readScene(value)
  return read.ok ? undefined : read.fault
}

describe('a scene', () => {
  it('is the same after it was written and read', () => {
    fc.assert(fc.property(anyScene, (made) => void expect(readScene(JSON.parse(JSON.stringify(made)))).toEqual({ ok: true, scene: made })))
  })

  it('is read whatever it is: a scene or a fault with its place, never an exception', () => {
    fc.assert(fc.property(fc.anything({ maxDepth: 6 }), (value) => void expect(readScene(value)).toHaveProperty('ok')))
    fc.assert(
      fc.property(anyScene, fc.string(), fc.anything(), (made, key, value) => {
        const read = readScene({ ...made, [key]: value })
        if (!read.ok) expect(read.fault.message.length).toBeGreaterThan(0)
      }),
    )
  })

  it('of version 1, one tree for any display, is brought up to date with camera grids of today’s size', () => {
    const read = readScene({ version: 1, id: 'video', root: { split: 'row', parts: [{ size: { share: 1 }, node: { panel: 'cameras', columns: 8, rows: 2 } }, { size: 'auto', node: { panel: 'figures' } }] } })
    if (!read.ok) throw new Error(read.fault.message)
    expect(read.scene).toMatchObject({ version: 2, id: 'video', surfaces: [] })
    expect(panelsOf(read.scene.rest ?? { panel: 'map' })).toEqual([{ panel: 'cameras', columns: 6, rows: 2, source: { by: 'page' } }, { panel: 'figures', chart: 'all' }])
  })

  it('of a newer program is refused with a sentence, not guessed at', () => {
    expect(faultOf({ ...scene(), version: 3 })).toMatchObject({ code: 'newer', where: 'version' })
  })

  it.each([[null], ['text'], [{}], [{ version: '1' }], [{ version: 0 }], [[]]])('is not %j', (value) => expect(faultOf(value)).toMatchObject({ code: 'no-scene', where: 'version' }))

  it('names the place of what is wrong inside', () => {
    expect(faultOf(scene({ rest: JSON.parse('{"panel":"cameras","columns":0,"rows":3}') }))).toMatchObject({ code: 'shape', where: 'rest.columns' })
  })

  it('has bounds: depth, panels, tiles, and each display once', () => {
    expect(faultOf(scene({ rest: nested(7) }))).toBeUndefined()
    expect(faultOf(scene({ rest: nested(8) }))?.code).toBe('too-deep')
    expect(faultOf(scene({ rest: nested(5_000) }))?.code).toBe('too-deep')
    const many = (node: SceneNode, n: number): SceneNode => ({ split: 'row', parts: Array.from({ length: n }, () => ({ size: { share: 1 }, node })) })
    expect(faultOf(scene({ rest: many(many({ panel: 'map' }, 12), 6) }))?.code).toBe('too-many-panels')
    const full: SceneNode = { panel: 'cameras', columns: 6, rows: 6, source: { by: 'page' } }
    expect(faultOf(scene({ rest: many(full, 2) }))?.code).toBe('too-many-tiles')
    expect(faultOf(scene({ surfaces: [{ columns: 2, rows: 1, displays: ['1', '2'], root: many(full, 2) }] }))).toBeUndefined()
    expect(faultOf(scene({ surfaces: [{ columns: 2, rows: 1, displays: ['1', '1'], root: full }] }))?.code).toBe('display-twice')
    expect(faultOf(scene({ surfaces: [{ columns: 2, rows: 2, displays: ['1', '2'], root: full }] }))?.code).toBe('wrong-count')
    expect(faultOf(scene({ rest: null }))?.code).toBe('empty')
  })

  it('gives each display of a canvas its own part, and leaves out what it does not name', () => {
    const made = scene({ rest: null, surfaces: [{ columns: 2, rows: 2, displays: ['2', '3', '6', '7'], root: { panel: 'map' } }] })
    expect(['2', '3', '6', '7'].map((d) => [partFor(made, d)?.column, partFor(made, d)?.row])).toEqual([[0, 0], [1, 0], [0, 1], [1, 1]])
    expect(partFor(made, '1')).toBeUndefined()
    expect(partAnyway(made, '1')).toMatchObject({ columns: 1, rows: 1, root: { panel: 'map' } })
  })
})

describe('the built-in scenes', () => {
  it('are data in the same schema, on any display', () => {
    for (const id of BUILT_IN_IDS) {
      expect(readScene(JSON.parse(JSON.stringify(BUILT_IN_SCENES[id])))).toEqual({ ok: true, scene: BUILT_IN_SCENES[id] })
      expect(BUILT_IN_SCENES[id].id).toBe(id)
      for (const display of ALL_DISPLAYS) expect(partFor(BUILT_IN_SCENES[id], display)).toBeDefined()
    }
  })

  it('show the selected case', () => {
    for (const { rest } of Object.values(BUILT_IN_SCENES)) expect(JSON.stringify(rest)).toMatch(/"middle":"selection"|"panel":"spotlight"/)
  })

  it('put 36 cameras on nine displays when nobody chose', () => {
    const tiles = ALL_DISPLAYS.slice(0, 9).map((d) => tilesOf(BUILT_IN_SCENES[defaultScene(d)].rest ?? { panel: 'map' }))
    expect(tiles.reduce((a, b) => a + b)).toBe(36)
  })
})

describe('a few cameras on a display', () => {
  it('all have a tile', () => {
    for (let n = 1; n <= 36; n++) expect(tilesOf(camerasRoot(Array.from({ length: n }, (_, i) => `c${i}`)))).toBeGreaterThanOrEqual(n)
  })
})
