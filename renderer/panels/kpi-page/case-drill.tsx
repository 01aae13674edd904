import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Result } from '../../../electron/contract/error.ts'
import type { KpiCases } from '../../../electron/contract/kpi.ts'
import type { CaseRow } from '../../../electron/contract/views.ts'
import { selectCase, useSelectedCase } from '../../client/selection.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { usePageKeys } from '../../ui/page.tsx'
import { Segments } from '../../ui/segments.tsx'
import { StageChip } from '../../ui/stage-chip.tsx'
import { ListFoot } from './list-foot.tsx'
import { locale } from './locale.ts'
import './drill-list.css'

const PAGE_SIZE = 50
/** Events of a case that are listed; a case seldom has more of one kind. */
const EVENTS_SHOWN = 3

export type FigurePart = 'numerator' | 'denominator'

/** A page of the cases behind a number, after a place. */
export type LoadCases = (part: FigurePart, after: number, limit: number) => Promise<Result<KpiCases>>

interface Props {
  readonly title: string
  /** How the number is made. */
  readonly formula: string
  readonly numerator: string
  readonly denominator: string
  /** The same function for the same number: another one reads anew. */
  readonly load: LoadCases
  readonly onClose: () => void
}

/** The cases behind a number, with the events that prove each; a page at a time. */
export function CaseDrill({ title, formula, numerator, denominator, load, onClose }: Props) {
  const t = useT(locale)
  const [part, setPart] = useState<FigurePart>('numerator')
  const { found, failed, from, next, previous } = useCases(load, part)
  const swap = (): void => setPart((now) => (now === 'numerator' ? 'denominator' : 'numerator'))
  usePageKeys({ Escape: onClose, PageDown: () => next?.(), PageUp: () => previous?.(), x: swap })
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (found) (list.current?.querySelector<HTMLElement>('.drill-row') ?? list.current)?.focus()
  }, [found])
  return (
    <aside className="drill" aria-label={title}>
      <header className="drill-head">
        <h3>{title}</h3>
        <p>{formula}</p>
        <Segments
          label={t('drill.part')}
          value={part}
          shortcut="x"
          choices={[
            { value: 'numerator', words: numerator },
            { value: 'denominator', words: denominator },
          ]}
          onChange={setPart}
        />
      </header>
      <div ref={list} className="drill-list" tabIndex={-1} data-old={found === undefined || undefined}>
        {failed && <p className="drill-message">{t('drill.error')}</p>}
        {found?.cases.length === 0 && <p className="drill-message">{t('drill.empty')}</p>}
        {found?.cases.map(({ row, events }) => (
          <DrillRow key={row.id} row={row}>
            <Evidence events={events} />
          </DrillRow>
        ))}
      </div>
      <ListFoot from={from} shown={found?.cases.length ?? 0} onPrevious={previous} onNext={next} />
    </aside>
  )
}

/** A case, with what is said below it; choosing it shows it beside the page. */
export function DrillRow({ row, children }: { readonly row: CaseRow; readonly children?: ReactNode }) {
  const format = useFormat()
  const selected = useSelectedCase() === row.id
  return (
    <div className="drill-case" data-selected={selected || undefined}>
      <button type="button" className="drill-row" aria-current={selected} onClick={() => selectCase(row.id)}>
        <span className="drill-line">
          <b>{format.name(row.className, row.classNameEn)}</b>
          <StageChip stage={row.stage} />
        </span>
        <span className="drill-line drill-dim">
          <span className="drill-place">{row.place}</span>
          <span>{row.number}</span>
        </span>
      </button>
      {children}
    </div>
  )
}

/** The events that prove a case's part in a number. */
function Evidence({ events }: { readonly events: readonly string[] }) {
  const t = useT(locale)
  const shown = events.slice(0, EVENTS_SHOWN)
  return (
    <ul className="drill-events" aria-label={t('drill.events')}>
      {shown.map((id) => (
        <li key={id}>{id}</li>
      ))}
      {events.length > shown.length && <li>{t('drill.more-events', { n: events.length - shown.length })}</li>}
    </ul>
  )
}

/** The page of cases that is shown; `after` of each page before it, so that one can go back. */
function useCases(load: LoadCases, part: FigurePart) {
  const [pages, setPages] = useState<readonly number[]>([0])
  const [found, setFound] = useState<KpiCases>()
  const [failed, setFailed] = useState(false)
  const after = pages.at(-1) ?? 0
  useEffect(() => setPages([0]), [load, part])
  useEffect(() => {
    let here = true
    setFound(undefined)
    void load(part, after, PAGE_SIZE).then((result) => {
      if (!here) return
      setFailed(!result.ok)
      setFound(result.ok ? result.value : undefined)
    })
    return () => {
      here = false
    }
  }, [load, part, after])
  const to = found?.next
  return {
    found,
    failed,
    from: (pages.length - 1) * PAGE_SIZE,
    next: typeof to === 'number' ? () => setPages((now) => [...now, to]) : undefined,
    previous: pages.length > 1 ? () => setPages((now) => now.slice(0, -1)) : undefined,
  }
}
