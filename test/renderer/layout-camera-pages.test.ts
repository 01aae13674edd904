import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { camerasOfDisplay } from '../../renderer/windows/wall-camera-page.ts'

const ids = (n: number): string[] => Array.from({ length: n }, (_, i) => `c${i}`)

describe('the cameras of a display', () => {
  it('are the first nine on display 3, which shows video when nobody chose', () => {
    expect(camerasOfDisplay(ids(24), 9, 3)).toEqual(ids(9))
  })

  it('are others on the display beside it', () => {
    expect(camerasOfDisplay(ids(24), 9, 4)).toEqual(ids(18).slice(9))
  })

  it('fill the page, each once, whenever there are enough', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 16 }), fc.integer({ min: 1, max: 16 }), (count, size, display) => {
        const shown = camerasOfDisplay(ids(count), size, display)
        expect(shown).toHaveLength(Math.min(count, size))
        expect(new Set(shown).size).toBe(shown.length)
      }),
    )
  })

  it('are all shown by as many displays as there are pages', () => {
    const shown = new Set([1, 2, 3].flatMap((display) => camerasOfDisplay(ids(24), 9, display)))
    expect(shown.size).toBe(24)
  })
})
