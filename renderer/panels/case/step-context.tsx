import type { Step } from '../../../electron/contract/case-terms.ts'
import type { TimelineRow } from '../../../electron/contract/views.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { eventWords, isKnownEvent } from '../../ui/locales/events.ts'
import { locale } from './locale.ts'
import { contextOf } from './step-plan.ts'

/** What a step answers or takes back: who asked it, when, and why. */
export function StepContext({ step, rows }: { readonly step: Step; readonly rows: readonly TimelineRow[] }) {
  const t = useT(locale)
  const e = useT(eventWords)
  const format = useFormat()
  const entry = contextOf(step, rows)
  if (!entry) return null
  const what = isKnownEvent(entry.type) ? e(entry.type) : entry.type
  return (
    <p className="step-form-context">
      <b>{step === 'recall' ? t('recall.what', { what }) : what}</b>
      <span>
        {format.dateTime(entry.occurredAt)} {entry.actor.name}
      </span>
      {entry.note && <q>{entry.note}</q>}
    </p>
  )
}
