import type { KpiFigure, KpiRow } from '../../../electron/contract/kpi.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { locale } from './locale.ts'

const TO_PERCENT = 100

/** A figure's value: a share with one decimal, or a mean in words; a dash where nothing was to be counted. */
export function useValueWords(): (figure: KpiFigure, cell: KpiRow | undefined) => string {
  const format = useFormat()
  return (figure, cell) => {
    if (!cell || cell.value === null) return '–'
    return figure.kind === 'mean' ? format.duration(cell.value) : `${format.number(cell.value * TO_PERCENT, 1)}%`
  }
}

/** Numerator over denominator, small; a mean says over how many cases. */
export function Fraction({ figure, cell }: { readonly figure: KpiFigure; readonly cell: KpiRow }) {
  const t = useT(locale)
  const format = useFormat()
  if (figure.kind === 'mean') return <span className="kpi-fraction" title={t('sum.mean', { time: format.duration(cell.numerator) })}>{`÷ ${format.number(cell.denominator)}`}</span>
  return <span className="kpi-fraction">{`${format.number(cell.numerator)}/${format.number(cell.denominator)}`}</span>
}
