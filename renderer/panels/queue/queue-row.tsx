import { readClockAt } from '../../client/clock.ts'
import type { CaseRow } from '../../../electron/contract/views.ts'
import { ClockRing } from '../../ui/clock-ring.tsx'
import { useFormat, useLang, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { StageChip } from '../../ui/stage-chip.tsx'
import { locale } from './locale.ts'

interface Props {
  readonly id: string
  readonly row: CaseRow
  readonly now: number
  readonly selected: boolean
  readonly department: string | undefined
  /** Who works on the case, and whether it is whoever sits here. */
  readonly claim: { readonly name: string; readonly mine: boolean } | undefined
  readonly top: number
  readonly height: number
  readonly onSelect: () => void
  readonly onOpen: () => void
}

/** Stages in which it matters which department has the case. */
const WITH_DEPARTMENT: ReadonlySet<CaseRow['stage']> = new Set(['dispatched', 'handled'])

/**
 * One case of the queue: what, where, how far, how long still. English names of departments are long, so
 * there they stand in the place of the source.
 */
export function QueueRow({ id, row, now, selected, department, claim, top, height, onSelect, onOpen }: Props) {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  const lang = useLang()
  const clock = row.clock ? readClockAt(row.clock, now) : null
  const handler = WITH_DEPARTMENT.has(row.stage) ? department : undefined
  const lead = lang === 'en' ? handler : undefined
  const left = clock && (clock.leftMs < 0 ? t('overdue', { time: format.duration(clock.leftMs) }) : t('left', { time: format.duration(clock.leftMs) }))
  const label = clock?.state === 'paused' ? `${t('paused.since')} · ${left}` : (left ?? '')
  return (
    <div
      id={id}
      role="option"
      aria-selected={selected}
      className="queue-row"
      data-tone={clock?.state ?? 'none'}
      style={{ height, transform: `translateY(${top}px)` }}
      onMouseDown={onSelect}
      onDoubleClick={onOpen}
    >
      {clock ? <ClockRing share={clock.share} tone={clock.state} label={label} /> : <span className="queue-no-clock" />}
      <span className="queue-line">
        <span className="queue-class" title={row.description}>
          {row.supervised && <span className="queue-supervised">{t('supervised')}</span>}
          {format.name(row.className, row.classNameEn)}
        </span>
        <span className="queue-left clock-text" data-tone={clock?.state ?? 'stopped'}>
          {clock?.state === 'paused' && <span className="queue-paused">{t('paused')}</span>}
          {clock && clock.state !== 'stopped' ? format.countdown(clock.leftMs) : format.time(row.changedAt)}
        </span>
      </span>
      <span className="queue-line">
        <span className="queue-place" title={[row.number, c(`source.${row.source}`), row.place, department].filter(Boolean).join(' · ')}>
          <span className="queue-source">{lead ?? c(`source.${row.source}`)}</span>
          {row.place}
        </span>
        <span className="queue-stage">
          {claim && (
            <span className="queue-claim" data-mine={claim.mine || undefined} title={t(claim.mine ? 'claim.mine' : 'claim.others', { name: claim.name })}>
              {claim.mine ? t('claim.me') : claim.name}
            </span>
          )}
          {handler && !lead && <span className="queue-department">{handler}</span>}
          <StageChip stage={row.stage} />
        </span>
      </span>
    </div>
  )
}
