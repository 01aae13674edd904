/** A point or direction in metres: x to the right, y up, z ahead (left-handed, as seen on a plan). */
export type Vec3 = readonly [number, number, number]

/** A pinhole camera. Screen coordinates are pixels, y down. */
export type View = {
  eye: Vec3
  right: Vec3
  up: Vec3
  ahead: Vec3
  /** Focal length in pixels. */
  focal: number
  width: number
  height: number
}

export const dot = (a: Vec3, b: Vec3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
export const cross = (a: Vec3, b: Vec3): Vec3 => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
export const minus = (a: Vec3, b: Vec3): Vec3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
export function unit(a: Vec3): Vec3 {
  const n = Math.hypot(a[0], a[1], a[2])
  return [a[0] / n, a[1] / n, a[2] / n]
}

/** A camera at `eye` that looks at `target` with a horizontal field of view in degrees. */
export function lookAt(eye: Vec3, target: Vec3, fieldOfView: number, width: number, height: number): View {
  const ahead = unit(minus(target, eye))
  const right = unit(cross([0, 1, 0], ahead))
  return { eye, right, up: cross(ahead, right), ahead, focal: width / 2 / Math.tan((fieldOfView * Math.PI) / 360), width, height }
}

/** A projected point; `depth` is the distance along the view axis in metres. */
export type Spot = { x: number; y: number; depth: number }

/** Nearer than this nothing is drawn, metres. */
export const NEAR = 0.5

export function project(view: View, x: number, y: number, z: number): Spot {
  const dx = x - view.eye[0]
  const dy = y - view.eye[1]
  const dz = z - view.eye[2]
  const depth = dx * view.ahead[0] + dy * view.ahead[1] + dz * view.ahead[2]
  const k = view.focal / depth
  return {
    x: view.width / 2 + (dx * view.right[0] + dy * view.right[1] + dz * view.right[2]) * k,
    y: view.height / 2 - (dx * view.up[0] + dy * view.up[1] + dz * view.up[2]) * k,
    depth,
  }
}
