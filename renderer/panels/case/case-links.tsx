import { useView } from '../../client/hooks.ts'
import { selectCase } from '../../client/selection.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { StageChip } from '../../ui/stage-chip.tsx'
import { locale } from './locale.ts'
import './case-links.css'

/** Duplicates that are named at most; of the rest their number. */
const NAMED = 6

/** 合并: the case that this one went into, and the duplicates that went into this one; each a way there. */
export function CaseLinks({ mergedInto, absorbed }: { readonly mergedInto: string | null; readonly absorbed: readonly string[] }) {
  const t = useT(locale)
  const format = useFormat()
  if (mergedInto === null && absorbed.length === 0) return null
  const rest = absorbed.length - NAMED
  return (
    <section className="case-links">
      {mergedInto !== null && (
        <>
          <h3 className="case-heading">{t('merged-into')}</h3>
          <CaseLink caseId={mergedInto} />
        </>
      )}
      {absorbed.length > 0 && (
        <>
          <h3 className="case-heading">{t('absorbed', { n: format.number(absorbed.length) })}</h3>
          {absorbed.slice(0, NAMED).map((caseId) => (
            <CaseLink key={caseId} caseId={caseId} />
          ))}
          {rest > 0 && <p className="case-links-rest">{t('absorbed.rest', { n: format.number(rest) })}</p>}
        </>
      )}
    </section>
  )
}

/** Another case in one line; pressing it selects that case in every window. */
export function CaseLink({ caseId }: { readonly caseId: string }) {
  const t = useT(locale)
  const format = useFormat()
  const row = useView({ view: 'case', caseId }).view?.head.row
  return (
    <button type="button" className="case-link" title={t('jump')} onClick={() => selectCase(caseId)}>
      {row ? (
        <>
          <span className="case-link-number">{row.number}</span>
          <span className="case-link-words">
            {format.name(row.className, row.classNameEn)} · {row.place}
          </span>
          <StageChip stage={row.stage} />
        </>
      ) : (
        <span className="case-link-words">{caseId}</span>
      )}
      <span aria-hidden="true">→</span>
    </button>
  )
}
