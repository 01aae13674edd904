import { fail, ok, type Result } from '../contract/error.ts'
import type { KpiCases, KpiCasesRequest, KpiReport, KpiRequest } from '../contract/kpi-report.ts'
import { ACT_FIGURES } from '../domain/case-act.ts'
import { FIGURES } from '../domain/case-kpi.ts'
import type { ReadHandle } from '../store/database.ts'
import { bounceCases } from '../store/kpi-evidence.ts'
import { kpiCases as casesForWindow, kpiReport as reportForWindow, type KpiFacts } from './kpi-view.ts'

/** 推诿次数 is no rate of cases; its cases are asked for under this name. */
export const BOUNCE_COUNT = 'bounce-count'

const NAMES: readonly string[] = [...new Set([...FIGURES, ...ACT_FIGURES].map((f) => f.name)), BOUNCE_COUNT]

const badPeriod = ({ from, to }: { readonly from: number; readonly to: number }): Result<never> | undefined => (to > from ? undefined : fail('malformed', 'the period ends before it begins', { where: 'to' }))
const badFigure = (name: string): Result<never> | undefined => (NAMES.includes(name) ? undefined : fail('malformed', `there is no figure ${name}; there are ${NAMES.join(', ')}`, { where: 'figure' }))

/** Every figure of a period by group, with 推诿次数 and what a 申诉 took out, as the REST face gives it. */
export function kpiReport(db: ReadHandle, request: KpiRequest, known: KpiFacts, now: number): Result<KpiReport> {
  const bad = badPeriod(request) ?? request.figures?.map(badFigure).find((f) => f !== undefined)
  if (bad) return bad
  const { from, to, group } = request
  const report = reportForWindow({ type: 'kpi', from, to, group }, db, known, request.asOf ?? now)
  const wanted = report.figures.filter((f) => request.figures === undefined || request.figures.includes(f.name))
  return ok({
    ...report,
    group,
    figures: wanted.map((f) => ({ ...f, rows: f.rows.map(({ groupName: _name, ...row }) => row) })),
    bounces: report.bounces.map(({ department, count }) => ({ department, count })),
    takenOut: [...report.takenOut],
  })
}

/** The cases in a figure's numerator or denominator, each with the events that it rests on. */
export function kpiCases(db: ReadHandle, request: KpiCasesRequest, known: KpiFacts, now: number): Result<KpiCases> {
  const bad = badPeriod(request) ?? badFigure(request.figure)
  if (bad) return bad
  if (request.figure === BOUNCE_COUNT) return ok(bounces(db, request))
  const { asOf, ...asked } = request
  const found = casesForWindow({ type: 'kpi-cases', ...asked }, db, known, asOf ?? now)
  if (!found.ok) return found
  return ok({ figure: request.figure, version: request.version, part: request.part, cases: found.value.cases.map(({ row, events }) => ({ caseId: row.id, number: row.number, eventIds: [...events] })), next: found.value.next })
}

function bounces(db: ReadHandle, { part, from, to, group, value, after, limit }: KpiCasesRequest): KpiCases {
  const rows = bounceCases(db, from, to, group === 'department' ? value : undefined, after, limit + 1)
  const keys = [...new Set(rows.map((row) => row.key))]
  const shown = keys.slice(0, limit)
  const cases = shown.map((key) => {
    const own = rows.filter((row) => row.key === key)
    return { caseId: own[0]?.id ?? '', number: own[0]?.number ?? '', eventIds: own.map((row) => row.event) }
  })
  return { figure: BOUNCE_COUNT, version: 1, part, cases, next: keys.length > limit ? (shown.at(-1) ?? null) : null }
}
