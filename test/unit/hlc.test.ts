import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatHlc, MAX_DRIFT, mergeHlc, parseHlc, tickHlc } from '../../electron/domain/hlc.ts'
import { uuidV7 } from '../../electron/domain/uuid.ts'

const stamps = fc.record({ wall: fc.integer({ min: 0, max: 9_999_999_999_999 }), count: fc.integer({ min: 0, max: 0xffff }) })

describe('the hybrid logical clock', () => {
  it('always moves on, whatever the wall clock does', () => {
    fc.assert(fc.property(stamps.filter((s) => s.wall < 9_999_999_999_999), fc.integer({ min: 0, max: 9_999_999_999_000 }), (last, now) => formatHlc(tickHlc(last, now)) > formatHlc(last)))
  })

  it('reads what it writes', () => {
    fc.assert(fc.property(stamps, (s) => {
      expect(parseHlc(formatHlc(s))).toEqual(s)
    }))
    expect(parseHlc('nonsense')).toBeUndefined()
  })

  it('follows another station, but not one whose clock is far ahead', () => {
    const last = { wall: 1_000, count: 0 }
    expect(mergeHlc(last, { wall: 2_000, count: 3 }, 1_500)).toEqual({ wall: 2_000, count: 3 })
    expect(mergeHlc(last, { wall: 2_000 + MAX_DRIFT, count: 0 }, 1_000)).toEqual(last)
    expect(mergeHlc(last, { wall: 500, count: 9 }, 1_500)).toEqual(last)
  })
})

describe('uuidV7', () => {
  it('is a version 7 UUID that sorts by time', () => {
    const random = new Uint8Array(10).fill(255)
    const [a, b] = [uuidV7(1_700_000_000_000, random), uuidV7(1_700_000_000_001, new Uint8Array(10))]
    expect(a).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(a < b).toBe(true)
  })
})
