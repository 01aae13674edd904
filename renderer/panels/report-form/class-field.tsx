import { useState } from 'react'
import { useView } from '../../client/hooks.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { limitWords } from '../../ui/limit-words.ts'
import { common } from '../../ui/locales/common.ts'
import { findClasses, type ChosenClass } from './draft.ts'
import { locale } from './locale.ts'

const MAX_SHOWN = 7

/** The sub-class, found by typing; arrows choose, Enter takes it and goes on. */
export function ClassField({ chosen, onChoose }: { readonly chosen: ChosenClass | null; readonly onChoose: (chosen: ChosenClass) => void }) {
  const t = useT(locale)
  const format = useFormat()
  const codes = useView({ view: 'catalog' }).view?.head.codes
  const [typed, setTyped] = useState<string | null>(null)
  const [index, setIndex] = useState(0)
  const open = typed !== null
  const found = open && codes ? findClasses(codes, typed, MAX_SHOWN) : []
  const nameOf = ({ subClass }: ChosenClass): string => format.name(subClass.name, subClass.nameEn)
  const take = (each: ChosenClass): void => {
    onChoose(each)
    setTyped(null)
  }
  return (
    <div className="class-field">
      <input
        id="report-class"
        className="input"
        role="combobox"
        aria-expanded={open}
        aria-controls="report-classes"
        aria-activedescendant={open ? `report-class-${index}` : undefined}
        autoComplete="off"
        placeholder={t('class.hint')}
        value={typed ?? (chosen ? `${nameOf(chosen)}  ${chosen.subClass.code}` : '')}
        onFocus={(event) => event.target.select()}
        onChange={(event) => {
          setTyped(event.target.value)
          setIndex(0)
        }}
        onBlur={() => setTyped(null)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
          if (step !== 0) {
            event.preventDefault()
            if (!open) return setTyped('')
            setIndex(Math.min(found.length - 1, Math.max(0, index + step)))
          }
          if (open && event.key === 'Enter') {
            event.preventDefault()
            event.stopPropagation()
            const each = found[index]
            if (each) take(each)
          }
          if (open && event.key === 'Escape') {
            event.preventDefault()
            event.stopPropagation()
            setTyped(null)
          }
        }}
      />
      {open && <ClassList found={found} index={index} nameOf={nameOf} onTake={take} />}
    </div>
  )
}

function ClassList({ found, index, nameOf, onTake }: {
  readonly found: readonly ChosenClass[]
  readonly index: number
  readonly nameOf: (each: ChosenClass) => string
  readonly onTake: (each: ChosenClass) => void
}) {
  const t = useT(locale)
  const c = useT(common)
  return (
    <div id="report-classes" role="listbox" className="class-list">
      {found.length === 0 && <p className="class-none">{t('class.none')}</p>}
      {found.map((each, at) => (
        <div
          key={`${each.kind} ${each.subClass.code}`}
          id={`report-class-${at}`}
          role="option"
          aria-selected={at === index}
          className="class-option"
          onMouseDown={(event) => {
            event.preventDefault()
            onTake(each)
          }}
        >
          <span className="class-code">
            {c(`kind.${each.kind}`)} {each.subClass.code}
          </span>
          <span className="class-name">{nameOf(each)}</span>
          <span className="class-limit">
            {each.subClass.conditions[0] && limitWords(each.subClass.conditions[0].limit, c)}
          </span>
        </div>
      ))}
    </div>
  )
}
