import { bearingDegrees, distanceMetres } from './geometry.ts'
import type { Position } from './reference.ts'

/** A camera sees something within this distance, metres. */
const SIGHT_M = 400
/** Half of its field of view, degrees; generous, since sites seldom say it. */
const HALF_VIEW = 50

interface Site {
  readonly at: Position
  /** Clockwise from north, degrees. */
  readonly bearing: number
}

/** Whether a camera looks towards a point that is near enough to be seen. */
export function faces(camera: Site, at: Position): boolean {
  if (distanceMetres(camera.at, at) > SIGHT_M) return false
  const off = Math.abs(((bearingDegrees(camera.at, at) - camera.bearing + 540) % 360) - 180)
  return off <= HALF_VIEW
}

/** A camera and how it stands to a point. */
export interface NearCamera<T> {
  readonly camera: T
  readonly faces: boolean
  readonly metres: number
}

/** All cameras by how well they stand to a point: those that face it first, then the others, each by distance. */
export function camerasNear<T extends Site>(cameras: readonly T[], at: Position): NearCamera<T>[] {
  return cameras
    .map((camera) => ({ camera, faces: faces(camera, at), metres: distanceMetres(camera.at, at) }))
    .sort((a, b) => Number(b.faces) - Number(a.faces) || a.metres - b.metres)
}

/** The first few of {@link camerasNear}. */
export const nearestCameras = <T extends Site>(cameras: readonly T[], at: Position, count: number): T[] =>
  camerasNear(cameras, at)
    .slice(0, count)
    .map(({ camera }) => camera)
