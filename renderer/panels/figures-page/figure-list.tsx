import { useEffect, useRef, type ReactNode } from 'react'
import type { CaseFigure, CameraState } from '../../../electron/contract/figure-cases.ts'
import type { FiguresHead } from '../../../electron/contract/views.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useLang, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { usePageKeys } from '../../ui/page.tsx'
import { openCamera } from '../camera-page/open-camera.ts'
import { useCamerasByState } from '../figures/camera-counts.ts'
import { DrillRow } from '../kpi-page/case-drill.tsx'
import { ListFoot } from '../kpi-page/list-foot.tsx'
import { errorText } from '../notices/error-text.ts'
import { shownValue, useFigureTitle } from './figure-words.ts'
import { locale } from './locale.ts'
import { useFigureCases } from './use-figure-cases.ts'
import '../kpi-page/drill-list.css'

/** The cases that a figure counts, a page at a time. */
export function FigureCaseList({ figure, head, onClose }: { readonly figure: CaseFigure; readonly head: FiguresHead | undefined; readonly onClose: () => void }) {
  const t = useT(locale)
  const c = useT(common)
  const lang = useLang() === 'en' ? 'en' : 'zh'
  const format = useFormat()
  const titleOf = useFigureTitle()
  const { found, error, from, next, previous, again } = useFigureCases(figure, shownValue(head, figure))
  usePageKeys({ Escape: onClose, PageDown: () => next?.(), PageUp: () => previous?.() })
  const total = found ? t(figure.of === 'today' || figure.of === 'hour' ? 'total.steps' : 'total', { n: format.number(found.total) }) : c('state.loading')
  return (
    <List title={titleOf(figure)} total={error ? '' : total} ready={found !== undefined} foot={<ListFoot from={from} shown={found?.cases.length ?? 0} onPrevious={previous} onNext={next} />}>
      {error && (
        <div className="drill-message">
          <p>{t('failed', { why: errorText(error, c, lang) })}</p>
          <Button onClick={again}>{t('retry')}</Button>
        </div>
      )}
      {!error && found?.total === 0 && <p className="drill-message">{t('none')}</p>}
      {!error &&
        found?.cases.map(({ key, at, row }) => (
          <DrillRow key={key} row={row}>
            <p className="drill-events">{format.dateTime(at)}</p>
          </DrillRow>
        ))}
    </List>
  )
}

/** The cameras that fare in one way. */
export function FigureCameraList({ state, onClose }: { readonly state: CameraState; readonly onClose: () => void }) {
  const t = useT(locale)
  const format = useFormat()
  const titleOf = useFigureTitle()
  const cameras = useCamerasByState(true)[state]
  usePageKeys({ Escape: onClose })
  return (
    <List title={titleOf({ of: 'cameras', state })} total={t('total.cameras', { n: format.number(cameras.length) })} ready>
      {cameras.length === 0 && <p className="drill-message">{t('none')}</p>}
      {cameras.map((camera) => (
        <div key={camera.id} className="drill-case">
          <button type="button" className="drill-row" aria-label={format.name(camera.name, camera.nameEn)} onClick={() => openCamera(camera.id)}>
            <span className="drill-line">
              <b>{format.name(camera.name, camera.nameEn)}</b>
            </span>
            <span className="drill-line drill-dim">{camera.group}</span>
          </button>
        </div>
      ))}
    </List>
  )
}

/** A list beside the figures; the focus goes into it when it is there for the first time. */
function List({ title, total, ready, foot, children }: { readonly title: string; readonly total: string; readonly ready: boolean; readonly foot?: ReactNode; readonly children: ReactNode }) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (ready) (list.current?.querySelector<HTMLElement>('.drill-row') ?? list.current)?.focus()
  }, [ready])
  return (
    <aside className="drill" aria-label={title}>
      <header className="drill-head">
        <h3>{title}</h3>
        <p className="drill-total">{total}</p>
      </header>
      <div ref={list} className="drill-list" tabIndex={-1}>
        {children}
      </div>
      {foot}
    </aside>
  )
}
