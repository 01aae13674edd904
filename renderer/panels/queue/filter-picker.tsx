import { Command } from 'cmdk'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { ViewDigit, type SavedView } from '../../../electron/contract/saved-view.ts'
import type { QueueFilter } from '../../../electron/contract/queue-filter.ts'
import { setFilter, setFiltering, showQueue, useDesk } from '../../client/desk.ts'
import { useT } from '../../ui/i18n.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { PageFoot, PageKey } from '../../ui/page.tsx'
import { filterLocale } from './filter-locale.ts'
import { holds, isNarrowed, PARTS, toggled, valuesIn, type FilterValue, type Part } from './filter-parts.ts'
import { useFilterWords } from './filter-words.ts'
import { NameView } from './name-view.tsx'
import { deleteView, saveView, useSavedViews } from './saved-views.ts'
import '../../ui/picker.css'
import './filter-picker.css'

/** Values of a part that are shown before anything is typed, and while something is. */
const SHOWN_AT_FIRST: Readonly<Record<Part, number>> = { due: 5, marks: 3, stages: 11, sources: 8, reported: 5, departments: 60, districts: 40, streets: 0, classes: 2, text: 0 }
const SHOWN_TYPED = 12

/** What of the picker is being named: the filters of the moment, or a saved view that gets another name. */
type Naming = { readonly rename: SavedView | null } | null

/** The list of all filters and saved views: typed to narrow, Enter to set, all by key. */
export function FilterPicker() {
  const t = useT(filterLocale)
  const filter = useDesk((state) => state.filter)
  const views = useSavedViews()
  const [text, setText] = useState('')
  const [at, setAt] = useState('')
  const [naming, setNaming] = useState<Naming>(null)
  const box = useRef<HTMLDivElement>(null)
  useFocus(box, naming !== null)
  const typed = text.trim()
  const chosen = views.find((view) => at === `view ${view.id}`)
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      if (naming) setNaming(null)
      else setFiltering(false)
      return
    }
    if (naming) return
    if (event.key === 'Backspace' && text === '') return dropLast(filter)
    if (chosen && onView(chosen, event)) event.preventDefault()
  }
  const onView = (view: SavedView, event: KeyboardEvent): boolean => {
    if (event.key === 'Delete') void deleteView(view)
    else if (event.key === 'F2') setNaming({ rename: view })
    else if (event.altKey && ViewDigit.safeParse(event.key).success) void saveView({ ...view, digit: view.digit === event.key ? null : ViewDigit.parse(event.key) })
    else return false
    return true
  }
  return (
    <div ref={box} className="picker filter-picker" role="dialog" aria-label={t('filter')} tabIndex={-1} onKeyDown={press}>
      {naming ? (
        <NameView rename={naming.rename} onDone={() => setNaming(null)} />
      ) : (
        <Command label={t('filter')} shouldFilter={false} loop value={at} onValueChange={setAt}>
          <Command.Input className="picker-input" value={text} onValueChange={setText} maxLength={100} placeholder={t('placeholder')} />
          <Command.List className="picker-list filter-picker-list">
            <Views views={views} typed={typed} />
            {isNarrowed(filter) && typed === '' && (
              <Command.Item value="save" className="picker-item filter-picker-item" onSelect={() => setNaming({ rename: null })}>
                {t('views.save')}
              </Command.Item>
            )}
            <Values filter={filter} typed={typed} onDone={() => setText('')} />
          </Command.List>
        </Command>
      )}
      {!naming && <Foot onView={chosen !== undefined} narrowed={isNarrowed(filter)} />}
    </div>
  )
}

/** Takes the focus, also when a name has been given, and gives it back to the list when the picker goes. */
function useFocus(box: React.RefObject<HTMLDivElement | null>, naming: boolean): void {
  useEffect(() => box.current?.querySelector('input')?.focus(), [box, naming])
  useEffect(() => () => document.querySelector<HTMLElement>('.queue-list')?.focus(), [])
}

function dropLast(filter: QueueFilter): void {
  const last = valuesIn(filter).at(-1)
  if (last) setFilter(toggled(filter, last.part, last.value))
}

function Views({ views, typed }: { readonly views: readonly SavedView[]; readonly typed: string }) {
  const t = useT(filterLocale)
  const fitting = views.filter((view) => view.name.toLowerCase().includes(typed.toLowerCase()))
  if (fitting.length === 0) return null
  return (
    <Command.Group heading={t('views')}>
      {fitting.map((view) => (
        <Command.Item key={view.id} value={`view ${view.id}`} className="picker-item filter-picker-item" onSelect={() => showQueue(view.lens, view.filter)}>
          <span className="filter-picker-words">{view.name}</span>
          {view.digit && <Kbd keys={view.digit} />}
        </Command.Item>
      ))}
    </Command.Group>
  )
}

function Values({ filter, typed, onDone }: { readonly filter: QueueFilter; readonly typed: string; readonly onDone: () => void }) {
  const t = useT(filterLocale)
  const { values, wordsOf, foundBy } = useFilterWords()
  const words = typed.toLowerCase().split(/\s+/)
  const fits = (value: FilterValue): boolean => words.every((word) => foundBy(value).includes(word))
  const groups = PARTS.map((part) => {
    const all = values.filter((value) => value.part === part)
    return { part, found: typed === '' ? all.filter((value, i) => i < SHOWN_AT_FIRST[part] || holds(filter, part, value.value)) : all.filter(fits).slice(0, SHOWN_TYPED) }
  }).filter(({ found }) => found.length > 0)
  return (
    <>
      {groups.map(({ part, found }) => (
        <Command.Group key={part} heading={t(`part.${part}`)}>
          {found.map(({ value }) => (
            <Command.Item
              key={value}
              value={`${part} ${value}`}
              className="picker-item filter-picker-item"
              data-held={holds(filter, part, value) || undefined}
              onSelect={() => {
                setFilter(toggled(filter, part, value))
                onDone()
              }}
            >
              <span className="filter-picker-box" />
              <span className="filter-picker-words">{wordsOf(part, value)}</span>
              {part === 'classes' && value.includes('/') && <span className="filter-picker-code">{value.slice(value.indexOf('/') + 1)}</span>}
            </Command.Item>
          ))}
        </Command.Group>
      ))}
      {typed !== '' && (
        <Command.Group heading={t('part.text')}>
          <Command.Item
            value="text"
            className="picker-item filter-picker-item"
            onSelect={() => {
              setFilter({ ...filter, text: typed })
              onDone()
            }}
          >
            {t('text.add', { text: typed })}
          </Command.Item>
        </Command.Group>
      )}
    </>
  )
}

function Foot({ onView, narrowed }: { readonly onView: boolean; readonly narrowed: boolean }) {
  const t = useT(filterLocale)
  const hint = (keys: string, words: string) => (
    <PageKey key={keys} keys={[keys]}>
      {words}
    </PageKey>
  )
  return (
    <PageFoot>
      {onView ? [hint('Enter', t('hint.show')), hint('Alt+5', t('hint.digit')), hint('F2', t('hint.rename')), hint('Delete', t('hint.delete'))] : [hint('Enter', t('hint.toggle')), ...(narrowed ? [hint('Backspace', t('hint.last'))] : [])]}
      {hint('Escape', t('hint.close'))}
    </PageFoot>
  )
}
