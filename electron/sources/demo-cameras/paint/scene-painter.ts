import { type Picture, newPicture } from '../picture.ts'
import type { Actor } from './actor.ts'
import { type Backdrop, traceBackdrop } from './backdrop.ts'
import { drawActors, type Stage } from './draw-actor.ts'
import { hash2, noise2 } from './noise.ts'
import type { Scene } from './scene.ts'
import { Tracer } from './tracer.ts'
import { lookAt } from './view.ts'

/** Noise pictures that take turns; a loop's length must be a multiple of their count. */
const GRAINS = 4
const RIPPLES = 128

/** Paints the pictures of one camera. The picture is used again: what `paint` returns is valid until the next call. */
export class ScenePainter {
  readonly #backdrop: Backdrop
  readonly #stage: Stage
  readonly #picture: Picture
  readonly #actors: readonly Actor[]
  readonly #loopLength: number
  readonly #grain: Int8Array
  readonly #ripples: Float32Array

  /** `loopLength` in seconds: what is painted at that time is what is painted at 0. */
  constructor(scene: Scene, width: number, height: number, loopLength: number) {
    const view = lookAt(scene.eye, scene.target, scene.fieldOfView, width, height)
    this.#backdrop = traceBackdrop(scene, view)
    this.#picture = newPicture(width, height)
    this.#stage = { scene, view, tracer: new Tracer(scene), canvas: { picture: this.#picture, depth: this.#backdrop.depth, sunlit: this.#backdrop.sunlit } }
    this.#actors = scene.actors
    this.#loopLength = loopLength
    const amplitude = scene.light.night > 0.5 ? 3.2 : 2
    this.#grain = Int8Array.from({ length: 8192 }, (_, i) => Math.round((hash2(i, 77) + hash2(i, 78) - 1) * amplitude))
    this.#ripples = Float32Array.from({ length: RIPPLES * RIPPLES }, (_, i) => ripple(i % RIPPLES, Math.floor(i / RIPPLES)))
  }

  /** Paints the picture of a time in seconds, number `index`. */
  paint(time: number, index: number): Picture {
    this.#picture.data.set(this.#backdrop.picture.data)
    this.#moveWater(time)
    drawActors(this.#stage, this.#actors, time, this.#loopLength)
    this.#addGrain(index % GRAINS)
    return this.#picture
  }

  /** Two layers of ripples that drift across each other, a whole number of times in a loop. */
  #moveWater(time: number): void {
    const { waterAt, waterPlace } = this.#backdrop
    const { y } = this.#picture
    const turn = time / this.#loopLength
    const cells = this.#ripples
    const driftA = turn * RIPPLES
    const driftB = -turn * RIPPLES
    for (let i = 0; i < waterAt.length; i++) {
      const x = waterPlace[i * 2] ?? 0
      const z = waterPlace[i * 2 + 1] ?? 0
      const a = cells[((((z * 4 + driftA) | 0) & (RIPPLES - 1)) * RIPPLES + (((x * 2.2) | 0) & (RIPPLES - 1))) | 0] ?? 0
      const b = cells[((((z * 3) | 0) & (RIPPLES - 1)) * RIPPLES + (((x * 2 + driftB) | 0) & (RIPPLES - 1))) | 0] ?? 0
      const at = waterAt[i] ?? 0
      const old = y[at] ?? 0
      y[at] = old + (a + b) * old * 0.05
    }
  }

  /** Sensor noise: brightness only, small, since it costs bits. */
  #addGrain(which: number): void {
    const { y, width, height } = this.#picture
    const grain = this.#grain
    for (let row = 0; row < height; row++) {
      let from = (hash2(row, which) * 8192) | 0
      const end = (row + 1) * width
      for (let at = row * width; at < end; at++) {
        from = (from + 1) & 8191
        y[at] = (y[at] ?? 0) + (grain[from] ?? 0)
      }
    }
  }
}

/** A tile of ripples, −1…1, that repeats without a seam. */
function ripple(x: number, y: number): number {
  const wave = (kx: number, ky: number, phase: number) => Math.sin(((x * kx + y * ky) / RIPPLES) * Math.PI * 2 + phase)
  return (wave(3, 11, 0) + wave(-5, 17, 1.3) + wave(7, 23, 2.1) + wave(-2, 31, 4)) / 4 + (noise2(x * 0.4, y * 0.4) - 0.5) * 0.2
}
