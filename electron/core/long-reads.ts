import { Worker } from 'node:worker_threads'
import { fail, type Result } from '../contract/error.ts'
import type { KpiCases, KpiReport } from '../contract/kpi-report.ts'
import type { QueryTypes } from '../contract/messages.ts'
import type { LongQuery, LongRead, LongReadBase } from './long-read.ts'
import { workerFile } from '../platform/worker-file.ts'

/** More reads than this waiting are refused, not queued. */
const MAX_WAITING = 64

/** What each kind of read answers. */
interface LongReadTypes {
  readonly query: unknown
  readonly 'kpi-report': KpiReport
  readonly 'kpi-cases': KpiCases
}

/** What the thread says to a read. */
export interface LongReadAnswer {
  readonly id: number
  readonly result: Result<unknown>
}

/** A thread that reads while core writes. It starts with the first question, and again after it died. */
export class LongReads {
  readonly #base: () => LongReadBase
  readonly #onError: (error: unknown) => void
  readonly #waiting = new Map<number, (result: Result<unknown>) => void>()
  #worker: Worker | undefined
  #asked = 0

  constructor(base: () => LongReadBase, onError: (error: unknown) => void) {
    this.#base = base
    this.#onError = onError
  }

  /** Answers when the read is done; fails `too-many` when too many wait, `internal` when the thread died. */
  ask<A extends LongRead['ask']>(read: Extract<LongRead, { readonly ask: A }>): Promise<Result<LongReadTypes[A]>> {
    if (this.#waiting.size >= MAX_WAITING) return Promise.resolve(fail('too-many', `${MAX_WAITING} reports are being made already: wait for one to end`))
    return new Promise((resolve) => {
      const id = ++this.#asked
      this.#waiting.set(id, (result) => resolve(result as Result<LongReadTypes[A]>))
      this.#worker ??= this.#start()
      this.#worker.postMessage({ id, read })
    })
  }

  /** A window's question, with the type of its answer. */
  answer<T extends LongQuery['type']>(query: Extract<LongQuery, { readonly type: T }>, now: number): Promise<Result<QueryTypes[T]>> {
    return this.ask({ ask: 'query', query, now }) as Promise<Result<QueryTypes[T]>>
  }

  stop(): void {
    void this.#worker?.terminate()
    this.#worker = undefined
  }

  #start(): Worker {
    const worker = new Worker(workerFile(import.meta.dirname, 'long-read-worker'), { workerData: this.#base() })
    const own = (id: number): ((result: Result<unknown>) => void) | undefined => {
      const resolve = this.#waiting.get(id)
      this.#waiting.delete(id)
      return resolve
    }
    worker.on('message', ({ id, result }: LongReadAnswer) => own(id)?.(result))
    worker.on('error', this.#onError)
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = undefined
      for (const id of this.#waiting.keys()) own(id)?.(fail('internal', 'the report was broken off: ask again'))
    })
    worker.unref()
    return worker
  }
}
