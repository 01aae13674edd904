import { useEffect, useMemo } from 'react'
import { useView } from '../client/hooks.ts'
import { media } from '../client/media-link.ts'
import { selectCamera, useSelectedCamera } from '../client/selection.ts'
import { CameraGrid } from '../panels/cameras/camera-grid.tsx'
import { en, zh } from '../panels/cameras/locale.ts'
import { defineLocale, useFormat, useT } from '../ui/i18n.tsx'
import { setShownCameras } from './picture-facts.ts'
import { camerasOfDisplay } from './wall-camera-page.ts'

const words = defineLocale({ zh, en })

/** The cameras of this display's page, each tile with its name and age. */
export function WallCameras({ columns, rows, display, active }: { readonly columns: number; readonly rows: number; readonly display: number; readonly active: boolean }) {
  const t = useT(words)
  const format = useFormat()
  const view = useView({ view: 'cameras' }).view
  const selected = useSelectedCamera()
  const shown = useMemo(() => {
    const ids = camerasOfDisplay(view?.order ?? [], columns * rows, display)
    return ids.flatMap((id) => {
      const camera = view?.rows[id]
      return camera ? [{ id, name: format.name(camera.name, camera.nameEn) }] : []
    })
  }, [view, columns, rows, display, format])
  useEffect(() => {
    if (!active) return
    setShownCameras(shown.map(({ id }) => id))
    return () => setShownCameras([])
  }, [shown, active])
  return <CameraGrid client={media} cameras={shown} columns={columns} rows={rows} selectedId={selected} onSelect={selectCamera} t={t} active={active} />
}
