import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { pageStore } from './page.ts'

/** The alert that is looked at in this window; null: the first. */
const choice = createStore<{ readonly id: string | null }>(() => ({ id: null }))

export const useChosenAlert = (): string | null => useStore(choice, (state) => state.id)

/** Looks at an alert of the page. */
export const lookAtAlert = (id: string): void => choice.setState({ id })

/** Opens the page of alerts at one of them. */
export function chooseAlert(id: string): void {
  choice.setState({ id })
  pageStore.setState({ open: 'alerts' })
}
