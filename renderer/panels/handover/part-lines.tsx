import type { HandoverLine, HandoverSection } from '../../../electron/contract/handover.ts'
import { chooseAlert } from '../../client/alert-choice.ts'
import { selectCase, useSelectedCase } from '../../client/selection.ts'
import { useFormat, useT, type Format, type Translate } from '../../ui/i18n.tsx'
import { StageChip } from '../../ui/stage-chip.tsx'
import { useDepartmentNames } from '../notices/notices.tsx'
import { locale } from './locale.ts'

type Key = Extract<keyof typeof locale.zh, string>

/** When something of a line happens or happened, in the words of its part. */
export const whenOf = (line: HandoverLine, section: HandoverSection | null, t: Translate<Key>, format: Pick<Format, 'dateTime'>): string =>
  line.at === null ? t('none') : t(`at.${section ?? 'overdue'}`, { time: format.dateTime(line.at) })

/** The lines of a part; `total` tells how many there are. */
export function PartLines({ lines, section, total }: { readonly lines: readonly HandoverLine[]; readonly section: HandoverSection | null; readonly total: number }) {
  const t = useT(locale)
  const format = useFormat()
  if (lines.length === 0) return <p className="handover-none">{section === null ? t('list.none') : t('part.none')}</p>
  return (
    <>
      {lines.map((line) => (
        <Line key={line.key} line={line} section={section} />
      ))}
      {total > lines.length && <p className="handover-none">{t('more', { n: format.number(total - lines.length) })}</p>}
    </>
  )
}

function Line({ line, section }: { readonly line: HandoverLine; readonly section: HandoverSection | null }) {
  const t = useT(locale)
  const format = useFormat()
  const names = useDepartmentNames()
  const selected = useSelectedCase() === line.caseId && line.caseId !== null
  const open = (): void => {
    if (line.caseId !== null) selectCase(line.caseId)
    else if (line.alertId !== null) chooseAlert(line.alertId)
  }
  const who = names.get(line.who) ?? line.who
  const department = line.department === null ? '' : (names.get(line.department) ?? line.department)
  return (
    <button type="button" className="handover-line" aria-current={selected} data-due={section === 'overdue' || section === 'alarms' ? 'overdue' : undefined} onClick={open}>
      <span className="handover-number">{line.number}</span>
      <span className="handover-what">
        <b>{format.name(line.title, line.titleEn)}</b> {line.place}
        {line.note && <q className="handover-note">{line.note}</q>}
      </span>
      <span className="handover-who">{who || department || '—'}</span>
      {line.stage ? <StageChip stage={line.stage} /> : <span />}
      <span className="handover-when">{whenOf(line, section, t, format)}</span>
    </button>
  )
}
