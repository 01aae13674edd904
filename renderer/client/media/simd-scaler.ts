import { ROW_WORDS, type ScalePlan } from './scale-plan.ts'
import { BLOCK, type BlockTables, TABLES_AT, WEIGHTS_AT, blockTables } from './simd-tables.ts'
import { type Code, I32, V128, add, below, get, i32, load16, load32, loop, moduleOf, set, tee, v } from './wasm-code.ts'
import type { Scaler } from './yuv-scaler.ts'

const PAGE = 65_536
const VECTOR = 16
const ROW_BYTES = ROW_WORDS * 4
const PIXELS_BYTES = BLOCK * 4

/** Scales all rows, eight pixels at once. Its parameters are those of `run` below, in that order. */
function scaleCode(): Uint8Array<ArrayBuffer> {
  const [blocks, blocksEnd, stride, lumaEnd, rows, rowsEnd, belowBytes, out, outStride, colour] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
  const [block, to, sample, other, table, end, top, cb, cr] = [10, 11, 12, 13, 14, 15, 16, 17, 18]
  const [rowWeight, black, lumaGain, crRed, cbGreen, crGreen, cbBlue] = [19, 20, 21, 22, 23, 24, 25]
  const [first, second, weights, luma, redGreen, blueAlpha, part] = [26, 27, 28, 29, 30, 31, 32]

  /** Finds a block's samples from two places at once, with the tables up to `end`: what is found goes to `first` and `second`. */
  const find: Code = [
    ...set(first, v.splat(i32(0))),
    ...set(second, v.splat(i32(0))),
    ...loop(
      [
        ...set(first, v.or(get(first), v.pick(v.load(get(sample), 0), tee(part, v.load(get(table), 0))))),
        ...set(second, v.or(get(second), v.pick(v.load(get(other), 0), get(part)))),
        ...set(sample, add(get(sample), i32(VECTOR))),
        ...set(other, add(get(other), i32(VECTOR))),
        ...set(table, add(get(table), i32(VECTOR))),
      ],
      below(get(table), get(end)),
    ),
  ]
  /** Luma between two columns, 64 times its value: lanes of `pairs` hold two neighbours. */
  const between = (pairs: number): Code => {
    const left = v.and(get(pairs), v.splat(i32(0xff)))
    return v.add(v.shl(tee(part, left), 6), v.mul(v.sub(v.shrU(get(pairs), 8), get(part)), get(weights)))
  }
  const aroundZero = (chroma: number): Code => v.shl(v.sub(get(chroma), v.splat(i32(128))), 6)
  /** Four pixels from the one that is told. */
  const rgba = (from: number): Code => v.shuffle(get(redGreen), get(blueAlpha), [0, 1, 2, 3].flatMap((i) => [from + i, 8 + from + i, 16 + from + i, 24 + from + i]))
  const pixels: Code = [
    ...set(sample, add(get(top), load16(get(block), 0))),
    ...set(other, add(get(sample), get(belowBytes))),
    ...set(table, add(get(block), i32(TABLES_AT))),
    ...set(end, add(get(block), get(lumaEnd))),
    ...find,
    ...set(weights, v.load(get(block), WEIGHTS_AT)),
    ...set(luma, between(first)),
    ...set(luma, v.add(get(luma), v.mulQ15(v.sub(between(second), get(luma)), get(rowWeight)))),
    ...set(luma, v.mulQ15(v.sub(get(luma), get(black)), get(lumaGain))),
    ...set(sample, add(get(cb), load16(get(block), 2))),
    ...set(other, add(get(cr), load16(get(block), 2))),
    ...set(end, add(get(block), get(stride))),
    ...find,
    ...set(first, aroundZero(first)),
    ...set(second, aroundZero(second)),
    ...set(redGreen, v.narrow(v.add(get(luma), v.mulQ15(get(second), get(crRed))), v.add(v.add(get(luma), v.mulQ15(get(first), get(cbGreen))), v.mulQ15(get(second), get(crGreen))))),
    ...set(blueAlpha, v.narrow(v.add(get(luma), v.mulQ15(get(first), get(cbBlue))), v.splat(i32(255)))),
    ...v.store(get(to), rgba(0), 0),
    ...v.store(get(to), rgba(4), VECTOR),
  ]
  const row: Code = [
    ...set(top, load32(get(rows), 0)),
    ...set(rowWeight, v.splat(load32(get(rows), 4))),
    ...set(cb, load32(get(rows), 8)),
    ...set(cr, load32(get(rows), 12)),
    ...set(to, get(out)),
    ...set(block, get(blocks)),
    ...loop([...pixels, ...set(to, add(get(to), i32(PIXELS_BYTES))), ...set(block, add(get(block), get(stride)))], below(get(block), get(blocksEnd))),
    ...set(out, add(get(out), get(outStride))),
    ...set(rows, add(get(rows), i32(ROW_BYTES))),
  ]
  const factors = [black, lumaGain, crRed, cbGreen, crGreen, cbBlue].flatMap((local, i) => set(local, v.loadSplat(get(colour), i * 2)))
  const locals = [...Array.from({ length: 9 }, () => I32), ...Array.from({ length: 14 }, () => V128)]
  return moduleOf(10, locals, [...factors, ...loop(row, below(get(rows), get(rowsEnd)))])
}

type Run = (...parameters: readonly number[]) => void
const isRun = (value: unknown): value is Run => typeof value === 'function'

/** Follows a plan with vector instructions; planes, tables and pixels share the module's memory. */
export class SimdScaler implements Scaler {
  readonly #memory: WebAssembly.Memory
  readonly #run: Run
  readonly #tables = new WeakMap<ScalePlan, BlockTables>()
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

  scale(plan: ScalePlan): Uint8ClampedArray<ArrayBuffer> {
    const { width, height, rows, below: belowBytes, colour } = plan
    const { bytes: blocks, stride, lumaVectors, chromaVectors } = this.#tablesOf(plan)
    const blocksAt = this.#planesEnd
    const rowsAt = blocksAt + aligned(blocks.byteLength)
    const colourAt = rowsAt + aligned(rows.byteLength)
    const out = colourAt + aligned(colour.byteLength)
    // The last block of the last row may reach beyond the picture, its vectors beyond the planes.
    const buffer = this.#bufferOf(Math.max(out + width * height * 4 + PIXELS_BYTES, this.#planesEnd + (lumaVectors + chromaVectors) * VECTOR))
    new Uint8Array(buffer, blocksAt, blocks.length).set(blocks)
    new Int32Array(buffer, rowsAt, rows.length).set(rows)
    new Int16Array(buffer, colourAt, colour.length).set(colour)
    this.#run(blocksAt, blocksAt + blocks.byteLength, stride, TABLES_AT + lumaVectors * VECTOR, rowsAt, rowsAt + rows.byteLength, belowBytes, out, width * 4, colourAt)
    return new Uint8ClampedArray(buffer, out, width * height * 4)
  }

  #tablesOf(plan: ScalePlan): BlockTables {
    const known = this.#tables.get(plan)
    if (known) return known
    const made = blockTables(plan)
    this.#tables.set(plan, made)
    return made
  }

  #bufferOf(bytes: number): ArrayBuffer {
    const missing = bytes - this.#memory.buffer.byteLength
    if (missing > 0) this.#memory.grow(Math.ceil(missing / PAGE))
    return this.#memory.buffer
  }
}

const aligned = (bytes: number): number => Math.ceil(bytes / 16) * 16
