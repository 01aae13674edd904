import type { KpiGroup } from '../../../electron/contract/kpi.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { BY_BOUNCES, BY_NAME, type FigureColumn, type FigureRow, type Sort } from './figure-table.ts'
import { Fraction, useValueWords } from './figure-cells.tsx'
import type { FigureWords } from './figure-words.ts'
import { locale } from './locale.ts'

/** A cell of the table: row 0 is the head, the other rows follow; column 0 is the name. */
export interface CellAt {
  readonly row: number
  readonly column: number
}

export const cellSelector = ({ row, column }: CellAt): string => `[data-cell="${row}.${column}"]`

interface Props {
  readonly words: FigureWords
  readonly group: KpiGroup
  readonly columns: readonly FigureColumn[]
  /** The city first, when there are groups below it. */
  readonly rows: readonly { readonly row: FigureRow; readonly group: KpiGroup }[]
  readonly sort: Sort
  readonly at: CellAt
  readonly drilled: CellAt | null
  readonly onAt: (at: CellAt) => void
  readonly onSort: (by: string) => void
  readonly onBounces: (row: FigureRow, group: KpiGroup) => void
  readonly onDrill: (row: FigureRow, group: KpiGroup, column: FigureColumn, at: CellAt) => void
}

/** Figures as columns, groups as rows; every figure is a button that shows its cases. */
export function FigureTableView({ words, group, columns, rows, sort, at, drilled, onAt, onSort, onBounces, onDrill }: Props) {
  const t = useT(locale)
  const format = useFormat()
  const value = useValueWords()
  const withBounces = rows.some(({ row }) => row.bounces !== undefined)
  const firsts = firstsOf(columns)
  const parts = [...new Set(columns.map(({ part }) => part))]
  const tab = (here: CellAt): number => (here.row === at.row && here.column === at.column ? 0 : -1)
  const head = (by: string, column: number, text: string, title: string) => (
    <th key={by} scope="col" className={by === BY_NAME ? 'kpi-name' : 'kpi-column'} aria-sort={sort.by === by ? (sort.down ? 'descending' : 'ascending') : 'none'} data-first={firsts.has(by) || undefined} data-kind={columns[column - 1]?.figure.kind}>
      <button type="button" className="kpi-head" title={title} data-cell={`0.${column}`} tabIndex={tab({ row: 0, column })} onFocus={() => onAt({ row: 0, column })} onClick={() => onSort(by)}>
        {text}
        <i aria-hidden="true">{sort.by === by ? (sort.down ? '↓' : '↑') : ''}</i>
      </button>
    </th>
  )
  return (
    <table className="kpi-table">
      <thead>
        <tr className="kpi-parts">
          <td className="kpi-name" aria-hidden="true" />
          {parts.map((part) => (
            <th key={part} scope="colgroup" data-first="true" colSpan={columns.filter((column) => column.part === part).length}>
              <span>{t(`part.${part}`)}</span>
            </th>
          ))}
          {withBounces && <td data-first="true" aria-hidden="true" />}
        </tr>
        <tr>
          {head(BY_NAME, 0, t(`group.${group}`), t('sort', { name: t(`group.${group}`) }))}
          {columns.map((column, index) => head(column.key, index + 1, words.figure(column.figure), words.formula(column.figure)))}
          {withBounces && head(BY_BOUNCES, columns.length + 1, t('bounces'), t('bounces.formula'))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ row, group: rowGroup }, rowIndex) => (
          <tr key={`${rowGroup}/${row.group}`} data-whole={(rowGroup === 'city' && group !== 'city') || undefined}>
            <th scope="row" className="kpi-name">
              {words.group(rowGroup, row.group, row.name)}
            </th>
            {columns.map((column, index) => {
              const cell = row.cells.get(column.key)
              const here = { row: rowIndex + 1, column: index + 1 }
              return (
                <td key={column.key} data-first={firsts.has(column.key) || undefined}>
                  <button
                    type="button"
                    className="kpi-cell"
                    data-cell={`${here.row}.${here.column}`}
                    data-none={!cell || cell.value === null || undefined}
                    data-drilled={(drilled?.row === here.row && drilled.column === here.column) || undefined}
                    tabIndex={tab(here)}
                    onFocus={() => onAt(here)}
                    onClick={() => onDrill(row, rowGroup, column, here)}
                  >
                    <span>{value(column.figure, cell)}</span>
                    {cell && cell.denominator > 0 && <Fraction figure={column.figure} cell={cell} />}
                  </button>
                </td>
              )
            })}
            {withBounces && (
              <td data-first="true">
                <button
                  type="button"
                  className="kpi-cell"
                  data-cell={`${rowIndex + 1}.${columns.length + 1}`}
                  data-none={!row.bounces?.count || undefined}
                  tabIndex={tab({ row: rowIndex + 1, column: columns.length + 1 })}
                  onFocus={() => onAt({ row: rowIndex + 1, column: columns.length + 1 })}
                  onClick={() => onBounces(row, rowGroup)}
                >
                  {format.number(row.bounces?.count ?? 0)}
                </button>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Columns that are the first of their part, and have a line before them. */
const firstsOf = (columns: readonly FigureColumn[]): ReadonlySet<string> => new Set([BY_BOUNCES, ...columns.filter(({ part }, at) => part !== columns[at - 1]?.part).map(({ key }) => key)])
