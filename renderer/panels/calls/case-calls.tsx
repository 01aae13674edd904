import type { CallRow } from '../../../electron/contract/call.ts'
import { useView } from '../../client/hooks.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { locale } from './locale.ts'
import './calls.css'

/** Calls of a case that are shown; older ones stand in the call log. */
const SHOWN = 20

/** The telephone calls of a case, the newest first. */
export function CaseCalls({ caseId }: { readonly caseId: string }) {
  const t = useT(locale)
  const { view } = useView({ view: 'calls', caseId, limit: SHOWN })
  if (!view || view.order.length === 0) return null
  return (
    <section aria-label={t('history')}>
      <h3 className="case-heading">{t('history')}</h3>
      <ol className="call-list">
        {view.order.map((id) => {
          const row = view.rows[id]
          return row && <CallLine key={id} row={row} />
        })}
      </ol>
    </section>
  )
}

function CallLine({ row }: { readonly row: CallRow }) {
  const t = useT(locale)
  const format = useFormat()
  const talked = row.answeredAt !== null && row.endedAt !== null ? row.endedAt - row.answeredAt : null
  return (
    <li className="call-line">
      <time title={format.dateTime(row.begunAt)}>{format.seconds(row.begunAt)}</time>
      <span className="call-line-what">
        {t(`history.${row.direction}`)} <b>{format.name(row.party.name, row.party.nameEn) || row.number}</b> <span className="call-number">{row.number}</span>
        {row.demo && <span className="call-line-words">{t('demo.line')}</span>}
      </span>
      <span className="call-line-end">
        {row.endedAt === null ? t('history.under-way') : talked !== null ? t('history.lasted', { time: format.duration(talked) }) : row.why && t(`end.${row.why}`)}
        {row.recording && <span className="call-line-recording">{t('history.recorded', { time: format.duration(row.recording.ms) })}</span>}
      </span>
      {row.tries.some(({ missed }) => missed !== null) && talked !== null && (
        <span className="call-line-tries">{row.tries.flatMap(({ number, missed }) => (missed ? [`${number} ${t(`end.${missed}`)}`] : [])).join(' · ')}</span>
      )}
    </li>
  )
}
