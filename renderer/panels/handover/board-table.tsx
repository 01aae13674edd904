import { OPEN_STAGES, type Stage } from '../../../electron/contract/case-terms.ts'
import { HandoverDue, type HandoverReport } from '../../../electron/contract/handover.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { countIn } from './handover.ts'
import { locale } from './locale.ts'

/** A cell of the board; null is the sum over all. */
export interface BoardCell {
  readonly stage: Stage | null
  readonly due: HandoverDue | null
}

/** Open cases counted by stage and due; every count lists its cases. */
export function BoardTable({ report, chosen, onChoose }: { readonly report: HandoverReport; readonly chosen: BoardCell | null; readonly onChoose: (cell: BoardCell) => void }) {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  const columns = [...HandoverDue.options, null]
  const cell = (stage: Stage | null, due: HandoverDue | null) => {
    const n = countIn(report, stage, due)
    return (
      <td key={due ?? 'all'} data-due={due ?? 'all'}>
        <button type="button" className="handover-count" data-some={n > 0 || undefined} aria-pressed={chosen?.stage === stage && chosen.due === due} onClick={() => onChoose({ stage, due })}>
          {format.number(n)}
        </button>
      </td>
    )
  }
  return (
    <table className="handover-board" aria-label={t('board')}>
      <thead>
        <tr>
          <th scope="col">{t('stage')}</th>
          {columns.map((due) => (
            <th key={due ?? 'all'} scope="col">
              {due === null ? t('all') : t(`due.${due}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {OPEN_STAGES.map((stage) => (
          <tr key={stage}>
            <th scope="row">{c(`stage.${stage}`)}</th>
            {columns.map((due) => cell(stage, due))}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('all')}</th>
          {columns.map((due) => cell(null, due))}
        </tr>
      </tfoot>
    </table>
  )
}
