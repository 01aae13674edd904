import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { letterbox } from '../../renderer/client/media/letterbox.ts'
import { type YuvColour, type YuvLayout, planScale } from '../../renderer/client/media/scale-plan.ts'
import { SimdScaler } from '../../renderer/client/media/simd-scaler.ts'
import { PlainScaler, type Scaler } from '../../renderer/client/media/yuv-scaler.ts'

const BT601: YuvColour = { matrix: 'bt601', fullRange: false }

type Yuv = readonly [y: number, u: number, v: number]

/** An I420 or NV12 picture whose left and right halves have one colour each. */
function halves(width: number, height: number, left: Yuv, right: Yuv, chromaStep: 1 | 2 = 1, pad = 0): { layout: YuvLayout; bytes: Uint8Array } {
  const stride = width + pad
  const chromaWidth = (width + 1) >> 1
  const chromaHeight = (height + 1) >> 1
  const chromaStride = chromaWidth * chromaStep + pad
  const u = { offset: stride * height, stride: chromaStride }
  const v = chromaStep === 2 ? { offset: u.offset + 1, stride: chromaStride } : { offset: u.offset + chromaStride * chromaHeight, stride: chromaStride }
  const bytes = new Uint8Array(v.offset + chromaStride * chromaHeight)
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) bytes[y * stride + x] = (x < width / 2 ? left : right)[0]
  for (let y = 0; y < chromaHeight; y++) {
    for (let x = 0; x < chromaWidth; x++) {
      const colour = x < width / 4 ? left : right
      bytes[u.offset + y * u.stride + x * chromaStep] = colour[1]
      bytes[v.offset + y * v.stride + x * chromaStep] = colour[2]
    }
  }
  return { bytes, layout: { width, height, y: { offset: 0, stride }, u, v, chromaStep } }
}

function pixelsOf(scaler: Scaler, { layout, bytes }: { layout: YuvLayout; bytes: Uint8Array }, width: number, height: number, colour: YuvColour): Uint8ClampedArray {
  scaler.room(bytes.length).set(bytes)
  return scaler.scale(planScale(layout, width, height, colour))
}

function scaled(picture: { layout: YuvLayout; bytes: Uint8Array }, width: number, height: number, colour = BT601): (x: number, y: number) => number[] {
  const bytes = pixelsOf(new SimdScaler(), picture, width, height, colour)
  return (x, y) => [...bytes.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)]
}

const near = (actual: number[], wanted: number[]) => actual.forEach((value, i) => expect(Math.abs(value - (wanted[i] ?? 0)), `${actual} for ${wanted}`).toBeLessThanOrEqual(2))

describe('the scaler', () => {
  it.each<[string, Yuv, number[], YuvColour]>([
    ['white', [235, 128, 128], [255, 255, 255, 255], BT601],
    ['black', [16, 128, 128], [0, 0, 0, 255], BT601],
    ['red 601', [81, 90, 240], [254, 0, 0, 255], BT601],
    ['green 601', [145, 54, 34], [0, 255, 1, 255], BT601],
    ['blue 601', [41, 240, 110], [0, 0, 255, 255], BT601],
    ['red 709', [63, 102, 240], [255, 1, 0, 255], { matrix: 'bt709', fullRange: false }],
    ['grey full range', [90, 128, 128], [90, 90, 90, 255], { matrix: 'bt601', fullRange: true }],
    ['over-white is clamped', [255, 128, 255], [255, 175, 255, 255], BT601],
  ])('gives %s', (_name, yuv, rgba, colour) => near(scaled(halves(32, 32, yuv, yuv), 9, 7, colour)(4, 3), rgba))

  it.each([1, 2] as const)('keeps left and right apart with chroma step %i and padded rows', (step) => {
    const pixel = scaled(halves(704, 576, [81, 90, 240], [41, 240, 110], step, 24), 331, 270)
    near(pixel(0, 0), [254, 0, 0, 255])
    near(pixel(150, 269), [254, 0, 0, 255])
    near(pixel(180, 0), [0, 0, 255, 255])
    near(pixel(330, 269), [0, 0, 255, 255])
  })

  it('blends luma between neighbours when it enlarges', () => {
    const pixel = scaled(halves(4, 4, [16, 128, 128], [235, 128, 128]), 16, 16)
    const row = Array.from({ length: 16 }, (_, x) => pixel(x, 8)[0] ?? 0)
    expect(row).toEqual([...row].sort((a, b) => a - b))
    expect(row.filter((value) => value > 20 && value < 235).length).toBeGreaterThanOrEqual(2)
  })

  it('reads nothing outside the picture at any size', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), (w, h, tw, th) => {
        const grey: Yuv = [126, 128, 128]
        const pixel = scaled(halves(w, h, grey, grey), tw, th)
        for (let y = 0; y < th; y++) for (let x = 0; x < tw; x++) near(pixel(x, y), [128, 128, 128, 255])
      }),
    ))
})

describe('the two scalers', () => {
  const side = fc.integer({ min: 1, max: 70 })
  const colour = fc.record({ matrix: fc.constantFrom('bt601' as const, 'bt709' as const), fullRange: fc.boolean() })

  it('give the same bytes for any picture, one after the other', () => {
    const [simd, plain] = [new SimdScaler(), new PlainScaler()]
    fc.assert(
      fc.property(side, side, side, side, fc.constantFrom(1 as const, 2 as const), fc.nat(9), colour, fc.infiniteStream(fc.nat(255)), (width, height, toWidth, toHeight, step, pad, meaning, samples) => {
        const picture = halves(width, height, [0, 0, 0], [0, 0, 0], step, pad)
        picture.bytes.forEach((_, i) => (picture.bytes[i] = samples.next().value))
        expect(pixelsOf(simd, picture, toWidth, toHeight, meaning)).toEqual(pixelsOf(plain, picture, toWidth, toHeight, meaning))
      }),
    )
  })

  it('give the same bytes for the darkest and brightest samples that there are', () => {
    for (const bytes of [[0, 0, 0], [255, 0, 255], [255, 255, 0], [0, 255, 255], [255, 255, 255]] as const) {
      for (const meaning of [{ matrix: 'bt601', fullRange: false }, { matrix: 'bt709', fullRange: false }, { matrix: 'bt709', fullRange: true }] as const) {
        const picture = halves(40, 40, bytes, [255 - bytes[0], bytes[2], bytes[1]])
        expect(pixelsOf(new SimdScaler(), picture, 33, 57, meaning)).toEqual(pixelsOf(new PlainScaler(), picture, 33, 57, meaning))
      }
    }
  })

  it('take a larger picture after a smaller one', () => {
    const [simd, plain] = [new SimdScaler(), new PlainScaler()]
    for (const [width, height] of [[64, 64], [1_920, 1_080], [64, 64]] as const) {
      const picture = halves(width, height, [81, 90, 240], [41, 240, 110])
      expect(Buffer.from(pixelsOf(simd, picture, width, height, BT601)).equals(Buffer.from(pixelsOf(plain, picture, width, height, BT601)))).toBe(true)
    }
  })
})

describe('the letterbox', () => {
  it('centres a picture with bars at the sides or above and below', () => {
    expect(letterbox({ width: 704, height: 576 }, { x: 10, y: 20, width: 480, height: 270 })).toEqual({ x: 85, y: 20, width: 330, height: 270 })
    expect(letterbox({ width: 1920, height: 1080 }, { x: 0, y: 0, width: 400, height: 400 })).toEqual({ x: 0, y: 87, width: 400, height: 225 })
  })

  it('never leaves the tile', () => {
    const side = fc.integer({ min: 1, max: 5_000 })
    fc.assert(
      fc.property(side, side, side, side, (w, h, width, height) => {
        const box = letterbox({ width: w, height: h }, { x: 3, y: 5, width, height })
        expect(box.x >= 3 && box.y >= 5 && box.x + box.width <= 3 + width && box.y + box.height <= 5 + height && box.width > 0 && box.height > 0).toBe(true)
      }),
    )
  })
})
