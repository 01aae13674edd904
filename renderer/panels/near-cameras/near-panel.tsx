import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { CameraHealth, MediaHealth } from '../../../electron/contract/media.ts'
import type { CameraRow } from '../../../electron/contract/views.ts'
import type { NearCamera } from '../../../electron/contract/wall.ts'
import { useWallDisplays } from '../../client/displays.ts'
import { useView } from '../../client/hooks.ts'
import { lookNear, mapPlace, useNear } from '../../client/map-place.ts'
import { media } from '../../client/media-link.ts'
import { usePage } from '../../client/page.ts'
import { selectCamera, useSelectedCamera } from '../../client/selection.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { PageKey, usePageKeys, walkFocus } from '../../ui/page.tsx'
import { locale as healthWords } from '../camera-health/health-locale.ts'
import { openCamera } from '../camera-page/open-camera.ts'
import { useActions } from '../key-help/actions.ts'
import { shortcut } from '../key-help/bindings.ts'
import { send } from '../wall-page/wall-send.ts'
import { locale } from './locale.ts'
import { BEST, useNearCameras } from './use-near-cameras.ts'
import './near-panel.css'

/** Cameras that are listed; who needs more moves the point. */
const LISTED = 20
const ROW = '.near-row'

/** Under the map: the cameras of a point of it, at first the chosen place, else the map's middle; and the keys that put the best of them on a screen. */
export function NearPanel() {
  const near = useNear()
  const chosen = useStore(mapPlace, (place) => place.chosen?.at)
  const middle = useStore(mapPlace, (place) => place.centre)
  const city = useView({ view: 'catalog' }).view?.head.city.centre
  const begin = chosen ?? middle ?? city ?? null
  const actions = useMemo(() => ({ 'cameras.near': () => lookNear(mapPlace.getState().near ? null : begin) }), [begin])
  useActions(actions)
  return near ? <NearList lng={near[0]} lat={near[1]} /> : null
}

function NearList({ lng, lat }: { readonly lng: number; readonly lat: number }) {
  const t = useT(locale)
  const { cameras } = useNearCameras()
  const health = useHealth()
  const best = cameras.slice(0, BEST).map(({ camera }) => camera.id)
  const covered = usePage() !== null
  const displays = useWallDisplays()
  const put = (display: string): void => void send({ type: 'wall.cameras', display, cameras: best, caseId: null })
  return (
    <section className="near" aria-label={t('title')}>
      <header className="near-head">
        <h2>{t('title')}</h2>
        <span className="near-at">{t('at', { lng: lng.toFixed(5), lat: lat.toFixed(5) })}</span>
        <Button tone="quiet" shortcut="Escape" onClick={() => lookNear(null)}>
          {t('close')}
        </Button>
      </header>
      {best.length > 0 && (
        <div className="near-screens">
          {displays.length === 0 && <span className="near-at">{t('no-screen')}</span>}
          {displays.map((display) => (
            <Button key={display} shortcut={display.length === 1 ? display : undefined} onClick={() => put(display)}>
              {t('best', { n: display })}
            </Button>
          ))}
        </div>
      )}
      {best.length === 0 && <p className="near-none">{t('none')}</p>}
      <ul className="near-list">
        {cameras.slice(0, LISTED).map((each, i) => (
          <Line key={each.camera.id} near={each} best={i < BEST} state={health.get(each.camera.id) ?? 'closed'} />
        ))}
      </ul>
      <footer className="near-foot">
        <PageKey keys={['ArrowLeft', 'ArrowUp']}>{t('move')}</PageKey>
        <PageKey keys={['j', 'k']}>{t('walk')}</PageKey>
        <PageKey keys={['Enter']}>{t('open')}</PageKey>
        <PageKey keys={[shortcut('cameras.near')]}>{t('close')}</PageKey>
      </footer>
      {!covered && <NearKeys displays={displays} put={put} />}
    </section>
  )
}

function NearKeys({ displays, put }: { readonly displays: readonly string[]; readonly put: (display: string) => void }) {
  const screens = Object.fromEntries(displays.filter((display) => display.length === 1).map((display): [string, () => void] => [display, () => put(display)]))
  usePageKeys({ ...screens, j: () => walkFocus(ROW, 1), k: () => walkFocus(ROW, -1), Escape: () => lookNear(null) })
  return null
}

function Line({ near: { camera, faces, metres }, best, state }: { readonly near: NearCamera<CameraRow>; readonly best: boolean; readonly state: CameraHealth['state'] | 'closed' }) {
  const t = useT(locale)
  const h = useT(healthWords)
  const format = useFormat()
  const selected = useSelectedCamera() === camera.id
  const distance = metres < 950 ? t('distance.m', { n: format.number(Math.round(metres / 10) * 10) }) : t('distance.km', { n: format.number(metres / 1_000, 1) })
  return (
    <li>
      <button type="button" className="near-row" data-best={best} aria-current={selected} onFocus={() => selectCamera(camera.id)} onClick={() => selectCamera(camera.id)} onDoubleClick={() => openCamera(camera.id)} onKeyDown={(event) => event.key === 'Enter' && openCamera(camera.id)}>
        <span className="near-name">{format.name(camera.name, camera.nameEn)}</span>
        <span className="near-faces" data-faces={faces}>{t(faces ? 'faces' : 'away')}</span>
        <span className="near-metres">{distance}</span>
        <span className="near-state" data-state={state}>{h(`state.${state}`)}</span>
      </button>
    </li>
  )
}

/** How the cameras that are open fare, by id. */
function useHealth(): ReadonlyMap<string, CameraHealth['state']> {
  const [health, setHealth] = useState<MediaHealth | null>(null)
  useEffect(() => media.onHealth(setHealth), [])
  return useMemo(() => new Map(health?.cameras.map(({ cameraId, state }) => [cameraId, state])), [health])
}
