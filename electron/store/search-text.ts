import type { Position } from '../domain/reference.ts'

/** A Chinese character, wherever Unicode has it. */
const HAN = /^\p{Script=Han}/u
/** Runs of so many Chinese characters are tokens; longer ones are found by all that they hold, then checked. */
const RUN = 3
/** Beginnings of Latin words and numbers are tokens up to this length; longer ones are found by it, then checked. */
const MAX_BEGINNING = 8
/** Words of a question beyond this are not looked for. */
const MAX_WORDS = 8

/** Lower case, full-width forms made plain, accents off Latin letters: what is compared when text is searched. */
const plain = (text: string): string => text.normalize('NFKD').replaceAll(/\p{Mn}/gu, '').normalize('NFKC').toLowerCase()

const wordsOf = (text: string): string[] => plain(text).match(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu) ?? []

const isHan = (word: string): boolean => HAN.test(word)

/**
 * The tokens that text is found by: each Chinese character, each pair and each three of neighbours, and the
 * beginnings of each Latin word or number. A question of up to three characters is one look-up, however common they are.
 */
export function textTokens(text: string): Set<string> {
  const tokens = new Set<string>()
  for (const word of wordsOf(text)) {
    if (isHan(word)) addHan(tokens, word)
    else addLatin(tokens, word)
  }
  return tokens
}

function addHan(tokens: Set<string>, word: string): void {
  const characters = [...word]
  for (let length = 1; length <= RUN; length++) {
    for (let i = 0; i + length <= characters.length; i++) tokens.add(characters.slice(i, i + length).join(''))
  }
}

function addLatin(tokens: Set<string>, word: string): void {
  for (let length = 1; length <= Math.min(word.length, MAX_BEGINNING); length++) tokens.add(word.slice(0, length))
}

/** A question for the word indexes. */
export interface SearchQuery {
  /** FTS5 expression: every token. */
  readonly match: string
  /** Words that the tokens find only nearly; a case must be looked at to see whether it holds them. */
  readonly near: readonly string[]
}

/** Reads what somebody typed: every word must be in a case. Undefined when there is nothing to search for. */
export function searchQuery(text: string): SearchQuery | undefined {
  const words = wordsOf(text).slice(0, MAX_WORDS)
  const tokens = new Set(words.flatMap(tokensAsked))
  if (tokens.size === 0) return undefined
  return { match: [...tokens].map(quote).join(' AND '), near: words.filter((word) => (isHan(word) ? [...word].length > RUN : word.length > MAX_BEGINNING)) }
}

function tokensAsked(word: string): string[] {
  if (!isHan(word)) return [word.slice(0, MAX_BEGINNING)]
  const characters = [...word]
  const length = Math.min(characters.length, RUN)
  return Array.from({ length: characters.length - length + 1 }, (_, i) => characters.slice(i, i + length).join(''))
}

/** Whether a text holds the words that the index finds only nearly. */
export function holdsWords(text: string, near: readonly string[]): boolean {
  if (near.length === 0) return true
  const held = new Set(wordsOf(text))
  const joined = [...held].join('\n')
  return near.every((word) => (isHan(word) ? joined.includes(word) : `\n${joined}`.includes(`\n${word}`)))
}

const quote = (token: string): string => `"${token}"`

/** A label of an archived case: a token that no text can hold. */
export const label = (kind: LabelKind, value: string): string =>
  `${kind}:${value.replaceAll(/[^0-9a-z/]/gu, (c) => `_${(c.codePointAt(0) ?? 0).toString(16)}_`)}`

/** k kind, c class or sub-class, d district, t street, o department, s stage, h how it was reported, m marks, f and g cells of the map. */
export type LabelKind = 'k' | 'c' | 'd' | 't' | 'o' | 's' | 'h' | 'm' | 'f' | 'g'

/** Sizes of map cells, degrees: about one and about five kilometres. */
const CELLS = { f: 0.01, g: 0.05 } as const
/** A viewport is asked for by so many cells at most. */
const MAX_CELLS = 36

const cell = (kind: keyof typeof CELLS, x: number, y: number): string => label(kind, `${x + 100_000}/${y + 100_000}`)

/** The cells that a position lies in. */
export const cellsAt = ([lng, lat]: Position): string[] => (['f', 'g'] as const).map((kind) => cell(kind, Math.floor(lng / CELLS[kind]), Math.floor(lat / CELLS[kind])))

/** An FTS5 expression for the cells that a viewport (west, south, east, north) touches; undefined when it is so large that cells would not narrow it. */
export function cellsIn([west, south, east, north]: readonly [number, number, number, number]): string | undefined {
  for (const kind of ['f', 'g'] as const) {
    const [x0, x1, y0, y1] = [west, east, south, north].map((degrees) => Math.floor(degrees / CELLS[kind])) as [number, number, number, number]
    if ((x1 - x0 + 1) * (y1 - y0 + 1) > MAX_CELLS) continue
    const cells = Array.from({ length: x1 - x0 + 1 }, (_, dx) => Array.from({ length: y1 - y0 + 1 }, (__, dy) => quote(cell(kind, x0 + dx, y0 + dy)))).flat()
    return cells.length === 0 ? undefined : cells.join(' OR ')
  }
  return undefined
}

/** An FTS5 expression that holds where any of the labels does. */
export const anyLabel = (kind: LabelKind, values: readonly string[]): string => values.map((value) => quote(label(kind, value))).join(' OR ')
