import { DepartmentList, SearchAnswer, SearchQuery, SubClassParam, TaskPage, TaskQuery, WhoAmI } from '../../contract/rest.ts'
import { isPhone, maskPhone } from '../../domain/audit.ts'
import { findSubClass, SubClass } from '../../domain/code-table.ts'
import { callerIn } from './access.ts'
import type { RestApp } from './app.ts'
import { refusalOf, RefusedError, refuse } from './problem.ts'
import type { RestServices } from './services.ts'

/** Tasks of departments, code tables, departments, search, and what the key itself is. */
export function lookUpRoutes(app: RestApp, services: RestServices): void {
  app.get('/tasks', { config: { scope: 'read' }, schema: { summary: 'Tasks of a department', tags: ['tasks'], querystring: TaskQuery, response: { 200: TaskPage } } }, async ({ query }) => {
    if (services.departments.length > 0 && !services.departments.some((d) => d.id === query.department)) throw refuse('unknown-department', `there is no department ${query.department}`, { where: 'query.department' })
    const page = services.listTasks(query)
    if (!page.ok) throw new RefusedError(refusalOf(page.error))
    return page.value
  })

  app.get('/codes/:kind/:code', { config: { scope: 'read' }, schema: { summary: 'One sub-class', tags: ['codes'], params: SubClassParam, response: { 200: SubClass } } }, async ({ params: { kind, code } }) => {
    const found = findSubClass(services.codes, kind, code)
    if (!found) throw refuse('not-found', `there is no sub-class ${code} of ${kind}s`, { where: 'path.code' })
    return found
  })

  app.get('/departments', { config: { scope: 'read' }, schema: { summary: 'Departments that handle cases', tags: ['codes'], response: { 200: DepartmentList } } }, async () => ({ departments: [...services.departments] }))

  app.get('/search', { config: { scope: 'read' }, schema: { summary: 'Cases, places, roads, departments, cameras and grids by their words', tags: ['search'], querystring: SearchQuery, response: { 200: SearchAnswer } } }, async (request) => {
    const { q, limit } = request.query
    if (isPhone(q)) void services.audit(callerIn(request).actor, 'phone-searched', { detail: { phone: maskPhone(q) } })
    return services.search(q, limit)
  })

  app.get('/me', { config: { scope: 'read' }, schema: { summary: 'What this key is and may do', tags: ['keys'], response: { 200: WhoAmI } } }, async (request) => {
    const { key, actor } = callerIn(request)
    return { key: key.id, name: key.name, scopes: key.scopes, actor, station: services.station, now: services.now() }
  })
}
