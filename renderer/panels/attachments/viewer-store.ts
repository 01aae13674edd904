import { createStore } from 'zustand/vanilla'

/** The attachment that lies open over the console, of which case; null while none does. */
export const viewer = createStore<{ readonly open: { readonly caseId: string; readonly attachment: string } | null }>(() => ({ open: null }))

export const openViewer = (caseId: string, attachment: string): void => viewer.setState({ open: { caseId, attachment } })

export const closeViewer = (): void => viewer.setState({ open: null })

/** Whether pictures are shown beside that of the report. */
export const comparison = createStore<boolean>(() => false)
