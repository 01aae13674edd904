import { useCallback, useEffect, useRef, useState } from 'react'
import type { WebNode } from '../../../electron/contract/wall.ts'
import { webPartition, type WebPage } from '../../../electron/contract/web-page.ts'
import { useNow } from '../../client/clock.ts'
import { useView } from '../../client/hooks.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { webLocale } from './locale.ts'
import { after, failureOf, FRESH, loadedAgain, type WebState } from './web-state.ts'
import './web-page.css'

/** A page that loads for longer than this has failed, ms. */
const LONGEST_LOAD = 30_000

/** A web page of the settings' list on the wall: nobody can click in it, and it goes nowhere else. */
export function WebPanel({ panel }: { readonly panel: WebNode }) {
  const t = useT(webLocale)
  const c = useT(common)
  const pages = useView({ view: 'catalog' }).view?.head.webPages
  const page = pages?.find(({ id }) => id === panel.page)
  if (!pages) return <p className="web-words">{c('state.loading')}</p>
  if (!page) return <p className="web-words">{t('unlisted')}</p>
  return <Guest key={page.url} page={page} panel={panel} />
}

function Guest({ page, panel: { every, zoom } }: { readonly page: WebPage; readonly panel: WebNode }) {
  const [fare, setFare] = useState(FRESH)
  const { state, number, retryAt } = fare
  const onState = useCallback((next: WebState) => setFare((before) => after(before, next, Date.now())), [])
  useEffect(() => {
    if (state.at === 'shown' && every === 0) return
    const wait = state.at === 'loading' ? LONGEST_LOAD : state.at === 'shown' ? every * 60_000 : Math.max(0, retryAt - Date.now())
    const timer = setTimeout(() => (state.at === 'loading' ? onState({ at: 'failed', why: 'timeout' }) : setFare(loadedAgain)), wait)
    return () => clearTimeout(timer)
  }, [state, every, retryAt, onState])
  return (
    <div className="web-page" data-state={state.at}>
      <View key={number} page={page} zoom={zoom} onState={onState} />
      {state.at === 'loading' && <Loading />}
      {state.at === 'failed' && <Failed page={page} state={state} retryAt={retryAt} />}
    </div>
  )
}

/** Electron's own element, of which the page's types know only its name. */
interface Zoomable {
  setZoomFactor(factor: number): void
}

const isZoomable = (element: unknown): element is Zoomable => typeof element === 'object' && element !== null && 'setZoomFactor' in element && typeof element.setZoomFactor === 'function'

const numberIn = (event: Event, key: string): number => {
  const value: unknown = Reflect.get(event, key)
  return typeof value === 'number' ? value : 0
}

function View({ page, zoom, onState }: { readonly page: WebPage; readonly zoom: number; readonly onState: (state: WebState) => void }) {
  const ref = useRef<HTMLWebViewElement>(null)
  useEffect(() => {
    const view = ref.current
    if (!view) return
    let status = 0
    // A failed load ends with the browser's own error page, which loads well.
    let failed = false
    const listeners: Readonly<Record<string, (event: Event) => void>> = {
      'dom-ready': () => isZoomable(view) && view.setZoomFactor(zoom / 100),
      'did-start-navigation': (event) => (failed = failed && Reflect.get(event, 'isMainFrame') !== true),
      'did-navigate': (event) => (status = numberIn(event, 'httpResponseCode')),
      'did-finish-load': () => failed || onState(status >= 400 ? { at: 'failed', why: 'http', status } : { at: 'shown' }),
      'did-fail-load': (event) => {
        const why = Reflect.get(event, 'isMainFrame') === true ? failureOf(numberIn(event, 'errorCode')) : undefined
        if (!why) return
        failed = true
        onState({ at: 'failed', why })
      },
      'render-process-gone': () => onState({ at: 'failed', why: 'crashed' }),
    }
    for (const [name, listener] of Object.entries(listeners)) view.addEventListener(name, listener)
    return () => {
      for (const [name, listener] of Object.entries(listeners)) view.removeEventListener(name, listener)
    }
  }, [zoom, onState])
  return <webview ref={ref} className="web-view" src={page.url} partition={webPartition(page.id)} tabIndex={-1} />
}

function Loading() {
  const c = useT(common)
  return <p className="web-words">{c('state.loading')}</p>
}

function Failed({ page, state, retryAt }: { readonly page: WebPage; readonly state: Extract<WebState, { at: 'failed' }>; readonly retryAt: number }) {
  const t = useT(webLocale)
  const format = useFormat()
  const now = useNow(1_000)
  return (
    <div className="web-words web-failed" role="status">
      <p>{t('failed', { name: format.name(page.name, page.nameEn ?? page.name) })}</p>
      <p>{t(`why.${state.why}`, { status: String(state.status ?? '') })}</p>
      <small>{t('retry', { n: Math.max(0, Math.ceil((retryAt - now) / 1_000)) })}</small>
    </div>
  )
}
