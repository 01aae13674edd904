import { useMemo } from 'react'
import { useView } from '../../client/hooks.ts'
import { useNear } from '../../client/map-place.ts'
import { media } from '../../client/media-link.ts'
import { useSelectedCamera } from '../../client/selection.ts'
import { defineLocale, useFormat, useT } from '../../ui/i18n.tsx'
import { chooseCamera } from '../call-place/choose-camera.ts'
import { openCamera } from '../camera-page/open-camera.ts'
import { CameraGrid } from '../cameras/camera-grid.tsx'
import { en, zh } from '../cameras/locale.ts'
import { useCoveredHere } from '../cameras/use-covered.ts'
import { BEST, useNearCameras } from '../near-cameras/use-near-cameras.ts'

const words = defineLocale({ zh, en })

/** A few live cameras in a row: the best for the chosen point of the map, else for the selected case, else the first. */
export function CameraStrip() {
  const t = useT(words)
  const format = useFormat()
  const cameras = useView({ view: 'cameras' }).view
  const near = useNearCameras().cameras
  const selected = useSelectedCamera()
  const atPoint = useNear() !== null
  const shown = useMemo(() => {
    const all = (cameras?.order ?? []).flatMap((id) => cameras?.rows[id] ?? [])
    const chosen = (near.length > 0 ? near.map(({ camera }) => camera) : all).slice(0, BEST)
    const kept = atPoint ? undefined : all.find((camera) => camera.id === selected)
    const withSelected = kept && !chosen.includes(kept) ? [kept, ...chosen.slice(0, -1)] : chosen
    return withSelected.map((camera) => ({ id: camera.id, name: format.name(camera.name, camera.nameEn) }))
  }, [cameras, near, selected, atPoint, format])
  const covered = useCoveredHere()
  const choose = (id: string): void => {
    const camera = cameras?.rows[id]
    if (camera) chooseCamera(camera)
  }
  return <CameraGrid client={media} cameras={shown} columns={BEST} rows={1} selectedId={selected} onSelect={choose} onOpen={openCamera} covered={covered} t={t} />
}
