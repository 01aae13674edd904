import type { Position } from '../../electron/contract/case-terms.ts'
import type { CameraRow } from '../../electron/contract/views.ts'
import { nearestCameras, type CameraSource, type TileCameras } from '../../electron/contract/wall.ts'

/** The display that shows cameras when nobody chose begins with the first; the next displays go on from there. */
const FIRST_DISPLAY = 3

/**
 * Cameras of a display's page of `size`, so that displays that show video side by side show different
 * cameras: pages follow each other from display 3 on, and a page that would not be full takes the first again.
 */
export function camerasOfDisplay(ids: readonly string[], size: number, display: number): readonly string[] {
  if (ids.length <= size) return ids
  const pages = Math.ceil(ids.length / size)
  const page = (((display - FIRST_DISPLAY) % pages) + pages) % pages
  return Array.from({ length: size }, (_, i) => ids[(page * size + i) % ids.length] ?? '').filter((id) => id !== '')
}

export interface CameraChoice {
  readonly source: CameraSource
  readonly size: number
  readonly display: number
  /** Where the selected case is; null while none is selected. */
  readonly caseAt: Position | null
}

/** The cameras of a panel, in the order of its tiles. Cameras that are not there any more leave no gap. */
export function camerasOfPanel(cameras: readonly CameraRow[], { source, size, display, caseAt }: CameraChoice): readonly string[] {
  const ids = (rows: readonly CameraRow[]): readonly string[] => rows.map((row) => row.id)
  switch (source.by) {
    case 'page':
      return camerasOfDisplay(ids(cameras), size, display)
    case 'chosen': {
      const known = new Set(ids(cameras))
      return [...new Set(source.ids)].filter((id) => known.has(id)).slice(0, size)
    }
    case 'group':
      return ids(cameras.filter((row) => row.group === source.group)).slice(0, size)
    case 'near-case':
      return caseAt ? ids(nearestCameras(cameras, caseAt, size)) : camerasOfDisplay(ids(cameras), size, display)
  }
}

/**
 * The cameras with those that a salvo put on some tiles, whose numbers start at `first`. A camera that stood
 * elsewhere in the panel changes places with the one that it drives out, so that none is shown twice.
 */
export function withTiles(ids: readonly string[], tiles: TileCameras, first: number, size: number): readonly string[] {
  const next = [...ids]
  for (const [number, id] of Object.entries(tiles)) {
    const at = Math.min(Number(number) - first, next.length)
    if (at < 0 || at >= size) continue
    const from = next.indexOf(id)
    const driven = next[at]
    if (from >= 0 && driven !== undefined) next[from] = driven
    else if (from >= 0) continue
    next[at] = id
  }
  return next
}
