import { type RefObject, useEffect, useRef, useState } from 'react'
import type { MediaClient, MediaSurface } from '../../client/media/media-client.ts'
import type { Tile, TileFacts } from '../../client/media/tile-facts.ts'

/** Without news for this long, in ms, ages go on by the page's own clock: a worker that hangs must not look live. */
const SILENCE = 400

/** The facts of this moment, at most about four times a second. */
export function useTileFacts(client: MediaClient): { facts: ReadonlyMap<string, TileFacts>; now: number } {
  const [moment, setMoment] = useState(() => ({ facts: client.facts, now: Date.now() }))
  useEffect(() => {
    let last = 0
    const refresh = () => {
      last = Date.now()
      setMoment({ facts: client.facts, now: last })
    }
    const timer = setInterval(() => {
      if (Date.now() - last >= SILENCE) refresh()
    }, SILENCE)
    const end = client.onFacts(refresh)
    return () => {
      end()
      clearInterval(timer)
    }
  }, [client])
  return moment
}

/** Cameras chosen lately that still count as of interest. */
const RECENT = 4

/** The cameras that were chosen before the one that is, newest first. */
export function useRecent(selectedId: string | null): readonly string[] {
  const [chosen, setChosen] = useState<readonly string[]>([])
  if (selectedId !== null && chosen[0] !== selectedId) setChosen([selectedId, ...chosen.filter((id) => id !== selectedId)].slice(0, RECENT + 1))
  return chosen
}

/** Size of an element in device pixels, null before it is known. */
export function useDeviceSize(host: RefObject<HTMLElement | null>): { width: number; height: number } | null {
  const [size, setSize] = useState<{ width: number; height: number } | null>(null)
  useEffect(() => {
    const element = host.current
    if (!element) return
    const observer = new ResizeObserver(([entry]) => {
      const box = entry?.devicePixelContentBoxSize[0]
      if (box && box.inlineSize > 0 && box.blockSize > 0) setSize({ width: box.inlineSize, height: box.blockSize })
    })
    observer.observe(element, { box: 'device-pixel-content-box' })
    return () => observer.disconnect()
  }, [host])
  return size
}

/** Keeps a canvas of the media worker inside `host`. An element's control can be given away once, so each mount makes its own. */
export function useMediaCanvas(client: MediaClient, host: RefObject<HTMLElement | null>, size: { width: number; height: number } | null, tiles: readonly Tile[], active: boolean): void {
  const surface = useRef<MediaSurface | null>(null)
  useEffect(() => {
    const canvas = document.createElement('canvas')
    canvas.className = 'cameras-canvas'
    host.current?.prepend(canvas)
    surface.current = client.open(canvas)
    return () => {
      surface.current?.close()
      surface.current = null
      canvas.remove()
    }
  }, [client, host])
  useEffect(() => {
    if (size) surface.current?.layout(size.width, size.height, tiles, active)
  }, [client, host, size, tiles, active])
}
