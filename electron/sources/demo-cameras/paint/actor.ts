import type { Rgb } from './colour.ts'

/** A rectangle seen from above in a thing's own frame: right and forward, metres. */
export type Plate = readonly [right0: number, right1: number, forward0: number, forward1: number]

/** A block with a lower and an upper plate; both may differ, as a car's cabin does. */
export type Part = {
  from: number
  to: number
  lower: Plate
  upper: Plate
  side: Rgb
  top: Rgb
  front?: Rgb
  back?: Rgb
  /** Parts of a higher layer are drawn later. */
  layer?: number
  /** Light of its own, times the colour. */
  glow?: number
  /** Left out where the thing is far away. */
  detail?: boolean
}

/** A light on a thing; shows only from the side it looks to. */
export type Beacon = { right: number; up: number; forward: number; radius: number; colour: Rgb; facing: 'front' | 'back' | 'all'; nightOnly: boolean }

export type Model = { parts: readonly Part[]; beacons: readonly Beacon[] }

/** Where a thing is; `heading` is radians from +z to +x. */
export type Pose = { x: number; y: number; z: number; heading: number }

/**
 * One moving thing. It lives for `lasts` seconds from `starts` on, again in every turn of the loop,
 * however long that is: so the loop has no seam whatever `poseAt` does. `poseAt` and `modelAt` get
 * seconds since its start; null hides it.
 */
export type Actor = {
  starts: number
  lasts: number
  poseAt: (age: number) => Pose | null
  modelAt: (age: number) => Model
  /** Casts a shadow on the ground (y = 0). */
  shadow: boolean
}

export const still = (model: Model): ((age: number) => Model) => () => model

/** A block whose plates are equal. */
export const block = (plate: Plate, from: number, to: number, side: Rgb, top: Rgb = side, more: Partial<Part> = {}): Part => ({
  from,
  to,
  lower: plate,
  upper: plate,
  side,
  top,
  ...more,
})

/** Moves at one speed (m/s) along a line of points [x, z]; height `y` stays. */
export function alongPath(points: ReadonlyArray<readonly [number, number]>, speed: number, y = 0): { lasts: number; poseAt: (age: number) => Pose | null } {
  const legs: Array<{ from: number; length: number; x: number; z: number; dx: number; dz: number; heading: number }> = []
  let total = 0
  for (let i = 1; i < points.length; i++) {
    const [x = 0, z = 0] = points[i - 1] ?? []
    const [x2 = 0, z2 = 0] = points[i] ?? []
    const length = Math.hypot(x2 - x, z2 - z)
    legs.push({ from: total, length, x, z, dx: (x2 - x) / length, dz: (z2 - z) / length, heading: Math.atan2(x2 - x, z2 - z) })
    total += length
  }
  const place = (distance: number): Pose | null => {
    const leg = legs.findLast((candidate) => distance >= candidate.from)
    if (!leg || distance > total) return null
    const along = distance - leg.from
    return { x: leg.x + leg.dx * along, y, z: leg.z + leg.dz * along, heading: leg.heading }
  }
  return { lasts: total / speed, poseAt: (age) => place(age * speed) }
}

/** A quarter circle as points, for `alongPath`: from one point to another round a corner. */
export function bend(from: readonly [number, number], corner: readonly [number, number], to: readonly [number, number]): Array<readonly [number, number]> {
  return Array.from({ length: 13 }, (_, i) => {
    const t = i / 12
    const a = (1 - t) ** 2
    const b = 2 * t * (1 - t)
    const c = t * t
    return [from[0] * a + corner[0] * b + to[0] * c, from[1] * a + corner[1] * b + to[1] * c] as const
  })
}
