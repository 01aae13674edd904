import { VIEW_DIGITS, type SavedView } from '../../../electron/contract/saved-view.ts'
import type { QueueFilter } from '../../../electron/contract/queue-filter.ts'
import type { QueueLens } from '../../../electron/contract/queue-lens.ts'
import { core } from '../../client/core.ts'
import { useView } from '../../client/hooks.ts'
import { notify } from '../notices/notice-store.ts'

/** The queues that people of this station named, in the order in which they were saved. */
export function useSavedViews(): readonly SavedView[] {
  const { view } = useView({ view: 'saved-views' })
  return view?.order.flatMap((id) => view.rows[id] ?? []) ?? []
}

/** Saves a view; tells what core refuses. */
export async function saveView(view: SavedView): Promise<boolean> {
  const result = await core.command({ type: 'view.save', view })
  if (!result.ok) notify({ what: 'error', error: result.error })
  return result.ok
}

/** The view that a name stands for: the one that has it, else a new one with the first digit that is free. */
export function viewNamed(name: string, lens: QueueLens, filter: QueueFilter, views: readonly SavedView[]): SavedView {
  const known = views.find((view) => view.name === name)
  const free = VIEW_DIGITS.find((digit) => views.every((view) => view.digit !== digit)) ?? null
  return { id: known?.id ?? crypto.randomUUID(), name, lens, filter, digit: known ? known.digit : free }
}

/** Deletes a view and offers to bring it back. */
export async function deleteView(view: SavedView): Promise<void> {
  const result = await core.command({ type: 'view.delete', id: view.id })
  if (!result.ok) return notify({ what: 'error', error: result.error })
  notify({ what: 'deleted', name: view.name, undo: () => void saveView(view) })
}
