import { noise2 } from './noise.ts'
import { FACE, type Face, type Scene, type Solid } from './scene.ts'
import { type Vec3, type View, cross, dot, unit } from './view.ts'

export const GROUND = -1
export const SKY = -2

/** The grid that finds what may shade a point: cells of 3 m; what lies outside counts to its edge. */
const CELLS = 128
const CELL_SIZE = 3
const cellOf = (metres: number): number => Math.max(0, Math.min(CELLS - 1, Math.floor(metres / CELL_SIZE) + CELLS / 2))

/**
 * Finds what a ray hits. The answer is in the fields (no object per ray): `solid` is an index of
 * the scene's solids, GROUND or SKY; `t` the distance; `nx, ny, nz` the normal.
 */
export class Tracer {
  t = 0
  solid = SKY
  face: Face = FACE.top
  nx = 0
  ny = 1
  nz = 0
  readonly #solids: readonly Solid[]
  readonly #sun: Vec3
  /** Centre and radius of the sphere around each solid. */
  readonly #spheres: Float64Array
  readonly #all: readonly number[]
  /** The solids that may shade a cell of the plane across the sun's direction. */
  readonly #shaders: ReadonlyArray<readonly number[]>
  readonly #across: Vec3
  readonly #upward: Vec3

  constructor(scene: Scene) {
    this.#solids = scene.solids
    this.#sun = scene.light.sun
    this.#all = scene.solids.map((_, i) => i)
    this.#spheres = new Float64Array(scene.solids.length * 4)
    scene.solids.forEach(({ min, max }, i) => {
      const half = [0, 1, 2].map((axis) => ((max[axis] ?? 0) - (min[axis] ?? 0)) / 2)
      this.#spheres.set([0, 1, 2].map((axis) => (min[axis] ?? 0) + (half[axis] ?? 0)), i * 4)
      this.#spheres[i * 4 + 3] = Math.hypot(...half)
    })
    this.#across = unit(cross(this.#sun, Math.abs(this.#sun[1]) < 0.9 ? [0, 1, 0] : [1, 0, 0]))
    this.#upward = cross(this.#sun, this.#across)
    this.#shaders = this.#sortShaders()
  }

  #sortShaders(): number[][] {
    const cells = Array.from({ length: CELLS * CELLS }, (): number[] => [])
    for (const i of this.#all) {
      const [x = 0, y = 0, z = 0, r = 0] = this.#spheres.subarray(i * 4, i * 4 + 4)
      const u = dot([x, y, z], this.#across)
      const v = dot([x, y, z], this.#upward)
      for (let row = cellOf(v - r); row <= cellOf(v + r); row++) {
        for (let column = cellOf(u - r); column <= cellOf(u + r); column++) cells[row * CELLS + column]?.push(i)
      }
    }
    return cells
  }

  /** The solids that a rectangle of the screen may show. */
  candidates(view: View, left: number, top: number, size: number): number[] {
    const at = (x: number, y: number): Vec3 => direction(view, x, y)
    const axis = at(left + size / 2, top + size / 2)
    const corner = at(left, top)
    const cos = axis[0] * corner[0] + axis[1] * corner[1] + axis[2] * corner[2]
    const angle = Math.acos(Math.min(1, cos)) * 1.15
    return this.#all.filter((i) => {
      const [x = 0, y = 0, z = 0, r = 0] = this.#spheres.subarray(i * 4, i * 4 + 4)
      const dx = x - view.eye[0]
      const dy = y - view.eye[1]
      const dz = z - view.eye[2]
      const distance = Math.hypot(dx, dy, dz)
      if (distance <= r) return true
      const along = (dx * axis[0] + dy * axis[1] + dz * axis[2]) / distance
      return Math.acos(Math.max(-1, Math.min(1, along))) - Math.asin(r / distance) < angle
    })
  }

  cast(ox: number, oy: number, oz: number, dx: number, dy: number, dz: number, among: readonly number[] = this.#all): void {
    this.solid = SKY
    this.t = 3000
    if (dy < 0 && oy > 0) {
      this.t = -oy / dy
      this.solid = GROUND
      this.face = FACE.top
      this.nx = 0
      this.ny = 1
      this.nz = 0
    }
    for (let k = 0; k < among.length; k++) {
      const i = among[k] ?? 0
      if (this.#misses(i, ox, oy, oz, dx, dy, dz, this.t)) continue
      const solid = this.#solids[i]
      if (!solid) continue
      if (solid.ball ? this.#ball(solid, ox, oy, oz, dx, dy, dz) : this.#box(solid, ox, oy, oz, dx, dy, dz)) this.solid = i
    }
  }

  /** Whether the sun reaches a point. */
  lit(x: number, y: number, z: number): boolean {
    const [dx, dy, dz] = this.#sun
    const a = this.#across
    const b = this.#upward
    const among = this.#shaders[cellOf(x * b[0] + y * b[1] + z * b[2]) * CELLS + cellOf(x * a[0] + y * a[1] + z * a[2])] ?? this.#all
    for (let k = 0; k < among.length; k++) {
      const i = among[k] ?? 0
      if (this.#misses(i, x, y, z, dx, dy, dz, 400)) continue
      const solid = this.#solids[i]
      if (!solid) continue
      this.t = 400
      if (solid.ball ? this.#ball(solid, x, y, z, dx, dy, dz) : this.#box(solid, x, y, z, dx, dy, dz)) return false
    }
    return true
  }

  #misses(i: number, ox: number, oy: number, oz: number, dx: number, dy: number, dz: number, limit: number): boolean {
    const s = this.#spheres
    const cx = (s[i * 4] ?? 0) - ox
    const cy = (s[i * 4 + 1] ?? 0) - oy
    const cz = (s[i * 4 + 2] ?? 0) - oz
    const r = s[i * 4 + 3] ?? 0
    const along = cx * dx + cy * dy + cz * dz
    return along < -r || along - r > limit || cx * cx + cy * cy + cz * cz - along * along > r * r
  }

  /** Shortens `t` where the box is nearer. */
  #box({ min, max }: Solid, ox: number, oy: number, oz: number, dx: number, dy: number, dz: number): boolean {
    const x1 = ((dx > 0 ? min[0] : max[0]) - ox) / dx
    const x2 = ((dx > 0 ? max[0] : min[0]) - ox) / dx
    const y1 = ((dy > 0 ? min[1] : max[1]) - oy) / dy
    const y2 = ((dy > 0 ? max[1] : min[1]) - oy) / dy
    const z1 = ((dz > 0 ? min[2] : max[2]) - oz) / dz
    const z2 = ((dz > 0 ? max[2] : min[2]) - oz) / dz
    const enter = Math.max(x1, y1, z1)
    if (enter <= 1e-6 || enter >= this.t || enter > Math.min(x2, y2, z2)) return false
    this.t = enter
    this.nx = 0
    this.ny = 0
    this.nz = 0
    if (enter === y1) {
      this.ny = dy > 0 ? -1 : 1
      this.face = dy > 0 ? FACE.under : FACE.top
    } else if (enter === x1) {
      this.nx = dx > 0 ? -1 : 1
      this.face = dx > 0 ? FACE.left : FACE.right
    } else {
      this.nz = dz > 0 ? -1 : 1
      this.face = dz > 0 ? FACE.near : FACE.far
    }
    return true
  }

  #ball({ min, max, leafy }: Solid, ox: number, oy: number, oz: number, dx: number, dy: number, dz: number): boolean {
    const rx = (max[0] - min[0]) / 2
    const ry = (max[1] - min[1]) / 2
    const rz = (max[2] - min[2]) / 2
    const px = (ox - min[0]) / rx - 1
    const py = (oy - min[1]) / ry - 1
    const pz = (oz - min[2]) / rz - 1
    const vx = dx / rx
    const vy = dy / ry
    const vz = dz / rz
    const a = vx * vx + vy * vy + vz * vz
    const b = px * vx + py * vy + pz * vz
    const root = b * b - a * (px * px + py * py + pz * pz - 1)
    if (root <= 0) return false
    const spread = Math.sqrt(root) / a
    for (let t = -b / a - spread, side = 0; side < 2; side++, t += 2 * spread) {
      if (t <= 1e-6 || t >= this.t) continue
      const x = ox + dx * t
      const y = oy + dy * t
      const z = oz + dz * t
      if (leafy && isGap(x, y, z)) continue
      this.t = t
      const n = Math.hypot((px + vx * t) / rx, (py + vy * t) / ry, (pz + vz * t) / rz)
      this.nx = (px + vx * t) / rx / n
      this.ny = (py + vy * t) / ry / n
      this.nz = (pz + vz * t) / rz / n
      this.face = FACE.top
      return true
    }
    return false
  }
}

/** Gaps between the leaves of a crown. */
const isGap = (x: number, y: number, z: number): boolean => noise2(x * 1.9 + y * 1.3, z * 1.9 - y * 1.7) > 0.6

/** The unit direction of the ray through a point of the screen. */
export function direction(view: View, x: number, y: number): Vec3 {
  const sx = (x - view.width / 2) / view.focal
  const sy = (view.height / 2 - y) / view.focal
  const dx = view.ahead[0] + view.right[0] * sx + view.up[0] * sy
  const dy = view.ahead[1] + view.right[1] * sx + view.up[1] * sy
  const dz = view.ahead[2] + view.right[2] * sx + view.up[2] * sy
  const n = Math.hypot(dx, dy, dz)
  return [dx / n, dy / n, dz / n]
}
