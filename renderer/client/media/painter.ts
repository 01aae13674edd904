import { type Covered, cover } from './cover.ts'
import { type Rect, letterbox } from './letterbox.ts'
import type { Crop } from './picture-view.ts'
import { type ScalePlan, type YuvColour, type YuvLayout, partOf, planScale } from './scale-plan.ts'
import { type Scaler, chooseScaler } from './yuv-scaler.ts'

/** Draws decoded pictures, or parts of them, into tiles of one canvas. It never closes the frame. */
export interface Painter {
  paint(frame: VideoFrame, tile: Rect, crop: Crop | undefined, covered: Covered): Promise<void>
}

/** Lets the browser scale and convert: right where a GPU does it. */
export class GpuPainter implements Painter {
  readonly #context: OffscreenCanvasRenderingContext2D

  constructor(context: OffscreenCanvasRenderingContext2D) {
    this.#context = context
  }

  async paint(frame: VideoFrame, tile: Rect, crop: Crop | undefined, covered: Covered): Promise<void> {
    const { displayWidth: width, displayHeight: height } = frame
    const to = letterbox({ width, height }, tile)
    if (crop) this.#context.drawImage(frame, crop.x * width, crop.y * height, crop.width * width, crop.height * height, to.x, to.y, to.width, to.height)
    else this.#context.drawImage(frame, to.x, to.y, to.width, to.height)
    cover(this.#context, covered, to, crop)
  }
}

type Planned = { key: string; plan: ScalePlan }

/** Copies the planes out, scales them to the tile and paints pixels: without a GPU a fraction of drawImage's cost. */
export class CpuPainter implements Painter {
  readonly #context: OffscreenCanvasRenderingContext2D
  readonly #scaler: Scaler
  /** One plan a tile rectangle, so that its tables are made once. */
  readonly #plans = new Map<string, Planned>()
  readonly #fallback: GpuPainter
  /** The scaler holds one picture, so the next waits until it is painted. */
  #before: Promise<void> = Promise.resolve()

  constructor(context: OffscreenCanvasRenderingContext2D, onFault: (message: string) => void) {
    this.#context = context
    this.#scaler = chooseScaler((cause) => onFault(`pictures are scaled without vector instructions: ${cause}`))
    this.#fallback = new GpuPainter(context)
  }

  async paint(frame: VideoFrame, tile: Rect, crop: Crop | undefined, covered: Covered): Promise<void> {
    if (frame.format !== 'I420' && frame.format !== 'NV12') return this.#fallback.paint(frame, tile, crop, covered)
    const painted = this.#before.then(() => this.#paint(frame, tile, crop, covered))
    this.#before = painted.catch(() => undefined)
    return painted
  }

  /** Forgets sizes that are no longer on the canvas. */
  forget(): void {
    this.#plans.clear()
  }

  async #paint(frame: VideoFrame, tile: Rect, crop: Crop | undefined, covered: Covered): Promise<void> {
    const to = letterbox({ width: frame.displayWidth, height: frame.displayHeight }, tile)
    const whole = layoutOf(frame, await frame.copyTo(this.#scaler.room(frame.allocationSize())))
    if (!whole) return
    const pixels = this.#scaler.scale(this.#planFor(tile, to, crop ? partOf(whole, crop) : whole, colourOf(frame)))
    this.#context.putImageData(new ImageData(pixels, to.width, to.height), to.x, to.y)
    cover(this.#context, covered, to, crop)
  }

  #planFor(tile: Rect, to: Rect, layout: YuvLayout, colour: YuvColour): ScalePlan {
    const place = `${tile.x},${tile.y}`
    const key = JSON.stringify([to, layout, colour])
    const known = this.#plans.get(place)
    if (known?.key === key) return known.plan
    const plan = planScale(layout, to.width, to.height, colour)
    this.#plans.set(place, { key, plan })
    return plan
  }
}

function layoutOf(frame: VideoFrame, planes: readonly PlaneLayout[]): YuvLayout | null {
  const [y, second, third] = planes
  const rect = frame.visibleRect
  if (!y || !second || !rect) return null
  const size = { width: rect.width, height: rect.height, y }
  if (third) return { ...size, u: second, v: third, chromaStep: 1 }
  return { ...size, u: second, v: { offset: second.offset + 1, stride: second.stride }, chromaStep: 2 }
}

/** Streams that don't say are BT.709 from 720 lines up, as everywhere (ITU-R BT.709, BT.601). */
function colourOf(frame: VideoFrame): YuvColour {
  const { matrix, fullRange } = frame.colorSpace
  const hd = frame.displayHeight >= 720
  return { matrix: matrix === 'bt709' || (!matrix && hd) ? 'bt709' : 'bt601', fullRange: fullRange === true }
}
