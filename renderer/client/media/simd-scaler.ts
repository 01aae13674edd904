import { BLOCK, BLOCK_WORDS, CHROMA, ROW_WORDS, type ScalePlan, WEIGHTS } from './scale-plan.ts'
import { type Code, I32, V128, add, below, get, i32, load16, load32, loop, moduleOf, set, tee, v } from './wasm-code.ts'
import type { Scaler } from './yuv-scaler.ts'

const LANES = Array.from({ length: BLOCK }, (_, lane) => lane)
const EVEN = LANES.filter((lane) => lane % 2 === 0)
const PAGE = 65_536
const BLOCK_BYTES = BLOCK_WORDS * 2
const ROW_BYTES = ROW_WORDS * 4
const PIXELS_BYTES = BLOCK * 4

/** Scales all rows, eight pixels at once. Its parameters are those of `run` below, in that order. */
function scaleCode(): Uint8Array<ArrayBuffer> {
  const [blocks, blocksEnd, rows, rowsEnd, belowBytes, out, outStride, colour] = [0, 1, 2, 3, 4, 5, 6, 7]
  const [block, to, column, top, bottom, cb, cr] = [8, 9, 10, 11, 12, 13, 14]
  const [rowWeight, black, lumaGain, crRed, cbGreen, crGreen, cbBlue] = [15, 16, 17, 18, 19, 20, 21]
  const [above, under, weights, luma, chroma, redGreen, blueAlpha, part] = [22, 23, 24, 25, 26, 27, 28, 29]

  /** A row's luma between its two columns, 64 times its value: lanes of `pairs` hold two neighbours. */
  const between = (pairs: number): Code => {
    const left = v.and(get(pairs), v.splat(i32(0xff)))
    return v.add(v.shl(tee(part, left), 6), v.mul(v.sub(v.shrU(get(pairs), 8), get(part)), get(weights)))
  }
  const fetchLuma = LANES.flatMap((lane) => [
    ...set(column, load16(get(block), lane * 2)),
    ...set(above, v.loadLane(add(get(top), get(column)), get(above), lane)),
    ...set(under, v.loadLane(add(get(bottom), get(column)), get(under), lane)),
  ])
  /** Cb in the lower half, Cr in the upper. */
  const fetchChroma = EVEN.flatMap((lane) => [
    ...set(column, load16(get(block), CHROMA * 2 + lane)),
    ...set(chroma, v.loadByteLane(add(get(cb), get(column)), get(chroma), lane)),
    ...set(chroma, v.loadByteLane(add(get(cr), get(column)), get(chroma), lane + 8)),
  ])
  const twice = (from: number): number[] => EVEN.flatMap((lane) => [from + lane, from + lane + 1, from + lane, from + lane + 1])
  const [cbs, crs] = [above, under]
  /** Four pixels from the one that is told. */
  const rgba = (first: number): Code => v.shuffle(get(redGreen), get(blueAlpha), [0, 1, 2, 3].flatMap((i) => [first + i, 8 + first + i, 16 + first + i, 24 + first + i]))
  const pixels: Code = [
    ...fetchLuma,
    ...set(weights, v.load(get(block), WEIGHTS * 2)),
    ...set(luma, between(above)),
    ...set(luma, v.add(get(luma), v.mulQ15(v.sub(between(under), get(luma)), get(rowWeight)))),
    ...set(luma, v.mulQ15(v.sub(get(luma), get(black)), get(lumaGain))),
    ...set(chroma, v.splat(i32(0))),
    ...fetchChroma,
    ...set(chroma, v.shl(v.sub(get(chroma), v.splat(i32(128))), 6)),
    ...set(cbs, v.shuffle(get(chroma), get(chroma), twice(0))),
    ...set(crs, v.shuffle(get(chroma), get(chroma), twice(8))),
    ...set(redGreen, v.narrow(v.add(get(luma), v.mulQ15(get(crs), get(crRed))), v.add(v.add(get(luma), v.mulQ15(get(cbs), get(cbGreen))), v.mulQ15(get(crs), get(crGreen))))),
    ...set(blueAlpha, v.narrow(v.add(get(luma), v.mulQ15(get(cbs), get(cbBlue))), v.splat(i32(255)))),
    ...v.store(get(to), rgba(0), 0),
    ...v.store(get(to), rgba(4), 16),
  ]

  const row: Code = [
    ...set(top, load32(get(rows), 0)),
    ...set(bottom, add(get(top), get(belowBytes))),
    ...set(rowWeight, v.splat(load32(get(rows), 4))),
    ...set(cb, load32(get(rows), 8)),
    ...set(cr, load32(get(rows), 12)),
    ...set(to, get(out)),
    ...set(block, get(blocks)),
    ...loop([...pixels, ...set(to, add(get(to), i32(PIXELS_BYTES))), ...set(block, add(get(block), i32(BLOCK_BYTES)))], below(get(block), get(blocksEnd))),
    ...set(out, add(get(out), get(outStride))),
    ...set(rows, add(get(rows), i32(ROW_BYTES))),
  ]
  const factors = [black, lumaGain, crRed, cbGreen, crGreen, cbBlue].flatMap((local, i) => set(local, v.loadSplat(get(colour), i * 2)))
  const locals = [...Array.from({ length: 7 }, () => I32), ...Array.from({ length: 15 }, () => V128)]
  return moduleOf(8, locals, [...factors, ...loop(row, below(get(rows), get(rowsEnd)))])
}

type Run = (...parameters: readonly number[]) => void
const isRun = (value: unknown): value is Run => typeof value === 'function'

/** Follows a plan with vector instructions; planes, tables and pixels share the module's memory. */
export class SimdScaler implements Scaler {
  readonly #memory: WebAssembly.Memory
  readonly #run: Run
  #planesEnd = 0

  /** Throws where the page may not run WebAssembly, or the machine has no vectors. */
  constructor() {
    const { run, memory } = new WebAssembly.Instance(new WebAssembly.Module(scaleCode())).exports
    if (!isRun(run) || !(memory instanceof WebAssembly.Memory)) throw new Error('the scaler has no exports')
    this.#run = run
    this.#memory = memory
  }

  room(bytes: number): Uint8Array<ArrayBuffer> {
    this.#planesEnd = aligned(bytes)
    return new Uint8Array(this.#bufferOf(this.#planesEnd), 0, bytes)
  }

  scale({ width, height, blocks, rows, below: belowBytes, colour }: ScalePlan): Uint8ClampedArray<ArrayBuffer> {
    const blocksAt = this.#planesEnd
    const rowsAt = blocksAt + aligned(blocks.byteLength)
    const colourAt = rowsAt + aligned(rows.byteLength)
    const out = colourAt + aligned(colour.byteLength)
    // The last block of the last row may reach beyond the picture.
    const buffer = this.#bufferOf(out + width * height * 4 + PIXELS_BYTES)
    new Uint16Array(buffer, blocksAt, blocks.length).set(blocks)
    new Int32Array(buffer, rowsAt, rows.length).set(rows)
    new Int16Array(buffer, colourAt, colour.length).set(colour)
    this.#run(blocksAt, blocksAt + blocks.byteLength, rowsAt, rowsAt + rows.byteLength, belowBytes, out, width * 4, colourAt)
    return new Uint8ClampedArray(buffer, out, width * height * 4)
  }

  #bufferOf(bytes: number): ArrayBuffer {
    const missing = bytes - this.#memory.buffer.byteLength
    if (missing > 0) this.#memory.grow(Math.ceil(missing / PAGE))
    return this.#memory.buffer
  }
}

const aligned = (bytes: number): number => Math.ceil(bytes / 16) * 16
