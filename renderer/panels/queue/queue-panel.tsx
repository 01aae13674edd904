import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef } from 'react'
import { QueueLens } from '../../../electron/contract/views.ts'
import { useNow } from '../../client/clock.ts'
import { setLens, useDesk } from '../../client/desk.ts'
import { useView } from '../../client/hooks.ts'
import { selectCase, useSelectedCase } from '../../client/selection.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { runAction, useActions } from '../key-help/actions.ts'
import { shortcut } from '../key-help/bindings.ts'
import { useDepartmentNames } from '../notices/notices.tsx'
import { locale } from './locale.ts'
import { QueueRow } from './queue-row.tsx'
import { walkTo, type Walk } from './walk.ts'
import './queue.css'

/** Cases that a console lists at most; core sends the most pressing. */
const LIMIT = 500
const ROW_REM = 3.7

const rem = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize)

/** 案件队列: the cases of a lens, walked with keys. */
export function QueuePanel() {
  const t = useT(locale)
  const lens = useDesk((state) => state.lens)
  const { state, view } = useView({ view: 'queue', lens, limit: LIMIT })
  return (
    <section className="queue" aria-label={t('title')} data-state={state}>
      <Lenses counts={view?.head.counts} />
      {view ? <QueueList view={view} /> : state === 'error' ? <p className="queue-message">{t('error')}</p> : <QueueSkeleton />}
    </section>
  )
}

function Lenses({ counts }: { readonly counts: Readonly<Record<QueueLens, number>> | undefined }) {
  const t = useT(locale)
  const format = useFormat()
  const lens = useDesk((state) => state.lens)
  const last = useRef(counts)
  if (counts) last.current = counts
  return (
    <div className="queue-lenses" role="tablist" aria-label={t('title')}>
      {QueueLens.options.map((each) => (
        <button key={each} type="button" role="tab" aria-selected={lens === each} className="queue-lens" data-lens={each} onClick={() => setLens(each)}>
          <span className="queue-lens-name">
            {t(`lens.${each}`)} <Kbd keys={shortcut(`lens.${each}`)} />
          </span>
          <span className="queue-lens-count" data-some={(last.current?.[each] ?? 0) > 0 || undefined}>
            {last.current ? format.number(last.current[each]) : '–'}
          </span>
        </button>
      ))}
    </div>
  )
}

type QueueView = NonNullable<ReturnType<typeof useView<{ view: 'queue'; lens: QueueLens }>>['view']>

function QueueList({ view }: { readonly view: QueueView }) {
  const t = useT(locale)
  const lens = useDesk((state) => state.lens)
  const selected = useSelectedCase()
  const now = useNow(1000)
  const names = useDepartmentNames()
  const scroll = useRef<HTMLDivElement>(null)
  const rowHeight = Math.round(ROW_REM * rem())
  const rows = useVirtualizer({
    count: view.order.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    getItemKey: (index) => view.order[index] ?? index,
  })
  useEffect(() => rows.measure(), [rows, rowHeight])
  useWalk(view.order, selected, (index) => rows.scrollToIndex(index))
  if (view.order.length === 0) {
    return (
      <div className="queue-message">
        <p>{t(`empty.${lens}`)}</p>
        <p className="queue-hint">{t('empty.hint')}</p>
      </div>
    )
  }
  return (
    <>
      <div ref={scroll} className="queue-list" role="listbox" tabIndex={0} aria-label={t('title')} aria-activedescendant={selected ? `queue-${selected}` : undefined}>
        <div className="queue-rows" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((item) => {
            const id = view.order[item.index] ?? ''
            const row = view.rows[id]
            return row ? (
              <QueueRow
                key={id}
                id={`queue-${id}`}
                row={row}
                now={now}
                selected={id === selected}
                department={row.department ? (names.get(row.department) ?? row.department) : undefined}
                top={item.start}
                height={rowHeight}
                onSelect={() => selectCase(id)}
                onOpen={() => runAction('case.focus')}
              />
            ) : null
          })}
        </div>
      </div>
      <QueueFoot shown={view.order.length} total={view.head.total} />
    </>
  )
}

function QueueFoot({ shown, total }: { readonly shown: number; readonly total: number }) {
  const t = useT(locale)
  const format = useFormat()
  return (
    <footer className="queue-foot">
      <span className="queue-keys">
        <Kbd keys="j" />
        <Kbd keys="k" />
        {t('walk')}
      </span>
      <span className="queue-keys">
        <Kbd keys="Enter" />
        {t('open')}
      </span>
      <span className="queue-more">{shown < total ? t('more', { n: format.number(shown), total: format.number(total) }) : ''}</span>
    </footer>
  )
}

/** Offers the walk through the list, and keeps what is selected in sight. */
function useWalk(order: readonly string[], selected: string | null, reveal: (index: number) => void): void {
  const lastIndex = useRef(0)
  const index = selected === null ? -1 : order.indexOf(selected)
  if (index >= 0) lastIndex.current = index
  const latest = useRef({ order, selected, reveal })
  latest.current = { order, selected, reveal }
  const listed = index >= 0
  useEffect(() => {
    if (listed) latest.current.reveal(lastIndex.current)
  }, [selected, listed])
  const actions = useMemo(() => {
    const go = (walk: Walk) => () => {
      const { order: ids, selected: from } = latest.current
      const to = walkTo(ids, from, lastIndex.current, walk)
      if (to !== null && to !== from) selectCase(to)
    }
    return { 'queue.next': go('next'), 'queue.previous': go('previous'), 'queue.first': go('first'), 'queue.last': go('last') }
  }, [])
  useActions(actions)
}

function QueueSkeleton() {
  return (
    <div className="queue-list" aria-hidden="true">
      {Array.from({ length: 8 }, (_, index) => (
        <div key={index} className="queue-skeleton">
          <i />
          <b />
          <u />
        </div>
      ))}
    </div>
  )
}
