import { useMemo } from 'react'
import { useView } from '../../client/hooks.ts'
import { media } from '../../client/media-link.ts'
import { pageStore, togglePage } from '../../client/page.ts'
import { selectCamera, useSelectedCamera, useSelectedCase } from '../../client/selection.ts'
import { defineLocale, useFormat, useT } from '../../ui/i18n.tsx'
import { chooseCamera } from '../call-place/choose-camera.ts'
import { CameraGrid } from '../cameras/camera-grid.tsx'
import { en, zh } from '../cameras/locale.ts'
import { nearest } from './nearest.ts'

const words = defineLocale({ zh, en })
const TILES = 4

function openCamera(id: string): void {
  selectCamera(id)
  if (pageStore.getState().open !== 'camera') togglePage('camera')
}

/** A few live cameras in a row: those nearest to the selected case, else the first. */
export function CameraStrip() {
  const t = useT(words)
  const format = useFormat()
  const caseId = useSelectedCase()
  const cameras = useView({ view: 'cameras' }).view
  const at = useView({ view: 'case', caseId: caseId ?? '-' }).view?.head.row?.at
  const selected = useSelectedCamera()
  const [lng, lat] = at ?? []
  const shown = useMemo(() => {
    const all = (cameras?.order ?? []).flatMap((id) => cameras?.rows[id] ?? [])
    const chosen = lng !== undefined && lat !== undefined ? nearest(all, [lng, lat], TILES) : all.slice(0, TILES)
    const kept = all.find((camera) => camera.id === selected)
    const withSelected = kept && !chosen.includes(kept) ? [kept, ...chosen.slice(0, -1)] : chosen
    return withSelected.map((camera) => ({ id: camera.id, name: format.name(camera.name, camera.nameEn) }))
  }, [cameras, lng, lat, selected, format])
  const choose = (id: string): void => {
    const camera = cameras?.rows[id]
    if (camera) chooseCamera(camera)
  }
  return <CameraGrid client={media} cameras={shown} columns={TILES} rows={1} selectedId={selected} onSelect={choose} onOpen={openCamera} t={t} />
}
