import { readClockAt } from '../../client/clock.ts'
import type { CaseRow, RollRow } from '../../../electron/contract/views.ts'
import { useView } from '../../client/hooks.ts'
import { selectCase, useSelectedCase } from '../../client/selection.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { StageChip } from '../../ui/stage-chip.tsx'
import { useDepartmentNames } from '../notices/notices.tsx'
import { dueOf } from './handover.ts'
import { locale } from './locale.ts'

/** Cases with who has them and when they fall due. */
export function CaseLines({ rows, now, most }: { readonly rows: readonly CaseRow[]; readonly now: number; readonly most: number }) {
  const t = useT(locale)
  const format = useFormat()
  if (rows.length === 0) return <p className="handover-none">{t('list.none')}</p>
  return (
    <>
      {rows.slice(0, most).map((row) => (
        <CaseLine key={row.id} row={row} now={now} />
      ))}
      {rows.length > most && <p className="handover-none">{t('more', { n: format.number(rows.length - most) })}</p>}
    </>
  )
}

function CaseLine({ row, now }: { readonly row: CaseRow; readonly now: number }) {
  const format = useFormat()
  const names = useDepartmentNames()
  const selected = useSelectedCase() === row.id
  const due = dueOf(row, now)
  const when = useWhen()(row, now)
  return (
    <button type="button" className="handover-line" aria-current={selected} data-due={due} onClick={() => selectCase(row.id)}>
      <span className="handover-number">{row.number}</span>
      <span className="handover-what">
        <b>{format.name(row.className, row.classNameEn)}</b> {row.place}
      </span>
      <span className="handover-who">{row.department ? (names.get(row.department) ?? row.department) : '—'}</span>
      <StageChip stage={row.stage} />
      <span className="handover-when">{when}</span>
    </button>
  )
}

/** When a case falls due, or by how much it is late; a suspended one keeps the overrun that it had. */
function useWhen(): (row: CaseRow, now: number) => string {
  const t = useT(locale)
  const format = useFormat()
  return (row, now) => {
    const { clock } = row
    const due = dueOf(row, now)
    if (!clock || due === 'none') return t('none')
    const late = clock.overdueMs > 0 || due === 'overdue' ? t('overdue', { time: format.duration(due === 'overdue' ? readClockAt(clock, now).leftMs : clock.overdueMs) }) : ''
    if (due === 'paused') return [t('paused'), late].filter(Boolean).join(' · ')
    return late || (clock.dueAt === null ? t('none') : t('due', { time: format.dateTime(clock.dueAt) }))
  }
}

/** Events with what was written, which only the case's own view has. */
export function EventLines({ rows, most, none }: { readonly rows: readonly RollRow[]; readonly most: number; readonly none: string }) {
  const t = useT(locale)
  const format = useFormat()
  if (rows.length === 0) return <p className="handover-none">{none}</p>
  return (
    <>
      {rows.slice(0, most).map((row) => (
        <EventLine key={row.id} row={row} />
      ))}
      {rows.length > most && <p className="handover-none">{t('more', { n: format.number(rows.length - most) })}</p>}
    </>
  )
}

function EventLine({ row }: { readonly row: RollRow }) {
  const format = useFormat()
  const selected = useSelectedCase() === row.caseId
  const entry = useView({ view: 'case', caseId: row.caseId }).view?.rows[row.id]
  return (
    <button type="button" className="handover-line handover-event" aria-current={selected} onClick={() => selectCase(row.caseId)}>
      <span className="handover-number">{row.number}</span>
      <span className="handover-what">
        <b>{format.name(row.className, row.classNameEn)}</b> {row.place}
        {entry?.note && <q className="handover-note">{entry.note}</q>}
      </span>
      <span className="handover-who">{row.actor}</span>
      <span className="handover-when">{format.dateTime(row.occurredAt)}</span>
    </button>
  )
}
