import type { Open311Post, Open311RequestsQuery } from '../../../contract/open311.ts'
import { CaseCommand } from '../../../domain/case-command.ts'
import { OPEN_STAGES, type Stage } from '../../../domain/case-flow.ts'
import type { Actor } from '../../../domain/role.ts'
import { toWgs84 } from '../crs.ts'
import { refusalOf, RefusedError, refuse } from '../problem.ts'
import type { ExportedCase, RestServices } from '../services.ts'
import { CONDITION, findService, serviceCode, type FoundService } from './services.ts'
import type { Open311Value } from './write.ts'

const DAY = 24 * 3_600_000
const SPAN = 90 * DAY
/** The standard's bound of one answer. */
const MAX_REQUESTS = 1_000

const STAGE_NOTES: Readonly<Record<Stage, string>> = {
  reported: '待受理', accepted: '待立案', filed: '待派遣', dispatched: '处置中', handled: '待核查', checked: '待结案', closed: '已结案', 'followed-up': '已回访', refused: '不予受理', voided: '已作废', merged: '已并案',
}

const time = (at: number | null | undefined): string | null => (at === null || at === undefined ? null : new Date(at).toISOString().replace('.000Z', 'Z'))

/** A case as Open311 shows it: nothing of who reported. */
export function requestOf({ row, report }: ExportedCase, services: RestServices): Open311Value {
  return {
    service_request_id: row.number,
    status: OPEN_STAGES.includes(row.stage) ? 'open' : 'closed',
    status_notes: STAGE_NOTES[row.stage],
    service_name: row.className,
    service_code: serviceCode(row.kind, row.subClass),
    description: row.description,
    agency_responsible: services.departments.find((d) => d.id === row.department)?.name ?? null,
    service_notice: null,
    requested_datetime: time(row.reportedAt),
    updated_datetime: time(row.changedAt),
    expected_datetime: time(row.clock?.dueAt),
    address: row.place,
    address_id: report.grid,
    zipcode: null,
    lat: row.at[1],
    long: row.at[0],
    media_url: null,
  }
}

/** The case that an id or a number names. */
export function findRequest(services: RestServices, id: string, actor: Actor): ExportedCase | undefined {
  const found = services.readCase(id, actor) ?? services.readCase(services.caseIdByNumber(id) ?? '', actor)
  return found && { row: found, report: found.report }
}

/** GET requests: those named, else those of a span of time. */
export function findRequests(services: RestServices, query: Open311RequestsQuery, actor: Actor): readonly ExportedCase[] {
  if (query.service_request_id) return query.service_request_id.slice(0, MAX_REQUESTS).flatMap((id) => findRequest(services, id, actor) ?? [])
  const to = query.end_date ?? services.now()
  const from = query.start_date ?? to - SPAN
  if (to - from > SPAN) throw refuse('malformed', 'start_date and end_date may be 90 days apart at most', { status: 400, where: 'start_date' })
  const classes = query.service_code?.map((code) => {
    const service = findService(services.codes, code)
    if (!service) throw refuse('unknown-class', `there is no service ${code}`, { status: 404, where: 'service_code' })
    return `${service.kind}/${service.subClass.code}`
  })
  const open = query.status?.length === 1 ? query.status[0] === 'open' : undefined
  return services.listReported({ classes, open, from, to, limit: MAX_REQUESTS })
}

/** What was reported that a case has no place for: kept with it as a note. */
function otherFields(form: Open311Post, service: FoundService): string {
  const known = { email: form.email, device_id: form.device_id, account_id: form.account_id, media_url: form.media_url }
  const own = Object.entries(form).flatMap(([name, value]) => {
    const attribute = /^attribute\[([^\]]{1,64})\]/.exec(name)?.[1]
    return attribute === undefined || typeof value === 'number' || value === undefined ? [] : [[attribute, attributeText(service, attribute, value)] as const]
  })
  return [...Object.entries(known), ...own].flatMap(([name, value]) => (value === undefined || value === '' ? [] : [`${name}: ${value}`])).join('\n').slice(0, 1_000)
}

function attributeText(service: FoundService, attribute: string, value: string | readonly string[]): string {
  const text = typeof value === 'string' ? value : value.join(', ')
  if (attribute !== CONDITION) return text
  const condition = service.subClass.conditions.find((c) => c.code === text)
  if (!condition) throw refuse('unknown-condition', `there is no condition ${text} of this service`, { status: 400, where: `attribute[${CONDITION}]` })
  return `${condition.code} ${condition.text}`
}

/** POST requests: reports a case, and keeps what it has no place for as a note. Answers the case number. */
export async function postRequest(services: RestServices, form: Open311Post, actor: Actor): Promise<string> {
  const service = findService(services.codes, form.service_code)
  if (!service) throw refuse('unknown-class', `there is no service ${form.service_code}`, { status: 404, where: 'service_code' })
  const note = otherFields(form, service)
  const name = [form.last_name, form.first_name].filter(Boolean).join(' ')
  const command = CaseCommand.parse({
    type: 'case.report',
    report: {
      kind: service.kind,
      subClass: service.subClass.code,
      description: form.description?.trim() || service.subClass.name,
      ...placeOf(services, form),
      place: form.address_string ?? '',
      grid: null,
      component: null,
      source: 'public',
      reporter: { ...(name === '' ? {} : { name }), ...(form.phone ? { phone: form.phone } : {}) },
    },
  })
  const result = await services.submit(command, actor)
  if (!result.ok) throw new RefusedError(refusalOf(result.error))
  const { caseId, number } = result.value
  if (note !== '') {
    const noted = await services.submit(CaseCommand.parse({ type: 'case.note', caseId, note }), actor)
    if (!noted.ok) throw new RefusedError(refusalOf(noted.error))
  }
  return number ?? ''
}

function placeOf(services: RestServices, { lat, long, crs, address_id, address_string }: Open311Post): ReturnType<typeof toWgs84> {
  if (lat !== undefined && long !== undefined) return toWgs84([long, lat], crs)
  if (lat !== undefined || long !== undefined) throw refuse('malformed', 'lat and long come together', { status: 400, where: lat === undefined ? 'lat' : 'long' })
  const named = address_id ?? address_string
  const at = named === undefined ? undefined : services.locate(named)
  if (at) return { at }
  throw refuse('malformed', named === undefined ? 'lat and long, an address_id or an address_string is needed' : `no place here is called ${named}: send lat and long`, { status: 400, where: named === undefined ? 'lat' : address_id === undefined ? 'address_string' : 'address_id' })
}
