/**
 * Just enough of an assembler to write one small WebAssembly module by hand: each function below
 * gives the bytes of an expression or statement whose operands it takes as such bytes
 * (WebAssembly core specification 2.0 with its 128-bit vectors, and the relaxed ones of 3.0).
 */
export type Code = readonly number[]

/** Unsigned LEB128. */
const count = (value: number): number[] => (value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...count(value >>> 7)])
/** Signed LEB128. */
function signed(value: number): number[] {
  const rest = value >> 7
  const last = (rest === 0 && (value & 0x40) === 0) || (rest === -1 && (value & 0x40) !== 0)
  return last ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(rest)]
}
const vector = (op: number, ...operands: Code[]): Code => [...operands.flat(), 0xfd, ...count(op)]
/** Alignment is only a hint: 0 promises nothing. */
const at = (offset: number): Code => [0, ...count(offset)]

export const I32 = 0x7f
export const V128 = 0x7b

export const get = (local: number): Code => [0x20, ...count(local)]
export const set = (local: number, value: Code): Code => [...value, 0x21, ...count(local)]
export const tee = (local: number, value: Code): Code => [...value, 0x22, ...count(local)]
export const i32 = (value: number): Code => [0x41, ...signed(value)]
export const add = (a: Code, b: Code): Code => [...a, ...b, 0x6a]
/** Repeats the body while `again`, looked at after it, is not 0. */
export const loop = (body: Code, again: Code): Code => [0x03, 0x40, ...body, ...again, 0x0d, 0, 0x0b]
export const below = (a: Code, b: Code): Code => [...a, ...b, 0x49]
export const load32 = (address: Code, offset: number): Code => [...address, 0x28, ...at(offset)]
export const load16 = (address: Code, offset: number): Code => [...address, 0x2f, ...at(offset)]

/** Vectors of 128 bits, taken as eight 16-bit lanes unless the name says bytes. */
export const v = {
  load: (address: Code, offset: number): Code => [...vector(0x00, address), ...at(offset)],
  /** One 16-bit value of memory in all lanes. */
  loadSplat: (address: Code, offset: number): Code => [...vector(0x08, address), ...at(offset)],
  store: (address: Code, value: Code, offset: number): Code => [...vector(0x0b, address, value), ...at(offset)],
  splat: (value: Code): Code => vector(0x10, value),
  /** Bytes of the concatenation of `a` (0–15) and `b` (16–31). */
  shuffle: (a: Code, b: Code, bytes: readonly number[]): Code => [...vector(0x0d, a, b), ...bytes],
  /** The bytes of `a` that `places` (0–15) name; 0 where a place is 128 or more. */
  pick: (a: Code, places: Code): Code => vector(0x100, a, places),
  or: (a: Code, b: Code): Code => vector(0x50, a, b),
  and: (a: Code, b: Code): Code => vector(0x4e, a, b),
  add: (a: Code, b: Code): Code => vector(0x8e, a, b),
  sub: (a: Code, b: Code): Code => vector(0x91, a, b),
  mul: (a: Code, b: Code): Code => vector(0x95, a, b),
  /** (a·b + 2¹⁴) / 2¹⁵. */
  mulQ15: (a: Code, b: Code): Code => vector(0x82, a, b),
  shl: (a: Code, bits: number): Code => vector(0x8b, a, i32(bits)),
  shrU: (a: Code, bits: number): Code => vector(0x8d, a, i32(bits)),
  /** The lanes of both as bytes, what lies outside of 0–255 at its nearest end. */
  narrow: (a: Code, b: Code): Code => vector(0x66, a, b),
}

/** A module with one memory and one function, both exported, the function as `run`: so many i32 parameters, then the locals. */
export function moduleOf(params: number, locals: readonly number[], body: Code): Uint8Array<ArrayBuffer> {
  const text = (name: string): number[] => [name.length, ...[...name].map((char) => char.charCodeAt(0))]
  const section = (id: number, content: readonly number[]): number[] => [id, ...count(content.length), ...content]
  const code = [...count(locals.length), ...locals.flatMap((type) => [1, type]), ...body, 0x0b]
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, params, ...Array.from({ length: params }, () => I32), 0]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, 1]),
    ...section(7, [2, ...text('run'), 0, 0, ...text('memory'), 2, 0]),
    ...section(10, [1, ...count(code.length), ...code]),
  ])
}
