import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clipRange, decodingTimes } from '../../electron/domain/clip-range.ts'
import { parameterSets } from '../../electron/domain/media-parameter-sets.ts'

const run = fc.array(fc.boolean(), { minLength: 1, maxLength: 80 }).map((keys) => keys.map((key, i) => ({ receivedAt: 1_000 + i * 40, ptsUs: i * 40_000, key: key || i === 0 })))

describe('the range of a clip', () => {
  it('shows exactly what was received in the asked time, and begins at a key picture', () => {
    fc.assert(
      fc.property(run, fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: 5_000 }), (pictures, from, length) => {
        const range = clipRange(pictures, from, from + length)
        const wanted = pictures.filter(({ receivedAt }) => receivedAt >= from && receivedAt <= from + length)
        if (!range) {
          expect(wanted).toEqual([])
          return
        }
        expect(pictures[range.first]?.key).toBe(true)
        expect(pictures.slice(range.first + range.hidden, range.end)).toEqual(wanted)
        expect(pictures.slice(range.first + 1, range.first + range.hidden + 1).some(({ key }) => key)).toBe(false)
      }),
    )
  })
})

describe('decoding times', () => {
  it('are the pictures’ own where nothing is sent out of order', () => {
    expect(decodingTimes([0, 40, 80])).toEqual([0, 40, 80])
  })

  it('rise, and are never after the picture’s own time', () => {
    const shuffled = fc.uniqueArray(fc.integer({ min: 0, max: 1e7 }), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(shuffled, (times) => {
        const decoding = decodingTimes(times)
        expect(decoding.every((at, i) => at <= (times[i] ?? at))).toBe(true)
        expect(decoding.slice(1).every((at, i) => at > (decoding[i] ?? at))).toBe(true)
      }),
    )
  })
})

describe('parameter sets', () => {
  const nal = (head: number, ...more: number[]) => [0, 0, 0, 1, head, ...more]

  it('are taken from before the picture, in H.264 and H.265, and from nothing else', () => {
    const h264 = Uint8Array.from([...nal(9, 0x10), ...nal(0x67, 1, 2), ...nal(0x68, 3), ...nal(0x65, 9, 9), ...nal(0x68, 7)])
    expect([...(parameterSets('h264', h264) ?? [])]).toEqual([0, 0, 0, 1, 0x67, 1, 2, 0, 0, 0, 0, 1, 0x68, 3, 0])
    const hevc = Uint8Array.from([...nal(0x40, 1, 5), ...nal(0x42, 1, 6), ...nal(0x44, 1, 7), ...nal(0x26, 1, 9)])
    expect(parameterSets('hevc', hevc)?.filter((byte) => byte === 5 || byte === 6 || byte === 7)).toEqual(Uint8Array.of(5, 6, 7))
    expect(parameterSets('h264', Uint8Array.from(nal(0x41, 1)))).toBeNull()
    expect(parameterSets('mjpeg', Uint8Array.of(0xff, 0xd8))).toBeNull()
  })

  it('never throw on noise', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom('h264', 'hevc', 'vp9'), (bytes, codec) => {
        parameterSets(codec, bytes)
      }),
    )
  })
})
