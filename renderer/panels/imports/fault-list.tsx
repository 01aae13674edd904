import type { SheetFault } from '../../../electron/contract/sheet.ts'
import { useT, type Translate } from '../../ui/i18n.tsx'
import { faultLocale, isFaultKey } from './fault-locale.ts'
import { locale } from './locale.ts'

type Words = Translate<Extract<keyof typeof faultLocale.zh, string>>

/** What is wrong in words; a code without words stands as it is. */
export const faultWords = (code: string, f: Words): string => (isFaultKey(code) ? f(code) : code)

/** Faults as lines of text to paste into a table. */
export const faultText = (faults: readonly SheetFault[], f: Words): string => faults.map(({ row, column, code, value }) => [row > 0 ? row : '', column, value, faultWords(code, f)].join('\t')).join('\n')

/** What is wrong with a table, by row and column. */
export function FaultList({ faults, count }: { readonly faults: readonly SheetFault[]; readonly count: number }) {
  const t = useT(locale)
  const f = useT(faultLocale)
  return (
    <div className="fault-list">
      <table className="sheet-table">
        <tbody>
          {faults.map((fault, i) => (
            <tr key={i}>
              <th scope="row">{fault.row > 1 ? t('fault.where', { row: fault.row }) : fault.row === 1 ? t('fault.head') : t('fault.table')}</th>
              <td>{fault.column}</td>
              <td className="fault-value">{fault.value}</td>
              <td>{faultWords(fault.code, f)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {count > faults.length && <p className="page-hint">{t('faults.more', { n: count - faults.length })}</p>}
    </div>
  )
}
