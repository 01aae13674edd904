import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AppError } from '../../electron/contract/error.ts'
import { applyKeyed, type Keyed } from '../../electron/contract/keyed.ts'
import type { CoreClient, ViewSpecInput } from './core-client.ts'

/**
 * A view as this window knows it. `stale`: core is away or the view was refused after it was live, and
 * `view` is the last that was known; `since` (epoch ms) is when that began.
 */
export interface MirrorEntry {
  readonly state: 'loading' | 'live' | 'stale' | 'error'
  readonly view?: Keyed<unknown, unknown>
  readonly since?: number
  readonly error?: AppError
}

const LOADING: MirrorEntry = { state: 'loading' }

/** A view that nobody looks at any more is watched this much longer, ms: walking to and fro costs nothing. */
const LINGER = 2_000
/** Views that linger at a time; the one that lingers longest makes room, so that a fast walk stays within core's bound. */
const MAX_LINGERING = 8

/** The same text for the same view, whatever the order of its parameters. */
export const specKey = (spec: ViewSpecInput): string =>
  JSON.stringify(Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined).sort(([a], [b]) => (a < b ? -1 : 1))))

/** The spec that a key was made of by {@link specKey}. */
export const specOfKey = (key: string): ViewSpecInput => JSON.parse(key) as ViewSpecInput

interface Held {
  users: number
  readonly end: () => void
  timer: ReturnType<typeof setTimeout> | undefined
}

/** All views that this window watches, each once however many panels show it. */
export class Mirror {
  readonly store: StoreApi<Readonly<Record<string, MirrorEntry>>> = createStore(() => ({}))
  readonly #client: Pick<CoreClient, 'watch'>
  readonly #now: () => number
  readonly #held = new Map<string, Held>()

  constructor(client: Pick<CoreClient, 'watch'>, now: () => number = Date.now) {
    this.#client = client
    this.#now = now
  }

  entry(key: string): MirrorEntry {
    return this.store.getState()[key] ?? LOADING
  }

  /** Keeps a view watched until the returned function is called. */
  hold(spec: ViewSpecInput): () => void {
    const key = specKey(spec)
    const held = this.#held.get(key) ?? this.#begin(key, spec)
    held.users += 1
    clearTimeout(held.timer)
    let released = false
    return () => {
      if (released) return
      released = true
      held.users -= 1
      if (held.users === 0) this.#linger(key, held)
    }
  }

  #linger(key: string, held: Held): void {
    held.timer = setTimeout(() => this.#drop(key, held), LINGER)
    this.#held.delete(key)
    this.#held.set(key, held)
    const lingering = [...this.#held].filter(([, each]) => each.users === 0)
    for (const [oldest, each] of lingering.slice(0, -MAX_LINGERING)) {
      clearTimeout(each.timer)
      this.#drop(oldest, each)
    }
  }

  #begin(key: string, spec: ViewSpecInput): Held {
    this.#set(key, LOADING)
    const end = this.#client.watch(spec, {
      snapshot: (view) => this.#set(key, { state: 'live', view }),
      patch: (patch) => {
        const { view } = this.entry(key)
        if (view) this.#set(key, { state: 'live', view: applyKeyed(view, patch) })
      },
      error: (error) => {
        const { view } = this.entry(key)
        this.#set(key, view ? { state: 'stale', view, since: this.#now(), error } : { state: 'error', error, since: this.#now() })
      },
      lost: () => {
        const { view, state } = this.entry(key)
        if (view && state === 'live') this.#set(key, { state: 'stale', view, since: this.#now() })
      },
    })
    const held: Held = { users: 0, end, timer: undefined }
    this.#held.set(key, held)
    return held
  }

  #drop(key: string, held: Held): void {
    if (held.users > 0) return
    held.end()
    this.#held.delete(key)
    const { [key]: _gone, ...rest } = this.store.getState()
    this.store.setState(rest, true)
  }

  #set(key: string, entry: MirrorEntry): void {
    this.store.setState({ [key]: entry })
  }
}
