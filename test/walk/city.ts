import { list, record, Surprise, type As, type Answer, type Walker } from './walker.ts'

/** The posts of GB/T 30428. */
export const CALL_TAKER: As = { role: 'call-taker' }
export const COLLECTOR: As = { role: 'collector' }
export const OFFICER: As = { role: 'duty-officer' }
export const DISPATCHER: As = { role: 'dispatcher' }
export const SUPERVISOR: As = { role: 'supervisor' }
export const department = (id: string): As => ({ role: 'department', department: id })

/** What the walk knows of the city before it begins. */
export interface City {
  readonly at: readonly [number, number]
  readonly subClass: string
  readonly condition: string
  /** The department that usually answers, and two others. */
  readonly lead: string
  readonly assist: string
  readonly other: string
}

/** A place, a class and three departments, all asked for by HTTP. */
export async function learn(walker: Walker): Promise<City> {
  const departments = list((await walker.expect('departments', 200, '/api/v1/departments')).body['departments']).map((d) => String(d['id']))
  const codes = (await walker.expect('the code table', 200, '/api/v1/codes')).body
  const subClass = list(list(codes['event'])[0]?.['subClasses'])[0]
  const lead = String(subClass?.['department'] ?? '')
  const [assist, other] = departments.filter((d) => d !== lead)
  const hits = list((await walker.expect('a road by search', 200, `/api/v1/search?q=${encodeURIComponent('路')}`)).body['hits'])
  const at = hits.map((hit) => hit['at']).find((place): place is [number, number] => Array.isArray(place) && place.length === 2)
  if (!at || !subClass || assist === undefined || other === undefined) throw new Surprise('this city has no road, no class, or fewer than three departments: start core with --demo')
  return { at, subClass: String(subClass['code']), condition: String(record(list(subClass['conditions'])[0])['code']), lead, assist, other }
}

/** The cases of a walk: reporting, and steps that must come off. */
export class Cases {
  readonly walker: Walker
  readonly city: City

  constructor(walker: Walker, city: City) {
    this.walker = walker
    this.city = city
  }

  body(description: string, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
    return { kind: 'event', subClass: this.city.subClass, description, at: this.city.at, place: '走查', source: 'hotline', reporter: { name: '王女士', phone: '13900000001' }, ...more }
  }

  async report(description: string, more: Readonly<Record<string, unknown>> = {}): Promise<string> {
    return String((await this.walker.expect(`上报 ${description}`, 201, '/api/v1/cases', { body: this.body(description, more), as: CALL_TAKER })).body['caseId'])
  }

  /** Takes a step and looks that the case is then at a stage. */
  async step(id: string, type: string, as: As, stage: string, more: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
    const answer = await this.walker.expect(`${type} by ${as.role ?? 'any'}${as.department === undefined ? '' : ` of ${as.department}`}`, 200, `/api/v1/cases/${id}/commands`, { body: { type: `case.${type}`, ...more }, as })
    if (answer.body['stage'] !== stage) throw new Surprise(`${type}: the stage ${stage} was due, came ${String(answer.body['stage'])}`)
    return answer
  }

  refused(id: string, type: string, as: As, status: number, code: string, more: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
    return this.walker.refused(`${type} by ${as.role ?? 'any'}`, status, code, `/api/v1/cases/${id}/commands`, { body: { type: `case.${type}`, ...more }, as })
  }

  read(id: string): Promise<Answer> {
    return this.walker.call(`/api/v1/cases/${id}`)
  }

  /** Reports a case and takes it to a stage by the straight way. */
  async at(stage: 'accepted' | 'filed' | 'dispatched' | 'handled' | 'checked' | 'closed' | 'followed-up', description: string): Promise<string> {
    const id = await this.report(description)
    const { lead } = this.city
    const way: readonly (readonly [string, string, As, Readonly<Record<string, unknown>>?])[] = [
      ['accepted', 'accept', CALL_TAKER], ['filed', 'file', OFFICER], ['dispatched', 'dispatch', DISPATCHER, { department: lead }], ['handled', 'handle', department(lead)],
      ['checked', 'check', COLLECTOR], ['closed', 'close', OFFICER], ['followed-up', 'follow-up', CALL_TAKER, { satisfaction: 'satisfied' }],
    ]
    for (const [to, type, as, more] of way) {
      await this.step(id, type, as, to, more)
      if (to === stage) break
    }
    return id
  }
}
