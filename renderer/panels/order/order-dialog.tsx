import { useCallback, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { useActor } from '../../client/actor.ts'
import { bridge } from '../../client/bridge.ts'
import { core } from '../../client/core.ts'
import { useView } from '../../client/hooks.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { currentLang, useT } from '../../ui/i18n.tsx'
import { notify } from '../notices/notice-store.ts'
import { locale } from './locale.ts'
import { OrderSheet } from './order-sheet.tsx'
import { closeOrder, orderStore } from './order-store.ts'
import './order-dialog.css'

/** The dispatch order of a case as it will be printed, with what is to be done with it. */
export function OrderDialog() {
  const caseId = useStore(orderStore, (state) => state.caseId)
  return caseId === null ? null : <OpenOrder key={caseId} caseId={caseId} />
}

type Way = 'pdf' | 'paper'

/** Letters of the console at which a sheet is shown in its own size, px. */
const OWN_SIZE = 13

/** A sheet is shown as large as the letters of the console are. */
const paperZoom = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / OWN_SIZE

function OpenOrder({ caseId }: { readonly caseId: string }) {
  const t = useT(locale)
  const actor = useActor()
  const [reporter, setReporter] = useState(false)
  const [busy, setBusy] = useState(false)
  const [now] = useState(Date.now)
  const { view, state } = useView({ view: 'case', caseId, ...(reporter ? { personal: true } : {}) }, { keepPrevious: true })
  const catalog = useView({ view: 'catalog' }).view?.head
  const row = view?.head.row
  const number = row?.number ?? ''
  const make = useCallback(async (way: Way): Promise<void> => {
    setBusy(true)
    const recorded = await core.command({ type: 'audit.printed', what: `order-${way}${reporter ? '-reporter' : ''}`, caseId })
    const done = recorded.ok ? await bridge().printOrder({ caseId, number, lang: currentLang(), reporter, way }) : recorded
    setBusy(false)
    if (!done.ok) return notify({ what: 'error', error: done.error })
    if ('done' in done.value && !done.value.done) return
    if (way === 'pdf') notify({ what: 'saved', name: `${number}.pdf` })
    closeOrder()
  }, [caseId, number, reporter])
  const ready = row?.id === caseId && catalog !== undefined && view !== undefined && view.head.tasks.length > 0
  const toggle = useCallback(() => setReporter((on) => !on), [])
  useOrderKeys(ready && !busy, make, toggle)
  return (
    <Dialog title={t('title', { number })} open onClose={closeOrder} size="l">
      <div className="order-dialog">
        <div className="order-controls">
          <Button shortcut="c" pressed={reporter} onClick={toggle}>
            {t('option.reporter')}
          </Button>
          <span className="order-why">{t('option.why')}</span>
          <Button shortcut="p" disabled={!ready || busy} onClick={() => void make('paper')}>
            {t('print')}
          </Button>
          <Button tone="primary" shortcut="s" disabled={!ready || busy} onClick={() => void make('pdf')}>
            {busy ? t('working') : t('save')}
          </Button>
        </div>
        <div className="order-paper" style={{ zoom: paperZoom() }}>
          {ready && row ? (
            <OrderSheet head={view.head} row={row} rows={view.order.flatMap((id) => view.rows[id] ?? [])} catalog={catalog} actor={actor} reporter={reporter} now={now} />
          ) : (
            <p className="order-message">{t(state === 'error' ? 'error' : row ? 'not-dispatched' : 'loading')}</p>
          )}
        </div>
      </div>
    </Dialog>
  )
}

/** `s` saves, `p` prints, `c` puts the caller on it or takes them off. */
function useOrderKeys(enabled: boolean, make: (way: Way) => Promise<void>, toggle: () => void): void {
  useEffect(() => {
    if (!enabled) return
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return
      const way = event.key === 's' ? 'pdf' : event.key === 'p' ? 'paper' : undefined
      if (!way && event.key !== 'c') return
      event.preventDefault()
      event.stopPropagation()
      if (way) void make(way)
      else toggle()
    }
    window.addEventListener('keydown', press, true)
    return () => window.removeEventListener('keydown', press, true)
  }, [enabled, make, toggle])
}
