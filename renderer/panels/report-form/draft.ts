import { z } from 'zod'
import { createStore } from 'zustand/vanilla'
import { CaseSource, type CodeTable, type Position, type SubClass } from '../../../electron/contract/case-terms.ts'
import type { CommandInput } from '../../client/core-client.ts'

export interface ChosenClass {
  readonly kind: 'event' | 'component'
  readonly subClass: SubClass
}

/** What was typed so far; kept when the form is closed, cleared when the case was written. */
export interface Draft {
  /** Sent with the report, so that sending it twice makes one case. */
  readonly caseId: string
  readonly chosen: ChosenClass | null
  readonly description: string
  readonly source: CaseSource
  readonly at: Position | null
  readonly grid: string | null
  readonly place: string
  /** The place was typed, not filled in from the position. */
  readonly placeTyped: boolean
  readonly name: string
  readonly phone: string
}

const empty = (): Draft => ({
  caseId: crypto.randomUUID(),
  chosen: null,
  description: '',
  source: 'hotline',
  at: null,
  grid: null,
  place: '',
  placeTyped: false,
  name: '',
  phone: '',
})

/** Where the draft stands between keys, so that neither a reload nor a crash costs what a caller said. */
const KEPT = 'wufeng.report-draft'

const Kept = z.object({
  caseId: z.string(), chosen: z.object({ kind: z.enum(['event', 'component']), subClass: z.custom<SubClass>((v) => typeof v === 'object' && v !== null && 'code' in v) }).nullable(),
  description: z.string(), source: CaseSource, at: z.tuple([z.number(), z.number()]).nullable(), grid: z.string().nullable(), place: z.string(), placeTyped: z.boolean(), name: z.string(), phone: z.string(),
})

function kept(): Draft {
  try {
    const parsed = Kept.safeParse(JSON.parse(localStorage.getItem(KEPT) ?? ''))
    return parsed.success ? parsed.data : empty()
  } catch {
    return empty()
  }
}

export const draftStore = createStore<Draft>(kept)
draftStore.subscribe((draft) => {
  try {
    localStorage.setItem(KEPT, JSON.stringify(draft))
  } catch {
    // A full or absent store costs the safety net, not the form.
  }
})

export const change = (part: Partial<Draft>): void => draftStore.setState(part)

export const clearDraft = (): void => draftStore.setState(empty(), true)

/** Fields that a report cannot do without. */
export function missingIn(draft: Draft): ('class' | 'description' | 'position')[] {
  const missing: ('class' | 'description' | 'position')[] = []
  if (!draft.chosen) missing.push('class')
  if (draft.description.trim() === '') missing.push('description')
  if (!draft.at) missing.push('position')
  return missing
}

/** The report that a complete draft stands for. */
export function reportOf(draft: Draft): CommandInput | undefined {
  const { chosen, at } = draft
  if (!chosen || !at || missingIn(draft).length > 0) return undefined
  return {
    type: 'case.report',
    caseId: draft.caseId,
    report: {
      kind: chosen.kind,
      subClass: chosen.subClass.code,
      description: draft.description.trim(),
      at,
      place: draft.place.trim(),
      grid: draft.grid,
      component: null,
      source: draft.source,
      reporter: { ...(draft.name.trim() ? { name: draft.name.trim() } : {}), ...(draft.phone.trim() ? { phone: draft.phone.trim() } : {}) },
    },
  }
}

/**
 * Sub-classes that answer what was typed, best first: code, start of the name, part of the name, one of
 * its words.
 */
export function findClasses(codes: CodeTable, typed: string, limit: number): ChosenClass[] {
  const text = typed.trim().toLowerCase()
  const all = (['event', 'component'] as const).flatMap((kind) => codes[kind].flatMap((each) => each.subClasses.map((subClass) => ({ kind, subClass }))))
  const rank = ({ subClass }: ChosenClass): number => {
    const names = [subClass.name.toLowerCase(), subClass.nameEn.toLowerCase()]
    if (text === '') return 1
    if (subClass.code.startsWith(text)) return 0
    if (names.some((name) => name.startsWith(text))) return 1
    if (subClass.initials.startsWith(text)) return 2
    if (names.some((name) => name.includes(text)) || subClass.initials.includes(text)) return 2
    return subClass.words.some((word) => word.toLowerCase().includes(text) || text.includes(word.toLowerCase())) ? 3 : 9
  }
  return all
    .map((each) => ({ each, rank: rank(each) }))
    .filter((ranked) => ranked.rank < 9)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map((ranked) => ranked.each)
}
