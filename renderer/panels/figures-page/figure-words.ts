import { useMemo } from 'react'
import type { WallFigure } from '../../../electron/contract/figure-cases.ts'
import type { FiguresHead } from '../../../electron/contract/views.ts'
import { useView } from '../../client/hooks.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { locale as figureWords } from '../figures/locale.ts'
import { locale } from './locale.ts'

const AGES = ['age.4h', 'age.1d', 'age.3d', 'age.7d', 'age.more'] as const

/** A figure in words. */
export function useFigureTitle(): (figure: WallFigure) => string {
  const t = useT(locale)
  const f = useT(figureWords)
  const c = useT(common)
  const format = useFormat()
  const catalog = useView({ view: 'catalog' }).view?.head
  return useMemo(() => {
    const district = (code: string): string => catalog?.areas.find((area) => area.code === code)?.name ?? code
    const department = (id: string): string => {
      const found = catalog?.departments.find((each) => each.id === id)
      return found ? format.name(found.shortName, found.nameEn) : id
    }
    return (figure) => {
      switch (figure.of) {
        case 'today':
          return t('of.today', { step: f(figure.step) })
        case 'hour':
          return t('of.hour', { hour: figure.hour })
        case 'open':
          return t(figure.clock === 'any' ? 'of.open' : `of.${figure.clock}`)
        case 'stage':
          return t('of.stage', { stage: c(`stage.${figure.stage}`) })
        case 'district':
          return t(`of.district.${figure.when}`, { name: district(figure.district) })
        case 'department':
          return t(`of.department.${figure.when}`, { name: department(figure.department) })
        case 'age':
          return t('of.age', { age: f(AGES[figure.age] ?? 'age.more') })
        case 'cameras':
          return t('of.cameras', { state: f(`cameras.${figure.state}`) })
      }
    }
  }, [t, f, c, format, catalog])
}

/** What a figure of cases shows now; a list of them is read again when it changes. */
export function shownValue(head: FiguresHead | undefined, figure: WallFigure): number | undefined {
  if (!head) return undefined
  switch (figure.of) {
    case 'today':
      return head[figure.step]
    case 'hour':
      return head.byHour[figure.hour]
    case 'open':
      return figure.clock === 'any' ? head.open : head[figure.clock]
    case 'stage':
      return head.byStage[figure.stage]
    case 'district':
      return head.byDistrict.find(({ code }) => code === figure.district)?.[figure.when]
    case 'department':
      return head.byDepartment.find(({ id }) => id === figure.department)?.[figure.when]
    case 'age':
      return head.byAge[figure.age]
    case 'cameras':
      return undefined
  }
}
