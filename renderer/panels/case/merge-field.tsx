import { useState, type KeyboardEvent } from 'react'
import type { CaseRow } from '../../../electron/contract/views.ts'
import { useView } from '../../client/hooks.ts'
import { ChoiceList, type Choice } from '../../ui/choice.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { useSearch } from '../command-bar/use-search.ts'
import { locale } from './locale.ts'
import { boxRound, nearCases } from './near-cases.ts'

/** Cases that are offered at most. */
const OFFERED = 8

/**
 * The case to merge into: open ones nearby until something is typed, then what is found. Arrows choose
 * from the text line; nothing is chosen beforehand, since the nearest need not be the same.
 */
export function MergeField({ row, value, missing, onChange }: { readonly row: CaseRow; readonly value: string; readonly missing: boolean; readonly onChange: (caseId: string) => void }) {
  const t = useT(locale)
  const [text, setText] = useState('')
  const near = useNear(row)
  const search = useSearch(text, 30)
  const typed = text.trim() !== ''
  const found = search.hits.flatMap((hit): Choice[] => (hit.what === 'case' && hit.id !== row.id ? [{ value: hit.id, words: <Target title={hit.title} place={hit.detail} /> }] : []))
  const choices = (typed ? found : near).slice(0, OFFERED)
  const walk = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0 || choices.length === 0) return
    event.preventDefault()
    const at = choices.findIndex((choice) => choice.value === value)
    const to = choices[at < 0 && step < 0 ? choices.length - 1 : (at + step + choices.length) % choices.length]
    if (to) onChange(to.value)
  }
  return (
    <div className="field">
      <span className="field-words">{t('form.into')}</span>
      <input
        className="input"
        data-field="into"
        value={text}
        maxLength={100}
        placeholder={t('form.into.search')}
        aria-label={t('form.into')}
        aria-invalid={missing}
        onChange={(event) => {
          setText(event.target.value)
          onChange('')
        }}
        onKeyDown={walk}
      />
      {choices.length > 0 ? (
        <div className="step-form-scroll">
          <ChoiceList label={t('form.into')} value={value} choices={choices} onChange={onChange} />
        </div>
      ) : (
        <p className="step-form-quiet">{search.busy ? t('form.into.searching') : typed ? t('form.into.none') : t('form.into.none-near')}</p>
      )}
      {missing && (
        <p className="step-form-hint" role="alert">
          {t('missing.into')}
        </p>
      )}
    </div>
  )
}

function Target({ title, place }: { readonly title: string; readonly place: string }) {
  return (
    <span className="merge-target">
      <span>{title}</span>
      <span className="merge-place">{place}</span>
    </span>
  )
}

function useNear(row: CaseRow): Choice[] {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  const { view } = useView({ view: 'map', bbox: boxRound(row.at), limit: 100 })
  return nearCases(row, Object.values(view?.rows ?? {})).map(({ row: other, metres }) => ({
    value: other.id,
    words: <Target title={`${other.number} ${format.name(other.className, other.classNameEn)}`} place={other.place} />,
    hint: `${c(`stage.${other.stage}`)} · ${t('metres', { n: Math.round(metres) })}`,
  }))
}
