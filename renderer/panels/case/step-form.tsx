import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { CaseHead, CaseRow, TimelineRow } from '../../../electron/contract/views.ts'
import type { Actor, Stage, Step } from '../../../electron/contract/case-terms.ts'
import { useClaims, useClaimWhileOpen } from '../../client/claims.ts'
import { closeStep } from '../../client/desk.ts'
import { useCommand } from '../../client/hooks.ts'
import { Button } from '../../ui/button.tsx'
import { useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { notify } from '../notices/notice-store.ts'
import { PhraseField } from '../phrases/phrase-field.tsx'
import { locale } from './locale.ts'
import { commandOf, freshDraft, missingOf, needsNote, type Missing, type StepDraft } from './step-draft.ts'
import { StepContext } from './step-context.tsx'
import type { BeyondStep } from './step-plan.ts'
import { keepTyped, typedBefore } from './typed.ts'
import { StepFields, useConditions } from './step-fields.tsx'
import '../../ui/field.css'
import './step-form.css'

interface Props {
  readonly step: Step
  /**
   * A step beyond one's authority: wants its own reason, and is marked for good. Null for one's own step;
   * undefined for one that was beyond and cannot be taken any more.
   */
  readonly beyond: BeyondStep | null | undefined
  readonly head: CaseHead
  readonly row: CaseRow
  /** The case's history, oldest first. */
  readonly rows: readonly TimelineRow[]
  readonly actor: Actor | undefined
}

/** The form of one step, in place. What can be guessed is preset: Enter confirms, Esc gives up, arrows choose. */
export function StepForm({ step, beyond, head, row, rows, actor }: Props) {
  const emergency = beyond !== null
  const t = useT(locale)
  const c = useT(common)
  const command = useCommand()
  const conditions = useConditions(head)
  useClaimWhileOpen(row.id, useClaims()[row.id]?.by.id === actor?.id)
  const [draft, setDraft] = useState<StepDraft>(() => ({ ...freshDraft(step, head, actor), ...typedBefore(row.id, step) }))
  const [sending, setSending] = useState(false)
  const [taken, setTaken] = useState<readonly string[]>([])
  const [missing, setMissing] = useState<Missing | undefined>(undefined)
  const form = useRef<HTMLFormElement>(null)
  const change = (part: Partial<StepDraft>): void => {
    setMissing(undefined)
    const next = { ...draft, ...part }
    setDraft(next)
    keepTyped(row.id, step, next)
  }
  const gone = !sending && (emergency ? beyond === undefined : !head.lawful.includes(step))
  // Before it is painted: a key that follows at once is the form's.
  useLayoutEffect(() => {
    form.current?.querySelector<HTMLElement>('[data-autofocus], input')?.focus()
    form.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  // The form goes when the case shows the step, so that the next key is that of the next step and not of this one again.
  useEffect(() => {
    if (rows.some(({ id }) => taken.includes(id))) closeStep()
  }, [taken, rows])
  const submit = async (): Promise<void> => {
    if (sending || gone) return
    const lacks = missingOf(step, draft, emergency, head.tasks)
    setMissing(lacks)
    if (lacks !== undefined) return form.current?.querySelector<HTMLElement>(`[data-field="${lacks}"]`)?.focus()
    setSending(true)
    const result = await command(commandOf(step, row.id, { ...draft, condition: draft.condition || (conditions[0]?.value ?? '') }, emergency))
    if (!result.ok) {
      setSending(false)
      return notify({ what: 'error', error: result.error })
    }
    keepTyped(row.id, step, null)
    notify({ what: 'stepped', step, number: row.number })
    setTaken(result.value.eventIds)
  }
  return (
    <form
      ref={form}
      className="step-form"
      data-emergency={emergency || undefined}
      aria-label={c(`step.${step}`)}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing && !isPressed(event.target)) {
          event.preventDefault()
          void submit()
        }
      }}
    >
      {emergency && <EmergencyField beyond={beyond} stage={row.stage} value={draft.emergency} missing={missing === 'emergency'} onChange={(reason) => change({ emergency: reason })} />}
      <StepContext step={step} rows={rows} />
      <StepFields step={step} draft={draft} head={head} row={row} actor={actor} conditions={conditions} missing={missing} onChange={change} />
      <NoteField step={step} value={draft.note} needed={needsNote(step, emergency)} missing={missing === 'note'} onChange={(note) => change({ note })} />
      {gone && <p className="step-form-hint">{t('form.gone')}</p>}
      <div className="step-form-buttons">
        <Button tone="primary" type="submit" shortcut="Enter" disabled={sending || gone}>
          {sending ? t('form.sending') : c(`step.${step}`)}
        </Button>
        <Button shortcut="Escape" onClick={closeStep}>
          {c('cancel')}
        </Button>
      </div>
    </form>
  )
}

/** Buttons that Enter presses, other than choices. */
const isPressed = (target: EventTarget): boolean => target instanceof HTMLButtonElement && target.role !== 'radio' && target.role !== 'checkbox'

function NoteField({ step, value, needed, missing, onChange }: { readonly step: Step; readonly value: string; readonly needed: boolean; readonly missing: boolean; readonly onChange: (note: string) => void }) {
  const t = useT(locale)
  const words = t(needed ? 'form.reason' : 'form.note')
  return (
    <>
      <PhraseField kind={step} value={value} maxLength={1000} onChange={onChange}>
        <input
          className="input"
          data-field="note"
          value={value}
          maxLength={1000}
          placeholder={words}
          aria-label={words}
          aria-required={needed}
          aria-invalid={missing}
          onChange={(event) => onChange(event.target.value)}
        />
      </PhraseField>
      {missing && (
        <p className="step-form-hint" role="alert">
          {t('missing.note')}
        </p>
      )}
    </>
  )
}

/** A step beyond one's post: whose it is, and why it cannot wait. */
function EmergencyField({ beyond, stage, value, missing, onChange }: {
  readonly beyond: BeyondStep | undefined
  readonly stage: Stage
  readonly value: string
  readonly missing: boolean
  readonly onChange: (reason: string) => void
}) {
  const t = useT(locale)
  const c = useT(common)
  const why = beyond && (beyond.ahead ? t('emergency.ahead', { step: c(`step.${beyond.step}`), stage: c(`stage.${stage}`) }) : t('emergency.whose', { step: c(`step.${beyond.step}`), role: c(`role.${beyond.role}`) }))
  return (
    <>
      <p className="step-form-emergency">
        {t('emergency.title')}
        {why && <span className="step-form-emergency-more">{why}</span>}
      </p>
      <PhraseField kind="emergency" value={value} maxLength={500} onChange={onChange}>
        <input
          className="input"
          data-field="emergency"
          data-autofocus
          value={value}
          maxLength={500}
          placeholder={t('emergency.reason')}
          aria-label={t('emergency.reason')}
          aria-required
          aria-invalid={missing}
          onChange={(event) => onChange(event.target.value)}
        />
      </PhraseField>
      {missing && (
        <p className="step-form-hint" role="alert">
          {t('missing.emergency')}
        </p>
      )}
    </>
  )
}
