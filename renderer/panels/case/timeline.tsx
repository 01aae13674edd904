import type { TimelineRow } from '../../../electron/contract/views.ts'
import { CaseSource } from '../../../electron/contract/case-terms.ts'
import { useFormat, useT, type Translate } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { useDepartmentNames } from '../notices/notices.tsx'
import { locale } from './locale.ts'
import './timeline.css'

type CommonKey = Extract<keyof typeof common.zh, string>

const EVENT_WORDS: Readonly<Record<string, CommonKey>> = {
  'case.reported': 'step.report',
  'case.accepted': 'step.accept',
  'case.filed': 'step.file',
  'case.dispatched': 'step.dispatch',
  'case.handled': 'step.handle',
  'case.checked': 'step.check',
  'case.closed': 'step.close',
  'case.followed-up': 'step.follow-up',
}

const SATISFACTIONS = ['satisfied', 'fair', 'dissatisfied', 'unreached'] as const

/** Written down this much after it happened counts as entered later, ms. */
const LATER = 60_000

/** What was done with a case, the newest first. */
export function Timeline({ rows }: { readonly rows: readonly TimelineRow[] }) {
  const t = useT(locale)
  return (
    <section className="timeline" aria-label={t('timeline')}>
      <h3 className="case-heading">{t('timeline')}</h3>
      <ol>
        {rows.map((row) => (
          <Entry key={row.id} row={row} />
        ))}
      </ol>
    </section>
  )
}

function Entry({ row }: { readonly row: TimelineRow }) {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  const names = useDepartmentNames()
  const key = EVENT_WORDS[row.type]
  return (
    <li className="entry" data-irregular={row.irregular !== null || undefined}>
      <time className="entry-time" title={format.dateTime(row.occurredAt)}>
        {format.seconds(row.occurredAt)}
      </time>
      <div className="entry-body">
        <span className="entry-what">{key ? c(key) : row.type}</span>
        {row.detail && <span className="entry-detail">{detailWords(row, names, c)}</span>}
        <span className="entry-who">
          {row.actor.name} · {c(`role.${row.actor.role}`)}
        </span>
        {row.irregular && <span className="entry-irregular">{irregularWords(row.irregular, t)}</span>}
        {row.recordedAt - row.occurredAt > LATER && <span className="entry-late">{t('late', { time: format.dateTime(row.recordedAt) })}</span>}
        {row.note && row.type !== 'case.reported' && <p className="entry-note">{row.note}</p>}
      </div>
    </li>
  )
}

function detailWords({ type, detail }: TimelineRow, names: ReadonlyMap<string, string>, c: Translate<CommonKey>): string {
  const source = CaseSource.safeParse(detail)
  if (type === 'case.reported' && source.success) return c(`source.${source.data}`)
  const satisfaction = SATISFACTIONS.find((each) => each === detail)
  if (type === 'case.followed-up' && satisfaction) return c(`satisfaction.${satisfaction}`)
  return names.get(detail) ?? detail
}

function irregularWords(reason: string, t: Translate<Extract<keyof typeof locale.zh, string>>): string {
  switch (reason) {
    case 'not-reported':
    case 'reported-twice':
    case 'out-of-order':
    case 'unknown-event':
      return t(`irregular.${reason}`)
    default:
      return t('irregular')
  }
}
