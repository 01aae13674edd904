import type { QueueFilter } from '../../../electron/contract/queue-filter.ts'
import { DueWindow, ReportedWithin } from '../../../electron/contract/queue-filter.ts'
import { CaseSource, OPEN_STAGES, Stage, type CodeTable } from '../../../electron/contract/case-terms.ts'
import type { CatalogHead } from '../../../electron/contract/views.ts'

/** Parts of a filter in the order in which they are offered. */
export const PARTS = ['due', 'marks', 'stages', 'sources', 'reported', 'departments', 'districts', 'streets', 'classes', 'text'] as const
export type Part = (typeof PARTS)[number]

/** Marks that a case bears or not. */
export const MARKS = ['supervised', 'extended', 'suspended'] as const
export type Mark = (typeof MARKS)[number]

/** One value that a queue may be narrowed to. */
export interface FilterValue {
  readonly part: Part
  readonly value: string
  /** What it is called in each language, where core or the city names it; words of the console are found by part and value. */
  readonly names?: { readonly zh: string; readonly en: string }
  /** What it is also found by: a code, initials. */
  readonly also: string
}

const LISTS = ['stages', 'sources', 'departments', 'districts', 'streets', 'classes'] as const
type List = (typeof LISTS)[number]
const isList = (part: Part): part is List => LISTS.some((list) => list === part)
const isMark = (value: string): value is Mark => MARKS.some((mark) => mark === value)

const plain = (part: Part, values: readonly string[]): FilterValue[] => values.map((value) => ({ part, value, also: '' }))

/** Everything that a queue may be narrowed to in this city. Open stages come first. */
export function filterValues(catalog: Pick<CatalogHead, 'codes' | 'departments' | 'areas'> | undefined): readonly FilterValue[] {
  const stages = [...OPEN_STAGES, ...Stage.options.filter((stage) => !OPEN_STAGES.includes(stage))]
  const areas = catalog?.areas ?? []
  const area = (part: Part, length: number): FilterValue[] => areas.filter(({ code }) => code.length === length).map(({ code, name, initials }) => ({ part, value: code, names: { zh: name, en: name }, also: `${code} ${initials}` }))
  return [
    ...plain('due', DueWindow.options),
    ...plain('marks', MARKS),
    ...plain('stages', stages),
    ...plain('sources', CaseSource.options),
    ...plain('reported', ReportedWithin.options),
    ...(catalog?.departments ?? []).map(({ id, shortName, nameEn, name, initials }): FilterValue => ({ part: 'departments', value: id, names: { zh: shortName, en: nameEn }, also: `${name} ${initials}` })),
    ...area('districts', 6),
    ...area('streets', 9),
    ...(catalog ? classValues(catalog.codes) : []),
  ]
}

function classValues(codes: CodeTable): FilterValue[] {
  const kinds = ['event', 'component'] as const
  return kinds.flatMap((kind) => [
    { part: 'classes' as const, value: kind, also: '' },
    ...codes[kind].flatMap((each): FilterValue[] => [
      { part: 'classes', value: `${kind}/${each.code}`, names: { zh: each.name, en: each.nameEn }, also: each.code },
      ...each.subClasses.map((sub): FilterValue => ({ part: 'classes', value: `${kind}/${sub.code}`, names: { zh: sub.name, en: sub.nameEn }, also: `${sub.code} ${sub.initials}` })),
    ]),
  ])
}

/** The values that a filter holds, in the order of the parts. */
export function valuesIn(filter: QueueFilter): readonly { readonly part: Part; readonly value: string }[] {
  return PARTS.flatMap((part): { part: Part; value: string }[] => {
    if (part === 'marks') return MARKS.filter((mark) => filter[mark]).map((value) => ({ part, value }))
    const held = filter[part]
    return held === undefined ? [] : [held].flat().map((value) => ({ part, value }))
  })
}

/** Whether a filter holds a value. */
export const holds = (filter: QueueFilter, part: Part, value: string): boolean => valuesIn(filter).some((each) => each.part === part && each.value === value)

/** The filter with a value taken out or put in; of windows of time and of words there is one at a time. */
export function toggled(filter: QueueFilter, part: Part, value: string): QueueFilter {
  const out = holds(filter, part, value)
  if (isList(part)) {
    const held: readonly string[] = filter[part] ?? []
    const rest = { ...filter, [part]: out ? held.filter((each) => each !== value) : [...held, value] }
    return rest
  }
  if (part === 'marks') return isMark(value) ? { ...filter, [value]: out ? undefined : true } : filter
  return { ...filter, [part]: out ? undefined : value }
}

/** Whether it narrows anything. */
export const isNarrowed = (filter: QueueFilter): boolean => valuesIn(filter).length > 0
