import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import type { WindowParams } from '../../electron/contract/bridge.ts'
import { defaultScene, SceneId } from '../../electron/contract/wall.ts'
import { bridge } from '../client/bridge.ts'
import { useView } from '../client/hooks.ts'
import { BUILT_IN_SCENES } from '../layout/built-in-scenes.ts'
import type { PanelNode } from '../layout/scene.ts'
import { SceneView } from '../layout/scene-view.tsx'
import { PressingList } from '../panels/case-spotlight/pressing-list.tsx'
import { Spotlight } from '../panels/case-spotlight/spotlight.tsx'
import { RollPanel } from '../panels/roll/roll-panel.tsx'
import { WallHeader } from '../panels/wall-clock/wall-header.tsx'
import { useT } from '../ui/i18n.tsx'
import { common } from '../ui/locales/common.ts'
import { WallCameras } from './wall-cameras.tsx'
import './wall.css'

const MapPanel = lazy(async () => ({ default: (await import('../panels/map/map-panel.tsx')).MapPanel }))
const FiguresPanel = lazy(async () => ({ default: (await import('../panels/figures/figures-panel.tsx')).FiguresPanel }))

/**
 * The other scenes are made ready, hidden, this long after the window opened, and the displays one after
 * the other: a first map takes seconds in software, and nobody must wait for it when the scene is switched. ms.
 */
const READY_AFTER = 15_000
const READY_STAGGER = 3_000

/** One display of the wall: its scene, and those it showed before, hidden and at rest. */
export function Wall({ params }: { readonly params: WindowParams }) {
  const wall = useView({ view: 'wall' })
  const scene = wall.view?.head.scenes[params.display] ?? (wall.view ? undefined : params.scene) ?? defaultScene(Number(params.display))
  const mounted = useMounted(scene, READY_AFTER + READY_STAGGER * Number(params.display))
  useSceneReport(scene)
  useEffect(() => void bridge().report({ fact: 'ready' }), [])
  return (
    <main className="wall" data-display={params.display}>
      {SceneId.options.filter((id) => mounted.has(id)).map((id) => (
        <WallScene key={id} id={id} active={id === scene} params={params} />
      ))}
    </main>
  )
}

function WallScene({ id, active, params }: { readonly id: SceneId; readonly active: boolean; readonly params: WindowParams }) {
  const render = useCallback((panel: PanelNode, shown: boolean) => <Panel panel={panel} scene={id} active={shown} params={params} />, [id, params])
  return <SceneView scene={BUILT_IN_SCENES[id]} active={active} render={render} />
}

function Panel({ panel, scene, active, params }: { readonly panel: PanelNode; readonly scene: SceneId; readonly active: boolean; readonly params: WindowParams }) {
  switch (panel.panel) {
    case 'header':
      return <WallHeader scene={scene} middle={panel.middle} />
    case 'map':
      return (
        <Suspense fallback={<Waiting />}>
          <MapPanel variant="wall" software={params.software} active={active} onStands={mapStands} />
        </Suspense>
      )
    case 'pressing':
      return <PressingList />
    case 'cameras':
      return <WallCameras columns={panel.columns} rows={panel.rows} display={Number(params.display)} active={active} />
    case 'figures':
      return (
        <Suspense fallback={<Waiting />}>
          <FiguresPanel active={active} />
        </Suspense>
      )
    case 'roll':
      return <RollPanel active={active} software={params.software} />
    case 'spotlight':
      return <Spotlight />
  }
}

function Waiting() {
  const t = useT(common)
  return <p className="wall-waiting">{t('state.loading')}</p>
}

/** Scenes that were shown at least once; after `readyAfter` ms all of them. */
function useMounted(scene: SceneId, readyAfter: number): ReadonlySet<SceneId> {
  const [mounted, setMounted] = useState<ReadonlySet<SceneId>>(() => new Set([scene]))
  useEffect(() => {
    const timer = setTimeout(() => setMounted(new Set(SceneId.options)), readyAfter)
    return () => clearTimeout(timer)
  }, [readyAfter])
  if (mounted.has(scene)) return mounted
  const next = new Set(mounted).add(scene)
  setMounted(next)
  return next
}

let mapStands = (): void => undefined
const mapStood = new Promise<void>((resolve) => {
  mapStands = resolve
})

/** Tells main how long it took until a scene that was asked for stood on the screen, its map included. */
function useSceneReport(scene: SceneId): void {
  const asked = useRef({ scene, at: performance.now() })
  if (asked.current.scene !== scene) asked.current = { scene, at: performance.now() }
  useEffect(() => {
    const { at } = asked.current
    let left = false
    const painted = (): void => {
      if (!left) bridge().report({ fact: 'scene', scene, ms: Math.round(performance.now() - at) })
    }
    void Promise.resolve(scene === 'situation' ? mapStood : undefined).then(() => requestAnimationFrame(() => requestAnimationFrame(painted)))
    return () => {
      left = true
    }
  }, [scene])
}
