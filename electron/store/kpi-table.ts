import { countsFrom, type Bounce, type CaseKpi, type Figure } from '../domain/case-kpi.ts'
import type { Role } from '../domain/role.ts'
import type { ReadHandle, SqlValue, WriteHandle } from './database.ts'

/** What a case is grouped and filtered by. Class is kind and two digits, as in `event/01`; grid is empty where none is known. */
export interface KpiDimensions {
  readonly district: string
  readonly street: string
  readonly grid: string
  readonly class: string
}

/** Columns by field of {@link CaseKpi}. */
const COLUMNS = {
  counted: 'counted', reportedAt: 'reported_at', filedAt: 'filed_at', dispatchedAt: 'dispatched_at', followedUpAt: 'followed_up_at', reported: 'reported', filed: 'filed', filedWell: 'filed_well',
  shouldHandleFrom: 'should_handle_from', handled: 'handled', handledInTime: 'handled_in_time', shouldCloseFrom: 'should_close_from', closed: 'closed', closedInTime: 'closed_in_time',
  reworked: 'reworked', shouldDispatch: 'should_dispatch', dispatchedWell: 'dispatched_well', answered: 'answered', satisfied: 'satisfied', handlingMs: 'handling_ms', missed: 'missed',
  department: 'department', mergedInto: 'merged_into',
} as const satisfies Record<keyof CaseKpi, string>

const FIELDS = Object.keys(COLUMNS) as readonly (keyof CaseKpi)[]
const WRITTEN = [...FIELDS.map((f) => COLUMNS[f]), 'district', 'street', 'grid', 'class']
const INSERT = `INSERT INTO case_kpi (key, ${WRITTEN.join(', ')}) VALUES (?, ${WRITTEN.map(() => '?').join(', ')}) ON CONFLICT (key) DO UPDATE SET ${WRITTEN.map((c) => `${c} = excluded.${c}`).join(', ')}`

/** Replaces what a case contributes; a new one contributed nothing. Runs inside the transaction of its events. */
export function writeKpi(db: WriteHandle, key: number, kpi: CaseKpi, dimensions: KpiDimensions, bounces: readonly Bounce[], isNew = false): void {
  db.run(INSERT, key, ...FIELDS.map((f) => kpi[f]), dimensions.district, dimensions.street, dimensions.grid, dimensions.class)
  if (!isNew) db.run('DELETE FROM case_bounce WHERE key = ?', key)
  for (const b of bounces) db.run('INSERT INTO case_bounce VALUES (?, ?, ?, ?)', key, b.eventId, b.department, b.at)
}

/** Groups of a report. `city` is one group of all; `role` and `person` are those of the step that the figure names. */
export type KpiGroup = 'city' | 'district' | 'street' | 'department' | 'class' | 'role' | 'person'

/** Which cases a report counts; `to` is exclusive, epoch ms. */
export interface KpiPeriod {
  readonly from: number
  readonly to: number
  /** The instant as of which cases have fallen due. */
  readonly now: number
}

/** Sums of one figure by group; `sample` is the key of one of its cases. */
export interface KpiSum {
  readonly group: string
  readonly numerator: number
  readonly denominator: number
  readonly sample: number
}

/** SQL of a figure's parts for one row `k`, as {@link Figure} defines them; `p` is the period. */
function parts(of: Figure): { readonly numerator: string; readonly denominator: string } {
  const bottom = `k.${COLUMNS[of.denominator]}`
  const top = `k.${COLUMNS[of.numerator]}`
  const counts = countsFrom(of.denominator) ? `ifnull(${bottom} <= p.now, 0)` : `ifnull(${bottom}, 0)`
  const denominator = of.kind === 'mean' ? `iif(${top} IS NULL, 0, ${counts})` : counts
  return { numerator: `iif(${denominator}, ifnull(${top}, 0), 0)`, denominator }
}

/**
 * The rows that a figure counts, and the group of each. 回访 of a merged case counts in the groups of the case it went
 * into, and not at all when that was taken out.
 */
function rowsOf(of: Figure, group: KpiGroup): { readonly from: string; readonly where: string; readonly group: string } {
  const followsMerge = of.by === 'followedUpAt'
  const byActor = group === 'role' || group === 'person'
  const target = followsMerge ? 'LEFT JOIN case_row r ON r.id = k.merged_into LEFT JOIN case_kpi t ON t.key = r.key' : ''
  const actor = byActor ? `LEFT JOIN case_act a ON a.key = k.key AND a.decides = 1 AND a.step = '${of.answers}'` : ''
  const counted = followsMerge ? 'k.counted = 1 AND ifnull(t.counted, 1) = 1' : 'k.counted = 1'
  const by = `k.${COLUMNS[of.by]}`
  return {
    from: `period p CROSS JOIN case_kpi k ${target} ${actor}`,
    where: `${counted} AND ${by} >= p.first AND ${by} < p.past`,
    group: group === 'city' ? "''" : byActor ? `ifnull(a.${group}, '')` : followsMerge ? `ifnull(iif(t.key IS NULL, k.${group}, t.${group}), '')` : `ifnull(k.${group}, '')`,
  }
}

const PERIOD = 'WITH period (first, past, now) AS (SELECT ?, ?, ?)'
const instants = ({ from, to, now }: KpiPeriod): number[] => [from, to, now]

/** Sums of several figures by group, one pass over the period for all that count the same rows; in the order of `figures`. With `role`, only cases that were answered for in that post (groups role and person). */
export function sumFigures(db: ReadHandle, figures: readonly Figure[], period: KpiPeriod, group: KpiGroup, role?: Role): KpiSum[][] {
  const sums = figures.map((): KpiSum[] => [])
  const passes = new Map<string, number[]>()
  figures.forEach((of, i) => {
    const rows = rowsOf(of, group)
    const sql = `${rows.group} AS "group", max(k.key) AS sample FROM ${rows.from} WHERE ${rows.where}${role === undefined ? '' : ' AND a.role = ?'} GROUP BY 1`
    passes.set(sql, [...(passes.get(sql) ?? []), i])
  })
  for (const [sql, members] of passes) {
    const columns = members.map((i) => {
      const of = figures[i]
      const { numerator, denominator } = of ? parts(of) : { numerator: '0', denominator: '0' }
      return `sum(${numerator}) AS n${i}, sum(${denominator}) AS d${i}`
    })
    const rows = db.all<Readonly<Record<string, number | string>>>(`${PERIOD} SELECT ${sql.replace(' AS "group",', ` AS "group", ${columns.join(', ')},`)}`, ...instants(period), ...(role === undefined ? [] : [role]))
    for (const i of members) {
      sums[i] = rows
        .map((r) => ({ group: String(r['group']), numerator: Number(r[`n${i}`]), denominator: Number(r[`d${i}`]), sample: Number(r['sample']) }))
        .filter((r) => r.denominator > 0)
    }
  }
  return sums
}

/** Which part of a figure, in which group, in which post (groups role and person). */
export interface KpiWithin {
  readonly part: 'numerator' | 'denominator'
  readonly group: KpiGroup
  readonly value: string
  readonly role?: Role | undefined
}

/** The cases behind a figure's numerator or denominator, by key; pages of `limit` after `after`. */
export function casesOfFigure(db: ReadHandle, of: Figure, period: KpiPeriod, within: KpiWithin, after: number, limit: number): { readonly key: number; readonly id: string }[] {
  const rows = rowsOf(of, within.group)
  const params: SqlValue[] = [...instants(period), after]
  const inGroup = within.group === 'city' ? '' : `AND ${rows.group} = ?`
  if (within.group !== 'city') params.push(within.value)
  const inRole = within.role === undefined ? '' : 'AND a.role = ?'
  if (within.role !== undefined) params.push(within.role)
  return db.all<{ key: number; id: string }>(
    `${PERIOD} SELECT k.key, c.id FROM ${rows.from} JOIN case_row c ON c.key = k.key WHERE ${rows.where} AND k.key > ? AND ${parts(of)[within.part]} > 0 ${inGroup} ${inRole} ORDER BY k.key LIMIT ?`,
    ...params, limit,
  )
}

/** 推诿次数 in a period by the department that returned. */
export const countBounces = (db: ReadHandle, { from, to }: KpiPeriod): { readonly department: string; readonly count: number; readonly events: readonly string[] }[] =>
  db.all<{ department: string; count: number; events: string }>('SELECT department, count(*) AS count, group_concat(event) AS events FROM case_bounce WHERE at >= ? AND at < ? GROUP BY department', from, to)
    .map(({ department, count, events }) => ({ department, count, events: events.split(',').slice(0, MAX_BOUNCES) }))

/** Returns that a report names by department at most. */
const MAX_BOUNCES = 200

/** Cases that a granted 申诉 took out of every figure, in the period of their 立案. */
export const casesTakenOut = (db: ReadHandle, { from, to }: KpiPeriod, limit: number): string[] =>
  db.all<{ id: string }>('SELECT c.id FROM case_kpi k JOIN case_row c ON c.key = k.key WHERE k.counted = 0 AND k.filed_at >= ? AND k.filed_at < ? ORDER BY k.key LIMIT ?', from, to, limit).map((r) => r.id)

/** A filed case as 漏报 is judged by grid and shift. */
export interface FiledCase {
  readonly key: number
  readonly grid: string
  readonly reportedAt: number
  readonly missed: 0 | 1
}

/** Every case filed in a period that has a grid. */
export const filedCases = (db: ReadHandle, { from, to }: KpiPeriod): FiledCase[] =>
  db.all<FiledCase>("SELECT key, grid, reported_at AS reportedAt, missed FROM case_kpi WHERE counted = 1 AND filed = 1 AND filed_at >= ? AND filed_at < ? AND grid <> ''", from, to)
