import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Calendar, prepareCalendar } from '../../electron/domain/calendar.ts'
import { ACT_FIGURES, actLimits, caseActs, partsOfAct } from '../../electron/domain/case-act.ts'
import { DEFAULT_APPRAISAL } from '../../electron/domain/appraisal.ts'
import { bouncesOf, caseKpi, FIGURES, partsOf } from '../../electron/domain/case-kpi.ts'
import { Step } from '../../electron/domain/case-flow.ts'
import type { Actor } from '../../electron/domain/role.ts'
import { DEFAULT_STAGE_LIMITS } from '../../electron/domain/stage-clock.ts'
import { at, Hall } from './case-hall.ts'

/** The calendar that the product ships: 08–12 and 14–18, the holidays and 调休 of 2026. */
export const CALENDAR = prepareCalendar(Calendar.parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../resources/codes/calendar.json'), 'utf8'))))
export const LIMITS = actLimits(DEFAULT_STAGE_LIMITS, DEFAULT_APPRAISAL.minutes, CALENDAR)

/** People by the first letter of their id: c collector, t call-taker, o duty officer, d dispatcher, s sanitation, w water, l leader. */
export function person(id: string): Actor {
  const name = `人员${id}`
  switch (id[0]) {
    case 'c': return { id, name, roles: ['collector'] }
    case 't': return { id, name, roles: ['call-taker'] }
    case 'o': return { id, name, roles: ['duty-officer'] }
    case 'd': return { id, name, roles: ['dispatcher'] }
    case 's': return { id, name, roles: ['department'], department: 'sanitation' }
    case 'w': return { id, name, roles: ['department'], department: 'water' }
    case 'l': return { id, name, roles: ['supervisor'] }
    default: throw new Error(`nobody is called ${id}`)
  }
}

/** Reads an instant: `11-25 09:00`, `09:00` of the day before, or `11-25 09:00:30`; a year other than 2026 in front. */
function instant(text: string, day: string): { readonly at: number; readonly day: string } {
  const [, date = day, time = ''] = /^(?:(\d{4}-\d\d-\d\d|\d\d-\d\d) )?(\d\d:\d\d(?::\d\d)?)$/.exec(text) ?? []
  const whole = date.length === 5 ? `2026-${date}` : date
  return { at: at(`${whole}T${time.length === 5 ? `${time}:00` : time}`), day: whole }
}

const LINE = /^(?<when>(?:[\d-]+ )?\d\d:\d\d(?::\d\d)?) (?:(?<id>[a-z0-9]+)\/)?(?<step>[a-z-]+)(?<words>.*?) @(?<who>\w+)$/

/**
 * Plays a history in a hall. A line is `[day ]time [case/]step words @person`; words: a sub-class (0101: 4 工作时 for
 * sanitation; 0102: 2 紧急工作时 for water) and `grid=` of a report, a department, `+department` for 协办, `fail`, `false`,
 * a satisfaction, `into=case`, `emergency`. Every step must be lawful.
 */
export function play(history: string, hall = new Hall()): Hall {
  let day = '2026-11-25'
  for (const line of history.split('\n').map((l) => l.trim()).filter((l) => l !== '')) {
    const { when = '', id = 'c', step = '', words = '', who = '' } = LINE.exec(line)?.groups ?? {}
    if (who === '') throw new Error(`not a line of a history: ${line}`)
    const moment = instant(when, day)
    day = moment.day
    hall.now = moment.at
    const by = person(who)
    if (step === 'report') hall.report(id, reportOf(words, by), by)
    else {
      const decision = hall.attempt(id, Step.parse(step), moreOf(words), by)
      if (!decision.ok) throw new Error(`${line}: ${JSON.stringify(decision.refusal)}`)
    }
  }
  return hall
}

const reportOf = (words: string, by: Actor) => ({
  subClass: /\b\d{4}\b/.exec(words)?.[0] ?? '0101',
  grid: /grid=(\d{15})/.exec(words)?.[1] ?? null,
  kind: words.includes('component') ? ('component' as const) : ('event' as const),
  source: by.roles.includes('collector') ? ('collector' as const) : ('hotline' as const),
})

function moreOf(text: string): Readonly<Record<string, unknown>> {
  const words = text.trim().split(' ').filter((w) => w !== '')
  const more: Record<string, unknown> = {}
  for (const word of words) {
    if (word.startsWith('+')) more['assist'] = [word.slice(1)]
    else if (word.startsWith('into=')) more['into'] = word.slice(5)
    else if (word === 'fail') more['passed'] = false
    else if (word === 'false') more['real'] = false
    else if (word === 'emergency') more['emergency'] = '突发事件'
    else if (['satisfied', 'fair', 'dissatisfied', 'unreached'].includes(word)) more['satisfaction'] = word
    else more['department'] = word
  }
  return more
}

/** How hand-worked tables call the figures. */
const TERMS: Readonly<Record<string, string>> = {
  'filing-rate': '立案', 'handling-rate': '处置', 'in-time-handling-rate': '按期处置', 'closing-rate': '结案', 'in-time-closing-rate': '按期结案', 'rework-rate': '返工', 'rework-rate/2': '返工二',
  'accurate-dispatch-rate': '准确派遣', 'accurate-filing-rate': '准确立案', 'missed-rate': '漏报', 'satisfaction-rate': '满意', 'mean-handling-time': '时长',
  'in-time-accept-rate': '按时受理', 'in-time-send-verify-rate': '按时发核实', 'in-time-verify-rate': '按时核实', 'in-time-file-rate': '按时立案', 'in-time-dispatch-rate': '按时派遣',
  'in-time-approve-rate': '按时审批', 'in-time-send-check-rate': '按时发核查', 'in-time-check-rate': '按时核查', 'in-time-close-rate': '按时结案',
}

export const termOf = ({ name, version }: { readonly name: string; readonly version: number }): string => TERMS[version === 1 ? name : `${name}/${version}`] ?? name

/** One figure as tables write it: `1/2`; a mean in minutes. */
export const written = (kind: 'rate' | 'mean', { numerator, denominator }: { readonly numerator: number; readonly denominator: number }): string => `${kind === 'mean' ? numerator / 60_000 : numerator}/${denominator}`

/** What a table writes down: everything that is not 0/0, by term. */
export const table = (text: string): Readonly<Record<string, string>> => Object.fromEntries(text.split(/\s*·\s*|\n/).map((p) => p.trim()).filter((p) => p !== '').map((p) => p.split(' ') as [string, string]))

/** What a case contributes to every figure as of an instant, as tables write it; figures to which it contributes nothing are left out. */
export function contributions(hall: Hall, id: string, asOf: number): Readonly<Record<string, string>> {
  const kpi = caseKpi(hall.state(id), CALENDAR)
  const acts = caseActs(id, hall.events(id))
  const rows = [
    ...FIGURES.map((of) => [termOf(of), written(of.kind, partsOf(of, kpi, asOf))] as const),
    ...ACT_FIGURES.map((of) => {
      const sums = acts.map((act) => partsOfAct(of, act, LIMITS)).reduce((a, b) => ({ numerator: a.numerator + b.numerator, denominator: a.denominator + b.denominator }), { numerator: 0, denominator: 0 })
      return [termOf(of), written('rate', sums)] as const
    }),
  ]
  return Object.fromEntries(rows.filter(([, value]) => value !== '0/0'))
}

/** The department a case counts for, and who returned it. */
export const answering = (hall: Hall, id: string): { readonly department: string | null; readonly bounces: readonly string[] } => ({
  department: caseKpi(hall.state(id), CALENDAR).department,
  bounces: bouncesOf(hall.state(id)).map((b) => b.department),
})

export const moment = (text: string): number => instant(text, '2026-11-25').at
