import { AGE_BOUNDS, type CaseFigure } from '../domain/wall-figure.ts'
import type { ReadHandle, SqlValue } from './database.ts'

/** What a figure counts: rows of a place in their order, a case's id and when it was reported, or took the step. */
interface Counted {
  readonly sql: string
  readonly params: readonly SqlValue[]
}

const steps = (type: string, from: number, until: number): Counted => ({
  sql: "SELECT seq AS place, substr(stream, 6) AS id, occurred_at AS at FROM event INDEXED BY event_occurred WHERE occurred_at >= ? AND occurred_at < ? AND type = ?",
  params: [from, until, type],
})

const rows = (where: string, ...params: readonly SqlValue[]): Counted => ({ sql: `SELECT key AS place, id, reported_at AS at FROM case_row WHERE ${where}`, params })

const reports = (column: 'district' | 'department', value: string, since: number): Counted => ({
  sql: `SELECT k.key AS place, c.id, k.reported_at AS at FROM case_kpi k INDEXED BY case_kpi_reported JOIN case_row c ON c.key = k.key WHERE k.reported_at >= ? AND k.${column} = ?`,
  params: [since, value],
})

const HOUR = 3_600_000
/** After every instant that there is, epoch ms. */
const EVER = 8_640_000_000_000_000

/** The same cases that `figures.ts` counts, figure by figure. */
function countedBy(figure: CaseFigure, since: number, now: number): Counted {
  switch (figure.of) {
    case 'today':
      return steps(`case.${figure.step}`, since, EVER)
    case 'hour':
      return steps('case.reported', since + figure.hour * HOUR, since + (figure.hour + 1) * HOUR)
    case 'open':
      if (figure.clock === 'any') return rows('open = 1')
      return figure.clock === 'overdue' ? rows('open = 1 AND due_at < ?', now) : rows('open = 1 AND warn_at <= ? AND due_at >= ?', now, now)
    case 'stage':
      return rows('stage = ?', figure.stage)
    case 'district':
      return figure.when === 'open' ? rows('open = 1 AND district = ?', figure.district) : reports('district', figure.district, since)
    case 'department':
      if (figure.when === 'today') return reports('department', figure.department, since)
      return figure.when === 'open' ? rows('open = 1 AND department = ?', figure.department) : rows('open = 1 AND department = ? AND due_at < ?', figure.department, now)
    case 'age': {
      const [from, to] = [AGE_BOUNDS[figure.age - 1], AGE_BOUNDS[figure.age]]
      return rows('open = 1 AND reported_at > ? AND reported_at <= ?', to === undefined ? -1 : now - to, from === undefined ? EVER : now - from)
    }
  }
}

/** How many cases, or steps of cases, a figure counts at `now`, and a page of them after a place. `since`: start of the local day. */
export function casesOfWallFigure(db: ReadHandle, figure: CaseFigure, { since, now, after, limit }: { readonly since: number; readonly now: number; readonly after: number; readonly limit: number }): { readonly total: number; readonly found: readonly { readonly place: number; readonly id: string; readonly at: number }[] } {
  const { sql, params } = countedBy(figure, since, now)
  const total = db.get<{ n: number }>(`SELECT count(*) AS n FROM (${sql})`, ...params)?.n ?? 0
  return { total, found: db.all(`SELECT * FROM (${sql}) WHERE place > ? ORDER BY place LIMIT ?`, ...params, after, limit) }
}
