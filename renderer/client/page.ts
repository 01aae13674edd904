import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** Pages that lie over the queue and the map, one at a time; the selected case stays in sight beside them. */
export const PAGES = ['figures', 'now', 'appraisal', 'duplicates', 'handover', 'alerts', 'codes', 'calendar', 'grids', 'import', 'accounts', 'audit', 'camera', 'wall', 'cameras', 'registry', 'discovery', 'directory', 'call-log', 'sound'] as const
export type PageName = (typeof PAGES)[number]

export const pageStore = createStore<{ readonly open: PageName | null }>(() => ({ open: null }))

export const usePage = (): PageName | null => useStore(pageStore, (state) => state.open)

/** Opens a page in place of the one that is open; closes it when it is the one. */
export const togglePage = (page: PageName): void => pageStore.setState(({ open }) => ({ open: open === page ? null : page }))

/** Closes the page that is open; false when there was none. */
export function closePage(): boolean {
  if (pageStore.getState().open === null) return false
  pageStore.setState({ open: null })
  return true
}
