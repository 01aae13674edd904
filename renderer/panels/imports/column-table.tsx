import { LEFT_OUT, type SheetLook, type SheetMapping } from '../../../electron/contract/sheet.ts'
import { useT } from '../../ui/i18n.tsx'
import { locale } from './locale.ts'

/** What each column of a file holds, to choose, over its first rows. `nameOf` names a field in words. */
export function ColumnTable({ look, sample, mapping, nameOf, onMapping }: {
  readonly look: SheetLook
  readonly sample: readonly (readonly string[])[]
  readonly mapping: SheetMapping
  readonly nameOf: (field: string) => string
  readonly onMapping: (mapping: SheetMapping) => void
}) {
  const t = useT(locale)
  const wrong = new Set(look.faults.map((fault) => `${fault.row} ${fault.column}`))
  return (
    <div className="column-table" data-bare={sample.length === 0 || undefined}>
      <table className="sheet-table">
        <thead>
          <tr>
            <th scope="col">{t('row')}</th>
            {look.heads.map((head, i) => (
              <th key={i} scope="col">
                <span className="column-head">{head.trim() || '—'}</span>
                <select
                  className="input"
                  aria-label={`${t('columns')}: ${head}`}
                  disabled={head.trim() === ''}
                  data-used={look.used[i] !== null || undefined}
                  value={look.used[i] ?? LEFT_OUT}
                  onChange={(event) => onMapping(mapped(look, mapping, head.trim(), event.target.value))}
                >
                  <option value={LEFT_OUT}>{t('not-used')}</option>
                  {look.fields.map((field) => (
                    <option key={field} value={field}>
                      {nameOf(field)}
                    </option>
                  ))}
                </select>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sample.map((row, i) => (
            <tr key={i}>
              <th scope="row">{i + 2}</th>
              {look.heads.map((head, at) => (
                <td key={at} data-wrong={wrong.has(`${i + 2} ${head.trim()}`) || undefined} data-unused={look.used[at] === null || undefined}>
                  {row[at] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The mapping with a column's field chosen; the column that had it before is left out. */
export function mapped(look: SheetLook, mapping: SheetMapping, head: string, field: string): SheetMapping {
  const before = field === LEFT_OUT ? undefined : look.heads.find((_, i) => look.used[i] === field)?.trim()
  return { ...mapping, ...(before === undefined || before === head ? {} : { [before]: LEFT_OUT }), [head]: field }
}
