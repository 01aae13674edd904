import { useMemo } from 'react'
import { CaseSource, Stage } from '../../../electron/contract/case-terms.ts'
import { DueWindow, ReportedWithin } from '../../../electron/contract/queue-filter.ts'
import { useView } from '../../client/hooks.ts'
import { fill, useLang, useT, type Translate } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { filterLocale } from './filter-locale.ts'
import { filterValues, MARKS, type FilterValue, type Part } from './filter-parts.ts'

type CommonKey = Extract<keyof typeof common.zh, string>
type FilterKey = Extract<keyof typeof filterLocale.zh, string>

/** Words of the console for a value that neither core nor the city names. */
function ownWords(t: Translate<FilterKey>, c: Translate<CommonKey>, part: Part, value: string): string {
  const stage = Stage.safeParse(value)
  if (part === 'stages' && stage.success) return c(`stage.${stage.data}`)
  const source = CaseSource.safeParse(value)
  if (part === 'sources' && source.success) return c(`source.${source.data}`)
  const due = DueWindow.safeParse(value)
  if (part === 'due' && due.success) return t(`due.${due.data}`)
  const within = ReportedWithin.safeParse(value)
  if (part === 'reported' && within.success) return t(`reported.${within.data}`)
  const mark = MARKS.find((each) => each === value)
  if (part === 'marks' && mark) return t(`mark.${mark}`)
  if (part === 'classes' && (value === 'event' || value === 'component')) return c(`kind.${value}`)
  if (part === 'text') return t('text', { text: value })
  return value
}

/** Words of the console in both languages: who works in one may type the other. */
const inBoth = ({ part, value }: FilterValue): string =>
  (['zh', 'en'] as const).map((lang) => ownWords((key, params) => fill(filterLocale[lang][key], params), (key, params) => fill(common[lang][key], params), part, value)).join(' ')

export interface FilterWords {
  readonly values: readonly FilterValue[]
  /** What a value is called in the language of the moment. */
  readonly wordsOf: (part: Part, value: string) => string
  /** All that a value is found by when something is typed, small. */
  readonly foundBy: (value: FilterValue) => string
}

/** The values of this city's filters and their words. */
export function useFilterWords(): FilterWords {
  const t = useT(filterLocale)
  const c = useT(common)
  const lang = useLang()
  const catalog = useView({ view: 'catalog' }).view?.head
  return useMemo(() => {
    const values = filterValues(catalog)
    const named = new Map(values.flatMap((each): [string, string][] => (each.names ? [[`${each.part} ${each.value}`, lang === 'en' ? each.names.en : each.names.zh]] : [])))
    const wordsOf = (part: Part, value: string): string => named.get(`${part} ${value}`) ?? ownWords(t, c, part, value)
    const found = new Map(values.map((each) => [each, `${each.names ? `${each.names.zh} ${each.names.en}` : inBoth(each)} ${each.also}`.toLowerCase()]))
    return { values, wordsOf, foundBy: (each) => found.get(each) ?? '' }
  }, [catalog, lang, t, c])
}
