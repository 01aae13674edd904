import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { caseNumberPrefix, nextCaseNumber } from '../../electron/commands/case-number.ts'
import { backOff } from '../../electron/main/ipc/back-off.ts'
import { parseRange } from '../../electron/main/security/byte-range.ts'
import { encodeFrame, frameReader, MAX_FRAME } from '../../electron/platform/frames.ts'

describe('frames', () => {
  it('come out as they went in, however the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 40 }), (messages, size) => {
        const stream = Buffer.concat(messages.map(encodeFrame))
        const got: unknown[] = []
        const read = frameReader((m) => got.push(m))
        for (let i = 0; i < stream.length; i += size) read(stream.subarray(i, i + size))
        expect(got).toEqual(messages.map((m) => JSON.parse(JSON.stringify(m))))
      }),
    )
  })

  it('refuse a frame beyond the bound and hand on garbage as undefined', () => {
    const long = Buffer.alloc(4)
    long.writeUInt32BE(MAX_FRAME + 1)
    expect(() => frameReader(() => undefined)(long)).toThrow(/bound/)
    const got: unknown[] = []
    frameReader((m) => got.push(m))(Buffer.concat([Buffer.from([0, 0, 0, 3]), Buffer.from('{{{')]))
    expect(got).toEqual([undefined])
  })
})

describe('byte ranges', () => {
  it.each<[string | null, number, unknown]>([
    [null, 10, undefined], ['bytes=0-3', 10, [0, 3]], ['bytes=4-', 10, [4, 9]], ['bytes=-3', 10, [7, 9]], ['bytes=0-99', 10, [0, 9]],
    ['bytes=10-', 10, 'unsatisfiable'], ['bytes=5-2', 10, 'unsatisfiable'], ['bytes=0-1,3-4', 10, undefined], ['items=0-1', 10, undefined],
  ])('%s of %i', (header, size, range) => expect(parseRange(header, size)).toEqual(range))
})

describe('case numbers', () => {
  it('count up within a local day and station', () => {
    const prefix = caseNumberPrefix(Date.UTC(2026, 10, 24, 16, 30), 3)
    expect(prefix).toBe('20261125-03-')
    expect(nextCaseNumber(prefix, undefined)).toBe('20261125-03-00001')
    expect(nextCaseNumber(prefix, '20261125-03-00041')).toBe('20261125-03-00042')
  })
})

describe('back-off', () => {
  it('doubles from a tenth of a second and never passes six', () => {
    expect(backOff(1, 0)).toBe(100)
    expect(backOff(2, 0)).toBe(200)
    fc.assert(fc.property(fc.nat({ max: 10_000 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (n, c) => backOff(n, c) <= 6_000))
  })
})
