/** Samples that come in pieces and are taken at a steady pace: a little is kept back against unevenness, never more than a bound. */
export class SoundBuffer {
  readonly #ring: Float32Array
  readonly #keep: number
  readonly #most: number
  #read = 0
  #size = 0
  /** It waits until enough is kept back. */
  #filling = true

  /** `keep`: samples kept back before any is given; beyond `most` the oldest are let go down to `keep`, so that sound never lags behind the picture. */
  constructor(keep: number, most: number) {
    this.#keep = keep
    this.#most = most
    this.#ring = new Float32Array(most * 2)
  }

  get size(): number {
    return this.#size
  }

  /** Adds samples of 16 bits. */
  push(samples: Int16Array): void {
    const newest = samples.subarray(Math.max(0, samples.length - this.#most))
    for (const sample of newest) {
      this.#ring[(this.#read + this.#size) % this.#ring.length] = sample / 32_768
      if (this.#size < this.#ring.length) this.#size++
      else this.#read = (this.#read + 1) % this.#ring.length
    }
    if (this.#size > this.#most) this.#skip(this.#size - this.#keep)
    if (this.#size >= this.#keep) this.#filling = false
  }

  /** Fills `out`; silence where there is nothing. */
  pull(out: Float32Array): void {
    const count = this.#filling ? 0 : Math.min(out.length, this.#size)
    for (let i = 0; i < count; i++) out[i] = this.#ring[(this.#read + i) % this.#ring.length] ?? 0
    out.fill(0, count)
    this.#skip(count)
    if (this.#size === 0) this.#filling = true
  }

  #skip(count: number): void {
    this.#read = (this.#read + count) % this.#ring.length
    this.#size -= count
  }
}
