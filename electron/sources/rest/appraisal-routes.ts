import { Appraisal } from '../../contract/appraisal.ts'
import { AppraisalCases, AppraisalCasesParam, AppraisalCasesQuery, AppraisalParam, AppraisalQuery } from '../../contract/rest.ts'
import { callerIn } from './access.ts'
import type { RestApp } from './app.ts'
import { refusalOf, RefusedError, refuse } from './problem.ts'
import type { RestServices } from './services.ts'

const checkPeriod = ({ from, to }: { readonly from: number; readonly to: number }): void => {
  if (to <= from) throw refuse('malformed', 'the period ends before it begins', { where: 'query.to' })
}

/** `/appraisals`: 绩效评价 of persons and departments, and the cases and events behind each part of a score. */
export function appraisalRoutes(app: RestApp, services: RestServices): void {
  app.get('/appraisals/:role', { config: { scope: 'read' }, schema: { summary: 'Scores of a post, best first; with a subject the events behind each part', tags: ['appraisal'], params: AppraisalParam, querystring: AppraisalQuery, response: { 200: Appraisal } } }, async ({ params, query }) => {
    checkPeriod(query)
    const { from, to, subject } = query
    const found = await services.appraise({ role: params.role, from, to, ...(subject === undefined ? {} : { subject }) })
    if (!found.ok) throw new RefusedError(refusalOf(found.error))
    return found.value
  })

  app.get('/appraisals/:role/:subject/:measure/cases', { config: { scope: 'read' }, schema: { summary: 'The cases and events behind one part of a score', tags: ['appraisal'], params: AppraisalCasesParam, querystring: AppraisalCasesQuery, response: { 200: AppraisalCases } } }, async (request) => {
    const { params, query } = request
    checkPeriod(query)
    const { role, subject, measure: part } = params
    const found = await services.appraisalCases({ role, subject, part, ...query })
    if (!found.ok) throw new RefusedError({ ...refusalOf(found.error), where: 'path.measure' })
    void services.audit(callerIn(request).actor, 'figures-drilled', { detail: { figure: `${role}/${part}`, part: query.side, group: role === 'department' ? 'department' : 'person', value: subject } })
    return { role, subject, part, side: query.side, cases: found.value.cases.map(({ row, events }) => ({ caseId: row.id, number: row.number, eventIds: [...events] })), next: found.value.next }
  })
}
