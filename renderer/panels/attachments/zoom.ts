/** How a picture lies in its frame: `scale` 1 fits it; moved by `x`, `y` pixels from the middle. */
export interface Zoom {
  readonly scale: number
  readonly x: number
  readonly y: number
}

export const FIT: Zoom = { scale: 1, x: 0, y: 0 }

const MOST = 12
const STEP = 1.4

/** Larger (`way` 1) or smaller (−1) by a step, about the middle; never smaller than it fits. */
export function zoomed({ scale, x, y }: Zoom, way: 1 | -1): Zoom {
  const next = Math.min(MOST, Math.max(1, way > 0 ? scale * STEP : scale / STEP))
  return next === 1 ? FIT : { scale: next, x: (x * next) / scale, y: (y * next) / scale }
}

/** Moved by a drag; the picture's middle never leaves the frame. `width` and `height` are the frame's. */
export function moved(zoom: Zoom, dx: number, dy: number, width: number, height: number): Zoom {
  const within = (at: number, frame: number): number => Math.min((frame * zoom.scale) / 2, Math.max((-frame * zoom.scale) / 2, at))
  return zoom.scale === 1 ? zoom : { ...zoom, x: within(zoom.x + dx, width), y: within(zoom.y + dy, height) }
}
