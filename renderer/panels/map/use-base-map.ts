import type { Map as GlMap } from 'maplibre-gl'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { bridge } from '../../client/bridge.ts'
import { openBaseMap, type BaseFault } from './base-map.ts'
import { baseStyle, type LabelNeeds } from './base-style.ts'

export interface BaseMapState {
  readonly map: GlMap | null
  readonly fault: BaseFault | null
}

const OPENING: BaseMapState = { map: null, fault: null }

let painted = false

/** Says once in the life of a page that the map stands with its tiles; ms since the page began. */
function reportPainted(): void {
  if (painted) return
  painted = true
  bridge().report({ fact: 'map-painted', ms: Math.round(performance.now()) })
}

/** A wall's labels go with the screen's height. */
const labelNeeds = (wall: boolean): LabelNeeds => {
  const height = window.innerHeight
  return wall ? { least: height * 0.0155, factor: Math.max(1, height / 900), contrast: 7 } : { least: 12, factor: 1, contrast: 4.5 }
}

/** Styles a wall's labels again when its screen got another mode. */
function useScreenHeight({ map, fault }: BaseMapState, wall: boolean): void {
  useEffect(() => {
    if (!map || fault || !wall) return
    let styled = window.innerHeight
    const resized = (): void => {
      if (window.innerHeight === styled) return
      styled = window.innerHeight
      map.setStyle(baseStyle(labelNeeds(wall)))
    }
    window.addEventListener('resize', resized)
    return () => window.removeEventListener('resize', resized)
  }, [map, fault, wall])
}

/** Opens the base map in `host` and closes it with the component. `onStands`: all that there is to see is drawn. */
export function useBaseMap(host: RefObject<HTMLElement | null>, wall: boolean, software: boolean, onStands: () => void): BaseMapState {
  const stands = useRef(onStands)
  stands.current = onStands
  const [state, setState] = useState<BaseMapState>(OPENING)
  useEffect(() => {
    const container = host.current
    if (!container) return
    let closed = false
    let opened: GlMap | null = null
    void openBaseMap({ container, fixed: wall, software, labels: labelNeeds(wall) }).then(({ map, fault }) => {
      if (closed) return map?.remove()
      opened = map
      if (fault) bridge().report({ fact: 'error', message: `no base map: ${fault}` })
      if (!map) stands.current()
      map?.once('idle', () => {
        if (!fault) reportPainted()
        stands.current()
      })
      setState({ map, fault })
    })
    return () => {
      closed = true
      opened?.remove()
      setState(OPENING)
    }
  }, [host, wall, software])
  useScreenHeight(state, wall)
  return state
}
