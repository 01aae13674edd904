import type { LostReason } from '../../contract/bridge.ts'
import { backOff } from './back-off.ts'

/** A running process as its supervisor sees it. */
export interface Running {
  /** Ends it, gently. */
  stop(): void
}

/** How a process ended. `fatal`: starting it again at once would end the same way. */
export interface Ended {
  readonly reason: LostReason
  readonly fatal: boolean
}

export interface SupervisorOptions {
  readonly name: string
  /** Starts the process; calls `ready` once it serves, `ended` once it is gone. */
  readonly start: (ready: () => void, ended: (how: Ended) => void) => Running
  readonly onReady: () => void
  readonly onLost: (reason: LostReason) => void
  readonly log: { info(fields: object, text: string): void; warn(fields: object, text: string): void }
}

/** A process that served this long was well; its next end starts from the shortest pause. */
const WELL_MS = 30_000
/** A process that cannot work until somebody does something is tried this often. */
const FATAL_RETRY_MS = 10_000

/** Keeps one process running: starts it again with back-off when it ends, tells when it serves and when it is away. */
export class Supervisor {
  readonly #options: SupervisorOptions
  #running: Running | undefined
  #ready = false
  #failures = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #stopped = false

  constructor(options: SupervisorOptions) {
    this.#options = options
  }

  get ready(): boolean {
    return this.#ready
  }

  start(): void {
    if (this.#stopped || this.#running) return
    const { name, log } = this.#options
    let readyAt = 0
    const running = this.#options.start(
      () => {
        if (this.#running !== running) return
        readyAt = Date.now()
        this.#ready = true
        log.info({ process: name }, 'serves')
        this.#options.onReady()
      },
      (how) => {
        if (this.#running !== running) return
        this.#running = undefined
        this.#ready = false
        if (this.#stopped) return
        this.#failures = readyAt > 0 && Date.now() - readyAt > WELL_MS ? 0 : this.#failures + 1
        const pause = how.fatal ? FATAL_RETRY_MS : backOff(this.#failures, Math.random())
        log.warn({ process: name, reason: how.reason.code, detail: how.reason.detail, pause }, 'ended')
        this.#options.onLost(how.reason)
        this.#timer = setTimeout(() => this.start(), pause)
      },
    )
    this.#running = running
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
    this.#running?.stop()
  }
}
