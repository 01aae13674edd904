import type { Salvo, Tour } from '../domain/wall-state.ts'
import type { WallScene } from '../domain/wall-scene.ts'

export * from '../domain/wall-scene.ts'
export * from '../domain/wall-built-in.ts'
export { AlarmKind, NEW_WALL, Show, showOf, shownOn } from '../domain/wall-state.ts'
export type { Attention, Hold, Offer, RunningTour, Salvo, Shown, TileCameras, Tour, WallState } from '../domain/wall-state.ts'
export { camerasNear, faces, nearestCameras, type NearCamera } from '../domain/wall-near.ts'
export * from '../domain/wall-tree.ts'

/** A row of the wall view: what the station keeps under a name. Keys are {@link wallKey}s. */
export type WallItem = { readonly what: 'scene'; readonly scene: WallScene } | { readonly what: 'tour'; readonly tour: Tour } | { readonly what: 'salvo'; readonly salvo: Salvo }

export const wallKey = (what: WallItem['what'], id: string): string => `${what}/${id}`
