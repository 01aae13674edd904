import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SoundBuffer } from '../../renderer/client/media/sound-buffer.ts'

const [KEEP, MOST] = [80, 200]
const ramp = (from: number, count: number): Int16Array => Int16Array.from({ length: count }, (_, i) => from + i)
const pulled = (buffer: SoundBuffer, count: number): number[] => {
  const out = new Float32Array(count)
  buffer.pull(out)
  return [...out].map((sample) => Math.round(sample * 32_768))
}

describe('sound on its way to the loudspeaker', () => {
  it('begins when a little is kept back, goes on without a gap, and waits again after it ran dry', () => {
    const buffer = new SoundBuffer(KEEP, MOST)
    buffer.push(ramp(1, 79))
    expect(pulled(buffer, 10)).toEqual(Array(10).fill(0))
    buffer.push(ramp(80, 1))
    expect(pulled(buffer, 10)).toEqual([...ramp(1, 10)])
    expect(pulled(buffer, 100).slice(0, 71)).toEqual([...ramp(11, 70), 0])
    buffer.push(ramp(500, 10))
    expect(pulled(buffer, 5)).toEqual([0, 0, 0, 0, 0])
  })

  it('is never further behind than its bound, and goes on from the newest', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ push: fc.integer({ min: 0, max: 700 }), pull: fc.integer({ min: 0, max: 300 }) }), { maxLength: 40 }), (steps) => {
        const buffer = new SoundBuffer(KEEP, MOST)
        let next = 1
        let last = 0
        for (const { push, pull } of steps) {
          buffer.push(ramp(next, push))
          next += push
          expect(buffer.size).toBeLessThanOrEqual(MOST)
          for (const sample of pulled(buffer, pull)) {
            if (sample === 0) continue
            expect(sample).toBeGreaterThan(last)
            last = sample
          }
        }
      }),
    )
  })
})
