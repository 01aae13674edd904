import type { TimelineRow } from '../../../electron/contract/views.ts'
import { useFormat, useT, type Translate } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { eventWords, isKnownEvent } from '../../ui/locales/events.ts'
import { useDepartmentNames } from '../notices/notices.tsx'
import { CaseLink } from './case-links.tsx'
import { detailWords } from './entry-words.ts'
import { locale } from './locale.ts'
import './timeline.css'

/** Entries whose detail is another case. */
const LINKED: ReadonlySet<string> = new Set(['case.merged', 'case.absorbed', 'case.released'])

/** Written down this much after it happened counts as entered later, ms. */
const LATER = 60_000

/** What was done with a case, the newest first. `rows` are oldest first. */
export function Timeline({ rows }: { readonly rows: readonly TimelineRow[] }) {
  const t = useT(locale)
  return (
    <section className="timeline" aria-label={t('timeline')}>
      <h3 className="case-heading">{t('timeline')}</h3>
      <ol>
        {rows.toReversed().map((row) => (
          <Entry key={row.id} row={row} />
        ))}
      </ol>
    </section>
  )
}

function Entry({ row }: { readonly row: TimelineRow }) {
  const t = useT(locale)
  const c = useT(common)
  const e = useT(eventWords)
  const format = useFormat()
  const names = useDepartmentNames()
  return (
    <li className="entry" data-irregular={row.irregular !== null || undefined} data-recalled={row.recalled || undefined}>
      <time className="entry-time" title={format.dateTime(row.occurredAt)}>
        {format.seconds(row.occurredAt)}
      </time>
      <div className="entry-body">
        <span className="entry-what">{isKnownEvent(row.type) ? e(row.type) : row.type}</span>
        {row.detail && <span className="entry-detail">{detailWords(row, names, c)}</span>}
        <span className="entry-who">
          {row.actor.name} · {c(`role.${row.actor.role}`)}
        </span>
        {row.recalled && <span className="entry-recalled">{t('recalled')}</span>}
        {row.irregular && <span className="entry-irregular">{irregularWords(row.irregular, t)}</span>}
        {row.recordedAt - row.occurredAt > LATER && <span className="entry-late">{t('late', { time: format.dateTime(row.recordedAt) })}</span>}
        {LINKED.has(row.type) && <CaseLink caseId={row.detail} />}
        {row.emergency && <p className="entry-note entry-emergency">{row.emergency}</p>}
        {row.note && row.type !== 'case.reported' && <p className="entry-note">{row.note}</p>}
      </div>
    </li>
  )
}

function irregularWords(reason: string, t: Translate<Extract<keyof typeof locale.zh, string>>): string {
  switch (reason) {
    case 'not-reported':
    case 'reported-twice':
    case 'out-of-order':
    case 'unknown-event':
    case 'emergency':
    case 'recall-of-nothing':
      return t(`irregular.${reason}`)
    default:
      return t('irregular')
  }
}
