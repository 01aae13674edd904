import type { DuplicateCandidate } from '../../../electron/contract/messages.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { StageChip } from '../../ui/stage-chip.tsx'
import { locale } from './locale.ts'
import { useReasonWords } from './reason-words.ts'

const TO_PERCENT = 100

/** The candidates, the likeliest first, each with why. */
export function CandidateList({ candidates, chosen, onChoose }: { readonly candidates: readonly DuplicateCandidate[]; readonly chosen: string | undefined; readonly onChoose: (caseId: string) => void }) {
  const t = useT(locale)
  const format = useFormat()
  const reason = useReasonWords()
  return (
    <div className="candidates" role="listbox" aria-label={t('candidates')}>
      {candidates.map(({ row, score, reasons }) => (
        <div key={row.id} id={`candidate-${row.id}`} role="option" aria-selected={row.id === chosen} className="candidate" onMouseDown={() => onChoose(row.id)}>
          <span className="candidate-line">
            <b>{format.name(row.className, row.classNameEn)}</b>
            <StageChip stage={row.stage} />
          </span>
          <span className="candidate-line candidate-dim">
            <span>{t('likely', { n: Math.round(score * TO_PERCENT) })}</span>
            <span>{row.number}</span>
          </span>
          <span className="candidate-score" aria-hidden="true">
            <i style={{ width: `${score * TO_PERCENT}%` }} />
          </span>
          <span className="candidate-reasons candidate-dim">
            {reasons.map((each) => (
              <span key={each.why}>{reason(each)}</span>
            ))}
          </span>
        </div>
      ))}
    </div>
  )
}
