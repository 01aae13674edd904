import { useMemo } from 'react'
import type { WallHead } from '../../electron/contract/views.ts'
import { BUILT_IN_SCENES, type Salvo, type Tour, type WallScene } from '../../electron/contract/wall.ts'
import { useView } from './hooks.ts'

/** The wall as core tells it. */
export interface Wall {
  /** Undefined until core said it for the first time. */
  readonly head: WallHead | undefined
  readonly state: 'loading' | 'live' | 'stale' | 'error'
  readonly since: number | undefined
  /** Named scenes by id, the built-in first. */
  readonly scenes: ReadonlyMap<string, WallScene>
  readonly tours: ReadonlyMap<string, Tour>
  readonly salvos: ReadonlyMap<string, Salvo>
}

const BUILT_IN: ReadonlyMap<string, WallScene> = new Map(Object.entries(BUILT_IN_SCENES))

/** Watches the wall: what each display shows, who holds what, and what is kept under a name. */
export function useWall(): Wall {
  const { view, state, since } = useView({ view: 'wall' })
  const rows = view?.rows
  const order = view?.order
  const items = useMemo(() => {
    const all = (order ?? []).flatMap((key) => rows?.[key] ?? [])
    const scenes = new Map(BUILT_IN)
    for (const item of all) if (item.what === 'scene') scenes.set(item.scene.id, item.scene)
    return {
      scenes,
      tours: new Map(all.flatMap((item): [string, Tour][] => (item.what === 'tour' ? [[item.tour.id, item.tour]] : []))),
      salvos: new Map(all.flatMap((item): [string, Salvo][] => (item.what === 'salvo' ? [[item.salvo.id, item.salvo]] : []))),
    }
  }, [rows, order])
  return useMemo(() => ({ head: view?.head, state, since, ...items }), [view?.head, state, since, items])
}
