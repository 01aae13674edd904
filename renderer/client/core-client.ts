import { type z } from 'zod'
import type { FileRequestInput, FileTypes } from '../../electron/contract/attachment.ts'
import type { LostReason } from '../../electron/contract/bridge.ts'
import { fail, ok, type Result } from '../../electron/contract/error.ts'
import type { Keyed, KeyedPatch } from '../../electron/contract/keyed.ts'
import { Answer, type Command, type CommandValue, type Query, type QueryTypes, type Request } from '../../electron/contract/messages.ts'
import type { AppError } from '../../electron/contract/error.ts'
import type { SheetPut } from '../../electron/contract/sheet.ts'
import type { ViewSpec } from '../../electron/contract/views.ts'

/** Inputs may leave out what the schemas fill in. */
export type CommandInput = z.input<typeof Command>
export type QueryInput = z.input<typeof Query>
export type ViewSpecInput = z.input<typeof ViewSpec>

/** The part of a MessagePort that the client uses. */
export interface CorePort {
  postMessage(message: unknown): void
  onmessage: ((event: MessageEvent) => void) | null
}

/** What a watcher hears. `lost`: core is away and the last view may be old. */
export interface WatchListener {
  snapshot(view: Keyed<unknown, unknown>): void
  patch(patch: KeyedPatch): void
  error(error: AppError): void
  lost(): void
}

interface Watch {
  readonly spec: ViewSpecInput
  readonly listener: WatchListener
  /** Number of the last snapshot or patch; undefined until the snapshot is there. */
  seq: number | undefined
}

interface Pending {
  readonly settle: (result: Result<unknown>) => void
  readonly timer: ReturnType<typeof setTimeout>
}

/** Requests that wait for an answer at most. */
const MAX_PENDING = 64
/** A request made while core is away waits this long for it, ms. */
const WAIT_FOR_PORT = 3_000
/** An answer that took longer than this will not come, ms. */
const ANSWER_TIMEOUT = 15_000
/** A watch that core refused is asked for again after this, ms. */
const RETRY_WATCH = 5_000

/**
 * The window's end of the port to core: numbered requests and their answers, watches that are asked for
 * again after every new port and every gap. Decides nothing.
 */
export class CoreClient {
  #port: CorePort | null = null
  #reason: LostReason | null = null
  #nextId = 1
  readonly #pending = new Map<number, Pending>()
  readonly #watches = new Map<number, Watch>()
  readonly #waiting = new Set<() => void>()
  readonly #connection = new Set<(up: boolean) => void>()
  readonly #onOddity: (message: string) => void

  /** `onOddity` hears of answers that fit no request, for the log. */
  constructor(onOddity: (message: string) => void = () => undefined) {
    this.#onOddity = onOddity
  }

  get connected(): boolean {
    return this.#port !== null
  }

  /** Why core is away, as far as main knows; null while it is there. */
  get lostReason(): LostReason | null {
    return this.#reason
  }

  /** Calls the listener whenever core comes or goes. */
  onConnection(listener: (up: boolean) => void): () => void {
    this.#connection.add(listener)
    return () => this.#connection.delete(listener)
  }

  /** Takes a new port, or null when core is away. What was asked and not answered then answers `core-down`. */
  setPort(port: CorePort | null, reason: LostReason | null = null): void {
    this.#reason = port ? null : reason
    if (this.#port) this.#port.onmessage = null
    this.#port = port
    for (const [id, pending] of [...this.#pending]) this.#settle(id, pending, fail('core-down', 'core went away before it answered', { params: { written: 'unknown' } }))
    if (port) {
      port.onmessage = (event) => this.#receive(event.data)
      for (const id of [...this.#watches.keys()]) this.#rewatch(id)
      for (const wake of [...this.#waiting]) wake()
    } else {
      for (const watch of this.#watches.values()) {
        watch.seq = undefined
        watch.listener.lost()
      }
    }
    for (const listener of this.#connection) listener(port !== null)
  }

  /**
   * Carries out a command. `core-down` with `params.written` `no` was never sent; with `unknown` it may
   * or may not have been written, and the case's timeline tells.
   */
  async command(command: CommandInput): Promise<Result<CommandValue>> {
    return this.#request<CommandValue>((id) => ({ op: 'command', id, command }))
  }

  /** Asks once. */
  async query<Q extends QueryInput>(query: Q): Promise<Result<QueryTypes[Q['type']]>> {
    return this.#request<QueryTypes[Q['type']]>((id) => ({ op: 'query', id, query }))
  }

  /** A request about a file; see {@link FileRequestInput}. */
  async file<F extends FileRequestInput>(file: F): Promise<Result<FileTypes[F['type']]>> {
    return this.#request<FileTypes[F['type']]>((id) => ({ op: 'file', id, file }))
  }

  /** A chunk of a table file; answers how many bytes are there. */
  async sheetPut(put: SheetPut): Promise<Result<{ readonly offset: number }>> {
    return this.#request((id) => ({ op: 'file', id, file: put }))
  }

  /** Watches a view until the returned function is called. */
  watch(spec: ViewSpecInput, listener: WatchListener): () => void {
    let id = this.#addWatch({ spec, listener, seq: undefined })
    const watch = this.#watches.get(id)
    return () => {
      for (const [key, value] of this.#watches) if (value === watch) id = key
      if (this.#watches.delete(id)) this.#post({ op: 'unwatch', id })
    }
  }

  async #request<T>(make: (id: number) => z.input<typeof Request>): Promise<Result<T>> {
    if (!this.#port && !(await this.#portComes())) return fail('core-down', 'core is away', { params: { written: 'no' } })
    if (this.#pending.size >= MAX_PENDING) return fail('too-many', `more than ${MAX_PENDING} requests wait for an answer`)
    const id = this.#nextId++
    return new Promise<Result<T>>((resolve) => {
      const timer = setTimeout(() => {
        const pending = this.#pending.get(id)
        if (pending) this.#settle(id, pending, fail('core-down', `no answer within ${ANSWER_TIMEOUT} ms`, { params: { written: 'unknown' } }))
      }, ANSWER_TIMEOUT)
      this.#pending.set(id, { settle: (result) => resolve(result as Result<T>), timer })
      this.#post(make(id))
    })
  }

  #portComes(): Promise<boolean> {
    return new Promise((resolve) => {
      const done = (came: boolean): void => {
        clearTimeout(timer)
        this.#waiting.delete(wake)
        resolve(came)
      }
      const wake = (): void => done(true)
      const timer = setTimeout(() => done(false), WAIT_FOR_PORT)
      this.#waiting.add(wake)
    })
  }

  #addWatch(watch: Watch): number {
    const id = this.#nextId++
    this.#watches.set(id, watch)
    this.#post({ op: 'watch', id, spec: watch.spec })
    return id
  }

  /** Asks again under a new number: what still comes for the old one is then ignored. */
  #rewatch(id: number): void {
    const watch = this.#watches.get(id)
    if (!watch) return
    this.#watches.delete(id)
    watch.seq = undefined
    this.#addWatch(watch)
  }

  /** Asks again over the port that is there: the old watch is given up. */
  #watchAgain(id: number): void {
    if (!this.#watches.has(id)) return
    this.#post({ op: 'unwatch', id })
    this.#rewatch(id)
  }

  #post(message: z.input<typeof Request>): void {
    this.#port?.postMessage(message)
  }

  #settle(id: number, pending: Pending, result: Result<unknown>): void {
    clearTimeout(pending.timer)
    this.#pending.delete(id)
    pending.settle(result)
  }

  #receive(data: unknown): void {
    const parsed = Answer.safeParse(data)
    if (!parsed.success) return this.#onOddity(`core sent what is no answer: ${parsed.error.message}`)
    const answer = parsed.data
    const pending = this.#pending.get(answer.id)
    if (pending) {
      if (answer.op === 'done') this.#settle(answer.id, pending, ok(answer.value))
      if (answer.op === 'error') this.#settle(answer.id, pending, { ok: false, error: answer.error })
      return
    }
    const watch = this.#watches.get(answer.id)
    if (watch) this.#receiveView(answer, watch)
    else if (answer.op === 'error' && answer.id === 0) this.#onOddity(`core could not read a message: ${answer.error.message}`)
  }

  #receiveView(answer: Answer, watch: Watch): void {
    switch (answer.op) {
      case 'snapshot':
        watch.seq = answer.seq
        watch.listener.snapshot(answer.view)
        return this.#post({ op: 'ack', id: answer.id, seq: answer.seq })
      case 'patch':
        if (watch.seq === undefined || answer.seq !== watch.seq + 1) {
          return this.#watchAgain(answer.id)
        }
        watch.seq = answer.seq
        watch.listener.patch(answer.patch)
        return this.#post({ op: 'ack', id: answer.id, seq: answer.seq })
      case 'error':
        watch.listener.error(answer.error)
        setTimeout(() => this.#watchAgain(answer.id), RETRY_WATCH)
        return
      case 'done':
        return
    }
  }
}
