import { useEffect, useState } from 'react'
import type { VersionedWhat, VersionRow } from '../../../electron/contract/code-admin.ts'
import { core } from '../../client/core.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { calendarLocale } from './calendar-locale.ts'

/** The versions of the code table, the calendar or the grids, the newest first; `now` reads them again when it changes. */
export function VersionList({ what, now, onRevert }: { readonly what: VersionedWhat; readonly now: string; readonly onRevert: ((version: string) => void) | undefined }) {
  const t = useT(calendarLocale)
  const format = useFormat()
  const [rows, setRows] = useState<readonly VersionRow[]>([])
  useEffect(() => {
    let here = true
    void core.query({ type: 'code-versions' }).then((found) => here && found.ok && setRows(found.value[what]))
    return () => {
      here = false
    }
  }, [what, now])
  return (
    <ul className="version-list">
      {rows.map((row, i) => (
        <li key={`${row.version} ${row.at}`}>
          <span>
            <b>{row.version}</b> {i === 0 && <em>{t('in-force')}</em>}
          </span>
          <span className="page-hint">
            {row.by === null ? t('shipped') : `${row.by} · ${format.dateTime(row.at)}`}
            {row.note && ` · ${row.note}`}
          </span>
          {row.version !== now && onRevert && <Button onClick={() => onRevert(row.version)}>{t('revert')}</Button>}
        </li>
      ))}
    </ul>
  )
}
