import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Problem } from '../../electron/contract/rest.ts'
import { AppraisedRole } from '../../electron/domain/appraisal.ts'
import { FIGURES } from '../../electron/domain/case-kpi.ts'
import { hasWhole, operationsOf, requestOf, type FuzzRequest, type OpenApi } from '../builders/openapi-fuzz.ts'
import { AUTH, report, startRestCore, type RestCore } from '../builders/rest-core.ts'

const REQUESTS = 10_500
const AT_A_TIME = 50
const SEED = 20_261_125

const CALENDAR = { coveredFrom: '2026-01-01', coveredTo: '2027-12-31', periods: [['08:00', '12:00'], ['14:00', '18:00']], holidays: ['2027-01-01'], workedWeekends: [] }

let rest: RestCore

beforeAll(async () => {
  rest = await startRestCore()
})

afterAll(async () => {
  await rest.stop()
})

/** A few cases in several stages, so that steps meet something. */
async function someCases(): Promise<string[]> {
  const ids: string[] = []
  for (let i = 0; i < 12; i++) {
    const { caseId } = (await rest.app.inject({ method: 'POST', url: '/api/v1/cases', headers: AUTH, payload: report() })).json<{ caseId: string }>()
    ids.push(caseId)
    for (const type of ['case.accept', 'case.file', 'case.dispatch', 'case.take'].slice(0, i % 5)) await rest.app.inject({ method: 'POST', url: `/api/v1/cases/${caseId}/commands`, headers: AUTH, payload: { type } })
  }
  return ids
}

it(`answers ${REQUESTS} requests made from its own description without an error inside, each refusal as a problem`, async () => {
  const document = (await rest.app.inject('/openapi.json')).json<OpenApi>()
  const ids = await someCases()
  const operations = operationsOf(document).filter(({ path }) => path !== '/api/v1/events/stream')
  expect(operations.length).toBeGreaterThan(20)
  const known = {
    role: AppraisedRole.options, subject: ['hw', 'api:test'], measure: ['closing', 'accept', 'file', 'dispatch'],
    id: ids, into: ids, figure: [...FIGURES.map((f) => f.name), 'bounce-count'], code: ['0101', '0102'], kind: ['event', 'component'], subClass: ['0101', '0102'], file: ['E0102.json', 'E0101.xml'],
    department: ['hw', 'cg', 'ps'], service_code: ['E0102', 'C0101'], at: [[110, 33], [118.9, 31]], lat: ['33'], long: ['110'], grid: [null], lng: ['110'], base: ['2026'], calendar: [CALENDAR], class: ['01', '0102'],
  }
  const requests = fc.sample(fc.constantFrom(...operations).chain((operation) => requestOf(operation, document, known)), { numRuns: REQUESTS, seed: SEED })

  const statuses = new Map<number, number>()
  const reached = new Set<string>()
  const wrong: unknown[] = []
  for (let from = 0; from < requests.length; from += AT_A_TIME) {
    await Promise.all(requests.slice(from, from + AT_A_TIME).map(async (request) => {
      const { statusCode, headers, body } = await rest.app.inject({ method: request.method, url: request.url, headers: { ...AUTH, ...request.headers }, ...(request.payload === undefined ? {} : { payload: request.payload }) })
      statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1)
      if (statusCode < 300) reached.add(request.operation)
      const fault = faultOf(request, statusCode, String(headers['content-type'] ?? ''), body)
      if (fault !== undefined) wrong.push({ fault, request, statusCode, body: body.slice(0, 500) })
    }))
  }
  expect(wrong.slice(0, 3)).toEqual([])
  const unreached = operations.filter((o) => !reached.has(o.name) && hasWhole(o)).map((o) => o.name)
  expect(unreached).toEqual([])
  expect([...statuses.values()].reduce((a, b) => a + b, 0)).toBe(REQUESTS)
}, 120_000)

/** What is wrong with an answer; undefined when nothing is. */
function faultOf(request: FuzzRequest, status: number, type: string, body: string): string | undefined {
  if (status >= 500) return 'an error inside'
  if (status < 400) return undefined
  if (request.url.startsWith('/open311/')) return type.includes('json') || type.includes('xml') ? undefined : 'a refusal in no format of the standard'
  if (!type.startsWith('application/problem+json')) return 'a refusal that is no problem'
  const problem = Problem.safeParse(JSON.parse(body))
  return problem.success && problem.data.status === status ? undefined : 'a problem that is none'
}
