import { Worker } from 'node:worker_threads'
import { workerFile } from '../../platform/worker-file.ts'
import type { DeviceAddress, DeviceAnswer, DeviceAsk, DeviceError, DeviceTold } from './device-ask.ts'
import type { ThreadAnswer, ThreadAsk } from './onvif-worker.ts'

/** Nothing is waited for longer, ms; looking asks several questions. */
const WITHIN = { look: 30_000, other: 6_000 } as const
const MOST_WAITING = 64
const THREAD_MB = 64

/** Asks devices, one question at a time each. */
export interface Devices {
  ask<D extends DeviceAsk['do']>(address: DeviceAddress, ask: Extract<DeviceAsk, { readonly do: D }>): Promise<DeviceAnswer<DeviceTold[D]>>
}

/**
 * Devices asked on a thread of its own, so that an answer that is made to take long to read, or that
 * the library chokes on, costs that thread and nothing else. It starts with the first question.
 */
export class OnvifDevices implements Devices {
  readonly #waiting = new Map<number, (answer: DeviceAnswer<unknown>) => void>()
  readonly #within: { readonly look: number; readonly other: number }
  #worker: Worker | null = null
  #asked = 0

  constructor(within: { readonly look: number; readonly other: number } = WITHIN) {
    this.#within = within
  }

  ask<D extends DeviceAsk['do']>(address: DeviceAddress, ask: Extract<DeviceAsk, { readonly do: D }>): Promise<DeviceAnswer<DeviceTold[D]>> {
    return this.#send((id) => ({ id, address, ask }), ask.do === 'look' ? this.#within.look : this.#within.other) as Promise<DeviceAnswer<DeviceTold[D]>>
  }

  /** Calls into the local network for some seconds; addresses of the device services that answered. */
  discover(): Promise<DeviceAnswer<readonly string[]>> {
    return this.#send((id) => ({ id, ask: { do: 'discover' } }), this.#within.other) as Promise<DeviceAnswer<readonly string[]>>
  }

  close(): void {
    void this.#worker?.terminate()
  }

  #send(asked: (id: number) => ThreadAsk, within: number): Promise<DeviceAnswer<unknown>> {
    if (this.#waiting.size >= MOST_WAITING) return Promise.resolve({ ok: false, error: 'timeout' })
    const worker = (this.#worker ??= this.#start())
    return new Promise((resolve) => {
      const id = ++this.#asked
      const timer = setTimeout(() => void worker.terminate(), within)
      this.#waiting.set(id, (answer) => {
        clearTimeout(timer)
        this.#waiting.delete(id)
        resolve(answer)
      })
      worker.postMessage(asked(id))
    })
  }

  #start(): Worker {
    const worker = new Worker(workerFile(import.meta.dirname, 'onvif-worker'), { resourceLimits: { maxOldGenerationSizeMb: THREAD_MB } })
    let why: DeviceError = 'timeout'
    worker.on('message', ({ id, answer }: ThreadAnswer) => this.#waiting.get(id)?.(answer))
    worker.on('error', () => (why = 'not-onvif'))
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = null
      for (const settle of [...this.#waiting.values()]) settle({ ok: false, error: why })
    })
    worker.unref()
    return worker
  }
}
