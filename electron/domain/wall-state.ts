import { z } from 'zod'
import { camerasRoot, defaultScene } from './wall-built-in.ts'
import { DisplayKey, partAnyway, WallId, type DisplayPart, type WallScene } from './wall-scene.ts'

const CameraId = z.string().min(1).max(64)
const Person = z.object({ id: z.string().max(64), name: z.string().max(64) })

/** A camera for each of some tiles, by the tile's number on the display from 0. */
export const TileCameras = z.record(z.string().regex(/^\d{1,2}$/), CameraId)
export type TileCameras = z.infer<typeof TileCameras>

/** What one display shows: a scene's part, with cameras that a salvo put on some tiles; or a few cameras and nothing else. */
export const Show = z.discriminatedUnion('what', [
  z.object({ what: z.literal('scene'), scene: WallId, tiles: TileCameras.default({}) }),
  z.object({ what: z.literal('cameras'), cameras: z.array(CameraId).min(1).max(36), caseId: z.string().max(64).nullable(), offer: z.string().max(80).nullable(), until: z.number().nullable() }),
])
export type Show = z.infer<typeof Show>

/**
 * A display that an operator holds. Shown by hand: tours, salvos and alarms leave it alone until the whole wall
 * is switched. `locked`: nothing but its holder changes it.
 */
export const Hold = z.object({ by: Person, since: z.number(), locked: z.boolean() })
export type Hold = z.infer<typeof Hold>

/** 轮巡 tour: scenes one after the other, on some displays or (none named) on all. */
export const Tour = z
  .object({
    id: WallId,
    name: z.string().trim().min(1).max(40),
    displays: z.array(DisplayKey).max(16),
    steps: z.array(z.object({ scene: WallId, dwellS: z.number().int().min(5).max(3_600) }).strict()).min(1).max(50),
  })
  .strict()
export type Tour = z.infer<typeof Tour>

/** A tour under way: when its next step is due, or how much of this one is left while it is paused. */
export const RunningTour = z.object({ step: z.number().int().min(0), nextAt: z.number(), leftMs: z.number().nullable() })
export type RunningTour = z.infer<typeof RunningTour>

/** 一键上墙 salvo: a camera for each of some tiles of some displays, put there at once. */
export const Salvo = z.object({ id: WallId, name: z.string().trim().min(1).max(40), displays: z.record(DisplayKey, TileCameras) }).strict()
export type Salvo = z.infer<typeof Salvo>

export const AlarmKind = z.enum(['alert', 'supervised', 'leader', 'sensor'])
export type AlarmKind = z.infer<typeof AlarmKind>

/** A district's code, six digits of GB/T 2260. */
const DistrictCode = z.string().regex(/^\d{6}$/)

/** An alarm's nearest cameras, offered; `district`: where it is, null where that is not known. */
export const Offer = z.object({ id: z.string().max(80), kind: AlarmKind, title: z.string().max(200), titleEn: z.string().max(200), caseId: z.string().max(64).nullable(), cameras: z.array(CameraId).max(4), district: DistrictCode.nullable().default(null), since: z.number() })
export type Offer = z.infer<typeof Offer>

/** Rules of attention: which alarms of which districts (none named: all) offer their cameras, and how long they stay on the alarm screen, seconds. */
export const Attention = z.object({ screen: DisplayKey.nullable(), stayS: z.number().int().min(10).max(3_600), kinds: z.array(AlarmKind).max(4), districts: z.array(DistrictCode).max(64).default([]) }).strict()
export type Attention = z.infer<typeof Attention>

/** The state of the wall, the same for every window. Times are epoch ms. */
export const WallState = z.object({
  shows: z.record(DisplayKey, Show),
  /** What a display showed before, for going back. */
  before: z.record(DisplayKey, Show),
  black: z.array(DisplayKey),
  holds: z.record(DisplayKey, Hold),
  names: z.record(DisplayKey, z.string().max(24)),
  /** Where displays hang in the hall, in columns and rows from 0, where it differs from what the system tells. */
  places: z.record(DisplayKey, z.object({ column: z.number().int().min(0).max(15), row: z.number().int().min(0).max(15) })),
  /** Numbers stand large on the displays until then. */
  identifyUntil: z.number(),
  tours: z.record(WallId, RunningTour),
  attention: Attention,
  offers: z.array(Offer),
})
export type WallState = z.infer<typeof WallState>

export const NEW_WALL: WallState = {
  shows: {}, before: {}, black: [], holds: {}, names: {}, places: {}, identifyUntil: 0, tours: {},
  attention: { screen: null, stayS: 60, kinds: ['alert', 'supervised', 'leader'], districts: [] },
  offers: [],
}

/** Named scenes, tours and salvos of the station. */
export interface WallRepertoire {
  readonly scenes: ReadonlyMap<string, WallScene>
  readonly tours: ReadonlyMap<string, Tour>
  readonly salvos: ReadonlyMap<string, Salvo>
}

/** The wall as saved. What can't be read is as if nothing had been chosen: a wall that is dark helps nobody. */
export function readWall(saved: unknown): WallState {
  const parsed = WallState.safeParse({ ...NEW_WALL, ...(typeof saved === 'object' && saved !== null ? saved : {}) })
  return parsed.success ? parsed.data : NEW_WALL
}

export const showOf = (wall: Pick<WallState, 'shows'>, display: DisplayKey): Show => wall.shows[display] ?? { what: 'scene', scene: defaultScene(display), tiles: {} }

/** What a display draws: the part of a canvas, under a key that stays the same while the picture need not be made anew. */
export interface Shown extends DisplayPart {
  readonly key: string
  readonly scene: WallScene | null
  readonly tiles: TileCameras
}

const NO_TILES: TileCameras = {}

/** What a display is to draw. A scene that is not there any more gives way to the display's default. */
export function shownOn(wall: Pick<WallState, 'shows'>, scenes: Pick<ReadonlyMap<string, WallScene>, 'get'>, display: DisplayKey): Shown {
  const show = showOf(wall, display)
  if (show.what === 'cameras') return { root: camerasRoot(show.cameras), columns: 1, rows: 1, column: 0, row: 0, key: 'cameras', scene: null, tiles: NO_TILES }
  const scene = scenes.get(show.scene) ?? scenes.get(defaultScene(display)) ?? null
  const part: DisplayPart = scene ? partAnyway(scene, display) : { root: { panel: 'clock' }, columns: 1, rows: 1, column: 0, row: 0 }
  return { ...part, key: scene?.id ?? 'none', scene, tiles: show.tiles }
}
