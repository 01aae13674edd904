import { Subscriber, SubscriptionState, type Notification, type URI, type UserAgent } from 'sip.js'
import type { PresenceBoard, PresenceState } from '../../electron/contract/presence.ts'
import { lampOf, readDialogInfo, type Dialogs } from './dialog-info.ts'

/** A subscription is asked for so long, s; sip.js asks again before it ends. */
const EXPIRES_S = 300
/** Subscriptions that wait for their first word at once at most. */
const MAX_BEGINNING = 4
/** Pause before a number that was refused or went silent is asked about again, ms: doubling, bounded. */
const FIRST_PAUSE_MS = 15_000
const LONGEST_PAUSE_MS = 600_000

interface Watch {
  readonly number: string
  subscriber: Subscriber | undefined
  dialogs: Dialogs
  lamp: PresenceState | undefined
  failures: number
  /** Not before this instant, epoch ms. */
  notBefore: number
}

/** Whom to ask: the agent of a line that is ready, and how it writes a number. */
export interface PresenceLine {
  readonly agent: UserAgent
  readonly uri: (number: string) => URI | undefined
}

/** Lamps of numbers (SIP events, RFC 6665, package dialog): one subscription each. What a server refuses, or no longer tells, is unknown. */
export class SipPresence {
  readonly #changed: () => void
  readonly #watches = new Map<string, Watch>()
  #line: PresenceLine | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(changed: () => void) {
    this.#changed = changed
  }

  get board(): PresenceBoard {
    return Object.fromEntries([...this.#watches.values()].flatMap(({ number, lamp }) => (lamp === undefined ? [] : [[number, lamp]])))
  }

  /** Asks over this line from now on; with another, or after it was lost, everything is asked anew. */
  use(line: PresenceLine | undefined): void {
    if (line?.agent === this.#line?.agent) return
    this.#line = line
    for (const watch of this.#watches.values()) {
      this.#drop(watch)
      watch.failures = 0
      watch.notBefore = 0
    }
    this.#changed()
    this.#go()
  }

  /** The numbers that are shown now, and no others. */
  watch(numbers: readonly string[]): void {
    for (const [number, watch] of this.#watches) {
      if (numbers.includes(number)) continue
      this.#drop(watch)
      this.#watches.delete(number)
    }
    for (const number of numbers) if (!this.#watches.has(number)) this.#watches.set(number, { number, subscriber: undefined, dialogs: new Map(), lamp: undefined, failures: 0, notBefore: 0 })
    this.#go()
  }

  /** Begins as many as may begin now, and comes back when the next may. */
  #go(): void {
    clearTimeout(this.#timer)
    const line = this.#line
    if (!line) return
    const waiting = [...this.#watches.values()].filter(({ subscriber }) => subscriber === undefined)
    let beginning = [...this.#watches.values()].filter(({ subscriber }) => subscriber?.state === SubscriptionState.NotifyWait).length
    for (const watch of waiting) {
      if (beginning >= MAX_BEGINNING) return
      if (watch.notBefore > Date.now()) continue
      beginning += Number(this.#subscribe(watch, line))
    }
    const next = Math.min(...waiting.filter(({ subscriber }) => subscriber === undefined).map(({ notBefore }) => notBefore))
    if (Number.isFinite(next)) this.#timer = setTimeout(() => this.#go(), Math.max(1_000, next - Date.now()))
  }

  #subscribe(watch: Watch, { agent, uri }: PresenceLine): boolean {
    const target = uri(watch.number)
    if (!target) return this.#failed(watch)
    const subscriber = new Subscriber(agent, target, 'dialog', { expires: EXPIRES_S, extraHeaders: ['Accept: application/dialog-info+xml'], delegate: { onNotify: (notification) => this.#notified(watch, subscriber, notification) } })
    watch.subscriber = subscriber
    subscriber.stateChange.addListener((state) => {
      if (state !== SubscriptionState.Terminated || watch.subscriber !== subscriber) return
      this.#failed(watch)
      this.#go()
    })
    subscriber.subscribe().catch(() => {
      if (watch.subscriber === subscriber) this.#failed(watch)
    })
    return true
  }

  #notified(watch: Watch, subscriber: Subscriber, notification: Notification): void {
    void notification.accept().catch(() => undefined)
    if (watch.subscriber !== subscriber) return
    const { body } = notification.request
    // The first word may hold nothing: the server has yet to look.
    const dialogs = body === '' ? undefined : readDialogInfo(body, watch.dialogs)
    watch.failures = 0
    watch.dialogs = dialogs ?? new Map()
    watch.lamp = dialogs && lampOf(dialogs)
    this.#changed()
    this.#go()
  }

  #failed(watch: Watch): false {
    this.#drop(watch)
    watch.notBefore = Date.now() + Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** watch.failures) * (0.5 + Math.random() / 2)
    watch.failures = Math.min(10, watch.failures + 1)
    this.#changed()
    return false
  }

  #drop(watch: Watch): void {
    const { subscriber } = watch
    watch.subscriber = undefined
    watch.dialogs = new Map()
    watch.lamp = undefined
    void subscriber?.dispose().catch(() => undefined)
  }
}
