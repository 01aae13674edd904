import { bridge } from '../client/bridge.ts'
import { media } from '../client/media-link.ts'
import { ageOf } from '../client/media/tile-facts.ts'

/** Shortest time between two reports of a window's tiles, ms. */
const PACE = 1_000

let shown: ReadonlySet<string> = new Set()

/** Says which cameras this window shows now; only those are reported. */
export const setShownCameras = (ids: readonly string[]): void => {
  shown = new Set(ids)
}

/** Tells main of the first picture, and at most once a second how the tiles that are shown fare. */
export function reportPictures(): void {
  let first = true
  let last = 0
  media.onFacts((facts) => {
    const tiles = [...facts.values()].filter((tile) => shown.has(tile.cameraId))
    const live = tiles.find((tile) => tile.pictureAt !== null)
    if (first && live) {
      first = false
      bridge().report({ fact: 'first-picture', cameraId: live.cameraId })
    }
    const now = Date.now()
    if (tiles.length === 0 || now - last < PACE) return
    last = now
    bridge().report({ fact: 'tiles', tiles: tiles.map((tile) => ({ cameraId: tile.cameraId, state: tile.state, pictures: tile.pictures, ageMs: ageOf(tile, now) })) })
  })
}
