import { useEffect, useState } from 'react'
import { useView } from '../../client/hooks.ts'
import { selectCase, useSelectedCase } from '../../client/selection.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { usePageKeys } from '../../ui/page.tsx'
import { StageChip } from '../../ui/stage-chip.tsx'
import { ListFoot } from './list-foot.tsx'
import { locale } from './locale.ts'

/** Each row watches its case, and a window may not watch many. */
const PAGE_SIZE = 20

/** The cases that a granted 申诉 took out of the figures; a page at a time. */
export function TakenOutList({ ids, onClose }: { readonly ids: readonly string[]; readonly onClose: () => void }) {
  const t = useT(locale)
  const [page, setPage] = useState(0)
  const pages = Math.max(1, Math.ceil(ids.length / PAGE_SIZE))
  const turn = (by: number) => (): void => setPage((now) => Math.min(pages - 1, Math.max(0, now + by)))
  usePageKeys({ Escape: onClose, PageDown: turn(1), PageUp: turn(-1) })
  useEffect(() => document.querySelector<HTMLElement>('.drill-row')?.focus(), [page])
  const shown = ids.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE)
  return (
    <aside className="drill" aria-label={t('taken-out')}>
      <header className="drill-head">
        <h3>{t('taken-out')}</h3>
        <p>{t('taken-out.hint')}</p>
      </header>
      <div className="drill-list">
        {shown.map((id) => (
          <TakenOut key={id} caseId={id} />
        ))}
      </div>
      <ListFoot from={page * PAGE_SIZE} shown={shown.length} onPrevious={page > 0 ? turn(-1) : undefined} onNext={page < pages - 1 ? turn(1) : undefined} />
    </aside>
  )
}

function TakenOut({ caseId }: { readonly caseId: string }) {
  const c = useT(common)
  const format = useFormat()
  const selected = useSelectedCase() === caseId
  const row = useView({ view: 'case', caseId }).view?.head.row
  return (
    <div className="drill-case" data-selected={selected || undefined}>
      <button type="button" className="drill-row" aria-current={selected} onClick={() => selectCase(caseId)}>
        <span className="drill-line">
          <b>{row ? format.name(row.className, row.classNameEn) : c('state.loading')}</b>
          {row && <StageChip stage={row.stage} />}
        </span>
        <span className="drill-line drill-dim">
          <span className="drill-place">{row?.place}</span>
          <span>{row?.number}</span>
        </span>
      </button>
    </div>
  )
}
