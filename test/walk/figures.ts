import type { Cases } from './city.ts'
import { list, Surprise, type Walker } from './walker.ts'

/** Figures of the walk's time, each with the cases and the events that it rests on. */
export async function walkFigures(cases: Cases, since: number, made: { readonly loop: string; readonly returned: string; readonly reworked: string; readonly appealed: string }): Promise<void> {
  const { walker } = cases
  walker.head('KPIs with ids')
  const period = `from=${since}&to=${Date.now() + 60_000}`
  const report = await walker.expect('all figures', 200, `/api/v1/kpis?${period}`)
  const figures = list(report.body['figures'])
  for (const figure of figures) await lookAtFigure(walker, figure, period)
  await holds(walker, 'filing-rate', 'numerator', period, made.loop, 'case.filed')
  await holds(walker, 'handling-rate', 'numerator', period, made.loop, 'case.handled')
  await holds(walker, 'satisfaction-rate', 'numerator', period, made.loop, 'case.followed-up')
  await holds(walker, 'rework-rate', 'numerator', period, made.reworked, 'case.reworked')
  await holds(walker, 'bounce-count', 'numerator', period, made.returned, 'case.return-approved')
  walker.must('the case whose 申诉 was granted is out of every figure and listed', Array.isArray(report.body['takenOut']) && report.body['takenOut'].includes(made.appealed), report.body['takenOut'])
  walker.must('推诿 is counted for the department that returned', list(report.body['bounces']).some((b) => b['department'] === cases.city.lead), report.body['bounces'])
  await appraisals(cases, period, made.loop)
  await walker.refused('a figure that is none', 404, 'not-found', `/api/v1/kpis/no-such-rate/cases?${period}`)
  await walker.refused('a period that ends before it begins', 422, 'malformed', '/api/v1/kpis?from=2000&to=1000')
}

/** Scores of every post; the parts of one department's score, each down to its cases, and those of the walk among them. */
async function appraisals({ walker, city }: Cases, period: string, loop: string): Promise<void> {
  for (const role of ['collector', 'call-taker', 'duty-officer', 'dispatcher', 'department']) {
    const { body } = await walker.expect(`appraisal of ${role}s`, 200, `/api/v1/appraisals/${role}?${period}`)
    walker.must('each score has its parts with formula, version and points', list(body['scores']).length > 0 && list(body['scores']).every((s) => list(s['parts']).every((p) => typeof Object(p['formula']).version === 'number')), body)
  }
  const one = await walker.expect('one department with the events', 200, `/api/v1/appraisals/department?${period}&subject=${city.lead}`)
  const parts = list(list(one.body['scores'])[0]?.['parts'])
  const closing = parts.find((p) => p['name'] === 'closing')
  const found = await walker.expect('the cases behind its 结案率', 200, `/api/v1/appraisals/department/${city.lead}/closing/cases?${period}&limit=200`)
  const cases = list(found.body['cases'])
  walker.must('the loop is among them, with its events', cases.some((c) => c['caseId'] === loop && Array.isArray(c['eventIds']) && c['eventIds'].length > 0) && Number(closing?.['numerator']) > 0, { closing, cases: cases.length })
  await walker.refused('a part that is none', 404, 'not-found', `/api/v1/appraisals/department/${city.lead}/no-such/cases?${period}`)
  await walker.refused('a post that is not appraised', 422, 'malformed', `/api/v1/appraisals/admin?${period}`)
}

/** The numbers of a figure are those of the cases behind it. Others work in the same city, so that a figure may move while it is looked at. */
async function lookAtFigure(walker: Walker, { name, term, version, kind }: Readonly<Record<string, unknown>>, period: string): Promise<void> {
  if (kind !== 'rate') return
  for (const part of ['numerator', 'denominator'] as const) {
    let seen: unknown
    let fits = false
    for (let look = 0; look < 5 && !fits; look++) {
      const report = await walker.call(`/api/v1/kpis?${period}&figure=${String(name)}`)
      const [sum] = list(list(report.body['figures']).find((f) => f['version'] === version)?.['rows'])
      const cases = await drill(walker, String(name), part, `${period}&version=${String(version)}`)
      // A figure of acts (按时…) counts every act of a case, the others each case once.
      const acts = cases.reduce((n, c) => n + (Array.isArray(c['eventIds']) ? c['eventIds'].length : 0), 0)
      seen = { sum, cases: cases.length, acts }
      fits = [cases.length, acts].includes(Number(sum?.[part] ?? 0)) && cases.every((c) => Array.isArray(c['eventIds']) && c['eventIds'].length > 0)
    }
    walker.must(`${String(term)}: the ${part} is as many cases or acts, each with its events`, fits, seen)
  }
}

async function drill(walker: Walker, figure: string, part: string, query: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const cases: Readonly<Record<string, unknown>>[] = []
  let after: unknown = 0
  do {
    const page = await walker.call(`/api/v1/kpis/${figure}/cases?${query}&part=${part}&after=${String(after)}&limit=500`)
    if (page.status !== 200) throw new Surprise(`${figure}, ${part}: ${page.text}`)
    cases.push(...list(page.body['cases']))
    after = page.body['next']
  } while (typeof after === 'number')
  return cases
}

async function holds(walker: Walker, figure: string, part: string, period: string, caseId: string, type: string): Promise<void> {
  const found = (await drill(walker, figure, part, period)).find((c) => c['caseId'] === caseId)
  walker.must(`${figure}: its ${part} holds the walk's case`, found !== undefined, caseId)
  const ids = new Set(Array.isArray(found?.['eventIds']) ? found['eventIds'] : [])
  const events = await walker.call(`/api/v1/events?stream=${encodeURIComponent(`case/${caseId}`)}&after=0&limit=1000`)
  const own = list(events.body['events']).filter((e) => ids.has(e['id']))
  walker.must(`its event ids are events ${type} of the log`, own.length === ids.size && own.some((e) => e['type'] === type), own.map((e) => e['type']))
}
