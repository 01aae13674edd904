/** Decoder errors within this span, in ms, count together. */
const SPAN = 10_000
const ERRORS = 3
const PAUSE = 5_000

/** Decides how often a camera's decoder may be rebuilt: the third error in 10 s pauses it for 5 s. */
export class RebuildBudget {
  #errors: number[] = []
  #pausedUntil = 0

  /** Counts an error; true where decoding must pause. */
  error(now: number): boolean {
    this.#errors = [...this.#errors.filter((at) => now - at < SPAN), now]
    if (this.#errors.length < ERRORS) return false
    this.#errors = []
    this.#pausedUntil = now + PAUSE
    return true
  }

  paused(now: number): boolean {
    return now < this.#pausedUntil
  }
}
