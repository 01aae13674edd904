import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { Position } from '../../../electron/contract/case-terms.ts'
import { core } from '../../client/core.ts'
import { openDialog } from '../../client/desk.ts'
import { useView } from '../../client/hooks.ts'
import { mapPlace, startPicking, stopPicking } from '../../client/map-place.ts'
import { Button } from '../../ui/button.tsx'
import { useT } from '../../ui/i18n.tsx'
import { change, draftStore } from './draft.ts'
import { locale } from './locale.ts'

let looking: Promise<void> = Promise.resolve()

/** Resolves when core has said what is at the position that was taken last, or cannot say. */
export const placeKnown = (): Promise<void> => looking

/** Takes a position, and what core knows of the place there unless the operator typed it. */
export function takePosition(at: Position): void {
  change({ at, grid: null })
  looking = lookUp(at)
}

async function lookUp(at: Position): Promise<void> {
  const result = await core.query({ type: 'describe', at })
  const draft = draftStore.getState()
  if (!result.ok || draft.at !== at) return
  change({ grid: result.value.grid, ...(draft.placeTyped ? {} : { place: result.value.place }) })
}

/** Where it is: the middle of the map, or a click on it. */
export function PositionField() {
  const t = useT(locale)
  const { at, grid } = useStore(draftStore)
  const centre = useStore(mapPlace, (place) => place.centre)
  const city = useView({ view: 'catalog' }).view?.head.city.centre
  const middle = centre ?? city
  useEffect(() => {
    if (!draftStore.getState().at && middle) takePosition(middle)
  }, [middle])
  return (
    <div className="position-field">
      <span className="position-at">
        {at ? `${at[0].toFixed(5)}, ${at[1].toFixed(5)}` : t('position.none')}
        <span className="position-grid">{at && (grid ? t('grid', { grid }) : '')}</span>
      </span>
      <Button disabled={!middle} onClick={() => middle && takePosition(middle)}>
        {t('position.centre')}
      </Button>
      <Button
        onClick={() => {
          openDialog(null)
          startPicking()
        }}
      >
        {t('position.pick')}
      </Button>
    </div>
  )
}

const backToForm = (): void => {
  stopPicking()
  openDialog('report')
}

/** The line over the map while a click is waited for; the click, or Esc, brings the form back. */
export function PickingLine() {
  const t = useT(locale)
  const picking = useStore(mapPlace, (place) => place.picking)
  const picked = useStore(mapPlace, (place) => place.picked)
  useEffect(() => {
    if (!picked) return
    mapPlace.setState({ picked: null })
    takePosition(picked)
    openDialog('report')
  }, [picked])
  if (!picking) return null
  return (
    <div className="picking-line" role="status">
      {t('picking')}
      <Button shortcut="Escape" onClick={backToForm}>
        {t('picking.back')}
      </Button>
    </div>
  )
}

/** Ends a pick that is under way; false when there was none. */
export function cancelPicking(): boolean {
  if (!mapPlace.getState().picking) return false
  backToForm()
  return true
}
