import { lazy, Suspense } from 'react'
import type { WindowParams } from '../../electron/contract/bridge.ts'
import type { PanelNode, TileCameras } from '../../electron/contract/wall.ts'
import { showFigure } from '../client/figure-choice.ts'
import type { PanelPlace } from '../layout/scene-view.tsx'
import { partStyle } from '../layout/span-leaf.tsx'
import { CallBoard } from '../panels/call-board/call-board.tsx'
import { PressingList } from '../panels/case-spotlight/pressing-list.tsx'
import { Spotlight } from '../panels/case-spotlight/spotlight.tsx'
import { RollPanel } from '../panels/roll/roll-panel.tsx'
import { BigClock } from '../panels/wall-clock/big-clock.tsx'
import { WallHeader, type SceneTitle } from '../panels/wall-clock/wall-header.tsx'
import { useT } from '../ui/i18n.tsx'
import { common } from '../ui/locales/common.ts'
import { WebPanel } from '../panels/web-page/web-panel.tsx'
import { WallCameras } from './wall-cameras.tsx'

export type { SceneTitle } from '../panels/wall-clock/wall-header.tsx'

const MapPanel = lazy(async () => ({ default: (await import('../panels/map/map-panel.tsx')).MapPanel }))
const FiguresPanel = lazy(async () => ({ default: (await import('../panels/figures/figures-panel.tsx')).FiguresPanel }))

/** The display whose page of cameras comes first. */
const FIRST_PAGE = 3

let mapStands = (): void => undefined
/** Resolves when this window's first map has drawn all that there is to see. */
export const mapStood = new Promise<void>((resolve) => {
  mapStands = resolve
})

export interface WallPanelProps {
  readonly panel: PanelNode
  readonly place: PanelPlace
  readonly title: SceneTitle
  readonly tiles: TileCameras
  readonly params: WindowParams
  /** The scene is one canvas over several displays. */
  readonly spans: boolean
}

/** A panel of the wall. */
export function WallPanel({ panel, place: { active, firstTile, part }, title, tiles, params, spans }: WallPanelProps) {
  switch (panel.panel) {
    case 'header':
      return <WallHeader title={title} middle={panel.middle} />
    case 'map':
      return (
        <div className="wall-fill" style={part ? partStyle(part) : undefined}>
          <Suspense fallback={<Waiting />}>
            <MapPanel variant="wall" software={params.software} active={active} part={part} onStands={mapStands} />
          </Suspense>
        </div>
      )
    case 'pressing':
      return <PressingList />
    case 'cameras':
      return <WallCameras panel={panel} display={spans ? FIRST_PAGE : Number(params.display)} active={active} firstTile={firstTile} tiles={tiles} part={part} />
    case 'figures':
      return (
        <Suspense fallback={<Waiting />}>
          <FiguresPanel active={active} chart={panel.chart} onFigure={showFigure} />
        </Suspense>
      )
    case 'roll':
      return <RollPanel active={active} software={params.software} />
    case 'spotlight':
      return <Spotlight />
    case 'calls':
      return <CallBoard />
    case 'clock':
      return <BigClock />
    case 'text':
      return (
        <div className="wall-text" data-size={panel.size}>
          <p>{panel.text}</p>
        </div>
      )
    case 'web':
      return <WebPanel panel={panel} />
  }
}

function Waiting() {
  const t = useT(common)
  return <p className="wall-waiting">{t('state.loading')}</p>
}
