import { MessageChannelMain, type MessagePortMain } from 'electron'
import { DeskAnswer, type CallAction, type CallBoard, type DeskRequest } from '../../contract/call.ts'
import { fail, ok, type Result } from '../../contract/error.ts'

const ANSWER_MS = 10_000

/** Main's own line to the call window, for `--once`. Consoles have theirs. */
export class CallLine {
  #port: MessagePortMain | undefined
  #nextId = 1
  #board: CallBoard | undefined
  readonly #pending = new Map<number, (result: Result<unknown>) => void>()

  /** Takes a fresh channel; `connect` gives the other end to the call window. */
  open(connect: (port: MessagePortMain) => void): void {
    const { port1, port2 } = new MessageChannelMain()
    this.#port = port1
    port1.on('message', ({ data }) => this.#receive(data))
    port1.start()
    connect(port2)
  }

  /** The board as it was told last. */
  get board(): CallBoard | undefined {
    return this.#board
  }

  act(action: CallAction): Promise<Result<unknown>> {
    const id = this.#nextId++
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#settle(id, fail('core-down', 'no answer from the call window')), ANSWER_MS)
      this.#pending.set(id, (result) => {
        clearTimeout(timer)
        resolve(result)
      })
      if (this.#port) this.#port.postMessage({ op: 'do', id, action } satisfies DeskRequest)
      else this.#settle(id, fail('core-down', 'the call window is not there'))
    })
  }

  #settle(id: number, result: Result<unknown>): void {
    this.#pending.get(id)?.(result)
    this.#pending.delete(id)
  }

  #receive(data: unknown): void {
    const answer = DeskAnswer.safeParse(data)
    if (!answer.success) return
    switch (answer.data.op) {
      case 'board':
        this.#board = answer.data.board
        return
      case 'done':
        return this.#settle(answer.data.id, ok(answer.data.value))
      case 'error':
        return this.#settle(answer.data.id, { ok: false, error: answer.data.error })
    }
  }
}
