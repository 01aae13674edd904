import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { panelsOf, readScene, type PanelNode, type SceneNode, type WallScene } from '../../electron/domain/wall-scene.ts'
import { boxesOf, dropSurface, gridOf, leavesOf, nodeAt, ownSurface, removeAt, replaceAt, resizeAt, splitAt, stretch, tabAt } from '../../electron/domain/wall-tree.ts'
import { anyTree } from '../builders/wall-builder.ts'

const MAP: PanelNode = { panel: 'map' }
const treeWithLeaf = anyTree.chain((root) => fc.constantFrom(...leavesOf(root)).map((leaf) => ({ root, ...leaf })))
const asScene = (rest: SceneNode): WallScene => ({ version: 2, id: 'x', name: 'x', surfaces: [], rest })

describe('a scene’s tree', () => {
  it('has a panel at each place that it names', () => {
    fc.assert(fc.property(treeWithLeaf, ({ root, path, panel }) => void expect(nodeAt(root, path)).toEqual(panel)))
  })

  it('splits a panel beside, below or behind itself, and loses none', () => {
    fc.assert(
      fc.property(treeWithLeaf, fc.constantFrom('row' as const, 'column' as const, 'tab' as const), ({ root, path }, way) => {
        const split = way === 'tab' ? tabAt(root, path, MAP) : splitAt(root, path, way, MAP)
        expect(panelsOf(split.root)).toHaveLength(panelsOf(root).length + 1)
        expect(nodeAt(split.root, split.path)).toEqual(MAP)
      }),
    )
  })

  it('is the same panels again when what was split off is taken out', () => {
    fc.assert(
      fc.property(treeWithLeaf, fc.constantFrom('row' as const, 'column' as const), ({ root, path }, way) => {
        const split = splitAt(root, path, way, MAP)
        expect(panelsOf(removeAt(split.root, split.path).root)).toEqual(panelsOf(root))
      }),
    )
  })

  it('always has a panel left, wherever one is taken out, and says where to go on', () => {
    fc.assert(
      fc.property(treeWithLeaf, ({ root, path }) => {
        const removed = removeAt(root, path)
        expect(panelsOf(removed.root).length).toBe(Math.max(1, panelsOf(root).length - 1))
        expect(nodeAt(removed.root, removed.path)).toHaveProperty('panel')
      }),
    )
  })

  it('stays a scene that can be read, however it is edited', () => {
    const step = fc.record({ what: fc.constantFrom('row', 'column', 'tab', 'remove', 'larger', 'smaller', 'replace'), at: fc.nat() })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let root: SceneNode = MAP
        for (const { what, at } of steps) {
          const leaves = leavesOf(root)
          const path = leaves[at % leaves.length]?.path ?? []
          if (what === 'row' || what === 'column') ({ root } = splitAt(root, path, what, { panel: 'clock' }))
          else if (what === 'tab') ({ root } = tabAt(root, path, { panel: 'roll' }))
          else if (what === 'remove') ({ root } = removeAt(root, path))
          else if (what === 'replace') root = replaceAt(root, path, { panel: 'pressing' })
          else root = resizeAt(root, path, what === 'larger' ? 1.25 : 0.8)
        }
        const read = readScene(asScene(root))
        if (!read.ok) expect(['too-deep', 'too-many-panels']).toContain(read.fault.code)
      }),
    )
  })

  it('fills its canvas with boxes that do not lie on each other', () => {
    fc.assert(
      fc.property(anyTree, (root) => {
        const boxes = boxesOf(root, 1, 1)
        for (const box of boxes) expect(box.x >= -1e-9 && box.y >= -1e-9 && box.width >= 0 && box.height >= 0).toBe(true)
        for (const [i, a] of boxes.entries()) {
          for (const b of boxes.slice(i + 1)) {
            const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
            const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
            expect(across > 1e-9 && down > 1e-9 && across * down > 1e-9).toBe(false)
          }
        }
      }),
    )
  })
})

describe('a canvas over several displays', () => {
  const bounds = (x: number, y: number) => ({ x: x * 1920, y: y * 1080, width: 1920, height: 1080 })
  const grid = gridOf([{ key: '2', bounds: bounds(0, 0) }, { key: '3', bounds: bounds(1, 0) }, { key: '4', bounds: bounds(0, 1) }, { key: '5', bounds: bounds(1, 1) }], {})

  it('is stretched to the displays beside and below, as they hang', () => {
    const wide = stretch(asScene(MAP), '2', 'right', grid)
    expect(wide?.surfaces).toEqual([{ columns: 2, rows: 1, displays: ['2', '3'], root: MAP }])
    const square = wide && stretch(wide, '3', 'down', grid)
    expect(square?.surfaces).toEqual([{ columns: 2, rows: 2, displays: ['2', '3', '4', '5'], root: MAP }])
    expect(square && readScene(square).ok).toBe(true)
    expect(square && stretch(square, '2', 'down', grid)).toBeUndefined()
  })

  it('takes no display from another such canvas', () => {
    const two = stretch(asScene(MAP), '3', 'down', grid)
    expect(two && stretch(two, '2', 'right', grid)).toBeUndefined()
  })

  it('is given up to what all the others show', () => {
    const own = ownSurface(asScene(MAP), '2')
    expect(own.surfaces).toHaveLength(1)
    expect(dropSurface(own, '2')).toEqual(asScene(MAP))
  })

  it('hangs as the operator arranged it, where that differs from the system', () => {
    expect(gridOf([{ key: '2', bounds: bounds(0, 0) }], { '2': { column: 3, row: 1 } })).toEqual({ '2': { column: 3, row: 1 } })
  })
})
