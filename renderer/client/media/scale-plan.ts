import type { Crop } from './picture-view.ts'

/** Where the planes of a 4:2:0 picture lie in one buffer; `chromaStep` is 1 for I420, 2 for NV12. */
export type YuvLayout = {
  width: number
  height: number
  y: { offset: number; stride: number }
  u: { offset: number; stride: number }
  v: { offset: number; stride: number }
  chromaStep: 1 | 2
}

/** How the samples mean colour: ITU-R BT.601 or BT.709, limited (16–235) or full range. */
export type YuvColour = { matrix: 'bt601' | 'bt709'; fullRange: boolean }

/** The planes of a part, which begins at an even column and row, as chroma does. */
export function partOf({ width, height, y, u, v, chromaStep }: YuvLayout, crop: Crop): YuvLayout {
  const [left, top] = [2 * Math.floor((crop.x * width) / 2), 2 * Math.floor((crop.y * height) / 2)]
  const chroma = (plane: YuvLayout['u']): YuvLayout['u'] => ({ offset: plane.offset + (top / 2) * plane.stride + (left / 2) * chromaStep, stride: plane.stride })
  return {
    width: Math.max(1, Math.min(width - left, Math.round(crop.width * width))),
    height: Math.max(1, Math.min(height - top, Math.round(crop.height * height))),
    y: { offset: y.offset + top * y.stride + left, stride: y.stride }, u: chroma(u), v: chroma(v), chromaStep,
  }
}

/** 32-bit words of a row: first luma byte, weight of the row below, first bytes of Cb and Cr. */
export const ROW_WORDS = 4

/**
 * How pictures of one layout become pixels of one size: luma bilinear, chroma nearest and shared by
 * two neighbours. Both scalers follow it step by step, so that they give the same bytes:
 * luma lies 64 times its value between two columns (weights of 64), then two rows (weights of 2¹⁵);
 * colour is sums of products with `colour`, each divided by 2¹⁵ and rounded.
 */
export type ScalePlan = {
  width: number
  height: number
  /** By column: the first of two luma samples, and the weight of the second; of two columns: the chroma sample. */
  luma: Uint16Array<ArrayBuffer>
  weights: Uint16Array<ArrayBuffer>
  chroma: Uint16Array<ArrayBuffer>
  rows: Int32Array<ArrayBuffer>
  /** From a luma byte to the one below it. */
  below: number
  /** Black's luma × 64, then the factors × 512: luma, Cr to red, Cb to green, Cr to green, Cb to blue. */
  colour: Int16Array<ArrayBuffer>
}

export function planScale(layout: YuvLayout, width: number, height: number, colour: YuvColour): ScalePlan {
  const { y, u, v, chromaStep } = layout
  const columns = Array.from({ length: width }, (_, x) => tapOf(x, layout.width, width))
  const rows = new Int32Array(height * ROW_WORDS)
  for (let row = 0; row < height; row++) {
    const { first, weight } = tapOf(row, layout.height, height)
    const chroma = chromaOf(row, layout.height, height)
    rows.set([y.offset + first * y.stride, Math.min(32_767, weight * 512), u.offset + chroma * u.stride, v.offset + chroma * v.stride], row * ROW_WORDS)
  }
  return {
    width,
    height,
    luma: Uint16Array.from(columns, ({ first }) => first),
    weights: Uint16Array.from(columns, ({ weight }) => weight),
    chroma: Uint16Array.from({ length: (width + 1) >> 1 }, (_, pair) => chromaOf(pair * 2, layout.width, width) * chromaStep),
    rows,
    below: layout.height > 1 ? y.stride : 0,
    colour: factorsOf(colour),
  }
}

/** The first source sample of a target sample, and the weight (0–64) of the next one. */
function tapOf(target: number, sources: number, targets: number): { first: number; weight: number } {
  const at = Math.min(sources - 1, Math.max(0, ((target + 0.5) * sources) / targets - 0.5))
  const first = Math.max(0, Math.min(sources - 2, Math.floor(at)))
  return { first, weight: Math.round((at - first) * 64) }
}

const chromaOf = (target: number, sources: number, targets: number): number => Math.min(((sources + 1) >> 1) - 1, Math.floor(((target + 0.5) * sources) / targets / 2))

function factorsOf({ matrix, fullRange }: YuvColour): Int16Array<ArrayBuffer> {
  const [kr, kb] = matrix === 'bt709' ? [0.2126, 0.0722] : [0.299, 0.114]
  const kg = 1 - kr - kb
  const chroma = fullRange ? 512 : (512 * 255) / 224
  const luma = fullRange ? 512 : (512 * 255) / 219
  const [red, blue] = [2 * (1 - kr), 2 * (1 - kb)]
  return Int16Array.of(fullRange ? 0 : 16 * 64, ...[luma, red * chroma, (-blue * kb * chroma) / kg, (-red * kr * chroma) / kg, blue * chroma].map(Math.round))
}
