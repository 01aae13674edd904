import { createStore } from 'zustand/vanilla'

/** The case whose dispatch order lies open; null while none does. */
export const orderStore = createStore<{ readonly caseId: string | null }>(() => ({ caseId: null }))

export const openOrder = (caseId: string): void => orderStore.setState({ caseId })

export const closeOrder = (): void => orderStore.setState({ caseId: null })
