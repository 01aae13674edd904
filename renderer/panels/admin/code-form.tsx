import { useState } from 'react'
import type { SubClass } from '../../../electron/contract/case-terms.ts'
import { core } from '../../client/core.ts'
import { useView } from '../../client/hooks.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { notify } from '../notices/notice-store.ts'
import { codeDraft, draftFaults, moreConditions, subClassOf, type CodeDraft, type ConditionDraft } from './code-draft.ts'
import { editLocale } from './code-edit-locale.ts'

const LIMITS = ['urgent', 'hours', 'days'] as const

interface Props {
  readonly kind: 'event' | 'component'
  readonly base: string
  /** The sub-class to change; a copy of one with an empty code makes a new one. */
  readonly from: SubClass
  readonly fresh: boolean
  readonly taken: ReadonlySet<string>
  readonly onClose: () => void
}

/** The form of one sub-class with its filing conditions; saving it is a new version of the table. */
export function CodeForm({ kind, base, from, fresh, taken, onClose }: Props) {
  const t = useT(editLocale)
  const c = useT(common)
  const format = useFormat()
  const departments = useView({ view: 'catalog' }).view?.head.departments ?? []
  const [draft, setDraft] = useState<CodeDraft>(() => codeDraft(from))
  const [note, setNote] = useState('')
  const [sending, setSending] = useState(false)
  const [tried, setTried] = useState(false)
  const faults = draftFaults(draft, taken, fresh)
  const wrong = (name: string): boolean => tried && faults.includes(name)
  const change = (part: Partial<CodeDraft>): void => setDraft({ ...draft, ...part })
  const changeCondition = (at: number, part: Partial<ConditionDraft>): void => change({ conditions: draft.conditions.map((each, i) => (i === at ? { ...each, ...part } : each)) })
  const save = async (): Promise<void> => {
    setTried(true)
    if (faults.length > 0 || sending) return
    setSending(true)
    const done = await core.command({ type: 'codes.put', base, kind, subClass: subClassOf(draft), note: note.trim() })
    setSending(false)
    if (done.ok) onClose()
    else notify({ what: 'error', error: done.error })
  }
  return (
    <Dialog title={fresh ? t('new') : t('edit', { code: draft.code })} open size="l" onClose={onClose}>
      <form
        className="code-form"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <div className="code-form-grid">
          {fresh && (
            <label className="field">
              <span className="field-words">{t('code')}</span>
              <input className="input" aria-invalid={wrong('code')} maxLength={4} value={draft.code} onChange={(event) => change({ code: event.target.value })} />
            </label>
          )}
          <label className="field">
            <span className="field-words">{t('name')}</span>
            <input className="input" aria-invalid={wrong('name')} maxLength={64} value={draft.name} onChange={(event) => change({ name: event.target.value })} />
          </label>
          <label className="field">
            <span className="field-words">{t('name-en')}</span>
            <input className="input" maxLength={128} value={draft.nameEn} onChange={(event) => change({ nameEn: event.target.value })} />
          </label>
          <label className="field">
            <span className="field-words">{t('department')}</span>
            <select className="input" aria-invalid={wrong('department')} value={draft.department} onChange={(event) => change({ department: event.target.value })}>
              {!departments.some((d) => d.id === draft.department) && <option value={draft.department}>{draft.department}</option>}
              {departments.map((d) => (
                <option key={d.id} value={d.id}>
                  {format.name(d.name, d.nameEn)}
                </option>
              ))}
            </select>
          </label>
          <label className="field code-form-wide">
            <span className="field-words">{t('words')}</span>
            <input className="input" maxLength={400} value={draft.words} onChange={(event) => change({ words: event.target.value })} />
          </label>
        </div>
        {draft.conditions.map((condition, i) => (
          <fieldset key={condition.code} className="code-form-condition">
            <legend>{condition.code}</legend>
            <label className="field code-form-wide">
              <span className="field-words">{t('condition')}</span>
              <input className="input" aria-invalid={wrong(`text.${i}`)} maxLength={500} value={condition.text} onChange={(event) => changeCondition(i, { text: event.target.value })} />
            </label>
            <label className="field">
              <span className="field-words">{t('limit')}</span>
              <span className="code-form-limit">
                <input className="input" aria-invalid={wrong(`amount.${i}`)} inputMode="decimal" maxLength={7} value={condition.amount} onChange={(event) => changeCondition(i, { amount: event.target.value })} />
                <select
                  className="input"
                  aria-label={t('limit')}
                  value={condition.kind}
                  onChange={(event) => {
                    const found = LIMITS.find((each) => each === event.target.value)
                    if (found) changeCondition(i, { kind: found })
                  }}
                >
                  {LIMITS.map((each) => (
                    <option key={each} value={each}>
                      {t(`limit.${each}`)}
                    </option>
                  ))}
                </select>
              </span>
            </label>
            <label className="field">
              <span className="field-words">{t('closing')}</span>
              <input className="input" maxLength={500} value={condition.closing} onChange={(event) => changeCondition(i, { closing: event.target.value })} />
            </label>
            {draft.conditions.length > 1 && <Button onClick={() => change({ conditions: draft.conditions.filter((_, at) => at !== i) })}>{t('drop-condition')}</Button>}
          </fieldset>
        ))}
        <div className="calendar-act">
          <Button onClick={() => setDraft(moreConditions(draft))}>{t('add-condition')}</Button>
        </div>
        <label className="field">
          <span className="field-words">{t('note')}</span>
          <input className="input" maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
        </label>
        <p className="page-hint" role={tried && faults.length > 0 ? 'alert' : undefined}>
          {tried && faults.length > 0 ? t('faulty') : t('keeps')}
        </p>
        <div className="calendar-act">
          <Button tone="primary" type="submit" shortcut="Enter" disabled={sending}>
            {t('save')}
          </Button>
          <Button onClick={onClose}>{c('cancel')}</Button>
        </div>
      </form>
    </Dialog>
  )
}
