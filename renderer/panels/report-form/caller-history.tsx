import { useEffect, useState } from 'react'
import type { CaseRow } from '../../../electron/contract/views.ts'
import { core } from '../../client/core.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { StageChip } from '../../ui/stage-chip.tsx'
import { locale } from './locale.ts'

/** A number is looked up when nothing was typed for this long, ms. */
const PAUSE = 250
const SHORTEST = 7

/** What this number reported before: a caller who asks after an old case is answered at once. */
export function CallerHistory({ phone }: { readonly phone: string }) {
  const t = useT(locale)
  const format = useFormat()
  const [rows, setRows] = useState<readonly CaseRow[]>([])
  useEffect(() => {
    if (phone.replaceAll(/\D/g, '').length < SHORTEST) return setRows([])
    let current = true
    const timer = setTimeout(() => {
      void core.query({ type: 'caller', phone }).then((result) => current && setRows(result.ok ? result.value.rows : []))
    }, PAUSE)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [phone])
  if (rows.length === 0) return null
  return (
    <ul className="report-history" aria-label={t('history')}>
      <li className="report-history-title">{t('history.count', { n: rows.length })}</li>
      {rows.map((row) => (
        <li key={row.id} className="report-history-row">
          <span className="report-history-number">{row.number}</span>
          <span className="report-history-class">{format.name(row.className, row.classNameEn)}</span>
          <span className="report-history-place">{row.place}</span>
          <StageChip stage={row.stage} />
        </li>
      ))}
    </ul>
  )
}
