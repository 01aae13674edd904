import type { Bounce, CaseKpi, Figure } from '../domain/case-kpi.ts'
import type { ReadHandle, WriteHandle } from './database.ts'

/** What a case is grouped and filtered by. Class is kind and two digits, as in `event/01`. */
export interface KpiDimensions {
  readonly district: string
  readonly street: string
  readonly class: string
}

/** Columns by field of {@link CaseKpi}. */
const COLUMNS = {
  counted: 'counted', reportedAt: 'reported_at', filedAt: 'filed_at', dispatchedAt: 'dispatched_at', followedUpAt: 'followed_up_at', reported: 'reported', filed: 'filed',
  shouldHandleFrom: 'should_handle_from', handled: 'handled', handledInTime: 'handled_in_time', shouldCloseFrom: 'should_close_from', closed: 'closed', closedInTime: 'closed_in_time',
  reworked: 'reworked', shouldDispatch: 'should_dispatch', dispatchedWell: 'dispatched_well', answered: 'answered', satisfied: 'satisfied', handlingMs: 'handling_ms', missed: 'missed',
  acceptedInTime: 'accepted_in_time', dispatchedInTime: 'dispatched_in_time', verifiedInTime: 'verified_in_time', checkedInTime: 'checked_in_time', department: 'department',
} as const satisfies Record<keyof CaseKpi, string>

const FIELDS = Object.keys(COLUMNS) as readonly (keyof CaseKpi)[]
const WRITTEN = [...FIELDS.map((f) => COLUMNS[f]), 'district', 'street', 'class']
const INSERT = `INSERT INTO case_kpi (key, ${WRITTEN.join(', ')}) VALUES (?, ${WRITTEN.map(() => '?').join(', ')}) ON CONFLICT (key) DO UPDATE SET ${WRITTEN.map((c) => `${c} = excluded.${c}`).join(', ')}`

/** Replaces what a case contributes; a new one contributed nothing. Runs inside the transaction of its events. */
export function writeKpi(db: WriteHandle, key: number, kpi: CaseKpi, dimensions: KpiDimensions, bounces: readonly Bounce[], isNew = false): void {
  db.run(INSERT, key, ...FIELDS.map((f) => kpi[f]), dimensions.district, dimensions.street, dimensions.class)
  if (!isNew) db.run('DELETE FROM case_bounce WHERE key = ?', key)
  for (const b of bounces) db.run('INSERT INTO case_bounce VALUES (?, ?, ?, ?)', key, b.eventId, b.department, b.at)
}

/** Groups of a report. `city` is one group of all. */
export type KpiGroup = 'city' | 'district' | 'street' | 'department' | 'class'

/** Which cases a report counts; `to` is exclusive, epoch ms. */
export interface KpiPeriod {
  readonly from: number
  readonly to: number
  /** The instant as of which cases have fallen due. */
  readonly now: number
}

const groupColumn = (group: KpiGroup): string => (group === 'city' ? "''" : group)

/** SQL of a figure's numerator and denominator for one row, as {@link Figure} defines them. */
function expressions(of: Figure): { readonly numerator: string; readonly denominator: string; readonly where: string } {
  const top = COLUMNS[of.numerator]
  const bottom = of.countsFrom === of.denominator ? '1' : of.numerator === of.denominator ? `(${top} IS NOT NULL)` : COLUMNS[of.denominator]
  const where = [`counted = 1`, `${COLUMNS[of.by]} >= ? AND ${COLUMNS[of.by]} < ?`, ...(of.countsFrom === null ? [] : [`${COLUMNS[of.countsFrom]} <= ?`])].join(' AND ')
  return { numerator: `CASE WHEN ${bottom} THEN ifnull(${top}, 0) ELSE 0 END`, denominator: bottom, where }
}

const parameters = (of: Figure, period: KpiPeriod): number[] => [period.from, period.to, ...(of.countsFrom === null ? [] : [period.now])]

/** Sums of one figure by group. */
export interface KpiSum {
  readonly group: string
  readonly numerator: number
  readonly denominator: number
}

export function sumFigure(db: ReadHandle, of: Figure, period: KpiPeriod, group: KpiGroup): KpiSum[] {
  const { numerator, denominator, where } = expressions(of)
  const column = groupColumn(group)
  return db.all<KpiSum>(
    `SELECT ifnull(${column}, '') AS "group", sum(${numerator}) AS numerator, sum(${denominator}) AS denominator FROM case_kpi WHERE ${where} GROUP BY ${column}`,
    ...parameters(of, period),
  )
}

/** Sums of several figures by group, one pass over the period for all that are counted by the same instant; in the order of `figures`. */
export function sumFigures(db: ReadHandle, figures: readonly Figure[], period: KpiPeriod, group: KpiGroup): KpiSum[][] {
  const sums = figures.map((): KpiSum[] => [])
  for (const by of new Set(figures.map((f) => f.by))) {
    const same = figures.flatMap((of, i) => (of.by === by ? [{ of, i }] : []))
    const column = groupColumn(group)
    const columns = same.map(({ of, i }) => {
      const { numerator, denominator } = expressions(of)
      const due = of.countsFrom === null ? '1' : `ifnull(${COLUMNS[of.countsFrom]} <= ?, 0)`
      return { sql: `sum(CASE WHEN ${due} THEN ${numerator} ELSE 0 END) AS n${i}, sum(CASE WHEN ${due} THEN ${denominator} ELSE 0 END) AS d${i}, sum(${due}) AS c${i}`, params: of.countsFrom === null ? [] : [period.now, period.now, period.now] }
    })
    const rows = db.all<Readonly<Record<string, number | string>>>(
      `SELECT ifnull(${column}, '') AS "group", ${columns.map((c) => c.sql).join(', ')} FROM case_kpi WHERE counted = 1 AND ${COLUMNS[by]} >= ? AND ${COLUMNS[by]} < ? GROUP BY ${column}`,
      ...columns.flatMap((c) => c.params), period.from, period.to,
    )
    for (const { i } of same) {
      sums[i] = rows.filter((r) => Number(r[`c${i}`]) > 0).map((r) => ({ group: String(r['group']), numerator: Number(r[`n${i}`]), denominator: Number(r[`d${i}`]) }))
    }
  }
  return sums
}

/** The cases behind a figure's numerator or denominator, by key; pages of `limit` after `after`. */
export function casesOfFigure(db: ReadHandle, of: Figure, period: KpiPeriod, part: 'numerator' | 'denominator', within: { readonly group: KpiGroup; readonly value: string }, after: number, limit: number): { readonly key: number; readonly id: string }[] {
  const parts = expressions(of)
  const inGroup = within.group === 'city' ? '' : `AND ifnull(k.${within.group}, '') = ?`
  return db.all<{ key: number; id: string }>(
    `SELECT k.key, c.id FROM case_kpi k JOIN case_row c ON c.key = k.key WHERE ${parts.where.replaceAll(/\b(counted|[a-z_]+_(?:at|from))\b/g, 'k.$1')} AND (${qualified(parts[part])}) > 0 ${inGroup} AND k.key > ? ORDER BY k.key LIMIT ?`,
    ...parameters(of, period), ...(within.group === 'city' ? [] : [within.value]), after, limit,
  )
}

/** Columns of case_kpi that case_row has too stand with their table's letter. */
const qualified = (sql: string): string => sql.replaceAll(/\b(reported_at|department|district)\b/g, 'k.$1')

/** 推诿次数 in a period by the department that returned. */
export const countBounces = (db: ReadHandle, { from, to }: KpiPeriod): { readonly department: string; readonly count: number }[] =>
  db.all<{ department: string; count: number }>('SELECT department, count(*) AS count FROM case_bounce WHERE at >= ? AND at < ? GROUP BY department', from, to)

/** Cases that a granted 申诉 took out of every figure, in the period of their 立案. */
export const casesTakenOut = (db: ReadHandle, { from, to }: KpiPeriod, limit: number): string[] =>
  db.all<{ id: string }>('SELECT c.id FROM case_kpi k JOIN case_row c ON c.key = k.key WHERE k.counted = 0 AND k.filed_at >= ? AND k.filed_at < ? ORDER BY k.key LIMIT ?', from, to, limit).map((r) => r.id)
