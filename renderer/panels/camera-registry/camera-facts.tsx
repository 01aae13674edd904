import type { RegisteredCamera } from '../../../electron/contract/camera-registry.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { HealthTurns } from './health-turns.tsx'
import { locale } from './locale.ts'

interface Props {
  readonly camera: RegisteredCamera
  readonly admin: boolean
  readonly onEdit: () => void
  readonly onZones: () => void
  readonly onMap: () => void
  readonly onOpen: () => void
  readonly onRemove: () => void
}

/** What the registry says of a camera. */
export function CameraFacts({ camera, admin, onEdit, onZones, onMap, onOpen, onRemove }: Props) {
  const t = useT(locale)
  const format = useFormat()
  const { url, subUrl, onvif, credential, at, bearing, group, source } = camera
  const rows = [
    ['id', camera.id], ['group', group], ['url', url === '' && source === 'demo' ? t('url.demo') : url], ['subUrl', subUrl], ['onvif', onvif],
    ['transport', url === '' ? '' : camera.transport.toUpperCase()], ['credential', credential], ['lng', at ? `${at[0].toFixed(6)}, ${at[1].toFixed(6)}` : t('unplaced')], ['bearing', `${bearing}°`], ['zones', camera.zones.length === 0 ? '' : t('zones.n', { n: camera.zones.length })],
  ] as const
  return (
    <div className="registry-facts">
      <h3>{format.name(camera.name, camera.nameEn === '' ? camera.name : camera.nameEn)}</h3>
      <p className="page-hint">{t(`source.${source}`)}{source !== 'registry' && camera.change !== '' && ` · ${t('changed-here')}`}</p>
      <dl>
        {rows.flatMap(([field, value]) => (value === '' ? [] : [
          <div key={field}>
            <dt>{t(`field.${field}`)}</dt>
            <dd>{value}</dd>
          </div>,
        ]))}
      </dl>
      <div className="registry-buttons">
        {admin && <Button tone="primary" shortcut="e" onClick={onEdit}>{t('edit')}</Button>}
        {admin && <Button shortcut="y" onClick={onZones}>{t('zones')}</Button>}
        <Button shortcut="z" onClick={onOpen}>{t('open')}</Button>
        <Button shortcut="m" disabled={at === null} onClick={onMap}>{t('map')}</Button>
        {admin && <Button shortcut="Delete" onClick={onRemove}>{t('remove')}</Button>}
      </div>
      <HealthTurns camera={camera.id} />
    </div>
  )
}
