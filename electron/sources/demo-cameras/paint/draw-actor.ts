import type { Actor, Model, Part, Pose } from './actor.ts'
import { type Rgb, cbOf, crOf, level, lumaOf, scaled } from './colour.ts'
import { type Canvas, type Polygon, addGlow, darkenPolygon, fillPolygon } from './fill.ts'
import type { Scene } from './scene.ts'
import type { Tracer } from './tracer.ts'
import { NEAR, type Spot, type Vec3, type View, cross, dot, minus, project, unit } from './view.ts'

export type Stage = { scene: Scene; view: View; tracer: Tracer; canvas: Canvas }

/** Beyond this distance small parts are less than two pixels, metres. */
const DETAIL_RANGE = 42

/** A thing in its place with the corners of the parts that are drawn. */
type Placed = { model: Model; pose: Pose; shadow: boolean; depth: number; parts: Array<{ part: Part; corners: Vec3[] }> }

/** Draws every actor that is there at a time of the loop (seconds), far ones first. */
export function drawActors(stage: Stage, actors: readonly Actor[], time: number, loopLength: number): void {
  const placed: Placed[] = []
  for (const actor of actors) {
    for (let age = time - actor.starts - Math.ceil((time - actor.starts) / loopLength) * loopLength; age < actor.lasts; age += loopLength) {
      if (age < 0) continue
      const pose = actor.poseAt(age)
      if (!pose) continue
      const spot = project(stage.view, pose.x, pose.y + 0.8, pose.z)
      if (spot.depth < NEAR) continue
      const model = actor.modelAt(age)
      if (isNearScreen(stage.view, spot, reachOf(model))) placed.push({ model, pose, shadow: actor.shadow, depth: spot.depth, parts: partsOf(model, pose, spot.depth) })
    }
  }
  placed.sort((a, b) => b.depth - a.depth)
  for (const one of placed) if (one.shadow) drawShadow(stage, one)
  for (const one of placed) drawOne(stage, one)
}

/** How far a thing and its shadow reach from its place, metres. */
const reachOf = (model: Model): number => 2.2 * Math.max(...model.parts.map((part) => Math.max(part.to, part.lower[3], -part.lower[2], part.lower[1])))

function isNearScreen(view: View, spot: Spot, reach: number): boolean {
  const margin = (reach * view.focal) / spot.depth
  return spot.x > -margin && spot.x < view.width + margin && spot.y > -margin && spot.y < view.height + margin
}

function toWorld(pose: Pose, right: number, up: number, forward: number): Vec3 {
  const sin = Math.sin(pose.heading)
  const cos = Math.cos(pose.heading)
  return [pose.x + right * cos + forward * sin, pose.y + up, pose.z - right * sin + forward * cos]
}

/** The eight corners: lower plate then upper; each back left, back right, front right, front left. */
function cornersOf(part: Part, pose: Pose): Vec3[] {
  return [
    [part.lower, part.from] as const,
    [part.upper, part.to] as const,
  ].flatMap(([[r0, r1, f0, f1], up]) => [toWorld(pose, r0, up, f0), toWorld(pose, r1, up, f0), toWorld(pose, r1, up, f1), toWorld(pose, r0, up, f1)])
}

const partsOf = (model: Model, pose: Pose, depth: number): Placed['parts'] =>
  model.parts.filter((part) => !part.detail || depth < DETAIL_RANGE).map((part) => ({ part, corners: cornersOf(part, pose) }))

const FACES = [
  { corners: [4, 7, 6, 5], side: 'top' },
  { corners: [0, 4, 5, 1], side: 'back' },
  { corners: [2, 6, 7, 3], side: 'front' },
  { corners: [1, 5, 6, 2], side: 'right' },
  { corners: [3, 7, 4, 0], side: 'left' },
] as const

function drawOne(stage: Stage, { model, pose, parts: placed }: Placed): void {
  const { scene, view } = stage
  const lit = scene.light.night < 1 && stage.tracer.lit(pose.x, pose.y + 1.2, pose.z) ? 1 : 0
  const lamps = lampLight(scene, pose)
  const parts = placed
    .map((one) => ({ ...one, far: dot(minus(one.corners[0] ?? view.eye, view.eye), view.ahead) + dot(minus(one.corners[6] ?? view.eye, view.eye), view.ahead) }))
    .sort((a, b) => (a.part.layer ?? 0) - (b.part.layer ?? 0) || b.far - a.far)
  for (const { part, corners } of parts) {
    for (const face of FACES) drawFace(stage, part, corners, face, lit, lamps)
  }
  drawBeacons(stage, model, pose)
}

function drawFace(stage: Stage, part: Part, corners: readonly Vec3[], face: (typeof FACES)[number], lit: number, lamps: Rgb): void {
  const { scene, view, canvas } = stage
  const [a, b, c, d] = face.corners.map((i) => corners[i] ?? view.eye)
  if (!a || !b || !c || !d) return
  const raw = cross(minus(b, a), minus(d, a))
  if (dot(raw, minus(a, view.eye)) >= 0) return
  const normal = unit(raw)
  const polygon = polygonOf([a, b, c, d], view)
  if (!polygon) return
  const colour = face.side === 'top' ? part.top : face.side === 'front' ? (part.front ?? part.side) : face.side === 'back' ? (part.back ?? part.side) : part.side
  fillPolygon(canvas, polygon, shaded(scene, colour, normal, lit, lamps, part.glow ?? 0), 1)
}

function shaded(scene: Scene, colour: Rgb, normal: Vec3, lit: number, lamps: Rgb, glow: number): [number, number, number] {
  const { light } = scene
  const sun = Math.max(0, dot(normal, light.sun)) * lit
  const up = 0.5 + 0.5 * normal[1]
  const channel = (i: 0 | 1 | 2) => level(colour[i] * (light.sunColour[i] * sun + light.sky[i] * up + light.bounce[i] * (1 - up) + lamps[i] * (0.35 + 0.65 * up) + glow))
  return toYuv(channel(0), channel(1), channel(2))
}

const toYuv = (r: number, g: number, b: number): [number, number, number] => [lumaOf(r, g, b), cbOf(r, g, b), crOf(r, g, b)]

function lampLight(scene: Scene, pose: Pose): Rgb {
  if (scene.light.night <= 0.5) return [0, 0, 0]
  let sum: Rgb = [0, 0, 0]
  for (const { at, colour, power } of scene.lamps) {
    const k = power / ((at[0] - pose.x) ** 2 + (at[1] - pose.y) ** 2 + (at[2] - pose.z) ** 2 + 4)
    sum = [sum[0] + colour[0] * k, sum[1] + colour[1] * k, sum[2] + colour[2] * k]
  }
  return scaled(sum, 0.7)
}

/** Projects a flat polygon; null where a corner is too near. */
function polygonOf(corners: readonly Vec3[], view: View): Polygon | null {
  const spots = corners.map((corner) => project(view, corner[0], corner[1], corner[2]))
  if (spots.some((spot) => spot.depth < NEAR)) return null
  const points = new Float64Array(spots.length * 2)
  spots.forEach((spot, i) => points.set([spot.x, spot.y], i * 2))
  return { points, count: spots.length, ...depthPlane(spots) }
}

/** 1/depth is linear over the screen: its coefficients from three corners. */
function depthPlane(spots: readonly Spot[]): { a: number; b: number; c: number } {
  const [p, q, r] = spots
  if (!p || !q || !r) return { a: 0, b: 0, c: 0 }
  const [ip, iq, ir] = [1 / p.depth, 1 / q.depth, 1 / r.depth]
  const det = (q.x - p.x) * (r.y - p.y) - (r.x - p.x) * (q.y - p.y)
  // Nearly edge-on: one depth will do.
  if (Math.abs(det) < 4) return { a: 0, b: 0, c: Math.max(ip, iq, ir) }
  const a = ((iq - ip) * (r.y - p.y) - (ir - ip) * (q.y - p.y)) / det
  const b = ((q.x - p.x) * (ir - ip) - (r.x - p.x) * (iq - ip)) / det
  return { a, b, c: ip - a * p.x - b * p.y }
}

function drawShadow({ scene, view, canvas }: Stage, { parts, pose }: Placed): void {
  const corners = parts.flatMap((one) => one.corners)
  const { sun } = scene.light
  if (scene.light.night < 0.5 && scene.light.sunColour[0] > 0.3) {
    const cast = corners.map(([x, y, z]): readonly [number, number] => [x - (sun[0] / sun[1]) * y, z - (sun[2] / sun[1]) * y])
    const polygon = polygonOf(hullOf(cast).map(([x, z]): Vec3 => [x, 0, z]), view)
    if (polygon) darkenPolygon(canvas, polygon, 0.56, 0)
  }
  const under = hullOf(corners.map(([x, , z]): readonly [number, number] => [x + (x - pose.x) * 0.12, z + (z - pose.z) * 0.12]))
  const polygon = polygonOf(under.map(([x, z]): Vec3 => [x, 0, z]), view)
  if (polygon) darkenPolygon(canvas, polygon, 0, 0.34)
}

/** The convex hull of points on the ground (Andrew's monotone chain). */
function hullOf(points: ReadonlyArray<readonly [number, number]>): Array<readonly [number, number]> {
  const sorted = points.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])
  const half = (from: ReadonlyArray<readonly [number, number]>) => {
    const chain: Array<readonly [number, number]> = []
    for (const p of from) {
      for (;;) {
        const a = chain.at(-2)
        const b = chain.at(-1)
        if (!a || !b || (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]) > 0) break
        chain.pop()
      }
      chain.push(p)
    }
    return chain.slice(0, -1)
  }
  return [...half(sorted), ...half(sorted.toReversed())]
}

function drawBeacons({ scene, view, canvas }: Stage, model: Model, pose: Pose): void {
  for (const beacon of model.beacons) {
    if (beacon.nightOnly && scene.light.night < 0.5) continue
    const at = toWorld(pose, beacon.right, beacon.up, beacon.forward)
    const ahead = Math.sin(pose.heading) * (view.eye[0] - at[0]) + Math.cos(pose.heading) * (view.eye[2] - at[2])
    if (beacon.facing === 'front' ? ahead <= 0 : beacon.facing === 'back' ? ahead >= 0 : false) continue
    const spot = project(view, at[0], at[1], at[2])
    if (spot.depth < NEAR) continue
    const [r, g, b] = [level(beacon.colour[0]), level(beacon.colour[1]), level(beacon.colour[2])]
    addGlow(canvas, spot.x, spot.y, (beacon.radius * view.focal) / spot.depth, spot.depth, toYuv(r, g, b), 0.95)
  }
}
