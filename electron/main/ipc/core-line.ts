import { MessageChannelMain, type MessagePortMain } from 'electron'
import { fail, ok, type Result } from '../../contract/error.ts'
import { Answer, type Command, type Request } from '../../contract/messages.ts'
import type { ViewName, ViewSpec, ViewTypes } from '../../contract/views.ts'
import { applyKeyed, type Keyed } from '../../contract/keyed.ts'

const ANSWER_MS = 20_000

type Settle = (result: Result<unknown>) => void

/**
 * Main's own line to core: a few commands and views, for the last wall plan and for `--once`. Windows do
 * not go this way.
 */
export class CoreLine {
  #port: MessagePortMain | undefined
  #nextId = 1
  readonly #pending = new Map<number, Settle>()
  readonly #watches = new Map<number, { readonly spec: ViewSpec; view: Keyed<unknown, unknown> | undefined; readonly listener: (view: Keyed<unknown, unknown>) => void }>()

  /** Takes a fresh channel; `connect` gives the other end to core. */
  open(connect: (port: MessagePortMain) => void): void {
    const { port1, port2 } = new MessageChannelMain()
    this.#port = port1
    port1.on('message', ({ data }) => this.#receive(data))
    port1.start()
    connect(port2)
    for (const [id, watch] of this.#watches) this.#send({ op: 'watch', id, spec: watch.spec })
  }

  lost(): void {
    this.#port = undefined
    for (const settle of this.#pending.values()) settle(fail('core-down', 'core went away before it answered'))
    this.#pending.clear()
  }

  command(command: Command): Promise<Result<unknown>> {
    if (!this.#port) return Promise.resolve(fail('core-down', 'core is away'))
    const id = this.#nextId++
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#settle(id, fail('core-down', 'no answer')), ANSWER_MS)
      this.#pending.set(id, (result) => {
        clearTimeout(timer)
        resolve(result)
      })
      this.#send({ op: 'command', id, command })
    })
  }

  /** Follows a view for as long as main lives, over core's restarts. */
  watch<V extends ViewName>(spec: Extract<ViewSpec, { view: V }>, listener: (view: ViewTypes[V]) => void): void {
    const id = this.#nextId++
    this.#watches.set(id, { spec, view: undefined, listener: (view) => listener(view as ViewTypes[V]) })
    this.#send({ op: 'watch', id, spec })
  }

  #send(request: Request): void {
    this.#port?.postMessage(request)
  }

  #settle(id: number, result: Result<unknown>): void {
    this.#pending.get(id)?.(result)
    this.#pending.delete(id)
  }

  #receive(data: unknown): void {
    const parsed = Answer.safeParse(data)
    if (!parsed.success) return
    const answer = parsed.data
    const watch = this.#watches.get(answer.id)
    switch (answer.op) {
      case 'done':
        return this.#settle(answer.id, ok(answer.value))
      case 'error':
        return this.#settle(answer.id, { ok: false, error: answer.error })
      case 'snapshot':
      case 'patch':
        if (!watch) return
        watch.view = answer.op === 'snapshot' ? answer.view : watch.view && applyKeyed(watch.view, answer.patch)
        this.#send({ op: 'ack', id: answer.id, seq: answer.seq })
        if (watch.view) watch.listener(watch.view)
    }
  }
}
