/** Reads an RBSP bit by bit (ITU-T H.264 7.2); past the end it throws RangeError. */
export class BitReader {
  readonly #bytes: Uint8Array
  #bit = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  /** Position in bits from the start. */
  get position(): number {
    return this.#bit
  }

  u1(): number {
    const byte = this.#bytes[this.#bit >> 3]
    if (byte === undefined) throw new RangeError('bit string ended')
    return (byte >> (7 - (this.#bit++ & 7))) & 1
  }

  u(count: number): number {
    let value = 0
    for (let i = 0; i < count; i++) value = value * 2 + this.u1()
    return value
  }

  /** Exp-Golomb, unsigned (9.1). */
  ue(): number {
    let zeros = 0
    while (this.u1() === 0) if (++zeros > 32) throw new RangeError('exp-golomb code too long')
    return 2 ** zeros - 1 + this.u(zeros)
  }

  /** Exp-Golomb, signed (9.1.1). */
  se(): number {
    const code = this.ue()
    return code % 2 === 0 ? -code / 2 : (code + 1) / 2
  }
}

/** Writes bits, the counterpart of BitReader. */
export class BitWriter {
  readonly #bits: number[] = []

  u(value: number, count: number): void {
    for (let i = count - 1; i >= 0; i--) this.#bits.push(Math.floor(value / 2 ** i) & 1)
  }

  ue(value: number): void {
    const length = Math.floor(Math.log2(value + 1))
    this.u(0, length)
    this.u(value + 1, length + 1)
  }

  /** Copies the first `count` bits of `bytes`. */
  copy(bytes: Uint8Array, count: number): void {
    const reader = new BitReader(bytes)
    for (let i = 0; i < count; i++) this.#bits.push(reader.u1())
  }

  /** Ends with rbsp_trailing_bits (7.3.2.11). */
  finish(): Uint8Array {
    this.u(1, 1)
    while (this.#bits.length % 8 !== 0) this.#bits.push(0)
    const bytes = new Uint8Array(this.#bits.length / 8)
    this.#bits.forEach((bit, i) => (bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (bit << (7 - (i & 7)))))
    return bytes
  }
}

/** Takes the emulation prevention bytes out of a NAL unit (7.3.1). */
export function unescapeNal(nal: Uint8Array): Uint8Array {
  const out = new Uint8Array(nal.length)
  let length = 0
  let zeros = 0
  for (const byte of nal) {
    if (zeros >= 2 && byte === 3) {
      zeros = 0
      continue
    }
    out[length++] = byte
    zeros = byte === 0 ? zeros + 1 : 0
  }
  return out.subarray(0, length)
}

/** Puts the emulation prevention bytes into an RBSP with its NAL header (7.4.1). */
export function escapeNal(rbsp: Uint8Array): Uint8Array {
  const out: number[] = []
  let zeros = 0
  for (const byte of rbsp) {
    if (zeros >= 2 && byte <= 3) {
      out.push(3)
      zeros = 0
    }
    out.push(byte)
    zeros = byte === 0 ? zeros + 1 : 0
  }
  return Uint8Array.from(out)
}
