import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PrivacyZone } from '../../electron/contract/camera-registry.ts'
import { moved, rectangle, scaled, withCorner, withEdgeCorner } from '../../renderer/panels/camera-registry/zone-draft.ts'

const value = fc.double({ min: -0.5, max: 1.5, noNaN: true })
const part = fc.double({ min: 0.05, max: 0.9, noNaN: true })
const start = fc.tuple(part, part)
const size = fc.tuple(part, part)
const point = fc.tuple(value, value)

describe('a zone that is drawn', () => {
  it('stays inside the picture whatever is done to it', () => {
    fc.assert(
      fc.property(start, size, point, fc.integer({ min: 0, max: 3 }), fc.double({ min: 0.1, max: 5, noNaN: true }), ([x, y], [width, height], by, corner, factor) => {
        const zone: PrivacyZone = { points: rectangle([x + width, y], [x, y + height]) ?? [], sees: ['admin'] }
        for (const made of [zone, moved(zone, ...by), scaled(zone, factor), withCorner(zone, corner, by), withEdgeCorner(zone, corner)]) expect(PrivacyZone.safeParse(made).success).toBe(true)
      }),
    )
  })

  it('keeps its size when it is moved against the edge', () => {
    const zone = { points: rectangle([0.1, 0.1], [0.3, 0.2]) ?? [], sees: [] }
    expect(moved(zone, -1, 1).points).toEqual([[0, 0.9], [0.2, 0.9], [0.2, 1], [0, 1]])
  })

  it('is none when it is too small to be meant', () => expect(rectangle([0.5, 0.5], [0.505, 0.9])).toBeUndefined())
})
