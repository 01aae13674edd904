import JSMpeg from '@cycjimmy/jsmpeg-player'
import { isSoftwareRenderer } from '../../../electron/contract/media.ts'
import type { TileRect } from '../../../renderer/panels/cameras/grid-layout.ts'
import { playMse } from './mse.ts'

/** How others show cameras in a browser; each tile counts its pictures where its player tells of them. */
export type Other = 'mse' | 'mjpeg' | 'jsmpeg'

const BYTES = 4 * 1024 * 1024

const players: unknown[] = []

/** Shows camera `i` of the gateway in each place; answers the pictures counted so far. A host name each, since a browser opens six connections to one. */
export function showOthers(kind: Other, port: string, places: readonly TileRect[]): readonly number[] {
  const counts = places.map(() => 0)
  places.forEach((place, i) => show(kind, `c${i}.localhost:${port}/${i}`, place, () => (counts[i] = (counts[i] ?? 0) + 1)))
  return counts
}

function show(kind: Other, address: string, place: TileRect, onPicture: () => void): void {
  switch (kind) {
    case 'mse':
      return playMse(put(document.createElement('video'), place), `ws://${address}`, onPicture)
    case 'mjpeg': {
      const image = put(document.createElement('img'), place)
      image.addEventListener('load', onPicture)
      image.src = `http://${address}`
      return
    }
    case 'jsmpeg':
      players.push(new JSMpeg.Player(`ws://${address}`, { canvas: put(document.createElement('canvas'), place), audio: false, disableGl: isSoftwareRenderer(renderer()), videoBufferSize: BYTES, onVideoDecode: onPicture }))
  }
}

function put<T extends HTMLElement>(element: T, { x, y, width, height }: TileRect): T {
  element.style.cssText = `position:absolute;object-fit:contain;left:${x}px;top:${y}px;width:${width}px;height:${height}px`
  document.body.append(element)
  return element
}

function renderer(): string | null {
  const gl = document.createElement('canvas').getContext('webgl')
  const info = gl?.getExtension('WEBGL_debug_renderer_info')
  const name: unknown = gl && info ? gl.getParameter(info.UNMASKED_RENDERER_WEBGL) : null
  return typeof name === 'string' ? name : null
}
