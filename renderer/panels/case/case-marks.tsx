import type { CaseHead, TimelineRow } from '../../../electron/contract/views.ts'
import { useT } from '../../ui/i18n.tsx'
import { locale } from './locale.ts'
import { marksOf } from './marks.ts'
import './case-marks.css'

/** What sets this case apart: 督办, 挂账, 延期, what waits for a decision, 申诉, what was out of order. */
export function CaseMarks({ head, rows }: { readonly head: CaseHead; readonly rows: readonly TimelineRow[] }) {
  const t = useT(locale)
  const marks = marksOf(head, rows)
  if (marks.length === 0) return null
  return (
    <ul className="marks" aria-label={t('marks')}>
      {marks.map(({ mark, tone, n }) => (
        <li key={mark} className="mark" data-tone={tone}>
          {t(`mark.${mark}`, { n })}
        </li>
      ))}
    </ul>
  )
}
