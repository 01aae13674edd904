import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Position } from '../../electron/contract/case-terms.ts'

/** What was chosen on the map to call somebody for: a point, or what stands there. `id` of the unit or camera, the code of the grid; empty for a point. */
export interface ChosenPlace {
  readonly what: 'point' | 'unit' | 'camera' | 'grid'
  readonly id: string
  readonly name: string
  readonly nameEn: string
  /** The unit's department. */
  readonly department: string | null
  readonly at: Position
}

interface MapPlace {
  /** Where the map's middle is now; the map says it after each move. */
  readonly centre: Position | null
  /** A form waits for a click on the map: the map shows a cross-hair and answers with `pick`. */
  readonly picking: boolean
  /** The last click while picking. */
  readonly picked: Position | null
  readonly chosen: ChosenPlace | null
  /** The point whose cameras are looked for; null while none are. */
  readonly near: Position | null
  /** Where the operator asked to go; the map flies there and leaves it. */
  readonly goTo: { readonly at: Position; readonly zoom?: number; readonly asked: number } | null
}

/** What the map and the forms of one window tell each other. All positions WGS-84 degrees. */
export const mapPlace = createStore<MapPlace>(() => ({ centre: null, picking: false, picked: null, chosen: null, near: null, goTo: null }))

/** The map says where its middle is. */
export const setMapCentre = (centre: Position): void => mapPlace.setState({ centre })

/** A form asks for a click on the map. */
export const startPicking = (): void => mapPlace.setState({ picking: true, picked: null })

export const stopPicking = (): void => mapPlace.setState({ picking: false })

/** The map answers a form with the position that was clicked. */
export const pick = (picked: Position): void => mapPlace.setState({ picked, picking: false })

/** Takes the map to a position, because the operator asked for it by name. */
export const goTo = (at: Position, zoom?: number): void =>
  mapPlace.setState({ goTo: zoom === undefined ? { at, asked: Date.now() } : { at, zoom, asked: Date.now() } })

/** Chooses a place to call somebody for. */
export const choosePlace = (chosen: Pick<ChosenPlace, 'what' | 'at'> & Partial<ChosenPlace>): void =>
  mapPlace.setState({ chosen: { id: '', name: '', nameEn: '', department: null, ...chosen } })

/** Leaves the place that was chosen; false when there was none. */
export function leavePlace(): boolean {
  if (mapPlace.getState().chosen === null) return false
  mapPlace.setState({ chosen: null })
  return true
}

/** Looks for the cameras of a point; null ends that. */
export const lookNear = (near: Position | null): void => mapPlace.setState({ near })

export const useNear = (): Position | null => useStore(mapPlace, ({ near }) => near)
