import { useState, type KeyboardEvent } from 'react'
import { Satisfaction, SuperviseKind, type Actor, type Step } from '../../../electron/contract/case-terms.ts'
import type { CaseHead, CaseRow } from '../../../electron/contract/views.ts'
import { useView } from '../../client/hooks.ts'
import { CheckList } from '../../ui/check-list.tsx'
import { ChoiceList, type Choice } from '../../ui/choice.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { limitWords } from '../../ui/limit-words.ts'
import { common } from '../../ui/locales/common.ts'
import { useDepartmentNames } from '../notices/notices.tsx'
import { locale } from './locale.ts'
import { MergeField } from './merge-field.tsx'
import { openTasks, type Missing, type StepDraft } from './step-draft.ts'

interface Props {
  readonly step: Step
  readonly draft: StepDraft
  readonly head: CaseHead
  readonly row: CaseRow
  readonly actor: Actor | undefined
  readonly conditions: readonly Choice[]
  readonly missing: Missing | undefined
  readonly onChange: (part: Partial<StepDraft>) => void
}

/** What a step asks besides its note. Most ask nothing. */
export function StepFields({ step, draft, head, row, actor, conditions, missing, onChange }: Props) {
  const t = useT(locale)
  const c = useT(common)
  switch (step) {
    case 'dispatch':
    case 'redispatch':
      return <Departments draft={draft} suggested={head.suggestedDepartment} missing={missing} onChange={onChange} />
    case 'file':
      return conditions.length > 0 && <OneOf words={t('form.condition')} value={draft.condition || (conditions[0]?.value ?? '')} choices={conditions} onChange={(condition) => onChange({ condition })} />
    case 'take':
    case 'handle':
    case 'ask-return':
      return <TaskChoice step={step} draft={draft} head={head} actor={actor} onChange={onChange} />
    case 'verify':
      return <YesNo words={t('form.verified')} yes={c('verified.real')} no={c('verified.not-real')} value={draft.real} onChange={(real) => onChange({ real })} />
    case 'check':
      return <YesNo words={t('form.checked')} yes={c('checked.passed')} no={c('checked.failed')} value={draft.passed} onChange={(passed) => onChange({ passed })} />
    case 'follow-up': {
      const choices = Satisfaction.options.map((value) => ({ value, words: c(`satisfaction.${value}`) }))
      return <OneOf words={t('form.satisfaction')} value={draft.satisfaction} columns={2} choices={choices} onChange={(value) => onChange({ satisfaction: Satisfaction.parse(value) })} />
    }
    case 'supervise': {
      const choices = SuperviseKind.options.map((value) => ({ value, words: c(`supervise.${value}`) }))
      return <OneOf words={t('form.kind')} value={draft.kind} choices={choices} onChange={(value) => onChange({ kind: SuperviseKind.parse(value) })} />
    }
    case 'merge':
      return <MergeField row={row} value={draft.into} missing={missing === 'into'} onChange={(into) => onChange({ into })} />
    default:
      return null
  }
}

/** A named part of the form. */
export function Field({ words, children }: { readonly words: string; readonly children: React.ReactNode }) {
  return (
    <div className="field">
      <span className="field-words">{words}</span>
      {children}
    </div>
  )
}

function OneOf({ words, value, choices, columns = 1, onChange }: {
  readonly words: string
  readonly value: string
  readonly choices: readonly Choice[]
  readonly columns?: 1 | 2
  readonly onChange: (value: string) => void
}) {
  return (
    <Field words={words}>
      <ChoiceList label={words} value={value} columns={columns} choices={choices} onChange={onChange} />
    </Field>
  )
}

function YesNo({ words, yes, no, value, onChange }: { readonly words: string; readonly yes: string; readonly no: string; readonly value: boolean; readonly onChange: (value: boolean) => void }) {
  const choices = [
    { value: 'yes', words: yes },
    { value: 'no', words: no },
  ]
  return <OneOf words={words} value={value ? 'yes' : 'no'} columns={2} choices={choices} onChange={(each) => onChange(each === 'yes')} />
}

/** Whose task is meant; asks only where there are several. */
function TaskChoice({ step, draft, head, actor, onChange }: Pick<Props, 'step' | 'draft' | 'head' | 'actor' | 'onChange'>) {
  const t = useT(locale)
  const c = useT(common)
  const names = useDepartmentNames()
  const tasks = openTasks(step, head.tasks, actor)
  if (tasks.length < 2) return null
  const choices = tasks.map((task) => ({ value: task.department, words: names.get(task.department) ?? task.department, hint: c(`part.${task.part}`) }))
  return <OneOf words={t('form.task')} value={draft.task} choices={choices} onChange={(task) => onChange({ task })} />
}

/** Opens the list of assisting departments. */
const ASSIST_KEY = '+'

/** 主办 leads and answers; 协办 help. */
function Departments({ draft, suggested, missing, onChange }: { readonly draft: StepDraft; readonly suggested: string | null; readonly missing: Missing | undefined; readonly onChange: Props['onChange'] }) {
  const t = useT(locale)
  const format = useFormat()
  const [ticked] = useState(draft.assist)
  const [assisted, setAssisted] = useState(ticked.length > 0)
  const openWithKey = (event: KeyboardEvent): void => {
    if (event.key !== ASSIST_KEY) return
    event.preventDefault()
    setAssisted(true)
  }
  const departments = useView({ view: 'catalog' }).view?.head.departments ?? []
  const first = departments.filter((each) => each.id === suggested)
  const choices: Choice[] = [...first, ...departments.filter((each) => each.id !== suggested)].map((each) => ({
    value: each.id,
    words: format.name(each.name, each.nameEn),
    ...(each.id === suggested ? { hint: t('form.suggested') } : {}),
  }))
  const helpers = choices.filter((each) => each.value !== draft.department).sort((a, b) => Number(ticked.includes(b.value)) - Number(ticked.includes(a.value)))
  return (
    <div className={assisted ? 'step-form-lists' : 'field'} role="group" aria-label={t('form.departments')} onKeyDown={openWithKey}>
      <Field words={t('form.lead')}>
        <div className="step-form-scroll">
          <ChoiceList label={t('form.lead')} value={draft.department} choices={choices} onChange={(department) => onChange({ department, assist: draft.assist.filter((each) => each !== department) })} />
        </div>
      </Field>
      {assisted ? (
        <Field words={t('form.assist')}>
          <div className="step-form-scroll">
            <CheckList takesFocus={ticked.length === 0} label={t('form.assist')} values={draft.assist} choices={helpers} onChange={(assist) => onChange({ assist })} />
          </div>
        </Field>
      ) : (
        <button type="button" className="step-form-more" onClick={() => setAssisted(true)}>
          {t('form.assist.add')} <Kbd keys={ASSIST_KEY} />
        </button>
      )}
      {(missing === 'department' || missing === 'change') && (
        <p className="step-form-hint" role="alert">
          {t(`missing.${missing}`)}
        </p>
      )}
    </div>
  )
}

/** Filing conditions of the case's sub-class, with their limits. */
export function useConditions({ conditions }: CaseHead): Choice[] {
  const c = useT(common)
  return conditions.map((each) => ({ value: each.code, words: each.text, hint: limitWords(each.limit, c) }))
}
