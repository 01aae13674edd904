import { diffKeyed, type Keyed } from '../contract/keyed.ts'
import type { Answer } from '../contract/messages.ts'
import type { ViewSpec } from '../contract/views.ts'
import { VIEW_TOPICS, type Topic } from './views.ts'

type AnyKeyed = Keyed<unknown, unknown>

/** A watcher that has so many unanswered patches gets none until it answers; then one that holds all. */
const MAX_UNACKED = 8

interface Watch {
  readonly spec: ViewSpec
  readonly compute: () => AnyKeyed
  readonly send: (answer: Answer) => void
  last: AnyKeyed
  seq: number
  acked: number
  timer: ReturnType<typeof setTimeout> | undefined
  /** Something changed while the watcher lagged. */
  owed: boolean
}

/**
 * Keeps watchers up to date: a snapshot at once, then numbered patches, gathered over a view's pause.
 * Holds one copy of what each watcher has, and sends only what differs.
 */
export class Publisher {
  readonly #watches = new Map<string, Watch>()
  readonly #onError: (error: unknown) => void

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError
  }

  /** Starts a watch under a key of the caller's; the answer to it is a snapshot. */
  watch(key: string, id: number, spec: ViewSpec, compute: () => AnyKeyed, send: (answer: Answer) => void): void {
    this.unwatch(key)
    const view = compute()
    this.#watches.set(key, { spec, compute, send, last: view, seq: 0, acked: -1, timer: undefined, owed: false })
    send({ op: 'snapshot', id, seq: 0, view: { head: view.head, rows: { ...view.rows }, order: [...view.order] } })
  }

  unwatch(key: string): void {
    clearTimeout(this.#watches.get(key)?.timer)
    this.#watches.delete(key)
  }

  /** The watcher has drawn up to `seq`. */
  ack(key: string, id: number, seq: number): void {
    const watch = this.#watches.get(key)
    if (!watch) return
    watch.acked = Math.max(watch.acked, Math.min(seq, watch.seq))
    if (watch.owed && watch.seq - watch.acked < MAX_UNACKED) this.#schedule(watch, id)
  }

  /** Something of this topic changed. */
  changed(topic: Topic): void {
    for (const [key, watch] of this.#watches) {
      if (VIEW_TOPICS[watch.spec.view].topics.includes(topic)) this.#schedule(watch, idOf(key))
    }
  }

  #schedule(watch: Watch, id: number): void {
    if (watch.timer !== undefined) return
    watch.timer = setTimeout(() => {
      watch.timer = undefined
      try {
        this.#push(watch, id)
      } catch (error) {
        this.#onError(error)
      }
    }, VIEW_TOPICS[watch.spec.view].gatherMs)
  }

  #push(watch: Watch, id: number): void {
    watch.owed = watch.seq - watch.acked >= MAX_UNACKED
    if (watch.owed) return
    const view = watch.compute()
    const patch = diffKeyed(watch.last, view)
    if (!patch) return
    watch.last = view
    watch.seq += 1
    watch.send({ op: 'patch', id, seq: watch.seq, patch })
  }
}

/** Keys are `<session>:<id>`. */
export const watchKey = (session: number, id: number): string => `${session}:${id}`
const idOf = (key: string): number => Number(key.slice(key.indexOf(':') + 1))
