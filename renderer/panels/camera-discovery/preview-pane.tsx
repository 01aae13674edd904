import { useMemo } from 'react'
import { media } from '../../client/media-link.ts'
import { defineLocale, useT } from '../../ui/i18n.tsx'
import { CameraGrid } from '../cameras/camera-grid.tsx'
import { en, zh } from '../cameras/locale.ts'
import type { CoveredCameras } from '../cameras/use-covered.ts'
import { locale } from './locale.ts'

const words = defineLocale({ zh, en })
/** A camera that is not registered has no zones; media refuses one that is. */
const NOTHING: CoveredCameras = new Map()

/** The picture of a found camera, before it is registered. */
export function PreviewPane({ id, name }: { readonly id: string | null; readonly name: string }) {
  const t = useT(locale)
  const tiles = useT(words)
  const cameras = useMemo(() => (id === null ? [] : [{ id, name }]), [id, name])
  return (
    <aside className="discovery-preview" aria-label={t('preview')}>
      {id === null ? <p className="page-hint">{t('preview.none')}</p> : <CameraGrid key={id} client={media} cameras={cameras} columns={1} rows={1} selectedId={id} onSelect={() => undefined} covered={NOTHING} t={tiles} />}
    </aside>
  )
}
