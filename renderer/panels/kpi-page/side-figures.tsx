import type { KpiReport } from '../../../electron/contract/kpi.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { useDepartmentNames } from '../notices/notices.tsx'
import { locale } from './locale.ts'

/** Core lists as many cases at most that were taken out by appeal. */
const MAX_TAKEN_OUT = 200

/** What stands beside the rates: 推诿 by department, and the cases that a granted 申诉 took out. */
export function SideFigures({ report, withBounces, onBounces, onTakenOut }: {
  readonly report: KpiReport
  readonly withBounces: boolean
  readonly onBounces: (name: string, events: readonly string[]) => void
  readonly onTakenOut: () => void
}) {
  const t = useT(locale)
  const format = useFormat()
  const names = useDepartmentNames()
  const bounces = [...report.bounces].sort((a, b) => b.count - a.count)
  const n = report.takenOut.length
  return (
    <dl className="kpi-side">
      {withBounces && (
        <>
          <dt title={t('bounces.formula')}>{t('bounces')}</dt>
          <dd>
            {bounces.length === 0 && t('bounces.none')}
            {bounces.map(({ department, name, count, events }) => (
              <button key={department} type="button" className="kpi-side-item" onClick={() => onBounces(names.get(department) ?? name, events)}>
                {names.get(department) ?? name} <b>{format.number(count)}</b>
              </button>
            ))}
          </dd>
        </>
      )}
      <dt title={t('taken-out.hint')}>{t('taken-out')}</dt>
      <dd>
        {n === 0 ? (
          t('taken-out.none')
        ) : (
          <button type="button" className="button" onClick={onTakenOut}>
            {t(n >= MAX_TAKEN_OUT ? 'taken-out.many' : 'taken-out.n', { n: format.number(n) })}
          </button>
        )}
        <span className="kpi-side-hint">{t('taken-out.hint')}</span>
      </dd>
    </dl>
  )
}
