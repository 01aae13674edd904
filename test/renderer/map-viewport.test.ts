import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { edgeMark, growBounds, inBounds, roundBounds } from '../../renderer/panels/map/viewport.ts'

const lng = fc.double({ min: -180, max: 180, noNaN: true })
const lat = fc.double({ min: -85, max: 85, noNaN: true })

describe('the viewport', () => {
  it('is rounded outwards, so that nothing seen is left out, by less than two steps', () => {
    fc.assert(
      fc.property(lng, lat, lng, lat, (a, b, c, d) => {
        const [west, south, east, north] = [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)]
        const rounded = roundBounds([west, south, east, north])
        for (const corner of [[west, south], [east, north]] as const) expect(inBounds([corner[0], corner[1]], growBounds(rounded, 1e-9))).toBe(true)
        expect(west - rounded[0]).toBeLessThan(0.002)
        expect(rounded[3] - north).toBeLessThan(0.002)
      }),
    )
  })

  it('asks for nothing new after a move of a few metres', () => {
    expect(roundBounds([118.50011, 30.90021, 118.60011, 30.95021])).toEqual(roundBounds([118.50015, 30.90025, 118.60015, 30.95025]))
  })
})

describe('the mark of a selected case that is out of sight', () => {
  it('is not there while the case can be seen', () => {
    expect(edgeMark({ x: 10, y: 10 }, 800, 600, 28)).toBeNull()
  })

  it('stands inside the edge, in the direction of the case', () => {
    fc.assert(
      fc.property(fc.double({ min: -5000, max: 5000, noNaN: true }), fc.double({ min: -5000, max: 5000, noNaN: true }), (x, y) => {
        const mark = edgeMark({ x, y }, 800, 600, 28)
        expect(mark === null).toBe(x >= 0 && x <= 800 && y >= 0 && y <= 600)
        if (!mark) return
        expect(mark.x).toBeGreaterThanOrEqual(28 - 1e-6)
        expect(mark.x).toBeLessThanOrEqual(772 + 1e-6)
        expect(mark.y).toBeGreaterThanOrEqual(28 - 1e-6)
        expect(mark.y).toBeLessThanOrEqual(572 + 1e-6)
        expect(Math.atan2(mark.y - 300, mark.x - 400)).toBeCloseTo(Math.atan2(y - 300, x - 400), 6)
      }),
    )
  })
})
