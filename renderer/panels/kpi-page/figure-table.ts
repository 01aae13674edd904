import type { KpiFigure, KpiReport, KpiRow } from '../../../electron/contract/kpi.ts'

/** Figures by what they tell, in the order of the loop. A figure that is not named here stands in the last group. */
const PARTS: readonly { readonly part: ColumnPart; readonly figures: readonly string[] }[] = [
  { part: 'intake', figures: ['in-time-accept-rate', 'in-time-send-verify-rate', 'in-time-verify-rate', 'in-time-file-rate', 'filing-rate', 'accurate-filing-rate', 'missed-rate'] },
  { part: 'dispatch', figures: ['in-time-dispatch-rate', 'accurate-dispatch-rate', 'in-time-approve-rate'] },
  { part: 'handling', figures: ['handling-rate', 'in-time-handling-rate', 'mean-handling-time'] },
  { part: 'closing', figures: ['in-time-send-check-rate', 'in-time-check-rate', 'in-time-close-rate', 'closing-rate', 'in-time-closing-rate', 'rework-rate'] },
  { part: 'answer', figures: ['satisfaction-rate'] },
]

export type ColumnPart = 'intake' | 'dispatch' | 'handling' | 'closing' | 'answer' | 'other'

/** A figure as a column; `key` names it with its version. */
export interface FigureColumn {
  readonly key: string
  readonly part: ColumnPart
  readonly figure: KpiFigure
}

/** 推诿 of a group: how often, and the events that approved the returns. */
export interface Bounces {
  readonly count: number
  readonly events: readonly string[]
}

/** A group as a row: its cells by column key. `bounces` is undefined where returns are not counted for such groups. */
export interface FigureRow {
  readonly group: string
  readonly name: string
  readonly cells: ReadonlyMap<string, KpiRow>
  readonly bounces: Bounces | undefined
}

export interface FigureTable {
  readonly columns: readonly FigureColumn[]
  readonly rows: readonly FigureRow[]
}

const keyOf = (figure: KpiFigure): string => `${figure.name}@${figure.version}`

function columnsOf(figures: readonly KpiFigure[]): FigureColumn[] {
  const named = PARTS.flatMap(({ part, figures: names }) => names.flatMap((name) => figures.filter((figure) => figure.name === name).map((figure) => ({ key: keyOf(figure), part, figure }))))
  const known = new Set(named.map(({ key }) => key))
  return [...named, ...figures.filter((figure) => !known.has(keyOf(figure))).map((figure) => ({ key: keyOf(figure), part: 'other' as const, figure }))]
}

/** Figures as columns, groups as rows in the order of their codes; every group that any figure has. */
export function tableOf(report: KpiReport): FigureTable {
  const columns = columnsOf(report.figures)
  const groups = new Map<string, string>()
  for (const { figure } of columns) for (const row of figure.rows) groups.set(row.group, row.groupName)
  const byDepartment = report.group === 'department'
  for (const { department, name } of byDepartment ? report.bounces : []) groups.set(department, groups.get(department) ?? name)
  const cells = new Map(columns.map(({ key, figure }) => [key, new Map(figure.rows.map((row) => [row.group, row]))]))
  const bouncesOf = (group: string): Bounces | undefined => {
    if (report.group === 'city') return { count: report.bounces.reduce((sum, { count }) => sum + count, 0), events: report.bounces.flatMap(({ events }) => events) }
    return byDepartment ? (report.bounces.find((each) => each.department === group) ?? { count: 0, events: [] }) : undefined
  }
  const rows = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([group, name]): FigureRow => ({
    group,
    name,
    cells: new Map(columns.flatMap(({ key }) => {
      const row = cells.get(key)?.get(group)
      return row ? [[key, row]] : []
    })),
    bounces: bouncesOf(group),
  }))
  return { columns, rows }
}

/** What a table is sorted by: its names, its returns, or a column's key. */
export interface Sort {
  readonly by: string
  readonly down: boolean
}

export const BY_NAME = 'name'
export const BY_BOUNCES = 'bounces'

/** Sorts rows; those without a value come last either way, and equal ones keep their order. */
export function sortRows(rows: readonly FigureRow[], { by, down }: Sort, collator: Intl.Collator): readonly FigureRow[] {
  if (by === BY_NAME) return [...rows].sort((a, b) => collator.compare(a.name, b.name) * (down ? -1 : 1))
  const valueOf = (row: FigureRow): number | null => (by === BY_BOUNCES ? (row.bounces?.count ?? null) : (row.cells.get(by)?.value ?? null))
  return [...rows].sort((a, b) => {
    const [x, y] = [valueOf(a), valueOf(b)]
    if (x === null || y === null) return (x === null ? 1 : 0) - (y === null ? 1 : 0)
    return (x - y) * (down ? -1 : 1)
  })
}

/** The next sort when a column is chosen: rates first from the lowest, since those want a look; then the other way. */
export const nextSort = (now: Sort, by: string): Sort => (now.by === by ? { by, down: !now.down } : { by, down: by === BY_BOUNCES })

const quote = (text: string): string => (/[",\n\r]/.test(text) || /^[=+\-@\t]/.test(text) ? `"${/^[=+\-@\t]/.test(text) ? "'" : ''}${text.replaceAll('"', '""')}"` : text)

/**
 * The table as CSV (RFC 4180): of every figure the value (a share 0 to 1, or ms), the numerator and the denominator.
 * A text that a spreadsheet would take for a formula is marked as text.
 */
export function csvOf({ columns, rows }: FigureTable, words: { readonly group: string; readonly bounces: string; readonly figure: (column: FigureColumn) => string; readonly numerator: string; readonly denominator: string }): string {
  const head = [words.group, ...columns.flatMap((column) => [words.figure(column), `${words.figure(column)} ${words.numerator}`, `${words.figure(column)} ${words.denominator}`]), words.bounces]
  const lines = rows.map((row) => [
    row.name,
    ...columns.flatMap(({ key }) => {
      const cell = row.cells.get(key)
      return cell ? [cell.value === null ? '' : String(Number(cell.value.toFixed(6))), String(cell.numerator), String(cell.denominator)] : ['', '', '']
    }),
    row.bounces === undefined ? '' : String(row.bounces.count),
  ])
  return [head, ...lines].map((line) => line.map(quote).join(',')).join('\r\n')
}
