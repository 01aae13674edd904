import { fail, ok, type Result } from '../contract/error.ts'
import type { KpiCases, KpiCasesRequest, KpiReport, KpiRequest } from '../contract/kpi-report.ts'
import { caseStream } from '../domain/case-event.ts'
import { FIGURES, type Figure } from '../domain/case-kpi.ts'
import { readCase } from '../store/case-table.ts'
import type { ReadHandle } from '../store/database.ts'
import { bounceCases, eventIdsOf } from '../store/kpi-evidence.ts'
import { casesOfFigure, casesTakenOut, countBounces, sumFigures, type KpiPeriod } from '../store/kpi-table.ts'

/** 推诿次数 is no rate of cases; its cases are asked for under this name. */
export const BOUNCE_COUNT = 'bounce-count'
const MAX_TAKEN_OUT = 1_000

const periodOf = ({ from, to, asOf }: { from: number; to: number; asOf?: number | undefined }, now: number): Result<KpiPeriod> =>
  to > from ? ok({ from, to, now: asOf ?? now }) : fail('malformed', 'the period ends before it begins', { where: 'to' })

const unknownFigure = (name: string): ReturnType<typeof fail> =>
  fail('malformed', `there is no figure ${name}; there are ${[...new Set(FIGURES.map((f) => f.name)), BOUNCE_COUNT].join(', ')}`, { where: 'figure' })

/** Every figure of a period by group, with 推诿次数 and what a 申诉 took out. */
export function kpiReport(db: ReadHandle, request: KpiRequest, now: number): Result<KpiReport> {
  const period = periodOf(request, now)
  if (!period.ok) return period
  const unknown = request.figures?.find((name) => name !== BOUNCE_COUNT && !FIGURES.some((f) => f.name === name))
  if (unknown !== undefined) return unknownFigure(unknown)
  const wanted: readonly Figure[] = FIGURES.filter((f) => request.figures === undefined || request.figures.includes(f.name))
  const sums = sumFigures(db, wanted, period.value, request.group)
  const figures = wanted.map((figure, i) => ({
    name: figure.name,
    term: figure.term,
    version: figure.version,
    kind: figure.kind,
    rows: (sums[i] ?? []).map((sum) => ({ ...sum, value: sum.denominator === 0 ? null : sum.numerator / sum.denominator })),
  }))
  const { from, to } = period.value
  return ok({ from, to, asOf: period.value.now, group: request.group, figures, bounces: countBounces(db, period.value).map((b) => ({ ...b })), takenOut: casesTakenOut(db, period.value, MAX_TAKEN_OUT) })
}

/** The cases in a figure's numerator or denominator, each with the events that it rests on. */
export function kpiCases(db: ReadHandle, request: KpiCasesRequest, now: number): Result<KpiCases> {
  const period = periodOf(request, now)
  if (!period.ok) return period
  if (request.figure === BOUNCE_COUNT) return ok(bounces(db, request))
  const figure: Figure | undefined = FIGURES.find((f) => f.name === request.figure && f.version === request.version)
  if (!figure) return unknownFigure(`${request.figure} version ${request.version}`)
  const { part, group, value, after, limit } = request
  const found = casesOfFigure(db, figure, period.value, part, { group, value }, after, limit + 1)
  const page = found.slice(0, limit)
  const cases = page.map(({ id }) => ({ caseId: id, number: readCase(db, id)?.state.report.number ?? '', eventIds: evidenceOf(db, id, figure.evidence[part]) }))
  return ok({ figure: figure.name, version: figure.version, part, cases, next: found.length > limit ? (page.at(-1)?.key ?? null) : null })
}

/** What counts of a case: its events of these types that nobody took back. */
function evidenceOf(db: ReadHandle, caseId: string, types: readonly string[]): string[] {
  const recalled = readCase(db, caseId)?.state.recalled ?? []
  return eventIdsOf(db, caseStream(caseId), types).filter((id) => !recalled.includes(id))
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
