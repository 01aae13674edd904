import type { Map as GlMap } from 'maplibre-gl'
import { type RefObject, useEffect, useRef } from 'react'
import { readLook } from './overlay-look.ts'
import { drawOverlay, NOTHING, type OverlayData, type OverlayView } from './overlay.ts'

/** Height of a screen on which a zoom level means what it says; a wall's signs grow with its height, px. */
const PLAIN_HEIGHT = 1080

/** How a MapLibre map places positions at this moment. */
export const viewOf = (map: GlMap, wall: boolean): OverlayView => {
  const { clientWidth: width, clientHeight: height } = map.getContainer()
  const zoom = map.getZoom() - (wall ? Math.log2(window.innerHeight / PLAIN_HEIGHT) : 0)
  return { width, height, zoom, project: (at) => map.project([at[0], at[1]]) }
}

/** Shortest time between two drawings for new data alone, ms; moves of the map are followed at once. */
const PACE = { hardware: 200, 'software-console': 500, 'software-wall': 1_000 } as const
/** Clocks run on without new data, ms. */
const CLOCKS = 5_000

class Overlay {
  data: OverlayData = NOTHING
  active = true
  readonly #map: GlMap
  readonly #canvas: HTMLCanvasElement
  readonly #wall: boolean
  readonly #pace: number
  #timer: ReturnType<typeof setTimeout> | undefined
  #drawnAt = 0

  constructor(map: GlMap, canvas: HTMLCanvasElement, wall: boolean, software: boolean) {
    this.#map = map
    this.#canvas = canvas
    this.#wall = wall
    this.#pace = software ? PACE[wall ? 'software-wall' : 'software-console'] : PACE.hardware
  }

  /** Draws now: what it shows was moved or chosen. */
  draw = (): void => {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const ctx = this.#canvas.getContext('2d')
    if (!ctx || !this.active) return
    const view = viewOf(this.#map, this.#wall)
    const scale = window.devicePixelRatio
    const [width, height] = [Math.round(view.width * scale), Math.round(view.height * scale)]
    if (this.#canvas.width !== width || this.#canvas.height !== height) Object.assign(this.#canvas, { width, height })
    ctx.setTransform(scale, 0, 0, scale, 0, 0)
    this.#drawnAt = performance.now()
    drawOverlay(ctx, readLook(this.#canvas, this.#wall), view, this.data, Date.now())
  }

  /** Draws soon: new data came. Gathers what comes within the pace. */
  drawSoon(): void {
    this.#timer ??= setTimeout(this.draw, Math.max(0, this.#pace - (performance.now() - this.#drawnAt)))
  }

  end(): void {
    clearTimeout(this.#timer)
    this.active = false
  }
}

/**
 * Draws what is on the map on a 2D canvas above it. MapLibre draws the ground only: in software a frame of
 * it takes more than a hundred ms and new GeoJSON three frames, where this takes a few ms.
 */
export function useOverlay(canvas: RefObject<HTMLCanvasElement | null>, map: GlMap | null, data: OverlayData, options: { readonly wall: boolean; readonly software: boolean; readonly active: boolean }): void {
  const overlay = useRef<Overlay | null>(null)
  const { wall, software, active } = options
  useEffect(() => {
    if (!map || !canvas.current) return
    const made = new Overlay(map, canvas.current, wall, software)
    overlay.current = made
    map.on('render', made.draw)
    map.on('resize', made.draw)
    const clocks = setInterval(() => made.drawSoon(), CLOCKS)
    return () => {
      clearInterval(clocks)
      made.end()
      overlay.current = null
      map.off('render', made.draw)
      map.off('resize', made.draw)
    }
  }, [map, canvas, wall, software])

  useEffect(() => {
    const current = overlay.current
    if (!current) return
    const chosen = current.data.selected?.id !== data.selected?.id || current.data.selectedCamera !== data.selectedCamera || current.active !== active
    current.data = data
    current.active = active
    if (chosen) current.draw()
    else if (active) current.drawSoon()
  }, [map, data, active])
}
