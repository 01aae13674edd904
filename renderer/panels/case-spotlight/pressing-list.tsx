import { useMemo } from 'react'
import type { CaseRow } from '../../../electron/contract/views.ts'
import { useView } from '../../client/hooks.ts'
import { useSelectedCase } from '../../client/selection.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { locale } from './locale.ts'
import { RemainingTime } from './remaining-time.tsx'
import '../../ui/whole-rows.css'
import './case-spotlight.css'

/** Cases that are asked for; those that find no room are cut off whole. */
const SHOWN = 16

/** Open cases by due time, the most pressing first. */
export function PressingList() {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  const { view, state } = useView({ view: 'queue', lens: 'open', limit: SHOWN })
  const selected = useSelectedCase()
  const rows = useMemo(() => (view?.order ?? []).flatMap((id) => view?.rows[id] ?? []), [view])
  return (
    <div className="pressing" data-state={state}>
      <h2 className="pressing-title">
        {t('pressing')} {view && <span className="pressing-total">{t('total', { n: format.number(view.head.counts.open) })}</span>}
      </h2>
      {rows.length === 0 && <p className="pressing-none">{view ? t('pressing.none') : c('state.loading')}</p>}
      <ol className="whole-rows">
        {rows.map((row) => (
          <Pressing key={row.id} row={row} selected={row.id === selected} />
        ))}
      </ol>
    </div>
  )
}

function Pressing({ row, selected }: { readonly row: CaseRow; readonly selected: boolean }) {
  const c = useT(common)
  const format = useFormat()
  return (
    <li className="pressing-row" aria-current={selected}>
      <span className="pressing-class">{format.name(row.className, row.classNameEn)}</span>
      <RemainingTime clock={row.clock} />
      <span className="pressing-place">{row.place}</span>
      <span className="pressing-stage">{c(`stage.${row.stage}`)}</span>
    </li>
  )
}
