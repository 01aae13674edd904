import { KpiCases, KpiReport } from '../../contract/kpi-report.ts'
import { KpiCasesQuery, KpiFigureParam, KpiQuery } from '../../contract/rest.ts'
import { callerIn } from './access.ts'
import type { RestApp } from './app.ts'
import { refusalOf, RefusedError } from './problem.ts'
import type { RestServices } from './services.ts'

/** `/kpis`: figures of a period, and the cases and events behind each. */
export function kpiRoutes(app: RestApp, services: RestServices): void {
  app.get('/kpis', { config: { scope: 'read' }, schema: { summary: 'Figures of a period by group', tags: ['kpis'], querystring: KpiQuery, response: { 200: KpiReport } } }, async ({ query }) => {
    const { figure, asOf, ...rest } = query
    const report = await services.kpiReport({ ...rest, ...(asOf === undefined ? {} : { asOf }), ...(figure === undefined ? {} : { figures: figure }) })
    if (!report.ok) throw new RefusedError({ ...refusalOf(report.error), where: `query.${report.error.where ?? ''}` })
    return report.value
  })

  app.get('/kpis/:figure/cases', { config: { scope: 'read' }, schema: { summary: 'The cases and events of a numerator or denominator', tags: ['kpis'], params: KpiFigureParam, querystring: KpiCasesQuery, response: { 200: KpiCases } } }, async (request) => {
    const { params, query } = request
    const { asOf, ...rest } = query
    const cases = await services.kpiCases({ ...rest, figure: params.figure, ...(asOf === undefined ? {} : { asOf }) })
    if (!cases.ok) throw new RefusedError({ ...refusalOf(cases.error), ...(cases.error.where === 'figure' ? { code: 'not-found', where: 'path.figure' } : { where: `query.${cases.error.where ?? ''}` }) })
    void services.audit(callerIn(request).actor, 'figures-drilled', { detail: { figure: params.figure, part: query.part, group: query.group, value: query.value } })
    return cases.value
  })
}
