import { type Rect, letterbox } from './letterbox.ts'
import type { Crop } from './picture-view.ts'
import { type YuvColour, type YuvLayout, YuvScaler, partOf } from './yuv-scaler.ts'

/** Draws decoded pictures, or parts of them, into tiles of one canvas. It never closes the frame. */
export interface Painter {
  paint(frame: VideoFrame, tile: Rect, crop?: Crop): Promise<void>
}

/** Lets the browser scale and convert: right where a GPU does it. */
export class GpuPainter implements Painter {
  readonly #context: OffscreenCanvasRenderingContext2D

  constructor(context: OffscreenCanvasRenderingContext2D) {
    this.#context = context
  }

  async paint(frame: VideoFrame, tile: Rect, crop?: Crop): Promise<void> {
    const { displayWidth: width, displayHeight: height } = frame
    const to = letterbox({ width, height }, tile)
    if (!crop) return this.#context.drawImage(frame, to.x, to.y, to.width, to.height)
    this.#context.drawImage(frame, crop.x * width, crop.y * height, crop.width * width, crop.height * height, to.x, to.y, to.width, to.height)
  }
}

type Scaled = { key: string; scaler: YuvScaler; image: ImageData; words: Int32Array }

/** Copies the planes out, scales them to the tile and paints pixels: without a GPU a third of drawImage's cost. */
export class CpuPainter implements Painter {
  readonly #context: OffscreenCanvasRenderingContext2D
  #planes = new Uint8Array(0)
  /** One scaler a tile rectangle, so that its tables and pixels are made once. */
  readonly #scaled = new Map<string, Scaled>()
  readonly #fallback: GpuPainter

  constructor(context: OffscreenCanvasRenderingContext2D) {
    this.#context = context
    this.#fallback = new GpuPainter(context)
  }

  async paint(frame: VideoFrame, tile: Rect, crop?: Crop): Promise<void> {
    if (frame.format !== 'I420' && frame.format !== 'NV12') return this.#fallback.paint(frame, tile, crop)
    const size = frame.allocationSize()
    if (this.#planes.length < size) this.#planes = new Uint8Array(size)
    const to = letterbox({ width: frame.displayWidth, height: frame.displayHeight }, tile)
    const planes = await frame.copyTo(this.#planes)
    const whole = layoutOf(frame, planes)
    if (!whole) return
    const layout = crop ? partOf(whole, crop) : whole
    const { scaler, image, words } = this.#scalerFor(tile, to, layout, colourOf(frame))
    scaler.scale(this.#planes, words)
    this.#context.putImageData(image, to.x, to.y)
  }

  /** Forgets sizes that are no longer on the canvas. */
  forget(): void {
    this.#scaled.clear()
  }

  #scalerFor(tile: Rect, to: Rect, layout: YuvLayout, colour: YuvColour): Scaled {
    const place = `${tile.x},${tile.y}`
    const key = JSON.stringify([to, layout, colour])
    const known = this.#scaled.get(place)
    if (known?.key === key) return known
    const image = new ImageData(to.width, to.height)
    const made = { key, image, words: new Int32Array(image.data.buffer), scaler: new YuvScaler(layout, to.width, to.height, colour) }
    this.#scaled.set(place, made)
    return made
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
