import type { Step } from '../../../electron/contract/case-terms.ts'
import type { StepDraft } from './step-draft.ts'

type Typed = Pick<StepDraft, 'note' | 'emergency'>

/** Forms whose text is remembered; the oldest is forgotten first. */
const MAX_KEPT = 32

const kept = new Map<string, Typed>()
const keyOf = (caseId: string, step: Step): string => `${caseId} ${step}`

/** Remembers what was typed into a step's form, so that leaving the case loses nothing; null forgets it. */
export function keepTyped(caseId: string, step: Step, draft: Typed | null): void {
  const key = keyOf(caseId, step)
  kept.delete(key)
  if (draft === null || (draft.note === '' && draft.emergency === '')) return
  kept.set(key, { note: draft.note, emergency: draft.emergency })
  const [oldest] = kept.keys()
  if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest)
}

/** What was typed into the form of this step of this case and not yet sent. */
export const typedBefore = (caseId: string, step: Step): Partial<Typed> => kept.get(keyOf(caseId, step)) ?? {}
