import { useRef } from 'react'
import { AuditAct } from '../../../electron/contract/desk.ts'
import { useT } from '../../ui/i18n.tsx'
import { usePageKeys } from '../../ui/page.tsx'
import { focusSegments, Segments } from '../../ui/segments.tsx'
import { PeriodField } from '../kpi-page/period-field.tsx'
import { locale } from './audit-locale.ts'
import { actsOf, AUDIT_GROUPS, type AuditFilters } from './use-audit.ts'
import '../../ui/field.css'

/** What the audit is filtered by: a period, a kind of act or one act, a person, a case. */
export function AuditFilterFields({ choice, period, change }: AuditFilters) {
  const t = useT(locale)
  const field = useRef<HTMLInputElement>(null)
  usePageKeys({ i: () => field.current?.select(), p: () => focusSegments('kpi-period'), g: () => focusSegments('audit-group') })
  return (
    <>
      <PeriodField {...period} set={(part) => {
        period.set(part)
        change({})
      }} />
      <Segments label={t('group')} shortcut="g" focusKey="audit-group" value={choice.group} choices={AUDIT_GROUPS.map((value) => ({ value, words: t(`group.${value}`) }))} onChange={(group) => change({ group, act: '' })} />
      <select className="input audit-field" value={choice.act} aria-label={t('act')} onChange={(event) => change({ act: AuditAct.safeParse(event.target.value).data ?? '' })}>
        <option value="">{t('act.all')}</option>
        {actsOf(choice.group).map((each) => (
          <option key={each} value={each}>
            {t(`act.${each}`)}
          </option>
        ))}
      </select>
      <input ref={field} className="input audit-field" value={choice.person} maxLength={64} placeholder={t('person')} aria-label={t('person')} onChange={(event) => change({ person: event.target.value })} />
      <input className="input audit-field" value={choice.caseId} maxLength={64} placeholder={t('case')} aria-label={t('case')} onChange={(event) => change({ caseId: event.target.value })} />
    </>
  )
}
