import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Keyed } from '../contract/keyed.ts'
import { ShippedPhrase, type OwnPhrase, type PhraseRow } from '../contract/phrase.ts'
import { initialsOf } from './initials.ts'

/** The phrases that the product ships with, in both languages. */
export function loadPhrases(resourcesDir: string): readonly PhraseRow[] {
  const { phrases } = z.object({ phrases: z.array(ShippedPhrase) }).parse(JSON.parse(readFileSync(join(resourcesDir, 'phrases', 'phrases.json'), 'utf8')))
  return phrases.map((phrase) => ({ ...phrase, initials: initialsOf(phrase.zh), own: false }))
}

const ownRow = ({ id, kinds, text }: OwnPhrase): PhraseRow => ({ id, kinds, zh: text, en: text, initials: initialsOf(text), own: true })

/** All phrases, the station's own first, the last added before the others. */
export function phrasesView(shipped: readonly PhraseRow[], own: readonly OwnPhrase[]): Keyed<Readonly<Record<string, never>>, PhraseRow> {
  const rows = [...own.toReversed().map(ownRow), ...shipped]
  return { head: {}, rows: Object.fromEntries(rows.map((row) => [row.id, row])), order: rows.map((row) => row.id) }
}
