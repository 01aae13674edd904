import { ROW_WORDS, type ScalePlan } from './scale-plan.ts'
import { SimdScaler } from './simd-scaler.ts'

/** Scales 4:2:0 pictures to RGBA bytes. */
export interface Scaler {
  /** Where the next picture's planes are to be put; good until the next call. */
  room(bytes: number): Uint8Array<ArrayBuffer>
  /** The pixels of the picture in that room; good until the next call. */
  scale(plan: ScalePlan): Uint8ClampedArray<ArrayBuffer>
}

/** The quickest scaler that this page and machine let run; `onRefused` hears why it is not the one with vectors. */
export function chooseScaler(onRefused: (cause: string) => void): Scaler {
  try {
    return new SimdScaler()
  } catch (cause) {
    onRefused(String(cause))
    return new PlainScaler()
  }
}

/** Room below 0 for sums before they are clamped; ten bits hold 0–255 with room on both sides. */
const BIAS = 384

/**
 * Follows a plan in JavaScript: what the other is measured by, and what is left where it can't run.
 * Red, green and blue are summed at once, ten bits each of one word.
 */
export class PlainScaler implements Scaler {
  readonly #clamp = Uint8Array.from({ length: 1_024 }, (_, i) => Math.max(0, Math.min(255, i - BIAS)))
  #source = new Uint8Array(0)
  #out = new Int32Array(0)
  #tints = tintsOf([])
  #tintsFor = ''

  room(bytes: number): Uint8Array<ArrayBuffer> {
    // A picture one column wide has no next one; what is read there counts nothing.
    if (this.#source.length <= bytes) this.#source = new Uint8Array(bytes + 1)
    return this.#source.subarray(0, bytes)
  }

  scale(plan: ScalePlan): Uint8ClampedArray<ArrayBuffer> {
    const { width, height, rows } = plan
    if (this.#out.length < width * height) this.#out = new Int32Array(width * height)
    if (this.#tintsFor !== plan.colour.join()) {
      this.#tintsFor = plan.colour.join()
      this.#tints = tintsOf([...plan.colour])
    }
    for (let row = 0; row < height; row++) this.#row(plan, row * width, rows[row * ROW_WORDS]!, rows[row * ROW_WORDS + 1]!, rows[row * ROW_WORDS + 2]!, rows[row * ROW_WORDS + 3]!)
    return new Uint8ClampedArray(this.#out.buffer, 0, width * height * 4)
  }

  #row({ width, luma, weights, chroma, below, colour }: ScalePlan, at: number, top: number, rowWeight: number, u: number, v: number): void {
    const [source, out, clamp] = [this.#source, this.#out, this.#clamp]
    const { blue, red } = this.#tints
    const [black, gain] = [colour[0]!, colour[1]!]
    for (let x = 0; x < width; x++) {
      const c = chroma[x >> 1]!
      const i = top + luma[x]!
      const w = weights[x]!
      const above = source[i]! * (64 - w) + source[i + 1]! * w
      const under = source[i + below]! * (64 - w) + source[i + below + 1]! * w
      const bright = q15(above + q15(under - above, rowWeight) - black, gain) + BIAS
      const sum = blue[source[u + c]!]! + red[source[v + c]!]! + bright * (1 + 1_024 + 1_024 * 1_024)
      out[at + x] = -16_777_216 | (clamp[sum & 1_023]! << 16) | (clamp[(sum >> 10) & 1_023]! << 8) | clamp[sum >> 20]!
    }
  }
}

/** (a·b + 2¹⁴) / 2¹⁵, rounded down: what a vector unit does in one step. */
const q15 = (a: number, b: number): number => (a * b + 16_384) >> 15

/** By sample, what Cb and Cr add: words of three ten-bit sums, red highest. */
function tintsOf([, , crRed = 0, cbGreen = 0, crGreen = 0, cbBlue = 0]: readonly number[]): { blue: Int32Array; red: Int32Array } {
  const table = (word: (sample: number) => number) => Int32Array.from({ length: 256 }, (_, i) => word((i - 128) * 64))
  return {
    blue: table((cb) => q15(cb, cbBlue) + q15(cb, cbGreen) * 1_024),
    red: table((cr) => q15(cr, crRed) * 1_024 * 1_024 + q15(cr, crGreen) * 1_024),
  }
}
