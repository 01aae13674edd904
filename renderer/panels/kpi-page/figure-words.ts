import type { KpiFigure, KpiGroup } from '../../../electron/contract/kpi.ts'
import { useView } from '../../client/hooks.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { useDepartmentNames } from '../notices/notices.tsx'
import { Role } from '../../../electron/contract/case-terms.ts'
import { common } from '../../ui/locales/common.ts'
import { isKnown, locale } from './locale.ts'

/** Names of figures, their formulas and of groups in the language of the moment. */
export interface FigureWords {
  figure(figure: KpiFigure): string
  formula(figure: KpiFigure): string
  group(group: KpiGroup, value: string, name: string): string
}

export function useFigureWords(): FigureWords {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  const departments = useDepartmentNames()
  const catalog = useView({ view: 'catalog' }).view?.head
  const keyed = (kind: 'figure' | 'formula', { name, version, term }: KpiFigure): string => {
    const key = [`${kind}.${name}.${version}`, `${kind}.${name}`].find(isKnown)
    return key ? t(key) : kind === 'figure' ? (term.split('=')[0]?.trim() ?? term) : term
  }
  const classes = new Map<string, string>(catalog && (['event', 'component'] as const).flatMap((kind) => catalog.codes[kind].map((each) => [`${kind}/${each.code}`, format.name(each.name, each.nameEn)] as const)))
  return {
    figure: (figure) => keyed('figure', figure),
    formula: (figure) => keyed('formula', figure),
    group: (group, value, name) => {
      if (group === 'city') return catalog ? format.name(catalog.city.name, catalog.city.nameEn) : name
      if (value === '') return t(`none.${group}`)
      if (group === 'department') return departments.get(value) ?? name
      const role = Role.safeParse(value)
      if (group === 'role' && role.success) return c(`role.${role.data}`)
      return group === 'class' ? (classes.get(value) ?? name) : name
    },
  }
}
