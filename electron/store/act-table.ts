import type { ActFigure, ActLimits, CaseAct } from '../domain/case-act.ts'
import type { Role } from '../domain/role.ts'
import type { ReadHandle, SqlValue, WriteHandle } from './database.ts'
import type { KpiGroup, KpiPeriod, KpiSum, KpiWithin } from './kpi-table.ts'

const values = (a: CaseAct): SqlValue[] => [a.eventId, a.step, a.person, a.role, a.at, a.took, a.decides, a.counted]

/** Replaces the acts of a case: writes those that are new or other than before; a new case had none. Runs inside the transaction of its events. */
export function writeActs(db: WriteHandle, key: number, acts: readonly CaseAct[], isNew = false): void {
  if (isNew) {
    for (const act of acts) db.run('INSERT INTO case_act VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)', key, ...values(act))
    return
  }
  const known = new Map(db.all<CaseAct>('SELECT event AS eventId, step, person, role, at, took, decides, counted FROM case_act WHERE key = ?', key).map((a) => [a.eventId, JSON.stringify(values(a))]))
  for (const act of acts) {
    if (known.get(act.eventId) !== JSON.stringify(values(act))) db.run('INSERT OR REPLACE INTO case_act VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)', key, ...values(act))
    known.delete(act.eventId)
  }
  for (const gone of known.keys()) db.run('DELETE FROM case_act WHERE key = ? AND event = ?', key, gone)
}

/** The acts that a figure counts, and the group of each. */
function actsOf(group: KpiGroup): { readonly from: string; readonly group: string } {
  if (group === 'city') return { from: 'case_act a', group: "''" }
  if (group === 'role' || group === 'person') return { from: 'case_act a', group: `a.${group}` }
  return { from: 'case_act a JOIN case_kpi k ON k.key = a.key', group: `ifnull(k.${group}, '')` }
}

const COUNTS = 'a.step = ? AND a.at >= ? AND a.at < ? AND a.counted = 1 AND a.took IS NOT NULL'

/** Sums of one figure over acts by group; `role` keeps to acts in that post. */
export function sumActs(db: ReadHandle, of: ActFigure, limits: ActLimits, { from, to }: KpiPeriod, group: KpiGroup, role?: Role): KpiSum[] {
  const rows = actsOf(group)
  return db.all<KpiSum>(
    `SELECT ${rows.group} AS "group", sum(a.took <= ?) AS numerator, count(*) AS denominator, max(a.key) AS sample FROM ${rows.from} WHERE ${COUNTS} ${role === undefined ? '' : 'AND a.role = ?'} GROUP BY 1`,
    limits[of.step], of.step, from, to, ...(role === undefined ? [] : [role]),
  )
}

/** The cases and acts behind a figure over acts: pages of `limit` cases after `after`. */
export function casesOfActs(db: ReadHandle, of: ActFigure, limits: ActLimits, { from, to }: KpiPeriod, within: KpiWithin, after: number, limit: number): { readonly key: number; readonly id: string; readonly events: readonly string[] }[] {
  const rows = actsOf(within.group)
  const conditions = [COUNTS, 'a.key > ?']
  const params: SqlValue[] = [of.step, from, to, after]
  if (within.part === 'numerator') {
    conditions.push('a.took <= ?')
    params.push(limits[of.step])
  }
  if (within.group !== 'city') {
    conditions.push(`${rows.group} = ?`)
    params.push(within.value)
  }
  if (within.role !== undefined) {
    conditions.push('a.role = ?')
    params.push(within.role)
  }
  return db.all<{ key: number; id: string; events: string }>(
    `SELECT a.key, c.id, group_concat(a.event) AS events FROM ${rows.from} JOIN case_row c ON c.key = a.key WHERE ${conditions.join(' AND ')} GROUP BY a.key ORDER BY a.key LIMIT ?`,
    ...params, limit,
  ).map(({ key, id, events }) => ({ key, id, events: events.split(',') }))
}

/** The name that a person bears in the newest of their events on one case; undefined where they have none there. */
export const nameOfPerson = (db: ReadHandle, person: string, key: number): string | undefined =>
  db.get<{ name: string }>(
    "SELECT json_extract(e.actor, '$.name') AS name FROM case_row c JOIN event e ON e.stream = 'case/' || c.id WHERE c.key = ? AND json_extract(e.actor, '$.id') = ? ORDER BY e.seq DESC LIMIT 1",
    key, person,
  )?.name
