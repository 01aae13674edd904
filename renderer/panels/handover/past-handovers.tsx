import { HandoverSection, type HandoverRow } from '../../../electron/contract/handover.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { locale } from './locale.ts'

/** Hand-overs that were recorded, the last first: who, when, how much, and what they said. */
export function PastHandovers({ rows }: { readonly rows: readonly HandoverRow[] }) {
  const t = useT(locale)
  const format = useFormat()
  if (rows.length === 0) return <p className="handover-none">{t('past.none')}</p>
  return rows.map((row) => (
    <section key={row.id} className="handover-past">
      <h4>
        {format.dateTime(row.since)} – {format.dateTime(row.until)}
      </h4>
      <p>
        {t('past.given', { name: row.given.by.name, time: format.dateTime(row.given.at) })}
        {row.given.remark && <q className="handover-remark">{row.given.remark}</q>}
      </p>
      <p>
        {row.taken ? t('past.taken', { name: row.taken.by.name, time: format.dateTime(row.taken.at) }) : t('past.waits')}
        {row.taken?.remark && <q className="handover-remark">{row.taken.remark}</q>}
      </p>
      <p className="handover-past-counts">
        {t('open')} {format.number(row.counts['open'] ?? 0)}
        {HandoverSection.options
          .filter((section) => (row.counts[section] ?? 0) > 0)
          .map((section) => ` · ${t(`part.${section}`)} ${format.number(row.counts[section] ?? 0)}`)
          .join('')}
      </p>
    </section>
  ))
}
