import { z } from 'zod'
import { CallCommand, type CallFact } from '../../electron/contract/call.ts'
import type { CoreClient } from '../client/core-client.ts'

const KEY = 'wufeng.call-facts'
/** Facts that wait for core at most; older ones are then given up. About a thousand calls. */
const MAX_WAITING = 5_000
const AGAIN_MS = 1_000

type Told = Extract<CallCommand, { type: 'call.tell' }>

const Kept = z.array(CallCommand)

/**
 * Facts on their way to core, in order, each until core has it: kept in this window's storage, so that neither core's
 * death nor this page's costs one. Core writes a fact that comes twice once.
 */
export class FactOutbox {
  readonly #core: CoreClient
  #waiting: Told[]
  #sending = false

  constructor(core: CoreClient) {
    this.#core = core
    this.#waiting = restore()
    void this.#send()
  }

  tell(callId: string, at: number, event: CallFact): void {
    this.#waiting = [...this.#waiting, { type: 'call.tell' as const, callId, at, event }].slice(-MAX_WAITING)
    this.#keep()
    void this.#send()
  }

  /** Resolves when nothing waits. */
  async empty(): Promise<void> {
    while (this.#waiting.length > 0) await pause(AGAIN_MS / 10)
  }

  async #send(): Promise<void> {
    if (this.#sending) return
    this.#sending = true
    for (let [first] = this.#waiting; first; [first] = this.#waiting) {
      const told = await this.#core.command(first)
      // What core cannot read will not be read at another try either.
      if (told.ok || told.error.code === 'malformed') {
        this.#waiting = this.#waiting.slice(1)
        this.#keep()
      } else await pause(AGAIN_MS)
    }
    this.#sending = false
  }

  #keep(): void {
    window.localStorage.setItem(KEY, JSON.stringify(this.#waiting))
  }
}

function restore(): Told[] {
  try {
    const kept = Kept.safeParse(JSON.parse(window.localStorage.getItem(KEY) ?? '[]'))
    return kept.success ? kept.data.filter((c) => c.type === 'call.tell') : []
  } catch {
    return []
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
