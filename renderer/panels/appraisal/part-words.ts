import { useT } from '../../ui/i18n.tsx'
import { locale } from './locale.ts'

type PartKey = Extract<keyof typeof locale.zh, `part.${string}`>
const isPart = (key: string): key is PartKey => key.startsWith('part.') && key in locale.zh

type FormulaKey = Extract<keyof typeof locale.zh, `formula.${string}`>
const isFormula = (key: string): key is FormulaKey => key.startsWith('formula.') && key in locale.zh

/** A part of a score as far as its words go. */
interface NamedPart {
  readonly name: string
  readonly term: string
  readonly formula: { readonly version: number }
}

/** Names of parts and their formulas, with the version, in the language of the moment; a part that has no words keeps its Chinese term. */
export function usePartWords(): { readonly name: (part: NamedPart) => string; readonly formula: (part: NamedPart) => string } {
  const t = useT(locale)
  return {
    name: ({ name, term }) => {
      const key = `part.${name}`
      return isPart(key) ? t(key) : term
    },
    formula: ({ name, term, formula }) => {
      const key = `formula.${name}`
      return t('formula.version', { formula: isFormula(key) ? t(key) : term, version: formula.version })
    },
  }
}
