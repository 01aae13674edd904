import type { PicturePoint } from '../../../electron/contract/camera-registry.ts'
import type { Rect } from './letterbox.ts'
import type { Crop } from './picture-view.ts'

/** A part of a picture that must not be seen: corners in shares of the picture's width and height. */
export type Covered = readonly (readonly PicturePoint[])[]

export const NOTHING_COVERED: Covered = []

/** Opaque, and neither ground nor a colour of a state. */
const COVER = '#39424d'

const WHOLE: Crop = { x: 0, y: 0, width: 1, height: 1 }

/** What of a canvas it takes. */
export type CoverContext = Pick<OffscreenCanvasRenderingContext2D, 'save' | 'restore' | 'beginPath' | 'rect' | 'clip' | 'lineTo' | 'closePath' | 'fill' | 'stroke' | 'fillStyle' | 'strokeStyle' | 'lineWidth'>

/**
 * Fills the covered parts of a picture that was just drawn into `to`; `crop`: of which only that part is there. To be
 * called in the same task as the drawing, so that what is covered never reaches the screen.
 */
export function cover(context: CoverContext, covered: Covered, to: Rect, crop: Crop = WHOLE): void {
  if (covered.length === 0) return
  context.save()
  context.beginPath()
  context.rect(to.x, to.y, to.width, to.height)
  context.clip()
  context.fillStyle = COVER
  for (const corners of covered) {
    context.beginPath()
    for (const [x, y] of corners) context.lineTo(to.x + ((x - crop.x) / crop.width) * to.width, to.y + ((y - crop.y) / crop.height) * to.height)
    context.closePath()
    context.fill()
    // A picture that was scaled down mixes what lies on both sides of an edge.
    context.lineWidth = 2
    context.strokeStyle = COVER
    context.stroke()
  }
  context.restore()
}

export const sameCovered = (a: Covered, b: Covered): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)
