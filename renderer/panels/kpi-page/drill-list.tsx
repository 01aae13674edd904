import { useCallback } from 'react'
import type { KpiFigure, KpiGroup, KpiRow } from '../../../electron/contract/kpi.ts'
import { core } from '../../client/core.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { CaseDrill, type LoadCases } from './case-drill.tsx'
import type { FigureWords } from './figure-words.ts'
import { locale } from './locale.ts'
import type { Period } from './period.ts'

/** What a number was made of: a figure of a group in a period. */
export interface Drill {
  readonly figure: KpiFigure
  readonly cell: KpiRow | undefined
  readonly group: KpiGroup
  readonly value: string
  readonly name: string
}

/** The cases behind a figure of a group. */
export function DrillList({ drill, period: { from, to }, words, onClose }: { readonly drill: Drill; readonly period: Period; readonly words: FigureWords; readonly onClose: () => void }) {
  const t = useT(locale)
  const format = useFormat()
  const { figure, cell, group, value, name } = drill
  const load = useCallback<LoadCases>(
    (part, after, limit) => core.query({ type: 'kpi-cases', figure: figure.name, version: figure.version, from, to, part, group, value, after, limit }),
    [figure.name, figure.version, from, to, group, value],
  )
  return (
    <CaseDrill
      title={t('drill.title', { figure: words.figure(figure), group: name })}
      formula={words.formula(figure)}
      numerator={figure.kind === 'mean' ? t('numerator') : t('drill.numerator', { n: format.number(cell?.numerator ?? 0) })}
      denominator={t('drill.denominator', { n: format.number(cell?.denominator ?? 0) })}
      load={load}
      onClose={onClose}
    />
  )
}
