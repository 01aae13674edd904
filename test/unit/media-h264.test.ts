import { describe, expect, it } from 'vitest'
import { BitReader, BitWriter, escapeNal, unescapeNal } from '../../electron/domain/media-bits.ts'
import { codecString, isBSlice, leadingNals, parseSps, withoutReordering } from '../../electron/domain/media-h264.ts'
import { learnExtradata, newH264Stream, prepareH264 } from '../../electron/domain/media-access-unit.ts'
import fc from 'fast-check'

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'))

/** x264, 704×576, High, with VUI and bitstream_restriction of 0 reordered pictures. */
const X264_D1 = hex('67 64 00 1e ac b4 05 80 93 60 22 00 00 03 00 02 00 00 03 00 64 1e 2c 5d 40')
/** x264, 320×240, High, made with 2 B pictures: bitstream_restriction says 2 reordered. */
const X264_B = hex('67 64 00 0d ac d9 41 41 fb 01 10 00 00 03 00 10 00 00 03 03 20 f1 42 99 60')
/** 1920×1080 Main with VUI timing but no bitstream_restriction, as surveillance encoders send it. */
const CAMERA_HD = hex('67 4d 00 2a 95 a8 1e 00 89 f9 66 e0 20 20 20 40')
/** 704×576 Main without VUI: written out by hand after 7.3.2.1.1. */
const BARE_D1 = bareSps()

function bareSps(): Uint8Array {
  const out = new BitWriter()
  for (const byte of [0x67, 77, 0, 30]) out.u(byte, 8)
  out.ue(0)
  out.ue(0)
  out.ue(0)
  out.ue(2)
  out.ue(1)
  out.u(0, 1)
  out.ue(43)
  out.ue(35)
  out.u(1, 1)
  out.u(1, 1)
  out.u(0, 1)
  out.u(0, 1)
  return escapeNal(out.finish())
}

describe('a sequence parameter set', () => {
  it('tells size and codec string', () => {
    const sps = parseSps(X264_D1)
    expect(sps).toMatchObject({ width: 704, height: 576, maxReorder: 0 })
    expect(sps && codecString(sps)).toBe('avc1.64001e')
    expect(parseSps(CAMERA_HD)).toMatchObject({ width: 1920, height: 1080, maxReorder: null })
    expect(parseSps(X264_B)).toMatchObject({ width: 320, height: 240, maxReorder: 2 })
    expect(parseSps(BARE_D1)).toMatchObject({ width: 704, height: 576, maxReorder: null })
  })

  it('is left alone where it already forbids reordering', () => expect(withoutReordering(X264_D1)).toBe(X264_D1))

  it.each([
    ['without VUI', BARE_D1],
    ['with VUI but no restriction', CAMERA_HD],
    ['that allows two', X264_B],
  ])('%s comes out forbidding reordering, and else the same', (_name, nal) => {
    const before = parseSps(nal)
    const after = parseSps(withoutReordering(nal))
    expect(after).toEqual({ ...before, maxReorder: 0 })
  })

  it('that is cut anywhere is refused or read, and never throws', () => {
    for (let end = 0; end < CAMERA_HD.length; end++) expect(() => withoutReordering(CAMERA_HD.subarray(0, end))).not.toThrow()
  })

  it('of random bytes never throws, and a rewrite of it is stable', () =>
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (body) => {
        const nal = Uint8Array.of(0x67, ...body)
        const once = withoutReordering(nal)
        expect(withoutReordering(once)).toEqual(once)
      }),
    ))
})

describe('bits', () => {
  it('survive emulation prevention both ways', () =>
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 0, 0, 1, 2, 3, 4, 255), { maxLength: 80 }), (bytes) => {
        const rbsp = Uint8Array.of(...bytes, 0x80)
        const nal = escapeNal(rbsp)
        expect(unescapeNal(nal)).toEqual(rbsp)
        for (let i = 2; i < nal.length; i++) expect(nal[i - 2] === 0 && nal[i - 1] === 0 && (nal[i] ?? 0) < 3).toBe(false)
      }),
    ))

  it('are read as they were written', () =>
    fc.assert(
      fc.property(fc.array(fc.nat(100_000), { maxLength: 30 }), (values) => {
        const out = new BitWriter()
        for (const value of values) out.ue(value)
        const reader = new BitReader(out.finish())
        expect(values.map(() => reader.ue())).toEqual(values)
      }),
    ))
})

describe('an access unit', () => {
  const start = [0, 0, 0, 1]
  const pps = hex('68 ef 3c b0')
  const unit = (...nals: Uint8Array[]) => Uint8Array.from(nals.flatMap((nal) => [...start, ...nal]))
  const idr = hex('65 88 84 7f d9 67')
  const p = hex('41 9a 26 2f ff')
  /** first_mb 0, slice_type 6 (B): 1 00111 … */
  const b = Uint8Array.of(0x01, 0b10011100, 0xff)

  it('is cut into its units up to the first slice', () => {
    expect(leadingNals(unit(Uint8Array.of(0x09, 0x10), X264_D1, pps, idr)).map((nal) => nal.type)).toEqual([9, 7, 8, 5])
  })

  it('gets the parameter sets of the SDP before a key picture that lacks them', () => {
    const stream = learnExtradata(newH264Stream(), unit(BARE_D1, pps))
    const prepared = prepareH264(stream, unit(idr))
    expect(prepared.key).toBe(true)
    const nals = leadingNals(prepared.data)
    expect(nals.map((nal) => nal.type)).toEqual([7, 8, 5])
    const sps = nals[0] && parseSps(prepared.data.subarray(nals[0].start, nals[0].end))
    expect(sps?.maxReorder).toBe(0)
  })

  it('carries each parameter set once, though the sender repeats it', () => {
    const prepared = prepareH264(newH264Stream(), unit(X264_D1, pps, X264_D1, pps, idr))
    expect(leadingNals(prepared.data).map((nal) => nal.type)).toEqual([7, 8, 5])
  })

  it('is no key picture without an IDR slice', () => expect(prepareH264(newH264Stream(), unit(X264_D1, pps, p)).key).toBe(false))

  it('with a B slice brings the sender’s own parameter sets back', () => {
    expect(isBSlice(b)).toBe(true)
    expect(isBSlice(p)).toBe(false)
    const first = prepareH264(newH264Stream(), unit(BARE_D1, pps, idr))
    const second = prepareH264(first.stream, unit(b))
    const third = prepareH264(second.stream, unit(idr))
    const spsOf = (data: Uint8Array) => {
      const nal = leadingNals(data).find(({ type }) => type === 7)
      return nal && parseSps(data.subarray(nal.start, nal.end))?.maxReorder
    }
    expect([spsOf(first.data), spsOf(third.data)]).toEqual([0, null])
  })

  it('is copied, so that the reader may use its memory again', () => {
    const bytes = unit(p)
    const { data } = prepareH264(newH264Stream(), Buffer.from(bytes.buffer))
    bytes.fill(0)
    expect(data[4]).toBe(0x41)
  })
})
