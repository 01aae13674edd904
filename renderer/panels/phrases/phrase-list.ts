import type { PhraseKind, PhraseRow } from '../../../electron/contract/phrase.ts'

/** Phrases that are offered at a time. */
const MOST = 40

const textOf = (row: PhraseRow, lang: 'zh-CN' | 'en'): string => (lang === 'en' ? row.en : row.zh)

/**
 * The phrases that answer what was typed: those for this kind of field first, of these the station's own. Without a
 * word typed, only those of the kind. Found by their words in either language and by initials of the pinyin.
 */
export function findPhrases(rows: readonly PhraseRow[], kind: PhraseKind, typed: string): readonly PhraseRow[] {
  const text = typed.trim().toLowerCase()
  const fits = (row: PhraseRow): boolean => row.zh.toLowerCase().includes(text) || row.en.toLowerCase().includes(text) || row.initials.includes(text)
  const found = text === '' ? rows.filter((row) => row.kinds.includes(kind)) : rows.filter(fits)
  return [...found].sort((a, b) => Number(b.kinds.includes(kind)) - Number(a.kinds.includes(kind))).slice(0, MOST)
}

/** The field's text with a phrase put in: in its place while it is empty, else behind it. `most` letters at most. */
export function withPhrase(text: string, row: PhraseRow, lang: 'zh-CN' | 'en', most: number): string {
  const before = text.trimEnd()
  return (before === '' ? textOf(row, lang) : `${before}${lang === 'en' ? ' ' : ''}${textOf(row, lang)}`).slice(0, most)
}

export { textOf as phraseText }
