import type { HandoverReport, HandoverRow, HandoverSection } from '../../../electron/contract/handover.ts'
import { useActor } from '../../client/actor.ts'
import { useView } from '../../client/hooks.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { BoardTable, type BoardCell } from './board-table.tsx'
import { countIn } from './handover.ts'
import { locale } from './locale.ts'
import { PartLines } from './part-lines.tsx'
import { PastHandovers } from './past-handovers.tsx'
import { useCell } from './use-report.ts'

/** What stands beside the list of parts: one of them, the cases of a cell of the board, or earlier hand-overs. */
export type Shown = HandoverSection | 'past' | BoardCell

interface Props {
  readonly report: HandoverReport
  readonly past: readonly HandoverRow[]
  readonly shown: Shown
  readonly onShow: (shown: Shown) => void
}

/** The board, the parts with their counts, and the lines of one; on paper the lines of all. */
export function HandoverSheet({ report, past, shown, onShow }: Props) {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  const cell = typeof shown === 'string' ? null : shown
  const cases = useCell(cell)
  const part = report.parts.find(({ section }) => section === shown)
  const title = cell && [cell.stage ? c(`stage.${cell.stage}`) : t('list.all'), cell.due ? t(`due.${cell.due}`) : ''].filter(Boolean).join(' · ')
  return (
    <>
      <PaperHead report={report} />
      <BoardTable report={report} chosen={cell} onChoose={onShow} />
      <div className="handover-body">
        <nav className="handover-parts" aria-label={t('title')}>
          {report.parts.map(({ section, total }) => (
            <button key={section} type="button" className="handover-part" aria-current={section === shown} data-part={section} onClick={() => onShow(section)}>
              <span>{t(`part.${section}`)}</span> <b data-some={total > 0 || undefined}>{format.number(total)}</b>
            </button>
          ))}
          <button type="button" className="handover-part" aria-current={shown === 'past'} onClick={() => onShow('past')}>
            <span>{t('past')}</span> <b>{format.number(past.length)}</b>
          </button>
        </nav>
        <div className="handover-lines">
          {cell && <h3 className="handover-cell">{`${title ?? ''} ${format.number(countIn(report, cell.stage, cell.due))}`}</h3>}
          {shown === 'past' ? (
            <PastHandovers rows={past} />
          ) : cell ? (
            cases === undefined ? <p className="handover-none">{c('state.loading')}</p> : <PartLines lines={cases} section={null} total={countIn(report, cell.stage, cell.due)} />
          ) : (
            <PartLines lines={part?.lines ?? []} section={part?.section ?? null} total={part?.total ?? 0} />
          )}
        </div>
      </div>
      <div className="handover-all" aria-hidden="true">
        {report.parts.filter(({ total }) => total > 0).map(({ section, total, lines }) => (
          <section key={section}>
            <h3>{`${t(`part.${section}`)} (${format.number(total)})`}</h3>
            <PartLines lines={lines} section={section} total={total} />
          </section>
        ))}
      </div>
    </>
  )
}

/** Who hands over what and when; on paper only, where no window says it. */
function PaperHead({ report }: { readonly report: HandoverReport }) {
  const t = useT(locale)
  const format = useFormat()
  const actor = useActor()
  const city = useView({ view: 'catalog' }).view?.head.city
  return (
    <header className="handover-paper">
      <h2>{`${city ? format.name(city.name, city.nameEn) : ''} ${t('title')}`}</h2>
      <p>
        <span>{t('since', { time: format.dateTime(report.since), length: format.duration(report.until - report.since) })}</span>
        <span>{`${t('handed-by')} ${actor?.name ?? ''}`}</span>
        <span>{`${t('made-at')} ${format.dateTime(report.until)}`}</span>
        <span className="handover-sign">{t('signed')}</span>
      </p>
    </header>
  )
}
