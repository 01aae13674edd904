import { useEffect, useRef, useState } from 'react'
import type { CaseHead, CaseRow } from '../../../electron/contract/views.ts'
import { findSubClass, type Step } from '../../../electron/contract/case-terms.ts'
import type { CommandInput } from '../../client/core-client.ts'
import { closeStep } from '../../client/desk.ts'
import { useCommand, useView } from '../../client/hooks.ts'
import { Button } from '../../ui/button.tsx'
import { ChoiceList, type Choice } from '../../ui/choice.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { limitWords } from '../../ui/limit-words.ts'
import { common } from '../../ui/locales/common.ts'
import { notify } from '../notices/notice-store.ts'
import { locale } from './locale.ts'
import '../../ui/field.css'
import './step-form.css'

interface Draft {
  readonly department: string
  readonly condition: string
  readonly satisfaction: 'satisfied' | 'fair' | 'dissatisfied' | 'unreached'
  readonly note: string
}

const SATISFACTIONS = ['satisfied', 'fair', 'dissatisfied', 'unreached'] as const

/** The command that a filled form stands for. */
function commandOf(step: Step, caseId: string, draft: Draft): CommandInput {
  const base = { caseId, note: draft.note.trim() }
  switch (step) {
    case 'file':
      return { type: 'case.file', ...base, ...(draft.condition ? { condition: draft.condition } : {}) }
    case 'dispatch':
      return { type: 'case.dispatch', ...base, ...(draft.department ? { department: draft.department } : {}) }
    case 'follow-up':
      return { type: 'case.follow-up', ...base, satisfaction: draft.satisfaction }
    case 'accept':
    case 'handle':
    case 'check':
    case 'close':
      return { type: `case.${step}`, ...base }
  }
}

/** The form of one step, in place. Everything is preset: Enter confirms, Esc gives up, arrows choose. */
export function StepForm({ step, head, row }: { readonly step: Step; readonly head: CaseHead; readonly row: CaseRow }) {
  const t = useT(locale)
  const c = useT(common)
  const command = useCommand()
  const conditions = useConditions(row)
  const [draft, setDraft] = useState<Draft>({ department: head.suggestedDepartment ?? '', condition: '', satisfaction: 'satisfied', note: '' })
  const [sending, setSending] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const condition = draft.condition || (conditions[0]?.value ?? '')
  useEffect(() => {
    const first = form.current?.querySelector<HTMLElement>('[data-autofocus], input')
    first?.focus()
    form.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  const submit = async (): Promise<void> => {
    if (sending) return
    setSending(true)
    const result = await command(commandOf(step, row.id, { ...draft, condition }))
    setSending(false)
    if (!result.ok) return notify({ what: 'error', error: result.error })
    notify({ what: 'stepped', step, number: row.number })
    closeStep()
  }
  return (
    <form
      ref={form}
      className="step-form"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing && !(event.target instanceof HTMLButtonElement && event.target.role !== 'radio')) {
          event.preventDefault()
          void submit()
        }
      }}
    >
      {step === 'dispatch' && <DepartmentChoice value={draft.department} suggested={head.suggestedDepartment} onChange={(department) => setDraft({ ...draft, department })} />}
      {step === 'file' && conditions.length > 0 && (
        <Field words={t('form.condition')}>
          <ChoiceList label={t('form.condition')} value={condition} choices={conditions} onChange={(value) => setDraft({ ...draft, condition: value })} />
        </Field>
      )}
      {step === 'follow-up' && (
        <Field words={t('form.satisfaction')}>
          <ChoiceList
            label={t('form.satisfaction')}
            value={draft.satisfaction}
            columns={2}
            choices={SATISFACTIONS.map((value) => ({ value, words: c(`satisfaction.${value}`) }))}
            onChange={(value) => setDraft({ ...draft, satisfaction: SATISFACTIONS.find((each) => each === value) ?? 'satisfied' })}
          />
        </Field>
      )}
      <input
        className="input"
        value={draft.note}
        maxLength={1000}
        placeholder={t('form.note')}
        aria-label={t('form.note')}
        onChange={(event) => setDraft({ ...draft, note: event.target.value })}
      />
      <div className="step-form-buttons">
        <Button tone="primary" type="submit" shortcut="Enter" disabled={sending}>
          {sending ? t('form.sending') : c(`step.${step}`)}
        </Button>
        <Button shortcut="Escape" onClick={closeStep}>
          {c('cancel')}
        </Button>
      </div>
    </form>
  )
}

function Field({ words, children }: { readonly words: string; readonly children: React.ReactNode }) {
  return (
    <div className="field">
      <span className="field-words">{words}</span>
      {children}
    </div>
  )
}

function DepartmentChoice({ value, suggested, onChange }: { readonly value: string; readonly suggested: string | null; readonly onChange: (id: string) => void }) {
  const t = useT(locale)
  const format = useFormat()
  const departments = useView({ view: 'catalog' }).view?.head.departments ?? []
  const first = departments.filter((each) => each.id === suggested)
  const choices: Choice[] = [...first, ...departments.filter((each) => each.id !== suggested)].map((each) => ({
    value: each.id,
    words: format.name(each.name, each.nameEn),
    ...(each.id === suggested ? { hint: t('form.suggested') } : {}),
  }))
  return (
    <Field words={t('form.department')}>
      <div className="step-form-scroll">
        <ChoiceList label={t('form.department')} value={value} choices={choices} onChange={onChange} />
      </div>
    </Field>
  )
}

function useConditions(row: CaseRow): Choice[] {
  const c = useT(common)
  const catalog = useView({ view: 'catalog' }).view
  const subClass = catalog ? findSubClass(catalog.head.codes, row.kind, row.subClass) : undefined
  return (subClass?.conditions ?? []).map((each) => ({ value: each.code, words: each.text, hint: limitWords(each.limit, c) }))
}
