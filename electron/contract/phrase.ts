import { z } from 'zod'
import { Step } from '../domain/case-flow.ts'
import { KeptId } from './saved-view.ts'

/** What a phrase is for: a step's note, a report's description, the reason of an emergency. */
export const PhraseKind = z.enum([...Step.options, 'report', 'emergency'])
export type PhraseKind = z.infer<typeof PhraseKind>

/** 常用语 that people of this station wrote. */
export const OwnPhrase = z.object({ id: KeptId, kinds: z.array(PhraseKind).min(1).max(PhraseKind.options.length), text: z.string().trim().min(1).max(500) }).strict()
export type OwnPhrase = z.infer<typeof OwnPhrase>

/** A station keeps so many of its own. */
export const MAX_PHRASES = 500

/** A phrase that the product ships with. */
export const ShippedPhrase = z.object({ id: z.string(), kinds: z.array(PhraseKind).min(1), zh: z.string(), en: z.string() })
export type ShippedPhrase = z.infer<typeof ShippedPhrase>

/** A phrase as windows offer it; `initials` are those of its Chinese words' pinyin. */
export interface PhraseRow {
  readonly id: string
  readonly kinds: readonly PhraseKind[]
  readonly zh: string
  readonly en: string
  readonly initials: string
  readonly own: boolean
}
