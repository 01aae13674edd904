import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { camerasNear, faces, nearestCameras } from '../../electron/domain/wall-near.ts'
import type { Position } from '../../electron/domain/reference.ts'

const HERE: Position = [118.9, 31.1]
/** About 100 m. */
const STEP = 0.001
const camera = (id: string, at: Position, bearing: number) => ({ id, at, bearing })

describe('the cameras of a point', () => {
  it('stand with those that look at it first, each by distance', () => {
    const cameras = [
      camera('beside, looks away', [118.9, 31.1 + STEP], 0),
      camera('far, looks at it', [118.9, 31.1 - 3 * STEP], 0),
      camera('near, looks at it', [118.9 + STEP, 31.1], 270),
      camera('too far to see it', [118.9, 31.1 + 9 * STEP], 180),
    ]
    expect(camerasNear(cameras, HERE).map(({ camera: { id }, faces: seen }) => [id, seen])).toEqual([
      ['near, looks at it', true],
      ['far, looks at it', true],
      ['beside, looks away', false],
      ['too far to see it', false],
    ])
    expect(nearestCameras(cameras, HERE, 2).map(({ id }) => id)).toEqual(['near, looks at it', 'far, looks at it'])
  })

  it('are all there, each once, and no camera that looks at it stands behind one that does not', () => {
    const spot = fc.tuple(fc.double({ min: 118.88, max: 118.92, noNaN: true }), fc.double({ min: 31.08, max: 31.12, noNaN: true }))
    fc.assert(
      fc.property(fc.array(fc.record({ at: spot, bearing: fc.integer({ min: 0, max: 359 }) }), { maxLength: 30 }), spot, (cameras, at) => {
        const found = camerasNear(cameras, at)
        expect(new Set(found.map((each) => each.camera)).size).toBe(cameras.length)
        for (const [i, each] of found.entries()) {
          expect(each.faces).toBe(faces(each.camera, at))
          const next = found[i + 1]
          if (next) expect(Number(each.faces) * 1e9 - each.metres).toBeGreaterThanOrEqual(Number(next.faces) * 1e9 - next.metres)
        }
      }),
    )
  })
})
