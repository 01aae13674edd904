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

/** Room on both sides of 0–255 for sums before they are clamped. */
const CLAMP_BIAS = 384

/**
 * Scales 4:2:0 pictures of one size to one tile size as RGBA bytes: luma bilinear, chroma nearest.
 * Tables are made once, so that the loop is additions and look-ups.
 */
export class YuvScaler {
  readonly #layout: YuvLayout
  readonly #width: number
  readonly #height: number
  readonly #columns: Int32Array
  readonly #columnWeights: Int32Array
  readonly #chromaColumns: Int32Array
  readonly #rows: Int32Array
  readonly #rowWeights: Int32Array
  readonly #colour: ColourTables
  /** One row of luma blended between two source rows. */
  readonly #line: Int32Array

  constructor(layout: YuvLayout, width: number, height: number, colour: YuvColour) {
    this.#layout = layout
    this.#width = width
    this.#height = height
    ;[this.#columns, this.#columnWeights] = taps(layout.width, width)
    ;[this.#rows, this.#rowWeights] = taps(layout.height, height)
    const chromaWidth = (layout.width + 1) >> 1
    this.#chromaColumns = Int32Array.from({ length: width }, (_, x) => Math.min(chromaWidth - 1, Math.floor(((x + 0.5) * layout.width) / width / 2)) * layout.chromaStep)
    this.#colour = colourTables(colour)
    this.#line = new Int32Array(layout.width + 1)
  }

  /** Writes the scaled picture into `out`, one 0xAABBGGRR word a pixel (RGBA bytes, little-endian). */
  scale(source: Uint8Array, out: Uint32Array): void {
    const { y: luma, u, v, width: sourceWidth, height: sourceHeight } = this.#layout
    const width = this.#width
    const lastChroma = ((sourceHeight + 1) >> 1) - 1
    for (let row = 0; row < this.#height; row++) {
      const sourceRow = this.#rows[row] ?? 0
      this.#blendRows(source, luma.offset + sourceRow * luma.stride, sourceRow + 1 < sourceHeight ? luma.stride : 0, this.#rowWeights[row] ?? 0, sourceWidth)
      const chromaRow = Math.min(lastChroma, Math.floor(((row + 0.5) * sourceHeight) / this.#height / 2))
      this.#paintRow(source, out, row * width, u.offset + chromaRow * u.stride, v.offset + chromaRow * v.stride)
    }
  }

  #blendRows(source: Uint8Array, top: number, step: number, weight: number, width: number): void {
    const line = this.#line
    const rest = 64 - weight
    for (let x = 0; x < width; x++) line[x] = source[top + x]! * rest + source[top + step + x]! * weight
    line[width] = line[width - 1]!
  }

  #paintRow(source: Uint8Array, out: Uint32Array, at: number, u: number, v: number): void {
    const width = this.#width
    const line = this.#line
    const columns = this.#columns
    const weights = this.#columnWeights
    const chroma = this.#chromaColumns
    const { y: yTable, rv, gu, gv, bu, clamp } = this.#colour
    for (let x = 0; x < width; x++) {
      const column = columns[x]!
      const weight = weights[x]!
      const y = yTable[(line[column]! * (64 - weight) + line[column + 1]! * weight) >> 12]!
      const cu = source[u + chroma[x]!]!
      const cv = source[v + chroma[x]!]!
      out[at + x] = (0xff000000 | (clamp[y + bu[cu]!]! << 16) | (clamp[y - gu[cu]! - gv[cv]!]! << 8) | clamp[y + rv[cv]!]!) >>> 0
    }
  }
}

/** For each target sample its first source sample and the weight (0–63 of 64) of the next one. */
function taps(source: number, target: number): [Int32Array, Int32Array] {
  const first = new Int32Array(target)
  const weight = new Int32Array(target)
  for (let i = 0; i < target; i++) {
    const at = Math.min(source - 1, Math.max(0, ((i + 0.5) * source) / target - 0.5))
    first[i] = Math.floor(at)
    weight[i] = Math.floor((at - Math.floor(at)) * 64)
  }
  return [first, weight]
}

type ColourTables = { y: Int32Array; rv: Int32Array; gu: Int32Array; gv: Int32Array; bu: Int32Array; clamp: Uint8Array }

/** Tables for the integer form of the matrix; `y` already carries the clamp table's bias. */
function colourTables({ matrix, fullRange }: YuvColour): ColourTables {
  const [kr, kb] = matrix === 'bt709' ? [0.2126, 0.0722] : [0.299, 0.114]
  const kg = 1 - kr - kb
  const lumaGain = fullRange ? 1 : 255 / 219
  const chromaGain = fullRange ? 1 : 255 / 224
  const table = (f: (sample: number) => number) => Int32Array.from({ length: 256 }, (_, i) => Math.round(f(i)))
  const chroma = (factor: number) => table((i) => (i - 128) * chromaGain * factor)
  return {
    y: table((i) => (i - (fullRange ? 0 : 16)) * lumaGain + CLAMP_BIAS),
    rv: chroma(2 * (1 - kr)),
    gu: chroma((2 * (1 - kb) * kb) / kg),
    gv: chroma((2 * (1 - kr) * kr) / kg),
    bu: chroma(2 * (1 - kb)),
    clamp: Uint8Array.from({ length: 256 + 2 * CLAMP_BIAS }, (_, i) => Math.max(0, Math.min(255, i - CLAMP_BIAS))),
  }
}
