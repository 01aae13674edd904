import { z } from 'zod'

/** Scenes of a wall display: 态势 situation, 视频墙 video, 案件与指标 indicators. */
export const SceneId = z.enum(['situation', 'video', 'indicators'])
export type SceneId = z.infer<typeof SceneId>

/** Key of a display: its number on the wall from 1, as text. */
export const DisplayKey = z.string().regex(/^([1-9]|1[0-6])$/)
export type DisplayKey = z.infer<typeof DisplayKey>

/** What display n shows when nobody chose: the console's own display the cheapest, then map, cameras, figures in turn. */
export const defaultScene = (displayNumber: number): SceneId => {
  const turn: readonly SceneId[] = ['indicators', 'situation', 'video']
  return turn[(displayNumber - 1) % turn.length] ?? 'situation'
}
