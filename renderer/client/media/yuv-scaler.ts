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

/** Room below 0 for sums before they are clamped; ten bits hold 0–255 with room on both sides. */
const BIAS = 384

/**
 * Scales 4:2:0 pictures of one size to one tile size as RGBA bytes: luma bilinear, chroma nearest
 * and shared by two neighbours. Red, green and blue are summed at once, ten bits each of one word,
 * since on the machines that need this the look-ups are what costs.
 */
export class YuvScaler {
  readonly #layout: YuvLayout
  readonly #width: number
  readonly #height: number
  readonly #columns: Taps
  readonly #rows: Taps
  readonly #chromaColumns: Int32Array
  readonly #chromaRows: Int32Array
  readonly #colour: ColourTables

  constructor(layout: YuvLayout, width: number, height: number, colour: YuvColour) {
    this.#layout = layout
    this.#width = width
    this.#height = height
    this.#columns = lumaTaps(layout.width, width)
    this.#rows = lumaTaps(layout.height, height)
    this.#chromaColumns = chromaTaps(layout.width, width).map((column) => column * layout.chromaStep)
    this.#chromaRows = chromaTaps(layout.height, height)
    this.#colour = colourTables(colour)
  }

  /** Writes the scaled picture into `out`, one 0xAABBGGRR word a pixel (RGBA bytes, little-endian). */
  scale(source: Uint8Array, out: Int32Array): void {
    const { y, u, v, width, height } = this.#layout
    const { first: rows, weight: rowWeights } = this.#rows
    const right = width > 1 ? 1 : 0
    const below = height > 1 ? y.stride : 0
    for (let row = 0; row < this.#height; row++) {
      const chromaRow = this.#chromaRows[row]!
      this.#row(source, out, row * this.#width, y.offset + rows[row]! * y.stride, right, below, rowWeights[row]!, u.offset + chromaRow * u.stride, v.offset + chromaRow * v.stride)
    }
  }

  #row(source: Uint8Array, out: Int32Array, at: number, top: number, right: number, below: number, weight: number, u: number, v: number): void {
    const { first: columns, weight: weights } = this.#columns
    const chroma = this.#chromaColumns
    const { luma, blue, red, clamp } = this.#colour
    const rest = 64 - weight
    const end = this.#width
    for (let x = 0; x < end; x++) {
      const c = chroma[x]!
      const tint = blue[source[u + c]!]! + red[source[v + c]!]!
      let i = top + columns[x]!
      let w = weights[x]!
      let sum = tint + luma[((source[i]! * (64 - w) + source[i + right]! * w) * rest + (source[i + below]! * (64 - w) + source[i + below + right]! * w) * weight) >> 12]!
      out[at + x] = -16777216 | (clamp[sum & 1023]! << 16) | (clamp[(sum >> 10) & 1023]! << 8) | clamp[sum >> 20]!
      if (++x === end) return
      i = top + columns[x]!
      w = weights[x]!
      sum = tint + luma[((source[i]! * (64 - w) + source[i + right]! * w) * rest + (source[i + below]! * (64 - w) + source[i + below + right]! * w) * weight) >> 12]!
      out[at + x] = -16777216 | (clamp[sum & 1023]! << 16) | (clamp[(sum >> 10) & 1023]! << 8) | clamp[sum >> 20]!
    }
  }
}

/** For each target sample its first source sample and the weight (0–64 of 64) of the next one. */
type Taps = { first: Int32Array; weight: Int32Array }

function lumaTaps(source: number, target: number): Taps {
  const first = new Int32Array(target)
  const weight = new Int32Array(target)
  for (let i = 0; i < target; i++) {
    const at = Math.min(source - 1, Math.max(0, ((i + 0.5) * source) / target - 0.5))
    const low = Math.max(0, Math.min(source - 2, Math.floor(at)))
    first[i] = low
    weight[i] = Math.round((at - low) * 64)
  }
  return { first, weight }
}

function chromaTaps(source: number, target: number): Int32Array {
  const last = ((source + 1) >> 1) - 1
  return Int32Array.from({ length: target }, (_, i) => Math.min(last, Math.floor(((i + 0.5) * source) / target / 2)))
}

/** Words of three ten-bit sums, red highest: what luma, Cb and Cr add; `clamp` ends one sum as a byte. */
type ColourTables = { luma: Int32Array; blue: Int32Array; red: Int32Array; clamp: Uint8Array }

function colourTables({ matrix, fullRange }: YuvColour): ColourTables {
  const [kr, kb] = matrix === 'bt709' ? [0.2126, 0.0722] : [0.299, 0.114]
  const kg = 1 - kr - kb
  const lumaGain = fullRange ? 1 : 255 / 219
  const chromaGain = fullRange ? 1 : 255 / 224
  const table = (word: (sample: number) => number) => Int32Array.from({ length: 256 }, (_, i) => word(i))
  const chroma = (sample: number, factor: number) => Math.round((sample - 128) * chromaGain * factor)
  return {
    luma: table((i) => Math.round((i - (fullRange ? 0 : 16)) * lumaGain + BIAS) * (1 + 1024 + 1024 * 1024)),
    blue: table((i) => chroma(i, 2 * (1 - kb)) - chroma(i, (2 * (1 - kb) * kb) / kg) * 1024),
    red: table((i) => chroma(i, 2 * (1 - kr)) * 1024 * 1024 - chroma(i, (2 * (1 - kr) * kr) / kg) * 1024),
    clamp: Uint8Array.from({ length: 1024 }, (_, i) => Math.max(0, Math.min(255, i - BIAS))),
  }
}
