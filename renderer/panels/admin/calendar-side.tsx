import type { CalendarEffect } from '../../../electron/contract/code-admin.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { calendarLocale } from './calendar-locale.ts'

const SHOWN_DAYS = 12
const SHOWN_CASES = 6

export interface CalendarSideProps {
  readonly effect: CalendarEffect | null
  readonly admin: boolean
  readonly past: boolean
  readonly note: string
  readonly ready: boolean
  readonly onPast: (past: boolean) => void
  readonly onNote: (note: string) => void
  readonly onSave: () => void
  readonly onDiscard: () => void
}

/** What a changed calendar would do, and the way to put it in force. */
export function CalendarSide({ effect, admin, past, note, ready, onPast, onNote, onSave, onDiscard }: CalendarSideProps) {
  const t = useT(calendarLocale)
  const format = useFormat()
  if (!effect) return <p className="page-hint">{admin ? t('none') : t('readonly')}</p>
  const { diff } = effect
  const pastTouched = diff.hours || diff.past.length > 0
  return (
    <>
      <h3>{t('changes')}</h3>
      <ul className="calendar-changes">
        {diff.days.slice(0, SHOWN_DAYS).map((d) => (
          <li key={d.day}>{t('change', { day: d.day, before: t(`kind.${d.before}`), after: t(`kind.${d.after}`) })}</li>
        ))}
        {diff.days.length > SHOWN_DAYS && <li className="page-hint">{t('more', { n: diff.days.length - SHOWN_DAYS })}</li>}
      </ul>
      <h3>{t('effect')}</h3>
      <p>{effect.later + effect.sooner === 0 ? t('effect.none', { open: format.number(effect.open) }) : t('effect.moved', { open: format.number(effect.open), later: format.number(effect.later), sooner: format.number(effect.sooner) })}</p>
      {effect.overdue > 0 && <p className="calendar-late">{t('effect.overdue', { n: format.number(effect.overdue) })}</p>}
      {effect.saved > 0 && <p>{t('effect.saved', { n: format.number(effect.saved) })}</p>}
      <ul className="calendar-cases">
        {effect.cases.slice(0, SHOWN_CASES).map((each) => (
          <li key={each.id}>
            <span>
              {each.number} {format.name(each.className, each.classNameEn)}
            </span>
            <span className="page-hint">
              {format.dateTime(each.before)} → {format.dateTime(each.after)}
            </span>
          </li>
        ))}
      </ul>
      <p className="page-hint">{t('effect.ended')}</p>
      <div className="calendar-save">
        {pastTouched && <PastTick words={diff.hours ? t('past.hours') : t('past', { n: diff.past.length })} past={past} onPast={onPast} />}
        <label className="field">
          <span className="field-words">{pastTouched ? t('reason') : t('note')}</span>
          <input className="input" maxLength={500} value={note} onChange={(event) => onNote(event.target.value)} />
        </label>
        <div className="calendar-act">
          <Button tone="primary" shortcut="Enter" disabled={!ready} onClick={onSave}>
            {t('save')}
          </Button>
          <Button shortcut="u" onClick={onDiscard}>
            {t('discard')}
          </Button>
        </div>
      </div>
    </>
  )
}

/** Whoever changes a day that has been says that they know. */
export function PastTick({ words, past, onPast }: { readonly words: string; readonly past: boolean; readonly onPast: (past: boolean) => void }) {
  return (
    <label className="calendar-past">
      <input type="checkbox" checked={past} onChange={(event) => onPast(event.target.checked)} />
      <span>{words}</span>
    </label>
  )
}
