/** What of a picture is looked at: `level` times enlarged round a point, in shares of the picture. */
export interface PictureView {
  readonly level: number
  readonly x: number
  readonly y: number
}

/** A part of a picture in shares of its width and height. */
export interface Crop {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export const WHOLE: PictureView = { level: 1, x: 0.5, y: 0.5 }
/** Beyond this a full stream shows only squares. */
export const MOST_LEVEL = 12

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value))

/** The nearest view that lies inside the picture. */
function inside({ level, x, y }: PictureView): PictureView {
  const kept = clamp(level, 1, MOST_LEVEL)
  const half = 0.5 / kept
  return { level: kept, x: clamp(x, half, 1 - half), y: clamp(y, half, 1 - half) }
}

export const cropOf = ({ level, x, y }: PictureView): Crop => ({ x: x - 0.5 / level, y: y - 0.5 / level, width: 1 / level, height: 1 / level })

/** Enlarges by a factor; what lies under the point (shares of what is shown) stays there, as far as the picture reaches. */
export function zoomAt(view: PictureView, factor: number, at: { readonly x: number; readonly y: number } = { x: 0.5, y: 0.5 }): PictureView {
  const level = clamp(view.level * factor, 1, MOST_LEVEL)
  const shift = 1 / view.level - 1 / level
  return inside({ level, x: view.x + (at.x - 0.5) * shift, y: view.y + (at.y - 0.5) * shift })
}

/** Moves by shares of what is shown; positive looks further right and down. */
export const panBy = (view: PictureView, by: { readonly x: number; readonly y: number }): PictureView => inside({ level: view.level, x: view.x + by.x / view.level, y: view.y + by.y / view.level })
