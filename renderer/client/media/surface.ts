import { sameCovered } from './cover.ts'
import { CpuPainter, GpuPainter, type Painter } from './painter.ts'
import { cropOf } from './picture-view.ts'
import type { Tile } from './tile-facts.ts'

/** What stands beside a picture that is narrower than its tile: the page's own ground. */
const GROUND = '#0b1016'

/** A canvas of the page with its tiles. */
export class Surface {
  readonly #canvas: OffscreenCanvas
  readonly #context: OffscreenCanvasRenderingContext2D
  readonly #painter: Painter
  #tiles: readonly Tile[] = []
  #active = true

  constructor(canvas: OffscreenCanvas, gpu: boolean, onFault: (message: string) => void) {
    const context = canvas.getContext('2d', { alpha: false, willReadFrequently: !gpu })
    if (!context) throw new Error('the canvas has no 2D context')
    this.#canvas = canvas
    this.#context = context
    this.#painter = gpu ? new GpuPainter(context) : new CpuPainter(context, onFault)
  }

  get tiles(): readonly Tile[] {
    return this.#tiles
  }

  get active(): boolean {
    return this.#active
  }

  /** Takes a new layout. Tiles that stay where they are keep their picture. */
  layout(width: number, height: number, tiles: readonly Tile[], active: boolean): void {
    this.#active = active
    const resized = this.#canvas.width !== width || this.#canvas.height !== height
    if (resized) {
      this.#canvas.width = width
      this.#canvas.height = height
    }
    const before = resized ? [] : this.#tiles
    const kept = (tile: Tile) => before.some((old) => old.cameraId === tile.cameraId && sameRect(old, tile) && sameCovered(old.covered, tile.covered))
    if (before.length === tiles.length && tiles.every(kept)) {
      this.#tiles = tiles
      return
    }
    for (const old of before) if (!tiles.some((tile) => tile.cameraId === old.cameraId && sameRect(old, tile))) this.#clear(old)
    for (const tile of tiles) if (!kept(tile)) this.#clear(tile)
    this.#tiles = tiles
    if (this.#painter instanceof CpuPainter) this.#painter.forget()
  }

  /** Draws a picture in every tile of its camera; false where there is none. */
  async paint(cameraId: string, frame: VideoFrame): Promise<boolean> {
    let painted = false
    for (const tile of this.#tiles) {
      if (!this.#active || tile.cameraId !== cameraId) continue
      await this.#painter.paint(frame, tile, tile.view && cropOf(tile.view), tile.covered)
      painted = true
    }
    return painted
  }

  #clear(tile: Tile): void {
    this.#context.fillStyle = GROUND
    this.#context.fillRect(tile.x, tile.y, tile.width, tile.height)
  }
}

const sameRect = (a: Tile, b: Tile): boolean => a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height
