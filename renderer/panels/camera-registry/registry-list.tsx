import type { RegisteredCamera } from '../../../electron/contract/camera-registry.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { locale } from './locale.ts'

/** Rows that are drawn; a search finds the others. */
const MAX_ROWS = 400

interface Props {
  readonly cameras: readonly RegisteredCamera[]
  readonly chosen: RegisteredCamera | undefined
  readonly marked: ReadonlySet<string>
  readonly onChoose: (id: string) => void
  readonly onMark: (id: string) => void
}

/** The cameras of the registry, each with its group and where it comes from. */
export function RegistryList({ cameras, chosen, marked, onChoose, onMark }: Props) {
  const t = useT(locale)
  const format = useFormat()
  return (
    <div className="grouped-list codes-list" role="listbox" aria-label={t('title')} aria-multiselectable>
      {cameras.slice(0, MAX_ROWS).map((camera) => (
        <div key={camera.id} id={`registry-${camera.id}`} role="option" aria-selected={camera === chosen} className="grouped-row codes-row registry-row" data-marked={marked.has(camera.id)} onMouseDown={() => onChoose(camera.id)}>
          <input type="checkbox" tabIndex={-1} checked={marked.has(camera.id)} aria-label={camera.name} onChange={() => onMark(camera.id)} />
          <span className="codes-name">{format.name(camera.name, camera.nameEn === '' ? camera.name : camera.nameEn)}</span>
          <span className="registry-group">{camera.group}</span>
          {camera.zones.length > 0 && <span className="registry-note">{t('zones.n', { n: camera.zones.length })}</span>}
          {camera.at === null && <span className="registry-note">{t('unplaced')}</span>}
        </div>
      ))}
      {cameras.length > MAX_ROWS && <p className="page-hint registry-more">{t('list.more', { n: format.number(cameras.length - MAX_ROWS) })}</p>}
    </div>
  )
}
