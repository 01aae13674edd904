import type { CallAction } from '../../electron/contract/call.ts'
import type { DeskCall } from './desk-call.ts'

/** Calls that were begun together (群呼). `first`: the first who answers is spoken with, the others are given up; `all`: everybody who answers is joined. */
export class CallGroup {
  readonly #mode: Extract<CallAction, { do: 'dial-group' }>['mode']
  readonly #join: (calls: readonly DeskCall[]) => void
  readonly #seen = new Set<DeskCall>()
  #calls: readonly DeskCall[] = []

  /** `join` gets everybody of the group who speaks, once more of them answered. */
  constructor(mode: Extract<CallAction, { do: 'dial-group' }>['mode'], join: (calls: readonly DeskCall[]) => void) {
    this.#mode = mode
    this.#join = join
  }

  add(call: DeskCall): void {
    this.#calls = [...this.#calls, call]
  }

  /** A call that was taken out by hand is not joined again. */
  leave(call: DeskCall): void {
    this.#calls = this.#calls.filter((each) => each !== call)
  }

  get over(): boolean {
    return this.#calls.every((call) => call.over)
  }

  /** Looks whether somebody answered; asked at each change of a member. */
  look(): void {
    const fresh = this.#calls.filter((call) => call.talking && !this.#seen.has(call))
    if (fresh.length === 0) return
    for (const call of fresh) this.#seen.add(call)
    if (this.#mode === 'all') return this.#join(this.#calls.filter((call) => call.talking))
    const [first] = fresh
    const others = this.#calls.filter((call) => call !== first)
    this.#calls = first ? [first] : []
    for (const call of others) call.hangUp()
  }
}
