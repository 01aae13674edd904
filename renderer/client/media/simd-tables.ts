import type { ScalePlan } from './scale-plan.ts'

/** Pixels of a row that are made at once. */
export const BLOCK = 8
const VECTOR = 16
/** What a vector unit gives as 0 when it is asked for this byte of sixteen. */
const NONE = 0x80

/**
 * A plan as the vector unit wants it. A block of eight pixels finds its samples in a few vectors of
 * sixteen bytes from its first one on: for each of them a table says which byte goes where, so that
 * all that were found, one over the other, are what the block needs. A block's entry is, in bytes:
 * the first luma and the first chroma column (16 bits each, then 12 of nothing), the weights (16 bits each), `lumaVectors`
 * tables of pairs of neighbours, `chromaVectors` tables of 16-bit lanes, each sample in two.
 */
export type BlockTables = { bytes: Uint8Array<ArrayBuffer>; stride: number; lumaVectors: number; chromaVectors: number }

export const WEIGHTS_AT = VECTOR
export const TABLES_AT = 2 * VECTOR

export function blockTables({ width, luma, weights, chroma }: ScalePlan): BlockTables {
  const blocks = Math.ceil(width / BLOCK)
  const columns = (block: number): number[] => Array.from({ length: BLOCK }, (_, lane) => Math.min(block * BLOCK + lane, width - 1))
  const entries = Array.from({ length: blocks }, (_, block) => {
    const of = columns(block)
    const firsts = of.map((x) => luma[x] ?? 0)
    const shared = of.map((x) => chroma[x >> 1] ?? 0)
    return { pairs: firsts.flatMap((first) => [first, first + 1]), shared, weights: of.map((x) => weights[x] ?? 0), firstLuma: Math.min(...firsts), firstChroma: Math.min(...shared) }
  })
  const vectors = (spans: readonly number[]): number => Math.max(...spans.map((span) => Math.floor(span / VECTOR) + 1))
  const lumaVectors = vectors(entries.map(({ pairs, firstLuma }) => Math.max(...pairs) - firstLuma))
  const chromaVectors = vectors(entries.map(({ shared, firstChroma }) => Math.max(...shared) - firstChroma))
  const stride = TABLES_AT + (lumaVectors + chromaVectors) * VECTOR
  const bytes = new Uint8Array(blocks * stride)
  const view = new DataView(bytes.buffer)
  entries.forEach(({ pairs, shared, weights: given, firstLuma, firstChroma }, block) => {
    const at = block * stride
    view.setUint16(at, firstLuma, true)
    view.setUint16(at + 2, firstChroma, true)
    given.forEach((weight, lane) => view.setUint16(at + WEIGHTS_AT + lane * 2, weight, true))
    const table = (place: number, wanted: readonly (number | null)[], vector: number): void =>
      wanted.forEach((sample, i) => (bytes[place + i] = sample !== null && Math.floor(sample / VECTOR) === vector ? sample % VECTOR : NONE))
    for (let vector = 0; vector < lumaVectors; vector++) table(at + TABLES_AT + vector * VECTOR, pairs.map((sample) => sample - firstLuma), vector)
    for (let vector = 0; vector < chromaVectors; vector++) table(at + TABLES_AT + (lumaVectors + vector) * VECTOR, shared.flatMap((sample) => [sample - firstChroma, null]), vector)
  })
  return { bytes, stride, lumaVectors, chromaVectors }
}
