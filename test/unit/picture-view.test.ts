import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MOST_LEVEL, WHOLE, cropOf, panBy, zoomAt } from '../../renderer/client/media/picture-view.ts'
import { partOf } from '../../renderer/client/media/scale-plan.ts'

const share = fc.double({ min: 0, max: 1, noNaN: true })
const act = fc.oneof(
  fc.record({ factor: fc.double({ min: 0.1, max: 10, noNaN: true }), at: fc.record({ x: share, y: share }) }),
  fc.record({ by: fc.record({ x: fc.double({ min: -3, max: 3, noNaN: true }), y: fc.double({ min: -3, max: 3, noNaN: true }) }) }),
)

describe('an enlarged picture', () => {
  it('never shows what is beside it, however it is enlarged and dragged', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
        let view = WHOLE
        for (const each of acts) view = 'factor' in each ? zoomAt(view, each.factor, each.at) : panBy(view, each.by)
        const { x, y, width, height } = cropOf(view)
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(-1e-9)
        expect(Math.max(x + width, y + height)).toBeLessThanOrEqual(1 + 1e-9)
        expect(view.level).toBeGreaterThanOrEqual(1)
        expect(view.level).toBeLessThanOrEqual(MOST_LEVEL)
      }),
    )
  })

  it('keeps what lies under the pointer where it is', () => {
    fc.assert(
      fc.property(share, share, fc.double({ min: 1, max: 4, noNaN: true }), (x, y, factor) => {
        const before = zoomAt(WHOLE, 2)
        const after = zoomAt(before, factor, { x, y })
        const under = (view: typeof before): readonly number[] => [cropOf(view).x + x / view.level, cropOf(view).y + y / view.level]
        expect(under(after)[0]).toBeCloseTo(under(before)[0] ?? 0, 9)
        expect(under(after)[1]).toBeCloseTo(under(before)[1] ?? 0, 9)
      }),
    )
  })

  it('is cut from the planes at even columns and rows, inside them', () => {
    const layout = { width: 703, height: 577, y: { offset: 0, stride: 704 }, u: { offset: 406_208, stride: 352 }, v: { offset: 507_936, stride: 352 }, chromaStep: 1 } as const
    expect(partOf(layout, { x: 0.5, y: 0.5, width: 0.25, height: 0.25 })).toEqual({ width: 176, height: 144, y: { offset: 288 * 704 + 350, stride: 704 }, u: { offset: 406_208 + 144 * 352 + 175, stride: 352 }, v: { offset: 507_936 + 144 * 352 + 175, stride: 352 }, chromaStep: 1 })
    fc.assert(
      fc.property(share, share, fc.double({ min: 1, max: MOST_LEVEL, noNaN: true }), (x, y, level) => {
        const part = partOf(layout, cropOf(zoomAt(WHOLE, level, { x, y })))
        const last = part.y.offset + (part.height - 1) * 704 + part.width - 1
        expect(part.y.offset % 2).toBe(0)
        expect(last).toBeLessThan(704 * 577)
        expect((part.y.offset % 704) + part.width).toBeLessThanOrEqual(703)
      }),
    )
  })
})
