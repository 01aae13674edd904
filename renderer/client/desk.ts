import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { QueueFilter } from '../../electron/contract/queue-filter.ts'
import type { QueueLens } from '../../electron/contract/queue-lens.ts'
import type { Step } from '../../electron/contract/case-terms.ts'

export type DeskDialog = 'command' | 'help' | 'report'

/** What this one console shows; nothing of it is shared with other windows. */
interface Desk {
  readonly lens: QueueLens
  /** What the queue is narrowed to; its parts stand in the order of their names, so that the same filter is the same text. */
  readonly filter: QueueFilter
  /** Whether the list of filters is open. */
  readonly filtering: boolean
  readonly dialog: DeskDialog | null
  /** The step whose form is open in the case panel, of which case, and whether it is beyond one's post. */
  readonly stepForm: { readonly caseId: string; readonly step: Step; readonly emergency: boolean } | null
  /** Whether the menu of further steps is open. */
  readonly stepMenu: boolean
  /** A case whose next step was asked for before the case was there to see. */
  readonly stepWanted: string | null
  /** A strip of live cameras below the map. */
  readonly cameraStrip: boolean
  /** Boundaries of the unit grids on the map. */
  readonly grids: boolean
}

export const desk = createStore<Desk>(() => ({ lens: 'mine', filter: {}, filtering: false, dialog: null, stepForm: null, stepMenu: false, stepWanted: null, cameraStrip: false, grids: false }))

export const useDesk = <T>(select: (state: Desk) => T): T => useStore(desk, select)

export const setLens = (lens: QueueLens): void => desk.setState({ lens })

/** The same filter written the same way: parts by name, values of a part by theirs, nothing empty. */
export const tidyFilter = (filter: QueueFilter): QueueFilter =>
  Object.fromEntries(
    Object.entries(filter)
      .filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0))
      .map(([name, value]): [string, unknown] => [name, Array.isArray(value) ? [...new Set(value)].sort() : value])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )

export const setFilter = (filter: QueueFilter): void => desk.setState({ filter: tidyFilter(filter) })

/** Shows a queue that was saved. */
export const showQueue = (lens: QueueLens, filter: QueueFilter): void => desk.setState({ lens, filter: tidyFilter(filter), filtering: false })

export const setFiltering = (filtering: boolean): void => desk.setState({ filtering })

/** Opens a dialog in place of the one that is open. */
export const openDialog = (dialog: DeskDialog | null): void => desk.setState({ dialog })

export const openStep = (caseId: string, step: Step, emergency = false): void => desk.setState({ stepForm: { caseId, step, emergency }, stepMenu: false, stepWanted: null })

/** Opens or closes the menu of further steps; a form that is open gives way to it. */
export const setStepMenu = (stepMenu: boolean): void => desk.setState(stepMenu ? { stepMenu, stepForm: null, stepWanted: null } : { stepMenu })

/** Opens the next step's form as soon as the case is there to see. */
export const wantStep = (caseId: string): void => desk.setState({ stepWanted: caseId })

export const closeStep = (): void => desk.setState({ stepForm: null, stepMenu: false, stepWanted: null })

export const toggleGrids = (): void => desk.setState((state) => ({ grids: !state.grids }))

export const toggleCameraStrip = (): void => desk.setState((state) => ({ cameraStrip: !state.cameraStrip }))
