import { fail, ok, type Result } from '../contract/error.ts'
import type { Appraisal, AppraisalScore, PartEvents } from '../contract/appraisal.ts'
import type { KpiCases } from '../contract/kpi.ts'
import type { Query } from '../contract/messages.ts'
import { APPRAISAL_PARTS, onDuty, scoreOf, type AppraisalPart, type AppraisalSettings, type AppraisedRole } from '../domain/appraisal.ts'
import { ACT_FIGURES } from '../domain/case-act.ts'
import { FIGURES, type Figure } from '../domain/case-kpi.ts'
import { caseRow } from '../readmodels/case-row.ts'
import { casesOfActs, nameOfPerson, sumActs } from '../store/act-table.ts'
import { readCaseByKey } from '../store/case-table.ts'
import type { ReadHandle } from '../store/database.ts'
import { casesOfFigure, filedCases, sumFigures, type FiledCase, type KpiPeriod } from '../store/kpi-table.ts'
import { evidenceOf, type KpiFacts } from './kpi-view.ts'

/** Cases whose events one part of a score lists at most. */
const MAX_CASES = 500

const FILED: Figure = {
  name: 'filed', term: '立案数', version: 1, by: 'filedAt', numerator: 'filed', denominator: 'filed', kind: 'rate', answers: 'file', evidence: { numerator: ['case.filed'], denominator: ['case.filed'] },
}
const MISSED: Figure = FIGURES.find((f) => f.name === 'missed-rate') ?? FILED

/** One subject's numerator and denominator of a part, and a case where their name stands. */
interface Measure {
  readonly numerator: number
  readonly denominator: number
  readonly sample: number
}

/** What a part is measured with. */
interface Scope {
  readonly db: ReadHandle
  readonly role: AppraisedRole
  readonly period: KpiPeriod
  readonly known: KpiFacts
  readonly rules: AppraisalSettings
  /** Filed cases with a grid, read once. */
  readonly filed: () => readonly FiledCase[]
}

/** 绩效评价: the scores of everybody in a post who has anything to judge in the period, or of one subject with its events. */
export function appraise(query: Extract<Query, { type: 'appraisal' }>, db: ReadHandle, known: KpiFacts, rules: AppraisalSettings, now: number): Appraisal {
  let filed: readonly FiledCase[] | undefined
  const period = { from: query.from, to: query.to, now }
  const scope: Scope = { db, role: query.role, period, known, rules, filed: () => (filed ??= filedCases(db, period)) }
  const parts = APPRAISAL_PARTS[query.role]
  const measured = parts.map((part) => measure(part, scope))
  const subjects = query.subject === undefined ? [...new Set(measured.flatMap((m) => [...m.keys()]))] : [query.subject]
  const scores = subjects.filter((s) => s !== '').map((subject): AppraisalScore => {
    const own = parts.map((part, i) => ({ part, numerator: measured[i]?.get(subject)?.numerator ?? 0, denominator: measured[i]?.get(subject)?.denominator ?? 0 }))
    const scored = scoreOf(query.role, own, rules)
    const sample = Math.max(...measured.map((m) => m.get(subject)?.sample ?? 0))
    const name = query.role === 'department' ? known.facts.departmentName(subject) : (nameOfPerson(db, subject, sample) ?? subject)
    return { subject, name, ...scored, parts: scored.parts.map((p, i) => ({ ...p, formula: formulaOf(parts[i]), ...eventsFor(query.subject, parts[i], scope) })) }
  })
  const best = scores.toSorted((a, b) => (b.score ?? -1) - (a.score ?? -1) || (a.subject < b.subject ? -1 : 1))
  return { role: query.role, from: query.from, to: query.to, asOf: now, version: rules.version, scores: best }
}

/** A part's numerator and denominator by subject. */
function measure({ source }: AppraisalPart, scope: Scope): Map<string, Measure> {
  const { db, role, period, known, rules } = scope
  const bySubject = (sums: readonly ({ readonly group: string } & Measure)[] | undefined) => new Map((sums ?? []).map((s) => [s.group, s]))
  switch (source.from) {
    case 'cases': {
      const of = FIGURES.filter((f) => f.name === source.figure && f.version === source.version)
      return bySubject(role === 'department' ? sumFigures(db, of, period, 'department')[0] : sumFigures(db, of, period, 'person', role)[0])
    }
    case 'acts': {
      const of = ACT_FIGURES.find((f) => f.name === source.figure)
      return bySubject(of && sumActs(db, of, known.limits, period, 'person', role))
    }
    case 'share': {
      const sums = (sumFigures(db, [FILED], period, 'department')[0] ?? []).filter((s) => s.group !== '')
      const all = sums.reduce((n, s) => n + s.numerator, 0)
      return bySubject(sums.map((s) => ({ ...s, denominator: all })))
    }
    case 'roster':
      return new Map([...new Set(rules.rosters.map((r) => r.person))].map((person) => {
        const cases = casesOnDuty(person, scope)
        return [person, { numerator: cases.filter((c) => c.missed === 1).length, denominator: cases.length, sample: 0 }]
      }))
  }
}

/** The cases filed that were reported where and while a collector was on duty. */
const casesOnDuty = (person: string, { rules, filed }: Scope): FiledCase[] => {
  const own = rules.rosters.filter((r) => r.person === person)
  return filed().filter((c) => own.some((r) => onDuty(r, c.grid, c.reportedAt)))
}

const eventsFor = (subject: string | undefined, part: AppraisalPart | undefined, scope: Scope): { readonly events?: PartEvents } =>
  subject === undefined || part === undefined ? {} : { events: { numerator: partEvents(part, 'numerator', subject, scope), denominator: partEvents(part, 'denominator', subject, scope) } }

/** The figure that a part is measured by, and its version. 漏报 in grids and shifts and the share of 立案 are of the rules themselves. */
function formulaOf(part: AppraisalPart | undefined): AppraisalScore['parts'][number]['formula'] {
  const source = part?.source
  switch (source?.from) {
    case 'cases':
      return { figure: source.figure, version: source.version }
    case 'acts':
      return { figure: source.figure, version: ACT_FIGURES.find((f) => f.name === source.figure)?.version ?? 1 }
    case 'roster':
      return { figure: MISSED.name, version: MISSED.version }
    default:
      return { figure: 'filed-share', version: 1 }
  }
}

type Side = 'numerator' | 'denominator'

/** A case behind a part, and the events that put it there. */
interface PartCase {
  readonly key: number
  readonly events: readonly string[]
}

/** Ids of the events behind a part of one subject's score. */
const partEvents = (part: AppraisalPart, side: Side, subject: string, scope: Scope): string[] => casesOfPart(part, side, subject, scope, 0, MAX_CASES).flatMap((c) => c.events)

/** The cases behind one side of a part of one subject's score, by their keys after `after`. */
function casesOfPart({ source }: AppraisalPart, side: Side, subject: string, scope: Scope, after: number, limit: number): PartCase[] {
  const { db, role, period, known } = scope
  const proved = (of: Figure, keys: readonly number[]): PartCase[] =>
    keys.flatMap((key) => {
      const stored = readCaseByKey(db, key)
      return stored ? [{ key, events: evidenceOf(db, of, side, stored.state) }] : []
    })
  const within = role === 'department' ? ({ part: side, group: 'department', value: subject } as const) : ({ part: side, group: 'person', value: subject, role } as const)
  switch (source.from) {
    case 'cases': {
      const of = FIGURES.find((f) => f.name === source.figure && f.version === source.version)
      return of ? proved(of, casesOfFigure(db, of, period, within, after, limit).map((c) => c.key)) : []
    }
    case 'acts': {
      const of = ACT_FIGURES.find((f) => f.name === source.figure)
      return of ? casesOfActs(db, of, known.limits, period, within, after, limit) : []
    }
    case 'share':
      return proved(FILED, side === 'numerator' ? casesOfFigure(db, FILED, period, within, after, limit).map((c) => c.key) : sentToSomebody(scope, after, limit))
    case 'roster': {
      const keys = casesOnDuty(subject, scope).filter((c) => side === 'denominator' || c.missed === 1).map((c) => c.key)
      return proved(MISSED, keys.filter((key) => key > after).toSorted((a, b) => a - b).slice(0, limit))
    }
  }
}

/** Cases filed that count for some department: those that were sent to one. */
function sentToSomebody({ db, period }: Scope, after: number, limit: number): number[] {
  const keys: number[] = []
  for (let cursor: number | undefined = after; cursor !== undefined && keys.length < limit; ) {
    const page: readonly { readonly key: number }[] = casesOfFigure(db, FILED, period, { part: 'denominator', group: 'city', value: '' }, cursor, limit)
    keys.push(...page.map((c) => c.key).filter((key) => readCaseByKey(db, key)?.state.dispatch !== undefined))
    cursor = page.length < limit ? undefined : page.at(-1)?.key
  }
  return keys.slice(0, limit)
}

/** The cases behind one side of a part of a score, as rows, a page at a time. */
export function appraisalCases(query: Extract<Query, { type: 'appraisal-cases' }>, db: ReadHandle, known: KpiFacts, rules: AppraisalSettings, now: number): Result<KpiCases> {
  const part = APPRAISAL_PARTS[query.role].find((p) => p.name === query.part)
  if (!part) return fail('not-found', `the score of a ${query.role} has no part ${query.part}; there are ${APPRAISAL_PARTS[query.role].map((p) => p.name).join(', ')}`, { where: 'part' })
  const period = { from: query.from, to: query.to, now }
  const scope: Scope = { db, role: query.role, period, known, rules, filed: () => filedCases(db, period) }
  const found = casesOfPart(part, query.side, query.subject, scope, query.after, query.limit)
  const cases = found.flatMap(({ key, events }) => {
    const stored = readCaseByKey(db, key)
    return stored ? [{ row: caseRow(stored, known.facts, now), events }] : []
  })
  return ok({ cases, next: found.length < query.limit ? null : (found.at(-1)?.key ?? null) })
}
