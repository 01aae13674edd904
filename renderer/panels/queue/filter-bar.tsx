import { useMemo } from 'react'
import { ViewDigit } from '../../../electron/contract/saved-view.ts'
import { desk, setFilter, setFiltering, showQueue, useDesk } from '../../client/desk.ts'
import { useT } from '../../ui/i18n.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { useActions } from '../key-help/actions.ts'
import { shortcut } from '../key-help/bindings.ts'
import { filterLocale } from './filter-locale.ts'
import { isNarrowed, toggled, valuesIn } from './filter-parts.ts'
import { useFilterWords } from './filter-words.ts'
import { useSavedViews } from './saved-views.ts'
import './filter-bar.css'

/** What the queue is narrowed to, a chip each, and the saved view that it is, if it is one. */
export function FilterBar() {
  const t = useT(filterLocale)
  const { lens, filter, filtering } = useDesk((state) => state)
  const { wordsOf } = useFilterWords()
  const views = useSavedViews()
  useFilterActions(views)
  const set = valuesIn(filter)
  const here = views.find((view) => view.lens === lens && JSON.stringify(view.filter) === JSON.stringify(filter))
  return (
    <div className="filter-bar" data-narrowed={set.length > 0 || undefined}>
      <button type="button" className="filter-open" aria-expanded={filtering} onClick={() => setFiltering(!filtering)}>
        {here ? here.name : t('filter')} <Kbd keys={shortcut('queue.filter')} />
      </button>
      {set.length > 0 && (
        <div className="filter-chips">
          {set.map(({ part, value }) => (
            <button key={`${part} ${value}`} type="button" className="filter-chip" title={t(`part.${part}`)} onClick={() => setFilter(toggled(filter, part, value))}>
              {wordsOf(part, value)} <span aria-hidden="true">×</span>
            </button>
          ))}
        </div>
      )}
      {set.length > 0 && (
        <button type="button" className="filter-open" onClick={() => setFilter({})}>
          {t('clear')} <Kbd keys={shortcut('queue.clear-filter')} />
        </button>
      )}
      {set.length === 0 && <KeyedViews views={views} />}
    </div>
  )
}

type Views = ReturnType<typeof useSavedViews>

/** Saved views that have a key, one press away. */
function KeyedViews({ views }: { readonly views: Views }) {
  const keyed = views.filter((view) => view.digit !== null)
  return (
    <div className="filter-chips">
      {keyed.map((view) => (
        <button key={view.id} type="button" className="filter-chip" onClick={() => showQueue(view.lens, view.filter)}>
          {view.name} <Kbd keys={view.digit ?? ''} />
        </button>
      ))}
    </div>
  )
}

function useFilterActions(views: Views): void {
  const actions = useMemo(
    () => ({
      'queue.filter': () => setFiltering(!desk.getState().filtering),
      'queue.clear-filter': () => isNarrowed(desk.getState().filter) && setFilter({}),
      'queue.saved': (key: string) => {
        const digit = ViewDigit.safeParse(key)
        const view = digit.success ? views.find((each) => each.digit === digit.data) : undefined
        if (view) showQueue(view.lens, view.filter)
      },
    }),
    [views],
  )
  useActions(actions)
}
