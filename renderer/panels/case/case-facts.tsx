import type { CaseHead, CaseRow } from '../../../electron/contract/views.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { useDepartmentNames } from '../notices/notices.tsx'
import { locale } from './locale.ts'
import { ReporterFact } from './reporter-fact.tsx'

/** What is known of a case besides where it stands. */
export function CaseFacts({ head, row }: { readonly head: CaseHead; readonly row: CaseRow }) {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  const names = useDepartmentNames()
  const area = [head.street, head.community].filter(Boolean).join(' ')
  return (
    <>
      <p className="case-description">{row.description}</p>
      <dl className="facts">
        <Fact term={t('place')}>
          {row.place}
          {area && <span className="facts-more">{area}</span>}
        </Fact>
        <Fact term={t('source')}>
          {c(`source.${row.source}`)}
          <span className="facts-more">{format.dateTime(row.reportedAt)}</span>
        </Fact>
        {(head.reporter.name || head.reporter.phone || head.reporter.erased) && (
          <Fact term={t('reporter')}>
            <ReporterFact key={row.id} caseId={row.id} reporter={head.reporter} />
          </Fact>
        )}
        {row.department && head.tasks.length === 0 && <Fact term={t('department')}>{names.get(row.department) ?? row.department}</Fact>}
        {head.condition && <Fact term={t('condition')}>{head.condition}</Fact>}
        {head.grid && (
          <Fact term={t('grid')}>
            <span className="facts-code">{head.grid}</span>
          </Fact>
        )}
        {head.component && (
          <Fact term={t('component')}>
            <span className="facts-code">{head.component}</span>
          </Fact>
        )}
      </dl>
    </>
  )
}

function Fact({ term, children }: { readonly term: string; readonly children: React.ReactNode }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </>
  )
}
