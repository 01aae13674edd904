import { memo, useLayoutEffect, useMemo, useRef } from 'react'
import type { RollRow } from '../../../electron/contract/views.ts'
import { windowParams } from '../../client/bridge.ts'
import { useView } from '../../client/hooks.ts'
import { useSelectedCase } from '../../client/selection.ts'
import { type Format, useFormat, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { eventWords, isKnownEvent } from '../../ui/locales/events.ts'
import { locale } from './locale.ts'
import '../../ui/whole-rows.css'
import './roll.css'

/** Rows that are asked for; those that find no room are cut off whole. */
const SHOWN = 24
/** A new row slides in within this time, ms. */
const SLIDE = 260

export interface RollPanelProps {
  readonly active?: boolean
  /** In software nothing slides. */
  readonly software?: boolean
}

/** What has just happened to cases, newest on top. */
export function RollPanel({ active = true, software = windowParams().software }: RollPanelProps) {
  const t = useT(locale)
  const c = useT(common)
  const { view, state } = useView({ view: 'roll', limit: SHOWN })
  const selected = useSelectedCase()
  const list = useRef<HTMLOListElement>(null)
  useSlide(list, view?.order ?? NONE, active && !software)
  const rows = useMemo(() => (view?.order ?? []).flatMap((id) => view?.rows[id] ?? []), [view])
  return (
    <div className="roll" data-state={state}>
      <h2 className="roll-title">{t('title')}</h2>
      {rows.length === 0 && <p className="roll-none">{view ? t('none') : c('state.loading')}</p>}
      <ol className="whole-rows" ref={list}>
        {rows.map((row) => (
          <Happening key={row.id} row={row} selected={row.caseId === selected} />
        ))}
      </ol>
    </div>
  )
}

const NONE: readonly string[] = []

/** Moves the list down from where it stood when rows came on top. */
function useSlide(list: React.RefObject<HTMLOListElement | null>, order: readonly string[], moving: boolean): void {
  const first = useRef<string | undefined>(undefined)
  useLayoutEffect(() => {
    const known = first.current
    first.current = order[0]
    const element = list.current
    if (!element || !moving || known === undefined || known === order[0]) return
    const added = order.indexOf(known)
    if (added <= 0) return
    const height = Array.from(element.children).slice(0, added).reduce((sum, child) => sum + child.getBoundingClientRect().height, 0)
    element.animate([{ transform: `translateY(${-height}px)` }, { transform: 'none' }], { duration: SLIDE, easing: 'ease-out' })
  }, [list, order, moving])
}

const today = (at: number, format: Format): boolean => format.date(at) === format.date(Date.now())

const Happening = memo(function Happening({ row, selected }: { readonly row: RollRow; readonly selected: boolean }) {
  const e = useT(eventWords)
  const format = useFormat()
  return (
    <li className="roll-row" aria-current={selected} data-type={row.type}>
      <time className="roll-time">{today(row.occurredAt, format) ? format.seconds(row.occurredAt) : format.dateTime(row.occurredAt)}</time>
      <span className="roll-what">
        <b>{isKnownEvent(row.type) ? e(row.type) : row.type}</b> {[format.name(row.className, row.classNameEn), row.detail].filter(Boolean).join(' · ')}
      </span>
      <span className="roll-actor">{row.actor}</span>
      <span className="roll-number">{row.number}</span>
      <span className="roll-place">{row.place}</span>
    </li>
  )
})
