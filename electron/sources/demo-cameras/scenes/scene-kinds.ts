import { type Hour, type Light, lightAt } from '../paint/light.ts'
import { randomFrom, seedOf } from '../paint/noise.ts'
import type { Scene } from '../paint/scene.ts'
import { bridge } from './bridge.ts'
import { crossroads } from './crossroads.ts'
import { expressway } from './expressway.ts'
import { market } from './market.ts'
import { square } from './square.ts'
import { underpass } from './underpass.ts'

export type SceneKind = 'crossroads' | 'bridge' | 'underpass' | 'square' | 'expressway' | 'market'

/** What a scene is made from: numbers by chance (0–1), the hour, and the loop's length in seconds. */
export type SceneSeed = { random: () => number; light: Light; loopLength: number }

const BY_NAME: ReadonlyArray<readonly [RegExp, SceneKind]> = [
  [/路口|交叉口|十字|crossroads|junction| at [A-Z]/, 'crossroads'],
  [/下穿|隧道|涵洞|地道|积水|泵站|underpass|tunnel/i, 'underpass'],
  [/高速|快速|高架|立交|绕城|环线|expressway|highway|ring road|interchange/i, 'expressway'],
  [/市场|夜市|步行街|老街|商业街|菜场|古街|巷|market|pedestrian|old street/i, 'market'],
  [/广场|公园|车站|火车站|医院|学校|体育|政府|中心|square|plaza|park|station|hospital|school/i, 'square'],
  [/桥|江|河|码头|港|bridge|river|wharf|port\b/i, 'bridge'],
]

/** The scene that fits a camera's name (Chinese or English); a crossing where nothing else does. */
export const kindFor = (name: string): SceneKind => BY_NAME.find(([pattern]) => pattern.test(name))?.[1] ?? 'crossroads'

/** Seconds of a kind's loop: a crossing needs time for both its directions, boats to be far apart. */
export const loopSecondsOf = (kind: SceneKind): number => (kind === 'crossroads' || kind === 'bridge' ? 16 : 12)

/** Builds a camera's scene; the same id gives the same scene. */
export function sceneFor(id: string, kind: SceneKind, hour: Hour, loopLength: number): Scene {
  const random = randomFrom(seedOf(id))
  const seed: SceneSeed = { random, light: lightAt(hour, random() * Math.PI * 2), loopLength }
  switch (kind) {
    case 'crossroads':
      return crossroads(seed)
    case 'bridge':
      return bridge(seed)
    case 'underpass':
      return underpass(seed)
    case 'square':
      return square(seed)
    case 'expressway':
      return expressway(seed)
    case 'market':
      return market(seed)
  }
}
