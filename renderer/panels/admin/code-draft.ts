import type { SubClass } from '../../../electron/contract/case-terms.ts'

/** A filing condition as it is being typed. */
export interface ConditionDraft {
  readonly code: string
  readonly text: string
  readonly kind: 'urgent' | 'hours' | 'days'
  readonly amount: string
  readonly closing: string
}

/** A sub-class as it is being typed. */
export interface CodeDraft {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly department: string
  readonly words: string
  readonly conditions: readonly ConditionDraft[]
}

export const codeDraft = ({ code, name, nameEn, department, words, conditions }: SubClass): CodeDraft => ({
  code, name, nameEn, department, words: words.join('、'),
  conditions: conditions.map((c) => ({ code: c.code, text: c.text, kind: c.limit.kind, amount: String(c.limit.amount), closing: c.closing })),
})

/** The next condition of a draft, numbered after the last. */
export function moreConditions(draft: CodeDraft): CodeDraft {
  const last = Math.max(0, ...draft.conditions.map((c) => Number(c.code.split('-')[1] ?? 0)).filter(Number.isFinite))
  return { ...draft, conditions: [...draft.conditions, { code: `${draft.code}-${last + 1}`, text: '', kind: 'hours', amount: '4', closing: '' }] }
}

/** What is missing or wrong in a draft, by field; empty when it can be saved. */
export function draftFaults(draft: CodeDraft, taken: ReadonlySet<string>, fresh: boolean): string[] {
  const faults: string[] = []
  if (!/^\d{4}$/.test(draft.code) || (fresh && taken.has(draft.code))) faults.push('code')
  if (draft.name.trim() === '') faults.push('name')
  if (draft.department === '') faults.push('department')
  draft.conditions.forEach((c, i) => {
    if (c.text.trim() === '') faults.push(`text.${i}`)
    if (!/^\d{1,4}(\.\d{1,2})?$/.test(c.amount) || Number(c.amount) <= 0 || Number(c.amount) > 1000) faults.push(`amount.${i}`)
  })
  if (draft.conditions.length === 0) faults.push('conditions')
  return faults
}

/** The sub-class that a draft without faults says. Condition codes follow a new sub-class's code. */
export const subClassOf = (draft: CodeDraft): SubClass => ({
  code: draft.code, name: draft.name.trim(), nameEn: draft.nameEn.trim(), department: draft.department, initials: '',
  words: [...new Set(draft.words.split(/[、,，;；\s]+/).filter(Boolean))],
  conditions: draft.conditions.map((c) => ({ code: `${draft.code}-${c.code.split('-')[1] ?? '1'}`, text: c.text.trim(), limit: { kind: c.kind, amount: Number(c.amount) }, closing: c.closing.trim() })),
})
