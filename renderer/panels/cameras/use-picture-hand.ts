import { type PointerEvent, type WheelEvent, useRef } from 'react'
import { letterbox } from '../../client/media/letterbox.ts'
import { panBy, zoomAt } from '../../client/media/picture-view.ts'
import { lookAt } from '../../client/media/picture-views.ts'

/** What one notch of the wheel enlarges by. */
const NOTCH = 1.25

type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number }

/** The wheel enlarges a tile's picture where the pointer is; with a button held it is dragged. */
export interface PictureHand {
  readonly onWheel: (event: WheelEvent<HTMLElement>) => void
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void
  readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void
  readonly onPointerUp: () => void
  readonly onPointerCancel: () => void
}

export function usePictureHand(cameraId: string, width: number, height: number, enlarged: boolean): PictureHand {
  const grip = useRef<{ x: number; y: number } | null>(null)
  const box = (element: HTMLElement): Box => {
    const { left, top, width: w, height: h } = element.getBoundingClientRect()
    const inner = letterbox({ width: width || 16, height: height || 9 }, { x: 0, y: 0, width: w, height: h })
    return { left: left + inner.x, top: top + inner.y, width: inner.width, height: inner.height }
  }
  const letGo = (): void => void (grip.current = null)
  return {
    onWheel: (event) => {
      const { left, top, width: w, height: h } = box(event.currentTarget)
      const at = { x: (event.clientX - left) / w, y: (event.clientY - top) / h }
      lookAt(cameraId, (view) => zoomAt(view, event.deltaY < 0 ? NOTCH : 1 / NOTCH, at))
    },
    onPointerDown: (event) => {
      if (!enlarged || event.button !== 0) return
      grip.current = { x: event.clientX, y: event.clientY }
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove: (event) => {
      if (!grip.current) return
      const { width: w, height: h } = box(event.currentTarget)
      const by = { x: (grip.current.x - event.clientX) / w, y: (grip.current.y - event.clientY) / h }
      grip.current = { x: event.clientX, y: event.clientY }
      lookAt(cameraId, (view) => panBy(view, by))
    },
    onPointerUp: letGo,
    onPointerCancel: letGo,
  }
}
