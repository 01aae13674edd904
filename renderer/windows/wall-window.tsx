import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { WindowParams } from '../../electron/contract/bridge.ts'
import { BUILT_IN_IDS, BUILT_IN_SCENES, partAnyway, shownOn, type DisplayPart, type PanelNode, type Shown, type TileCameras, type WallScene } from '../../electron/contract/wall.ts'
import { bridge } from '../client/bridge.ts'
import { useWall } from '../client/wall.ts'
import { SceneView, type PanelPlace } from '../layout/scene-view.tsx'
import { WallOverlay } from './wall-overlay.tsx'
import { mapStood, WallPanel, type SceneTitle } from './wall-panel.tsx'
import './wall.css'

/**
 * The other scenes are made ready, hidden, this long after the window opened, and the displays one after
 * the other: a first map takes seconds in software, and nobody must wait for it when the scene is switched. ms.
 */
const READY_AFTER = 15_000
const READY_STAGGER = 3_000
/** Scenes of the operator's own that are kept ready, hidden, besides the built-in ones; the one shown longest ago makes room. */
const KEPT = 4

/** One display of the wall: its scene, and those it showed before, hidden and at rest. */
export function Wall({ params }: { readonly params: WindowParams }) {
  const shown = useShown(params)
  const scenes = useKept(shown, params, READY_AFTER + READY_STAGGER * Number(params.display))
  useSceneReport(shown)
  useEffect(() => void bridge().report({ fact: 'ready' }), [])
  return (
    <main className="wall" data-display={params.display}>
      {scenes.map((each) => (
        <KeptScene key={each.key} shown={each} active={each.key === shown.key} params={params} />
      ))}
      <WallOverlay params={params} />
    </main>
  )
}

const NONE: ReadonlyMap<string, WallScene> = new Map()

/** What this display is to draw: core's word, else what main remembers, else the default. The same object while it is the same. */
function useShown({ display, plan }: WindowParams): Shown {
  const { head, scenes } = useWall()
  const remembered = useMemo(() => (plan?.scene ? new Map(NONE).set(plan.scene.id, plan.scene) : NONE), [plan])
  const known = { get: (id: string) => (head ? undefined : remembered.get(id)) ?? scenes.get(id) }
  const next = shownOn(head ?? { shows: plan ? { [display]: plan.show } : {} }, known, display)
  const last = useRef(next)
  if (!isSame(last.current, next)) last.current = next
  return last.current
}

const isSame = (a: Shown, b: Shown): boolean =>
  a.key === b.key && a.scene === b.scene && JSON.stringify(a.tiles) === JSON.stringify(b.tiles) && (a.scene !== null || JSON.stringify(a.root) === JSON.stringify(b.root))

function KeptScene({ shown, active, params }: { readonly shown: Shown; readonly active: boolean; readonly params: WindowParams }) {
  const { tiles, scene, columns, rows } = shown
  const title = useMemo((): SceneTitle => (scene ? { zh: scene.name, en: scene.nameEn ?? scene.name } : 'cameras'), [scene])
  const spans = columns * rows > 1
  const render = useCallback(
    (panel: PanelNode, place: PanelPlace) => <WallPanel panel={panel} place={place} title={title} tiles={tiles} params={params} spans={spans} />,
    [title, tiles, params, spans],
  )
  return <SceneView name={shown.key} shown={shown} active={active} render={render} />
}

const NO_TILES: TileCameras = {}

const builtIn = (display: string): readonly Shown[] =>
  BUILT_IN_IDS.map((id): Shown => {
    const scene = BUILT_IN_SCENES[id]
    const part: DisplayPart = partAnyway(scene, display)
    return { ...part, key: id, scene, tiles: NO_TILES }
  })

/** What is shown, what was, and after `readyAfter` ms the built-in scenes, always in one order. */
function useKept(shown: Shown, { display }: WindowParams, readyAfter: number): readonly Shown[] {
  const [kept, setKept] = useState<readonly Shown[]>([shown])
  useEffect(() => {
    const timer = setTimeout(() => setKept((now) => [...builtIn(display).filter((each) => now.every(({ key }) => key !== each.key)), ...now]), readyAfter)
    return () => clearTimeout(timer)
  }, [display, readyAfter])
  const at = kept.findIndex(({ key }) => key === shown.key)
  const next = kept[at] === shown && at === kept.length - 1 ? kept : withShown(kept, shown)
  if (next !== kept) setKept(next)
  return useMemo(() => [...next].sort((a, b) => (a.key < b.key ? -1 : 1)), [next])
}

/** The newest last; of the operator's own scenes only so many are kept. */
function withShown(kept: readonly Shown[], shown: Shown): readonly Shown[] {
  const others = kept.filter(({ key }) => key !== shown.key)
  const own = others.filter(({ key }) => !BUILT_IN_IDS.some((id) => id === key))
  const old = own.slice(0, Math.max(0, own.length - KEPT))
  return [...others.filter((each) => !old.includes(each)), shown]
}

/** Tells main how long it took until a scene that was asked for stood on the screen, its map included. */
function useSceneReport({ key }: Shown): void {
  const asked = useRef({ key, at: performance.now() })
  if (asked.current.key !== key) asked.current = { key, at: performance.now() }
  useEffect(() => {
    const { at } = asked.current
    let left = false
    const painted = (): void => {
      if (!left) bridge().report({ fact: 'scene', scene: key, ms: Math.round(performance.now() - at) })
    }
    void Promise.resolve(key === 'situation' ? mapStood : undefined).then(() => requestAnimationFrame(() => requestAnimationFrame(painted)))
    return () => {
      left = true
    }
  }, [key])
}
