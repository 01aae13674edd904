import { useEffect, useMemo, useRef, useState } from 'react'
import type { PrivacyZone, RegisteredCamera } from '../../../electron/contract/camera-registry.ts'
import { Role } from '../../../electron/contract/case-terms.ts'
import { media } from '../../client/media-link.ts'
import { letterbox } from '../../client/media/letterbox.ts'
import { lookAtWhole } from '../../client/media/picture-views.ts'
import { Button } from '../../ui/button.tsx'
import { CheckList } from '../../ui/check-list.tsx'
import { defineLocale, useFormat, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { PageKey, usePageKeys } from '../../ui/page.tsx'
import { CameraGrid } from '../cameras/camera-grid.tsx'
import { en, zh } from '../cameras/locale.ts'
import { useDeviceSize, useTileFacts } from '../cameras/use-media.ts'
import type { CoveredCameras } from '../cameras/use-covered.ts'
import { locale } from './locale.ts'
import { putZones } from './use-registry-act.ts'
import { ZoneCanvas } from './zone-canvas.tsx'
import { moved, scaled } from './zone-draft.ts'
import './zones.css'

const words = defineLocale({ zh, en })

/** Whoever draws zones must see what they cover. */
const NOTHING: CoveredCameras = new Map()
const STEP = 0.01
const MOST = 16
const FIRST: PrivacyZone = { points: [[0.4, 0.4], [0.6, 0.4], [0.6, 0.6], [0.4, 0.6]], sees: [] }

/** The privacy zones of a camera, drawn on its picture by mouse or keys. Enter saves, Esc gives up. */
export function ZoneEditor({ camera, onDone }: { readonly camera: RegisteredCamera; readonly onDone: () => void }) {
  const t = useT(locale)
  const c = useT(common)
  const tiles = useT(words)
  const [zones, setZones] = useState<readonly PrivacyZone[]>(camera.zones)
  const [chosen, setChosen] = useState(0)
  const host = useRef<HTMLDivElement>(null)
  const size = useDeviceSize(host)
  const known = useTileFacts(media).facts.get(camera.id)
  const name = useFormat().name(camera.name, camera.nameEn === '' ? camera.name : camera.nameEn)
  const shown = useMemo(() => [{ id: camera.id, name }], [camera.id, name])
  const dpr = window.devicePixelRatio
  useEffect(() => lookAtWhole(camera.id), [camera.id])
  const frame = size && known && known.width > 0 ? letterbox(known, { x: 0, y: 0, ...size }) : null
  const zone = zones[chosen]
  const change = (make: (zone: PrivacyZone) => PrivacyZone) => (): void => setZones(zones.map((each, i) => (i === chosen ? make(each) : each)))
  const add = (): void => {
    if (zones.length >= MOST) return
    setZones([...zones, FIRST])
    setChosen(zones.length)
  }
  const drop = (): void => {
    setZones(zones.filter((_, i) => i !== chosen))
    setChosen(Math.max(0, chosen - 1))
  }
  const walk = (by: number) => (): void => setChosen((chosen + by + zones.length) % Math.max(1, zones.length))
  const save = async (): Promise<void> => {
    if (await putZones(camera, zones)) onDone()
  }
  usePageKeys({
    n: add, Delete: drop, '[': walk(-1), ']': walk(1), Enter: () => void save(), Escape: onDone,
    ArrowLeft: change((each) => moved(each, -STEP, 0)), ArrowRight: change((each) => moved(each, STEP, 0)), ArrowUp: change((each) => moved(each, 0, -STEP)), ArrowDown: change((each) => moved(each, 0, STEP)),
    '+': change((each) => scaled(each, 1.1)), '=': change((each) => scaled(each, 1.1)), '-': change((each) => scaled(each, 1 / 1.1)),
  })
  return (
    <div className="zone-editor">
      <div className="zone-picture" ref={host}>
        <CameraGrid client={media} cameras={shown} columns={1} rows={1} selectedId={camera.id} onSelect={() => undefined} covered={NOTHING} t={tiles} />
        {frame && (
          <div className="zone-frame" style={{ left: frame.x / dpr, top: frame.y / dpr, width: frame.width / dpr, height: frame.height / dpr }}>
            <ZoneCanvas
              zones={zones} chosen={chosen} onChoose={setChosen}
              onChange={(next, at) => {
                setZones(next)
                setChosen(at)
              }}
            />
          </div>
        )}
      </div>
      <aside className="zone-side">
        <h3>{t('zones.title', { name })}</h3>
        <p className="page-hint">{t(frame ? 'zones.hint' : 'zones.wait')}</p>
        <p>{t('zones.count', { n: zones.length, at: zones.length === 0 ? 0 : chosen + 1 })}</p>
        {zone && (
          <>
            <h4>{t('zones.sees')}</h4>
            <CheckList label={t('zones.sees')} values={zone.sees} choices={Role.options.map((role) => ({ value: role, words: c(`role.${role}`) }))} onChange={(values) => change((each) => ({ ...each, sees: Role.options.filter((role) => values.includes(role)) }))()} />
            <p className="page-hint">{t('zones.sees.hint')}</p>
          </>
        )}
        <div className="registry-buttons">
          <Button tone="primary" shortcut="Enter" onClick={() => void save()}>{t('save')}</Button>
          <Button shortcut="n" disabled={zones.length >= MOST} onClick={add}>{t('zones.add')}</Button>
          <Button shortcut="Delete" disabled={!zone} onClick={drop}>{t('zones.drop')}</Button>
          <Button shortcut="Escape" onClick={onDone}>{c('cancel')}</Button>
        </div>
        <p className="zone-keys">
          <PageKey keys={['[', ']']}>{t('zones.walk')}</PageKey>
          <PageKey keys={['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']}>{t('zones.move')}</PageKey>
          <PageKey keys={['+', '-']}>{t('zones.size')}</PageKey>
        </p>
      </aside>
    </div>
  )
}
