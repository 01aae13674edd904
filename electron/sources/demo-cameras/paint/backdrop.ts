import { type Picture, newPicture } from '../picture.ts'
import { cbOf, crOf, level, lumaOf } from './colour.ts'
import { cloud, noise2 } from './noise.ts'
import type { Scene, Shade } from './scene.ts'
import { GROUND, SKY, Tracer, direction } from './tracer.ts'
import type { View } from './view.ts'

/** What never moves in a scene, and what is needed to draw moving things into it. */
export type Backdrop = {
  picture: Picture
  /** Distance along the view axis at each pixel, metres. */
  depth: Float32Array
  /** How much sun each pixel has, 0–255: a shadow can't darken what is dark. */
  sunlit: Uint8Array
  /** Pixels of open water, and where on the water they lie (x, z in metres). */
  waterAt: Uint32Array
  waterPlace: Float32Array
}

/** Four rays a pixel, on a turned grid. */
const RAYS: ReadonlyArray<readonly [number, number]> = [
  [0.375, 0.125],
  [0.875, 0.375],
  [0.125, 0.625],
  [0.625, 0.875],
]
const TILE = 32

/** Traces a scene's still part. */
export function traceBackdrop(scene: Scene, view: View): Backdrop {
  const { width, height } = view
  const rays = new RayPainter(scene, view)
  const rgb = new Float32Array(width * height * 3)
  const depth = new Float32Array(width * height)
  const sunlit = new Uint8Array(width * height)
  const water: number[] = []
  const place: number[] = []
  for (let top = 0; top < height; top += TILE) {
    for (let left = 0; left < width; left += TILE) {
      const among = rays.tracer.candidates(view, left, top, TILE)
      for (let y = top; y < Math.min(height, top + TILE); y++) {
        for (let x = left; x < Math.min(width, left + TILE); x++) {
          const at = y * width + x
          rays.pixel(x, y, among)
          rgb[at * 3] = rays.r
          rgb[at * 3 + 1] = rays.g
          rgb[at * 3 + 2] = rays.b
          depth[at] = rays.depth
          sunlit[at] = rays.sun * 255
          if (rays.water > 0.5) {
            water.push(at)
            place.push(rays.x, rays.z)
          }
        }
      }
    }
  }
  return { picture: toPicture(rgb, width, height), depth, sunlit, waterAt: Uint32Array.from(water), waterPlace: Float32Array.from(place) }
}

function toPicture(rgb: Float32Array, width: number, height: number): Picture {
  const picture = newPicture(width, height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3
      // A lens darkens the corners a little.
      const dx = x / width - 0.5
      const dy = y / height - 0.5
      const k = 1 - 0.22 * (dx * dx + dy * dy)
      for (let c = 0; c < 3; c++) rgb[at + c] = (rgb[at + c] ?? 0) * k
      picture.y[y * width + x] = lumaOf(rgb[at] ?? 0, rgb[at + 1] ?? 0, rgb[at + 2] ?? 0)
    }
  }
  for (let y = 0; y < height / 2; y++) {
    for (let x = 0; x < width / 2; x++) {
      const at = (y * 2 * width + x * 2) * 3
      const mean = (c: number) => ((rgb[at + c] ?? 0) + (rgb[at + 3 + c] ?? 0) + (rgb[at + width * 3 + c] ?? 0) + (rgb[at + width * 3 + 3 + c] ?? 0)) / 4
      const [r, g, b] = [mean(0), mean(1), mean(2)]
      picture.u[(y * width) / 2 + x] = cbOf(r, g, b)
      picture.v[(y * width) / 2 + x] = crOf(r, g, b)
    }
  }
  return picture
}

/** Water mirrors what a new ray finds, what the last one found, or nothing. */
type Mirror = 'trace' | 'reuse' | 'none'

/** Computes the colour of one pixel; the answer is in the fields. */
class RayPainter {
  r = 0
  g = 0
  b = 0
  depth = 0
  sun = 0
  water = 0
  x = 0
  z = 0
  readonly tracer: Tracer
  readonly #scene: Scene
  readonly #view: View
  readonly #shade: Shade = { r: 0, g: 0, b: 0, glowR: 0, glowG: 0, glowB: 0, water: 0 }
  /** The light of the last ray, linear. */
  #lr = 0
  #lg = 0
  #lb = 0
  #wet = 0
  /** What the water mirrored last. */
  #mr = 0
  #mg = 0
  #mb = 0

  constructor(scene: Scene, view: View) {
    this.tracer = new Tracer(scene)
    this.#scene = scene
    this.#view = view
  }

  pixel(px: number, py: number, among: readonly number[]): void {
    const { eye, ahead } = this.#view
    this.r = 0
    this.g = 0
    this.b = 0
    this.sun = 0
    this.water = 0
    this.depth = 1e9
    for (let i = 0; i < RAYS.length; i++) {
      const [ox, oy] = RAYS[i] ?? [0.5, 0.5]
      const [dx, dy, dz] = direction(this.#view, px + ox, py + oy)
      this.tracer.cast(eye[0], eye[1], eye[2], dx, dy, dz, among)
      const t = this.tracer.t
      this.x = eye[0] + dx * t
      this.z = eye[2] + dz * t
      this.depth = Math.min(this.depth, t * (dx * ahead[0] + dy * ahead[1] + dz * ahead[2]))
      this.sun += this.#light(eye[0], eye[1], eye[2], dx, dy, dz, i % 2 === 0 ? 'trace' : 'reuse') / RAYS.length
      this.water += this.#wet / RAYS.length
      this.r += level(this.#lr) / RAYS.length
      this.g += level(this.#lg) / RAYS.length
      this.b += level(this.#lb) / RAYS.length
    }
  }

  /** Lights the tracer's last hit, seen from a point in a direction; returns how much sun it has. */
  #light(ox: number, oy: number, oz: number, dx: number, dy: number, dz: number, mirror: Mirror): number {
    const { tracer } = this
    const { light } = this.#scene
    this.#wet = 0
    if (tracer.solid === SKY) {
      this.#sky(dx, dy, dz)
      return 0
    }
    const { t, nx, ny, nz, face, solid } = tracer
    const x = ox + dx * t
    const y = oy + dy * t
    const z = oz + dz * t
    const shade = this.#shade
    shade.glowR = shade.glowG = shade.glowB = shade.water = 0
    if (solid === GROUND) this.#scene.ground(shade, x, 0, z, face)
    else this.#scene.solids[solid]?.material(shade, x, y, z, face)
    const { r, g, b, glowR, glowG, glowB, water } = shade
    const facing = nx * light.sun[0] + ny * light.sun[1] + nz * light.sun[2]
    const sun = facing > 0 && tracer.lit(x + nx * 0.02, y + ny * 0.02, z + nz * 0.02) ? facing : 0
    const up = 0.5 + 0.5 * ny
    // Less sky reaches the foot of a wall.
    const open = ny > 0.9 ? 1 : 0.62 + 0.38 * Math.min(1, y / 3)
    let lr = light.sunColour[0] * sun + (light.sky[0] * up + light.bounce[0] * (1 - up)) * open
    let lg = light.sunColour[1] * sun + (light.sky[1] * up + light.bounce[1] * (1 - up)) * open
    let lb = light.sunColour[2] * sun + (light.sky[2] * up + light.bounce[2] * (1 - up)) * open
    if (light.night > 0.5) {
      for (const lamp of this.#scene.lamps) {
        const ax = lamp.at[0] - x
        const ay = lamp.at[1] - y
        const az = lamp.at[2] - z
        const d2 = ax * ax + ay * ay + az * az
        const k = (lamp.power * Math.max(0.08, (ax * nx + ay * ny + az * nz) / Math.sqrt(d2))) / (d2 + 4)
        lr += lamp.colour[0] * k
        lg += lamp.colour[1] * k
        lb += lamp.colour[2] * k
      }
    }
    lr = lr * r + glowR
    lg = lg * g + glowG
    lb = lb * b + glowB
    if (water > 0 && mirror !== 'none') {
      const rough = 0.02 + 0.012 * Math.min(6, t / 20)
      if (mirror === 'trace') this.#reflection(x, y, z, dx + (noise2(x * 1.1, z * 2.3) - 0.5) * rough * 3, -dy + (noise2(x * 1.7 + 40, z * 1.9) - 0.5) * rough, dz)
      const share = water * (0.18 + 0.7 * (1 - Math.min(1, -dy)) ** 2)
      lr += (this.#mr - lr) * share
      lg += (this.#mg - lg) * share
      lb += (this.#mb - lb) * share
    }
    this.#wet = water
    const haze = 1 - Math.exp(-((t / light.haze) ** 1.5))
    this.#lr = lr + (light.horizon[0] - lr) * haze
    this.#lg = lg + (light.horizon[1] - lg) * haze
    this.#lb = lb + (light.horizon[2] - lb) * haze
    return sun > 0 ? 1 : 0
  }

  #reflection(x: number, y: number, z: number, dx: number, dy: number, dz: number): void {
    const n = Math.hypot(dx, dy, dz)
    this.tracer.cast(x, y + 0.02, z, dx / n, dy / n, dz / n)
    this.#light(x, y + 0.02, z, dx / n, dy / n, dz / n, 'none')
    this.#mr = this.#lr
    this.#mg = this.#lg
    this.#mb = this.#lb
  }

  #sky(dx: number, dy: number, dz: number): void {
    const { horizon, zenith, night } = this.#scene.light
    const k = Math.min(1, Math.max(0, dy) * 2.2) ** 0.7
    const puff = Math.max(0, cloud((dx / (dy + 0.15)) * 1.4, (dz / (dy + 0.15)) * 1.4) - 0.52) * (night > 0.5 ? 0.15 : 0.8)
    this.#lr = horizon[0] + (zenith[0] - horizon[0]) * k + puff
    this.#lg = horizon[1] + (zenith[1] - horizon[1]) * k + puff
    this.#lb = horizon[2] + (zenith[2] - horizon[2]) * k + puff
  }
}
