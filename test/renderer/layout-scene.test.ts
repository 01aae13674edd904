import { describe, expect, it } from 'vitest'
import { SceneId } from '../../electron/contract/wall.ts'
import { BUILT_IN_SCENES } from '../../renderer/layout/built-in-scenes.ts'
import { readScene, type SceneNode } from '../../renderer/layout/scene.ts'

const panelsOf = (node: SceneNode): string[] => ('panel' in node ? [node.panel] : node.parts.flatMap((part) => panelsOf(part.node)))
const nested = (levels: number): SceneNode => (levels === 0 ? { panel: 'map' } : { split: 'row', parts: [{ size: { share: 1 }, node: nested(levels - 1) }] })

describe('scenes', () => {
  it('has a built-in scene for every scene id, each readable from its own JSON', () => {
    for (const id of SceneId.options) {
      const read = readScene(JSON.parse(JSON.stringify(BUILT_IN_SCENES[id])))
      expect(read).toEqual({ ok: true, value: BUILT_IN_SCENES[id] })
      expect(BUILT_IN_SCENES[id].id).toBe(id)
    }
  })

  it('shows the selected case in every scene', () => {
    for (const { root } of Object.values(BUILT_IN_SCENES)) {
      const selection = JSON.stringify(root).includes('"middle":"selection"')
      expect(selection || panelsOf(root).includes('spotlight')).toBe(true)
    }
  })

  it('shows nine cameras on the video wall', () => {
    expect(JSON.stringify(BUILT_IN_SCENES.video.root)).toContain('{"panel":"cameras","columns":3,"rows":3}')
  })

  it('refuses a scene of a newer program with a sentence', () => {
    const read = readScene({ ...BUILT_IN_SCENES.video, version: 2 })
    expect(read).toMatchObject({ ok: false, error: { code: 'malformed', where: 'version' } })
    expect(read.ok ? '' : read.error.message).toMatch(/version 2 was written by a newer program; update this one/)
  })

  it.each([[null], ['text'], [{}], [{ version: '1' }]])('refuses %j, which has no known version', (value) => {
    expect(readScene(value)).toMatchObject({ ok: false, error: { where: 'version' } })
  })

  it('names the place of what is wrong inside', () => {
    const read = readScene({ version: 1, id: 'video', root: { panel: 'cameras', columns: 0, rows: 3 } })
    expect(read).toMatchObject({ ok: false, error: { code: 'malformed' } })
    expect(read.ok ? '' : read.error.where).toContain('root')
  })

  it('refuses a tree that is too deep', () => {
    expect(readScene({ version: 1, id: 'video', root: nested(3) }).ok).toBe(true)
    expect(readScene({ version: 1, id: 'video', root: nested(9) })).toMatchObject({ ok: false, error: { where: 'root' } })
  })
})
