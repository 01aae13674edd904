import type { Map as GlMap } from 'maplibre-gl'
import { useEffect, useRef, useState } from 'react'
import { windowParams } from '../../client/bridge.ts'
import { useDesk } from '../../client/desk.ts'
import { useView } from '../../client/hooks.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { Legend } from './legend.tsx'
import { locale } from './locale.ts'
import { MapHand } from './map-hand.tsx'
import { useBaseMap } from './use-base-map.ts'
import { useMapData, type MapData } from './use-map-data.ts'
import { useOverlay } from './use-overlay.ts'
import { type Bounds, growBounds, type MapPart, partBounds, roundBounds } from './viewport.ts'
import type { BaseFault } from './base-map.ts'
import './map.css'

export interface MapPanelProps {
  /** `console`: moved by hand. `wall`: fixed on the whole city, readable from ten metres. */
  readonly variant?: 'console' | 'wall'
  /** WebGL is drawn in software: draw less often, move without animation. */
  readonly software?: boolean
  /** False while the scene is hidden: nothing is drawn. */
  readonly active?: boolean
  /** The part of a larger map that this one is; null: all of it. */
  readonly part?: MapPart | null
  /** Called when all that there is to see is drawn for the first time. */
  readonly onStands?: () => void
}

const NOBODY = (): void => undefined

/** The city, its open cases and its units. */
export function MapPanel({ variant = 'console', software = windowParams().software, active = true, part = null, onStands = NOBODY }: MapPanelProps) {
  const t = useT(locale)
  const wall = variant === 'wall'
  const host = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const { map, fault } = useBaseMap(host, wall, software, onStands)
  const city = useView({ view: 'catalog' }).view?.head.city.bounds
  useFit(map, city, wall, part)
  const viewport = useViewport(map)
  const grids = useDesk((state) => state.grids)
  const data = useMapData(wall ? (city ? roundBounds(city) : null) : viewport, grids && !wall)
  useOverlay(canvas, map, data.overlay, { wall, software, active })
  return (
    <div className="map" data-variant={variant} role="group" aria-label={t('label')}>
      <div className="map-ground" ref={host} />
      <canvas className="map-overlay" ref={canvas} />
      {!wall && map && <MapHand map={map} data={data.overlay} software={software} />}
      {wall && (part === null || (part.left === 0 && part.bottom === 1)) && <Legend />}
      <Remarks fault={fault} data={data} wall={wall} />
    </div>
  )
}

/** Shows the whole city at the start; a wall keeps it, on a console the operator's own moves stand. */
function useFit(map: GlMap | null, city: Bounds | undefined, wall: boolean, part: MapPart | null): void {
  const [west, south, east, north] = city ?? []
  useEffect(() => {
    if (!map || west === undefined || south === undefined || east === undefined || north === undefined) return
    const whole: Bounds = [west, south, east, north]
    const bounds = part ? partBounds(whole, part) : whole
    let moved = false
    const byHand = (event: { readonly originalEvent?: unknown }): void => {
      moved ||= event.originalEvent !== undefined
    }
    const fit = (): void => {
      if (!moved) map.fitBounds([bounds[0], bounds[1], bounds[2], bounds[3]], { padding: wall ? 0 : 12, animate: false })
    }
    const [w, s, e, n] = growBounds(whole, 0.4)
    if (!wall) map.setMaxBounds([w, s, e, n])
    fit()
    map.on('movestart', byHand)
    map.on('resize', fit)
    return () => {
      map.off('movestart', byHand)
      map.off('resize', fit)
    }
  }, [map, west, south, east, north, wall, part])
}

/** A moving map asks for new data when it has rested this long, ms. */
const REST = 200

function useViewport(map: GlMap | null): Bounds | null {
  const [viewport, setViewport] = useState<Bounds | null>(null)
  useEffect(() => {
    if (!map) return
    const read = (): void => {
      const b = map.getBounds()
      const next = roundBounds([b.getWest(), b.getSouth(), b.getEast(), b.getNorth()])
      setViewport((last) => (last && last.every((edge, i) => edge === next[i]) ? last : next))
    }
    let timer = setTimeout(read, 0)
    const later = (): void => {
      clearTimeout(timer)
      timer = setTimeout(read, REST)
    }
    map.on('move', later)
    map.on('resize', later)
    return () => {
      clearTimeout(timer)
      map.off('move', later)
      map.off('resize', later)
    }
  }, [map])
  return viewport
}

/** What is missing or old, in a line each; on a wall the header says what is old. */
function Remarks({ fault, data, wall }: { readonly fault: BaseFault | null; readonly data: MapData; readonly wall: boolean }) {
  const t = useT(locale)
  const format = useFormat()
  const lines = [
    ...(fault ? [t(`base.${fault}`)] : []),
    ...(!wall && data.state === 'stale' && data.since !== undefined ? [t('stale', { time: format.seconds(data.since) })] : []),
    ...(data.cappedAt !== null ? [t('capped', { n: format.number(data.cappedAt) })] : []),
  ]
  if (lines.length === 0) return null
  return (
    <ul className="map-remarks" role="status">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
