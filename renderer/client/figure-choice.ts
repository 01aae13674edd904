import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { WallFigure } from '../../electron/contract/figure-cases.ts'
import { core } from './core.ts'
import { useView } from './hooks.ts'
import { pageStore, togglePage } from './page.ts'

const chosen = createStore<{ readonly figure: WallFigure | null }>(() => ({ figure: null }))

/** The figure whose cases or cameras are listed. */
export const useChosenFigure = (): WallFigure | null => useStore(chosen, ({ figure }) => figure)
export const chooseFigure = (figure: WallFigure | null): void => chosen.setState({ figure })

/** Asks the console, from any window, to list what a figure counts. */
export const showFigure = (figure: WallFigure): void => void core.command({ type: 'figure.show', figure })

/** Opens the page of the figure that somebody asked for at a wall; one that was asked for before this window began is not shown. */
export function useAskedFigure(): void {
  const head = useView({ view: 'wall' }).view?.head
  const asked = head?.askedFigure
  const known = useRef<number | null | undefined>(undefined)
  const n = head ? (asked?.n ?? null) : undefined
  useEffect(() => {
    if (n === undefined) return
    const first = known.current === undefined
    const old = known.current === n
    known.current = n
    if (first || old || !asked) return
    chooseFigure(asked.figure)
    if (pageStore.getState().open !== 'now') togglePage('now')
  }, [n, asked])
}
