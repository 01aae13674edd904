import type { Appraisal, AppraisalScore } from '../../../electron/contract/appraisal.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { locale } from './locale.ts'
import { usePartWords } from './part-words.ts'

/** A part's cell: row and column from 0. */
export interface PartAt {
  readonly row: number
  readonly column: number
}

export const partSelector = ({ row, column }: PartAt): string => `[data-part="${row}.${column}"]`

interface Props {
  readonly appraisal: Appraisal
  readonly at: PartAt
  readonly drilled: PartAt | null
  readonly nameOf: (score: AppraisalScore) => string
  readonly onAt: (at: PartAt) => void
  readonly onDrill: (at: PartAt) => void
}

/** The roll of a post, best first: score, grade, and every part as a button that shows its cases. */
export function RollTable({ appraisal: { role, scores }, at, drilled, nameOf, onAt, onDrill }: Props) {
  const t = useT(locale)
  const format = useFormat()
  const words = usePartWords()
  const parts = scores[0]?.parts ?? []
  return (
    <table className="kpi-table roll-table">
      <thead>
        <tr>
          <th scope="col" className="roll-rank">{t('rank')}</th>
          <th scope="col" className="kpi-name">{t(role === 'department' ? 'department' : 'name')}</th>
          <th scope="col" className="roll-score">{t('score')}</th>
          <th scope="col" className="roll-grade">{t('grade')}</th>
          {parts.map((part, index) => (
            <th key={part.name} scope="col" className="roll-part" title={words.formula(part)} data-first={index === 0 || undefined}>
              {words.name(part)}
              <span className="roll-weight">{t('weight', { n: part.weight, version: part.formula.version })}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {scores.map((score, row) => (
          <tr key={score.subject}>
            <td className="roll-rank">{score.score === null ? '–' : row + 1}</td>
            <th scope="row" className="kpi-name">{nameOf(score)}</th>
            <td className="roll-score">{score.score === null ? '–' : format.number(score.score, 1)}</td>
            <td className="roll-grade" data-grade={score.grade ?? undefined}>{score.grade ?? '–'}</td>
            {score.parts.map((part, column) => (
              <td key={part.name} data-first={column === 0 || undefined}>
                <PartCell
                  part={part}
                  label={`${words.name(part)} ${nameOf(score)}`}
                  here={{ row, column }}
                  current={at.row === row && at.column === column}
                  drilled={drilled?.row === row && drilled.column === column}
                  onAt={onAt}
                  onDrill={onDrill}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A part of a score: its value, and its points of its weight. */
function PartCell({ part, label, here, current, drilled, onAt, onDrill }: {
  readonly part: AppraisalScore['parts'][number]
  readonly label: string
  readonly here: PartAt
  readonly current: boolean
  readonly drilled: boolean
} & Pick<Props, 'onAt' | 'onDrill'>) {
  const t = useT(locale)
  const format = useFormat()
  const value = part.value === null ? '–' : `${format.number(part.value * 100, 1)}%`
  return (
    <button
      type="button"
      className="kpi-cell"
      aria-label={`${label} ${value}`}
      data-part={`${here.row}.${here.column}`}
      data-none={part.value === null || undefined}
      data-drilled={drilled || undefined}
      tabIndex={current ? 0 : -1}
      onFocus={() => onAt(here)}
      onClick={() => onDrill(here)}
    >
      <span>{value}</span>
      <span className="kpi-fraction">{part.points === null ? '' : t('points', { points: format.number(part.points, 1), weight: part.weight })}</span>
    </button>
  )
}
