import { SCENE_VERSION, type PanelNode, type PartSize, type SceneNode, type ScenePart, type WallScene } from './wall-scene.ts'

const HEADER: PartSize = { vh: 7 }

const part = (size: PartSize, node: SceneNode): ScenePart => ({ size, node })
const share = (of: number): PartSize => ({ share: of })
const column = (...parts: ScenePart[]): SceneNode => ({ split: 'column', parts })
const row = (...parts: ScenePart[]): SceneNode => ({ split: 'row', parts })
const scene = (id: string, name: string, nameEn: string, rest: SceneNode): WallScene => ({ version: SCENE_VERSION, id, name, nameEn, surfaces: [], rest })

/** Ids of the built-in scenes that have a key: 态势 situation, 视频墙 video, 案件与指标 indicators. */
export const BUILT_IN_IDS = ['situation', 'video', 'indicators'] as const
export type BuiltInId = (typeof BUILT_IN_IDS)[number]

/** The scenes that every station has, on any display. They can be copied, not changed. */
export const BUILT_IN_SCENES: Readonly<Record<BuiltInId | 'trends', WallScene>> = {
  situation: scene(
    'situation',
    '态势',
    'Situation',
    column(
      part(HEADER, { panel: 'header', middle: 'figures' }),
      part(share(1), row(part(share(3), { panel: 'map' }), part(share(1), column(part('auto', { panel: 'spotlight' }), part(share(1), { panel: 'pressing' }))))),
    ),
  ),
  video: scene(
    'video',
    '视频墙',
    'Video wall',
    column(part(HEADER, { panel: 'header', middle: 'selection' }), part(share(1), { panel: 'cameras', columns: 3, rows: 3, source: { by: 'page' } })),
  ),
  indicators: scene(
    'indicators',
    '案件与指标',
    'Cases & figures',
    column(
      part(HEADER, { panel: 'header', middle: 'nothing' }),
      part(share(1), row(part(share(13), { panel: 'figures', chart: 'all' }), part(share(7), column(part('auto', { panel: 'spotlight' }), part(share(1), { panel: 'roll' }))))),
    ),
  ),
  trends: scene(
    'trends',
    '今日与往常',
    'Today against usual',
    column(
      part(HEADER, { panel: 'header', middle: 'selection' }),
      part(share(4), row(part(share(3), { panel: 'figures', chart: 'hours' }), part(share(2), { panel: 'figures', chart: 'ageing' }))),
      part(share(5), row(part(share(3), { panel: 'figures', chart: 'districts-today' }), part(share(5), { panel: 'figures', chart: 'departments-today' }), part(share(3), { panel: 'figures', chart: 'cameras' }))),
    ),
  ),
}

/** Whether every station has this scene. */
export const isBuiltIn = (id: string): boolean => Object.hasOwn(BUILT_IN_SCENES, id)

/** What display n shows when nobody chose: map and figures in turn on the even ones, cameras on the odd ones, figures, the cheapest, on the console's own. */
export const defaultScene = (display: string): BuiltInId => {
  const n = Number(display)
  if (n === 1) return 'indicators'
  return n % 2 === 1 ? 'video' : n % 4 === 2 ? 'situation' : 'indicators'
}

/** How many cameras lie side by side where a few are put on a display at once. */
const gridFor = (count: number): { readonly columns: number; readonly rows: number } => {
  const columns = Math.min(6, Math.ceil(Math.sqrt(count)))
  return { columns, rows: Math.min(6, Math.ceil(count / columns)) }
}

/** A few cameras over a whole display, beneath the selected case. */
export const camerasRoot = (ids: readonly string[]): SceneNode => {
  const cameras: PanelNode = { panel: 'cameras', ...gridFor(Math.max(1, ids.length)), source: { by: 'chosen', ids: [...ids] } }
  return column(part(HEADER, { panel: 'header', middle: 'selection' }), part(share(1), cameras))
}
