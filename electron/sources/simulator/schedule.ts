/** Things that are due at some time, soonest first. Bounded: what does not fit is not planned. */
export class Schedule<T> {
  readonly #heap: { readonly at: number; readonly item: T }[] = []
  readonly #bound: number

  constructor(bound: number) {
    this.#bound = bound
  }

  get size(): number {
    return this.#heap.length
  }

  /** Plans an item; false when the schedule is full. */
  add(at: number, item: T): boolean {
    if (this.#heap.length >= this.#bound) return false
    let low = 0
    let high = this.#heap.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#heap[middle]?.at ?? 0) > at) low = middle + 1
      else high = middle
    }
    this.#heap.splice(low, 0, { at, item })
    return true
  }

  /** Takes everything that is due at `now`, soonest first. */
  due(now: number): { readonly at: number; readonly item: T }[] {
    const taken: { readonly at: number; readonly item: T }[] = []
    for (let last = this.#heap.at(-1); last && last.at <= now; last = this.#heap.at(-1)) {
      taken.push(last)
      this.#heap.pop()
    }
    return taken
  }

  clear(): void {
    this.#heap.length = 0
  }
}
