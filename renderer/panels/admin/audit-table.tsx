import type { AuditRow } from '../../../electron/contract/desk.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { locale } from './audit-locale.ts'
import { aboutWords } from './audit-words.ts'

/** Audit records as a table; Enter opens the case of a record that has one. */
export function AuditTable({ rows, onOpen }: { readonly rows: readonly AuditRow[]; readonly onOpen: (row: AuditRow) => void }) {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  return (
    <div className="audit">
      <table className="audit-table">
        <thead>
          <tr>
            <th scope="col">{t('at')}</th>
            <th scope="col">{t('who')}</th>
            <th scope="col">{t('act')}</th>
            <th scope="col">{t('about')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={row.id}
              className="audit-row"
              tabIndex={-1}
              data-act={row.act}
              onDoubleClick={() => onOpen(row)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return
                event.preventDefault()
                onOpen(row)
              }}
            >
              <td className="audit-at">
                {format.dateTime(row.at)}
                <span>{format.seconds(row.at).slice(-3)}</span>
              </td>
              <td className="audit-who">
                {row.name} {row.person !== row.name && <span className="audit-id">{row.person}</span>}
              </td>
              <td className="audit-act">{t(`act.${row.act}`)}</td>
              <td className="audit-about">{aboutWords(row, { t, c, format })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
