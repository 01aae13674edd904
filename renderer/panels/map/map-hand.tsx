import type { Map as GlMap, MapMouseEvent } from 'maplibre-gl'
import { type CSSProperties, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { CaseRow } from '../../../electron/contract/views.ts'
import { chooseAlert } from '../../client/alert-choice.ts'
import { readClockAt, useNow } from '../../client/clock.ts'
import { choosePlace, goTo, lookNear, mapPlace, pick, setMapCentre } from '../../client/map-place.ts'
import { selectCase } from '../../client/selection.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { chooseCamera } from '../call-place/choose-camera.ts'
import { PlaceCard } from '../call-place/place-card.tsx'
import { shortcut } from '../key-help/bindings.ts'
import { locale } from './locale.ts'
import { NearMark } from './near-mark.tsx'
import { hit, stateOf, type Hit, type OverlayData } from './overlay.ts'
import { viewOf } from './use-overlay.ts'
import { edgeMark } from './viewport.ts'

/** How far from a sign a click still counts, px. */
const REACH = 12
/** Nearest zoom to which the map goes for a place. */
const NEAR = 15

/** What an operator's hand does on the console's map: choose, look closer, pick a place, find the selection again. */
export function MapHand({ map, data, software }: { readonly map: GlMap; readonly data: OverlayData; readonly software: boolean }) {
  const picking = useStore(mapPlace, (place) => place.picking)
  const over = usePointer(map, data, picking)
  useGoTo(map, software)
  useCentre(map)
  useEffect(() => {
    map.getCanvas().style.cursor = picking ? 'crosshair' : over ? 'pointer' : ''
  }, [map, picking, over])
  return (
    <>
      {over && !picking && <Tip over={over} width={map.getContainer().clientWidth} />}
      <Locate map={map} selected={data.selected} />
      <Pin map={map} data={data} />
      <PlaceCard units={data.units} />
      <NearMark map={map} />
    </>
  )
}

interface Over {
  readonly x: number
  readonly y: number
  readonly what: Hit
}

function usePointer(map: GlMap, data: OverlayData, picking: boolean): Over | null {
  const [over, setOver] = useState<Over | null>(null)
  useEffect(() => {
    const move = ({ point }: MapMouseEvent): void => {
      const what = hit(viewOf(map, false), data, point.x, point.y, REACH)
      setOver(what && { x: point.x, y: point.y, what })
    }
    const leave = (): void => setOver(null)
    const click = ({ point, lngLat }: MapMouseEvent): void => {
      if (picking) return pick([lngLat.lng, lngLat.lat])
      const what = hit(viewOf(map, false), data, point.x, point.y, REACH)
      if (what && 'case' in what) selectCase(what.case.id)
      else if (what && 'camera' in what) chooseCamera(what.camera)
      else if (what && 'unit' in what) choosePlace({ what: 'unit', id: what.unit.id, name: what.unit.name, department: what.unit.department, at: what.unit.at })
      else if (what) chooseAlert(what.alert.id)
      else choosePlace({ what: 'point', at: [lngLat.lng, lngLat.lat] })
      if (!what && mapPlace.getState().near) lookNear([lngLat.lng, lngLat.lat])
    }
    const nearHere = ({ lngLat }: MapMouseEvent): void => lookNear([lngLat.lng, lngLat.lat])
    map.on('mousemove', move)
    map.on('mouseout', leave)
    map.on('movestart', leave)
    map.on('click', click)
    map.on('contextmenu', nearHere)
    return () => {
      map.off('mousemove', move)
      map.off('mouseout', leave)
      map.off('movestart', leave)
      map.off('click', click)
      map.off('contextmenu', nearHere)
    }
  }, [map, data, picking])
  return over
}

/** Goes where the operator asked by name; in software at once, else with a short flight. */
function useGoTo(map: GlMap, software: boolean): void {
  const asked = useStore(mapPlace, (place) => place.goTo)
  useEffect(() => {
    if (!asked) return
    const to = { center: [asked.at[0], asked.at[1]] as [number, number], zoom: asked.zoom ?? Math.max(map.getZoom(), NEAR) }
    if (software) map.jumpTo(to)
    else map.flyTo({ ...to, duration: 600 })
  }, [map, asked, software])
}

function useCentre(map: GlMap): void {
  useEffect(() => {
    const say = (): void => {
      const { lng, lat } = map.getCenter()
      setMapCentre([lng, lat])
    }
    say()
    map.on('moveend', say)
    return () => {
      map.off('moveend', say)
    }
  }, [map])
}

/** Draws anew what is placed by the map's projection. */
function useMoved(map: GlMap, event: 'move' | 'moveend'): void {
  const [, setMoved] = useState(0)
  useEffect(() => {
    const moved = (): void => setMoved((n) => n + 1)
    map.on(event, moved)
    map.on('resize', moved)
    return () => {
      map.off(event, moved)
      map.off('resize', moved)
    }
  }, [map, event])
}

/** Marks the place that was chosen to call somebody for; a unit is followed. */
function Pin({ map, data }: { readonly map: GlMap; readonly data: OverlayData }) {
  useMoved(map, 'move')
  const chosen = useStore(mapPlace, (place) => place.chosen)
  if (!chosen) return null
  const at = (chosen.what === 'unit' ? data.units.find(({ id }) => id === chosen.id)?.at : undefined) ?? chosen.at
  const { x, y } = viewOf(map, false).project(at)
  return <span className="map-pin" style={{ left: x, top: y }} />
}

/** Points to the selected case while it is out of sight; the view itself is never moved. */
function Locate({ map, selected }: { readonly map: GlMap; readonly selected: CaseRow | null }) {
  const t = useT(locale)
  useMoved(map, 'moveend')
  if (!selected) return null
  const { width, height, project } = viewOf(map, false)
  const mark = edgeMark(project(selected.at), width, height, 28)
  if (!mark) return null
  const style: CSSProperties = { left: mark.x, top: mark.y, transform: `translate(-50%, -50%) rotate(${mark.angle}rad)` }
  return (
    <>
      <span className="map-arrow" style={style} />
      <div className="map-locate">
        <Button shortcut={shortcut('case.show-on-map')} onClick={() => goTo(selected.at)}>
          {t('locate')}
        </Button>
      </div>
    </>
  )
}

/** A few words about what the pointer rests on. */
function Tip({ over, width }: { readonly over: Over; readonly width: number }) {
  const t = useT(locale)
  const format = useFormat()
  const flip = over.x > width / 2
  const style: CSSProperties = { top: over.y + 14, ...(flip ? { right: width - over.x + 10 } : { left: over.x + 14 }) }
  return (
    <div className="map-tip" style={style}>
      {'case' in over.what ? (
        <CaseTip row={over.what.case} />
      ) : 'alert' in over.what ? (
        <>
          <b>{over.what.alert.label}</b>
          <span className="map-tip-quiet">{t('alert')}</span>
        </>
      ) : 'unit' in over.what ? (
        <>
          <b>{over.what.unit.name}</b>
          <span className="map-tip-quiet">{t(`unit.${over.what.unit.kind}`)}</span>
        </>
      ) : (
        <>
          <b>{format.name(over.what.camera.name, over.what.camera.nameEn)}</b>
          <span className="map-tip-quiet">{t('camera')}</span>
        </>
      )}
    </div>
  )
}

function CaseTip({ row }: { readonly row: CaseRow }) {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  const now = useNow(1000)
  const state = stateOf(row.clock, now)
  const read = row.clock ? readClockAt(row.clock, now) : null
  const remaining = !read ? t('no-clock') : read.state === 'stopped' ? t('stopped') : t(read.leftMs < 0 ? 'over' : 'left', { time: format.countdown(Math.abs(read.leftMs)) })
  return (
    <>
      <b>{format.name(row.className, row.classNameEn)}</b>
      <span>{row.number}</span>
      <span className="map-tip-quiet">{row.place}</span>
      <span>
        {c(`stage.${row.stage}`)}{' '}
        <span className="clock-text" data-tone={state ?? 'stopped'}>
          {remaining}
        </span>
      </span>
    </>
  )
}
