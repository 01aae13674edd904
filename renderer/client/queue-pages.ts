import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { QueueFilter } from '../../electron/contract/queue-filter.ts'
import type { QueueLens } from '../../electron/contract/queue-lens.ts'
import type { CaseRow, ViewTypes } from '../../electron/contract/views.ts'
import type { ViewSpecInput } from './core-client.ts'
import { mirror } from './core.ts'
import { specKey, specOfKey, type MirrorEntry } from './mirror.ts'

/** Cases to a page of the queue. */
export const PAGE_ROWS = 200
/** Pages that a list grows to; more is found by narrowing it. */
export const MAX_PAGES = 50

/** A page of the queue as a window watches it. */
export const queueSpec = (lens: QueueLens, filter: QueueFilter, after?: string): ViewSpecInput & { view: 'queue' } => ({ view: 'queue', lens, filter, limit: PAGE_ROWS, ...(after === undefined ? {} : { after }) })

type QueueView = ViewTypes['queue']

/** Core promises the shape of each view by contract. */
const asQueue = (entry: MirrorEntry | undefined): QueueView | undefined => entry?.view as QueueView | undefined

/** Pages that are in sight, or next to it, by their numbers from 0. */
export interface NearPages {
  readonly first: number
  readonly last: number
}

/** Which pages are watched: the first, whose counts are shown, those near, and the one that comes next. */
export const isWatched = (page: number, near: NearPages): boolean => page === 0 || (page >= near.first - 1 && page <= near.last + 1)

/** The queue as far as it was walked. */
export interface QueuePages {
  readonly state: MirrorEntry['state']
  /** The first page's head. */
  readonly head: QueueView['head'] | undefined
  readonly order: readonly string[]
  readonly rows: Readonly<Record<string, CaseRow>>
  /** Whether core has more than what is listed. */
  readonly more: boolean
}

interface Link {
  readonly key: string
  readonly entry: MirrorEntry | undefined
  readonly view: QueueView | undefined
}

/**
 * Pages that follow one another: each begins where the one before ends now. A page that is out of sight, or that is
 * being read anew since the one before it has moved, stands as it was last known.
 */
function chain(entries: Readonly<Record<string, MirrorEntry>>, keyOf: (after: string | undefined) => string, near: NearPages, known: readonly (QueueView | undefined)[]): Link[] {
  const links: Link[] = []
  let after: string | undefined
  for (let page = 0; page <= Math.min(near.last + 1, MAX_PAGES - 1); page++) {
    const key = keyOf(after)
    const entry = isWatched(page, near) ? entries[key] : undefined
    const view = asQueue(entry) ?? known[page]
    links.push({ key, entry, view })
    if (view?.head.next === null || view === undefined) break
    after = view.head.next
  }
  return links
}

/** Watches the queue from its first page to the one after those in sight. */
export function useQueuePages(lens: QueueLens, filter: QueueFilter, near: NearPages): QueuePages {
  const known = useRef<(QueueView | undefined)[]>([])
  const keyOf = (after: string | undefined): string => specKey(queueSpec(lens, filter, after))
  useStore(mirror.store, useShallow((entries) => chain(entries, keyOf, near, known.current).map((link) => link.entry)))
  const links = chain(mirror.store.getState(), keyOf, near, known.current)
  useHeld(links.flatMap((link, page) => (isWatched(page, near) ? [link.key] : [])))
  const before = known.current
  const views = links.map((link) => link.view)
  known.current = views
  const joined = useRef<Joined>({ order: [], rows: {} })
  if (views.length !== before.length || views.some((view, i) => view !== before[i])) joined.current = joinPages(views)
  const last = views.at(-1)
  return { state: links[0]?.entry?.state ?? 'loading', head: views[0]?.head, ...joined.current, more: last === undefined || last.head.next !== null }
}

/** Keeps the views of these keys watched, each from when it is first named until it is not any more. */
function useHeld(keys: readonly string[]): void {
  const held = useRef(new Map<string, () => void>())
  const named = keys.join('\n')
  useEffect(() => {
    const wanted = new Set(named.split('\n'))
    for (const key of wanted) if (!held.current.has(key)) held.current.set(key, mirror.hold(specOfKey(key)))
    for (const [key, release] of held.current) {
      if (wanted.has(key)) continue
      release()
      held.current.delete(key)
    }
  }, [named])
  useEffect(() => {
    const all = held.current
    return () => {
      for (const release of all.values()) release()
      all.clear()
    }
  }, [])
}

interface Joined {
  readonly order: readonly string[]
  readonly rows: Readonly<Record<string, CaseRow>>
}

/** Rows of all pages, each once: a case that moved from one page to another may for a moment be in both. */
export function joinPages(views: readonly (Pick<QueueView, 'order' | 'rows'> | undefined)[]): Joined {
  const [only, second] = views
  if (only && !second) return { order: only.order, rows: only.rows }
  const rows: Record<string, CaseRow> = {}
  for (const view of views.toReversed()) if (view) Object.assign(rows, view.rows)
  return { order: [...new Set(views.flatMap((view) => view?.order ?? []))], rows }
}
