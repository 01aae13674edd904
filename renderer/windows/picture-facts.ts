import { isSlow } from '../../electron/contract/media.ts'
import { bridge } from '../client/bridge.ts'
import { media } from '../client/media-link.ts'
import { ageOf, freshness } from '../client/media/tile-facts.ts'

/** Shortest time between two reports of a window's tiles, ms. */
const PACE = 1_000

const shown = new Set<readonly string[]>()

/** Says that a panel shows these cameras now, until the returned function is called; only those that are shown are reported. */
export function setShownCameras(ids: readonly string[]): () => void {
  shown.add(ids)
  return () => void shown.delete(ids)
}

/** Camera tiles of this window, and how many of them show a picture that is not old. */
export function countTiles(): { readonly tiles: number; readonly moving: number } {
  const wanted = new Set([...shown].flat())
  const now = Date.now()
  return { tiles: wanted.size, moving: [...media.facts.values()].filter((tile) => wanted.has(tile.cameraId) && freshness(tile, now) === 'live').length }
}

/** Tells main of the first picture, and at most once a second how the tiles that are shown fare. */
export function reportPictures(): void {
  let first = true
  let last = 0
  media.onFacts((facts) => {
    const wanted = new Set([...shown].flat())
    const tiles = [...facts.values()].filter((tile) => wanted.has(tile.cameraId))
    const live = tiles.find((tile) => tile.pictureAt !== null)
    if (first && live) {
      first = false
      bridge().report({ fact: 'first-picture', cameraId: live.cameraId })
    }
    const now = Date.now()
    if (tiles.length === 0 || now - last < PACE) return
    last = now
    bridge().report({ fact: 'tiles', tiles: tiles.map((tile) => ({ cameraId: tile.cameraId, state: tile.pace === 'full' ? tile.state : 'paced', pictures: tile.pictures, ageMs: ageOf(tile, now), slowed: isSlow(tile) })) })
  })
}
