import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState } from 'react'
import { QueueLens } from '../../../electron/contract/queue-lens.ts'
import type { QueueFilter } from '../../../electron/contract/queue-filter.ts'
import { useActor } from '../../client/actor.ts'
import { useClaims } from '../../client/claims.ts'
import { useNow } from '../../client/clock.ts'
import { setFilter, setLens, useDesk } from '../../client/desk.ts'
import { MAX_PAGES, PAGE_ROWS, useQueuePages, type NearPages, type QueuePages } from '../../client/queue-pages.ts'
import { selectCase, useSelectedCase } from '../../client/selection.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useLang, useT } from '../../ui/i18n.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { PageFoot, PageKey } from '../../ui/page.tsx'
import { AlertStrip } from '../alerts/alert-strip.tsx'
import { runAction, useActions } from '../key-help/actions.ts'
import { shortcut } from '../key-help/bindings.ts'
import { useDepartmentNames } from '../notices/notices.tsx'
import { FilterBar } from './filter-bar.tsx'
import { filterLocale } from './filter-locale.ts'
import { isNarrowed, valuesIn } from './filter-parts.ts'
import { FilterPicker } from './filter-picker.tsx'
import { useFilterWords } from './filter-words.ts'
import { locale } from './locale.ts'
import { QueueRow } from './queue-row.tsx'
import { walkTo, type Walk } from './walk.ts'
import './queue.css'

const ROW_REM = 3.7
/** Core counts no further. */
const COUNT_CAP = 10_000

const rem = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize)

/** 案件队列: the cases of a lens, narrowed by filters, walked with keys. */
export function QueuePanel() {
  const t = useT(locale)
  const { lens, filter, filtering } = useDesk((state) => state)
  const [counts, setCounts] = useState<Readonly<Record<QueueLens, number>> | undefined>(undefined)
  return (
    <section className="queue" aria-label={t('title')}>
      <Lenses counts={counts} />
      <FilterBar />
      <AlertStrip />
      <div className="queue-body">
        <Pages key={`${lens} ${JSON.stringify(filter)}`} lens={lens} filter={filter} onCounts={setCounts} />
        {filtering && <FilterPicker />}
      </div>
    </section>
  )
}

const FIRST_PAGE: NearPages = { first: 0, last: 0 }

/** One queue from its first page on; further pages come as they come into sight. */
function Pages({ lens, filter, onCounts }: { readonly lens: QueueLens; readonly filter: QueueFilter; readonly onCounts: (counts: Readonly<Record<QueueLens, number>>) => void }) {
  const t = useT(locale)
  const [near, setNear] = useState(FIRST_PAGE)
  const pages = useQueuePages(lens, filter, near)
  const counts = pages.head?.counts
  useEffect(() => {
    if (counts) onCounts(counts)
  }, [counts, onCounts])
  if (!pages.head) return pages.state === 'error' ? <p className="queue-message">{t('error')}</p> : <QueueSkeleton />
  return pages.order.length === 0 ? <Empty /> : <QueueList pages={pages} head={pages.head} onNear={setNear} />
}

/** Says why there is nothing, and offers what would change that. */
function Empty() {
  const t = useT(locale)
  const f = useT(filterLocale)
  const lang = useLang()
  const { lens, filter } = useDesk((state) => state)
  const { wordsOf } = useFilterWords()
  if (!isNarrowed(filter)) {
    return (
      <div className="queue-message">
        <p>{t(`empty.${lens}`)}</p>
        <p className="queue-hint">{t('empty.hint')}</p>
      </div>
    )
  }
  const values = valuesIn(filter).map(({ part, value }) => wordsOf(part, value)).join(lang === 'en' ? ', ' : '、')
  return (
    <div className="queue-message">
      <p>{f('empty.filtered')}</p>
      <p className="queue-hint">{f('empty.view', { values: `${t(`lens.${lens}`)} · ${values}` })}</p>
      <Button shortcut={shortcut('queue.clear-filter')} onClick={() => setFilter({})}>
        {f('clear.all')}
      </Button>
    </div>
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

interface ListProps {
  readonly pages: QueuePages
  readonly head: NonNullable<QueuePages['head']>
  readonly onNear: (near: NearPages) => void
}

function QueueList({ pages, head, onNear }: ListProps) {
  const t = useT(locale)
  const selected = useSelectedCase()
  const now = useNow(1000)
  const names = useDepartmentNames()
  const claims = useClaims()
  const actor = useActor()
  const scroll = useRef<HTMLDivElement>(null)
  const rowHeight = Math.round(ROW_REM * rem())
  const rows = useVirtualizer({
    count: pages.order.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    getItemKey: (index) => pages.order[index] ?? index,
  })
  useEffect(() => rows.measure(), [rows, rowHeight])
  useNear(rows.getVirtualItems(), onNear)
  useWalk(pages.order, selected, (index) => rows.scrollToIndex(index))
  return (
    <>
      <div ref={scroll} className="queue-list" data-state={pages.state} role="listbox" tabIndex={0} aria-label={t('title')} aria-activedescendant={selected ? `queue-${selected}` : undefined}>
        <div className="queue-rows" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((item) => {
            const id = pages.order[item.index] ?? ''
            const row = pages.rows[id]
            const claim = claims[id]
            return row ? (
              <QueueRow
                key={id}
                id={`queue-${id}`}
                row={row}
                now={now}
                selected={id === selected}
                department={row.department ? (names.get(row.department) ?? row.department) : undefined}
                claim={claim && { name: claim.by.name, mine: claim.by.id === actor?.id }}
                top={item.start}
                height={rowHeight}
                onSelect={() => selectCase(id)}
                onOpen={() => runAction('case.focus')}
              />
            ) : null
          })}
        </div>
      </div>
      <QueueFoot shown={pages.order.length} total={head.total} full={pages.more && pages.order.length >= MAX_PAGES * PAGE_ROWS} />
    </>
  )
}

/** Tells which pages are in sight whenever that changes. */
function useNear(items: readonly { readonly index: number }[], onNear: (near: NearPages) => void): void {
  const first = Math.floor((items[0]?.index ?? 0) / PAGE_ROWS)
  const last = Math.floor((items.at(-1)?.index ?? 0) / PAGE_ROWS)
  useEffect(() => onNear({ first, last }), [first, last, onNear])
}

function QueueFoot({ shown, total, full }: { readonly shown: number; readonly total: number; readonly full: boolean }) {
  const t = useT(locale)
  const format = useFormat()
  return (
    <PageFoot>
      <PageKey keys={['j', 'k']}>{t('walk')}</PageKey>
      <PageKey keys={['Enter']}>{t('open')}</PageKey>
      <span className="queue-more">{full ? t('full', { n: format.number(shown) }) : shown < total ? t('more', { n: format.number(shown), total: `${format.number(total)}${total >= COUNT_CAP ? '+' : ''}` }) : ''}</span>
    </PageFoot>
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
