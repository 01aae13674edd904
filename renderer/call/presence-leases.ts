import { MAX_PRESENCE, PRESENCE_ASK_MS } from '../../electron/contract/presence.ts'

/** Which numbers windows show now. Each asks again while it does; the last asked are kept when there are too many. */
export class PresenceLeases {
  readonly #onNumbers: (numbers: readonly string[]) => void
  /** Until when each is wanted, epoch ms, the last asked last. */
  readonly #until = new Map<string, number>()
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(onNumbers: (numbers: readonly string[]) => void) {
    this.#onNumbers = onNumbers
  }

  ask(numbers: readonly string[]): void {
    for (const number of numbers) {
      this.#until.delete(number)
      this.#until.set(number, Date.now() + 2 * PRESENCE_ASK_MS)
    }
    this.#tell()
  }

  #tell(): void {
    clearTimeout(this.#timer)
    const now = Date.now()
    for (const [number, until] of this.#until) if (until <= now) this.#until.delete(number)
    for (const number of [...this.#until.keys()].slice(0, -MAX_PRESENCE)) this.#until.delete(number)
    this.#onNumbers([...this.#until.keys()])
    if (this.#until.size > 0) this.#timer = setTimeout(() => this.#tell(), PRESENCE_ASK_MS)
  }
}
