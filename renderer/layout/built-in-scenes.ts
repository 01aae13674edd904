import type { SceneId } from '../../electron/contract/wall.ts'
import { SCENE_VERSION, type PartSize, type Scene, type SceneNode, type ScenePart } from './scene.ts'

const HEADER: PartSize = { vh: 7 }

const part = (size: PartSize, node: SceneNode): ScenePart => ({ size, node })
const share = (of: number): PartSize => ({ share: of })
const column = (...parts: ScenePart[]): SceneNode => ({ split: 'column', parts })
const row = (...parts: ScenePart[]): SceneNode => ({ split: 'row', parts })

/** The scenes that every station has. */
export const BUILT_IN_SCENES: Readonly<Record<SceneId, Scene>> = {
  situation: {
    version: SCENE_VERSION,
    id: 'situation',
    root: column(
      part(HEADER, { panel: 'header', middle: 'figures' }),
      part(share(1), row(part(share(3), { panel: 'map' }), part(share(1), column(part('auto', { panel: 'spotlight' }), part(share(1), { panel: 'pressing' }))))),
    ),
  },
  video: {
    version: SCENE_VERSION,
    id: 'video',
    root: column(part(HEADER, { panel: 'header', middle: 'selection' }), part(share(1), { panel: 'cameras', columns: 3, rows: 3 })),
  },
  indicators: {
    version: SCENE_VERSION,
    id: 'indicators',
    root: column(
      part(HEADER, { panel: 'header', middle: 'nothing' }),
      part(share(1), row(part(share(13), { panel: 'figures' }), part(share(7), column(part('auto', { panel: 'spotlight' }), part(share(1), { panel: 'roll' }))))),
    ),
  },
}
