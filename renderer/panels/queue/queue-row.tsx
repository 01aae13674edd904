import { readClockAt } from '../../client/clock.ts'
import type { CaseRow } from '../../../electron/contract/views.ts'
import { ClockRing } from '../../ui/clock-ring.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { StageChip } from '../../ui/stage-chip.tsx'
import { locale } from './locale.ts'

interface Props {
  readonly id: string
  readonly row: CaseRow
  readonly now: number
  readonly selected: boolean
  readonly department: string | undefined
  readonly top: number
  readonly height: number
  readonly onSelect: () => void
  readonly onOpen: () => void
}

/** One case of the queue: what, where, how far, how long still. */
export function QueueRow({ id, row, now, selected, department, top, height, onSelect, onOpen }: Props) {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  const clock = row.clock ? readClockAt(row.clock, now) : null
  const left = clock && (clock.leftMs < 0 ? t('overdue', { time: format.duration(clock.leftMs) }) : t('left', { time: format.duration(clock.leftMs) }))
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
      {clock ? <ClockRing share={clock.share} tone={clock.state} label={left ?? ''} /> : <span className="queue-no-clock" />}
      <span className="queue-line">
        <span className="queue-class" title={row.description}>
          {format.name(row.className, row.classNameEn)}
        </span>
        <span className="queue-left clock-text" data-tone={clock?.state ?? 'stopped'}>
          {clock && clock.state !== 'stopped' ? format.countdown(clock.leftMs) : format.time(row.changedAt)}
        </span>
      </span>
      <span className="queue-line">
        <span className="queue-place" title={`${row.place} · ${row.number}`}>
          <span className="queue-source">{c(`source.${row.source}`)}</span>
          {row.place}
        </span>
        <span className="queue-stage">
          {department && (
            <span className="queue-department" title={department}>
              {department}
            </span>
          )}
          <StageChip stage={row.stage} />
        </span>
      </span>
    </div>
  )
}
