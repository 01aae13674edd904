import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { ACT_FIGURES, caseActs, partsOfAct, type CaseAct } from '../../electron/domain/case-act.ts'
import { bouncesOf, caseKpi, FIGURES, partsOf, type CaseKpi, type Figure } from '../../electron/domain/case-kpi.ts'
import { casesOfActs, sumActs } from '../../electron/store/act-table.ts'
import { clearCases } from '../../electron/store/case-table.ts'
import { casesOfFigure, countBounces, sumFigures, type KpiGroup, type KpiPeriod } from '../../electron/store/kpi-table.ts'
import { foldCase } from '../../electron/domain/case-state.ts'
import { NINE, MINUTE } from '../builders/case-builder.ts'
import { CASE_IDS, play, tries, type Try } from '../builders/case-play.ts'
import { Hall } from '../builders/case-hall.ts'
import { CALENDAR, LIMITS, play as playHistory } from '../builders/kpi-history.ts'
import { NOVEMBER, NOVEMBER_PERIOD } from '../builders/kpi-november.ts'
import { FACTS, freshStore, putCase } from '../builders/store-builder.ts'

const GROUPS: readonly KpiGroup[] = ['city', 'district', 'street', 'department', 'class', 'role', 'person']
const GRIDS = { c: '320101001001001', d: '320102001001001', e: null } as const
const db = freshStore()
afterAll(() => db.close())

/** A case as the figures see it, reckoned without the store. */
interface Reckoned {
  readonly id: string
  readonly kpi: CaseKpi
  readonly acts: readonly CaseAct[]
  readonly bounces: ReturnType<typeof bouncesOf>
  readonly groups: Readonly<Record<'city' | 'district' | 'street' | 'department' | 'class', string>>
}

function reckon(hall: Hall): Map<string, Reckoned> {
  return new Map([...hall.streams].map(([id, events]) => {
    const state = hall.state(id)
    const kpi = caseKpi(state, CALENDAR)
    const { grid, kind, subClass } = state.report
    const groups = { city: '', district: FACTS.districtOf(state), street: grid?.slice(0, 9) ?? '', department: kpi.department ?? '', class: `${kind}/${subClass.slice(0, 2)}` }
    return [id, { id, kpi, acts: caseActs(id, events), bounces: bouncesOf(state), groups }]
  }))
}

/** The group in which a case counts for a figure, and whether the case it went into was taken out. */
function placeOf(of: Figure, one: Reckoned, all: ReadonlyMap<string, Reckoned>, group: KpiGroup): { readonly group: string; readonly out: boolean } {
  const target = of.by === 'followedUpAt' ? all.get(one.kpi.mergedInto ?? '') : undefined
  const out = target?.kpi.counted === 0
  if (group !== 'role' && group !== 'person') return { group: (target ?? one).groups[group], out }
  const act = one.acts.find((a) => a.decides === 1 && a.step === of.answers)
  return { group: act?.[group] ?? '', out }
}

interface Part {
  readonly id: string
  readonly group: string
  readonly numerator: number
  readonly denominator: number
}

const inPeriod = (at: number | null, { from, to }: KpiPeriod): boolean => at !== null && at >= from && at < to

const figureParts = (of: Figure, all: ReadonlyMap<string, Reckoned>, period: KpiPeriod, group: KpiGroup): Part[] =>
  [...all.values()].flatMap((one) => {
    const place = placeOf(of, one, all, group)
    return place.out || !inPeriod(one.kpi[of.by], period) ? [] : [{ id: one.id, group: place.group, ...partsOf(of, one.kpi, period.now) }]
  })

/** Sums by group, in one shape for the store and the reckoning. */
function sumUp(parts: readonly { readonly group: string; readonly numerator: number; readonly denominator: number }[]): Record<string, readonly [number, number]> {
  const sums: Record<string, readonly [number, number]> = {}
  for (const { group, numerator, denominator } of parts) {
    const [n, d] = sums[group] ?? [0, 0]
    sums[group] = [n + numerator, d + denominator]
  }
  return Object.fromEntries(Object.entries(sums).filter(([, [, d]]) => d > 0))
}

/** Plays a history: three cases in two districts of one or two parted halls, whose events come together in the end. */
function history(all: readonly Try[], parted: readonly Try[]): Hall {
  const hall = new Hall('hall-1')
  for (const id of CASE_IDS) hall.report(id, { grid: GRIDS[id], source: id === 'd' ? 'collector' : 'hotline', subClass: id === 'e' ? '0102' : '0101' })
  const other = new Hall('hall-2')
  other.now = hall.now
  other.receive(hall)
  play(hall, all, { without: [] })
  play(other, parted, { without: [] })
  hall.receive(other)
  hall.now = Math.max(hall.now, other.now)
  return hall
}

const histories = fc.tuple(tries({ minLength: 5, maxLength: 60 }), fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: tries({ maxLength: 10 }) }))
const periods = fc.oneof(
  { weight: 2, arbitrary: fc.constant([0, 100_000]) },
  { weight: 3, arbitrary: fc.tuple(fc.nat(2000), fc.nat(5000)) },
)

function write(hall: Hall, ids: readonly string[] = [...hall.streams.keys()]): void {
  db.transaction(() => clearCases(db))
  for (const id of ids) putCase(db, id, hall.events(id))
}

/** Holds the store's sums and lists against the reckoning; notes in `seen` what was not empty. */
function compareFigures(hall: Hall, period: KpiPeriod, seen: Set<string>): void {
  write(hall)
  const cases = reckon(hall)
  for (const group of GROUPS) {
    const sums = sumFigures(db, FIGURES, period, group)
    FIGURES.forEach((of, i) => {
      const parts = figureParts(of, cases, period, group)
      expect(sumUp(sums[i] ?? []), `${of.name} ${of.version} by ${group}`).toEqual(sumUp(parts))
      for (const part of ['numerator', 'denominator'] as const) {
        for (const value of new Set(parts.map((p) => p.group))) {
          const listed = casesOfFigure(db, of, period, { part, group, value }, 0, 50).map((c) => c.id)
          const own = parts.filter((p) => p.group === value && p[part] > 0).map((p) => p.id)
          expect(listed.toSorted(), `${part} of ${of.name} in ${group} ${value}`).toEqual(own.sort())
          if (own.length > 0) seen.add(`${of.name} ${of.version} ${part}`)
        }
      }
    })
  }
  const bounces = [...cases.values()].flatMap((c) => c.bounces).filter((b) => inPeriod(b.at, period))
  const byDepartment = Object.fromEntries([...new Set(bounces.map((b) => b.department))].map((d) => [d, bounces.filter((b) => b.department === d).length]))
  expect(Object.fromEntries(countBounces(db, period).map((b) => [b.department, b.count]))).toEqual(byDepartment)
}

const periodOf = ([start = 0, length = 0]: readonly number[], now: number): KpiPeriod => ({ from: NINE + start * MINUTE, to: NINE + (start + length) * MINUTE, now })

describe('the sums of the store', () => {
  it('equal what each case contributes, for every figure, group and period, and list exactly those cases', () => {
    const seen = new Set<string>()
    compareFigures(playHistory(NOVEMBER), NOVEMBER_PERIOD, seen)
    expect(seen.size).toBe(2 * FIGURES.length)
    fc.assert(fc.property(histories, periods, fc.nat(8000), ([all, parted], span, later) => {
      const hall = history(all, parted)
      compareFigures(hall, periodOf(span, hall.now + later * MINUTE), seen)
    }), { numRuns: 60 })
  })

  it('equal what each act contributes, and list exactly those acts', () => {
    fc.assert(
      fc.property(histories, periods, ([all, parted], span) => {
        const hall = history(all, parted)
        write(hall)
        const cases = [...reckon(hall).values()]
        const period = periodOf(span, hall.now)
        for (const of of ACT_FIGURES) {
          for (const group of GROUPS) {
            const parts = cases.flatMap((one) => one.acts.filter((a) => inPeriod(a.at, period)).map((a) => ({ event: a.eventId, group: group === 'role' || group === 'person' ? a[group] : one.groups[group], ...partsOfAct(of, a, LIMITS) })))
            expect(sumUp(sumActs(db, of, LIMITS, period, group)), `${of.name} by ${group}`).toEqual(sumUp(parts))
            for (const part of ['numerator', 'denominator'] as const) {
              for (const value of new Set(parts.map((p) => p.group))) {
                const listed = casesOfActs(db, of, LIMITS, period, { part, group, value }, 0, 50).flatMap((c) => c.events)
                expect(listed.toSorted()).toEqual(parts.filter((p) => p.group === value && p[part] > 0).map((p) => p.event).sort())
              }
            }
          }
        }
      }),
      { numRuns: 40 },
    )
  })
})

/** All that the store holds for figures, whatever keys the cases have. */
const rows = (): string[][] => ['case_kpi', 'case_bounce', 'case_act'].map((table) => db.all<object>(`SELECT c.id, t.* FROM ${table} t JOIN case_row c ON c.key = t.key`).map((row) => JSON.stringify({ ...row, key: 0 })).sort())

describe('contributions', () => {
  it('are shares of what they are measured by: nothing is counted twice, no flag counts without its denominator', () => {
    fc.assert(
      fc.property(histories, fc.nat(8000), ([all, parted], asOf) => {
        const hall = history(all, parted)
        for (const { kpi, acts } of reckon(hall).values()) {
          for (const of of FIGURES) {
            const { numerator, denominator } = partsOf(of, kpi, hall.now + asOf * MINUTE)
            expect([0, 1]).toContain(denominator)
            if (of.kind === 'rate') expect(numerator).toBeLessThanOrEqual(denominator)
          }
          expect(new Set(acts.map((a) => a.eventId)).size).toBe(acts.length)
          for (const step of new Set(acts.map((a) => a.step))) expect(acts.filter((a) => a.step === step && a.decides === 1)).toHaveLength(1)
          for (const act of acts) expect(act.took ?? 0).toBeGreaterThanOrEqual(0)
        }
      }),
      { numRuns: 100 },
    )
  })

  it('depend on the set of events only, in whatever order they and the cases came', () => {
    fc.assert(
      fc.property(histories, fc.infiniteStream(fc.nat(1 << 20)), ([all, parted], keys) => {
        const hall = history(all, parted)
        write(hall)
        const straight = rows()
        write(hall, [...hall.streams.keys()].reverse())
        expect(rows()).toEqual(straight)
        for (const [id, events] of hall.streams) {
          const shuffled = events.map((e) => [keys.next().value ?? 0, e] as const).sort(([a], [b]) => a - b).map(([, e]) => e)
          expect(caseActs(id, shuffled)).toEqual(caseActs(id, events))
          expect(caseKpi(foldCase(id, shuffled) ?? hall.state(id), CALENDAR)).toEqual(caseKpi(hall.state(id), CALENDAR))
        }
      }),
      { numRuns: 40 },
    )
  })

  it('written event by event are the same as written at once', () => {
    fc.assert(
      fc.property(histories, ([all, parted]) => {
        const hall = history(all, parted)
        write(hall)
        const once = rows()
        db.transaction(() => clearCases(db))
        for (const [id, events] of hall.streams) events.forEach((_, i) => putCase(db, id, events.slice(0, i + 1)))
        expect(rows()).toEqual(once)
      }),
      { numRuns: 8 },
    )
  })
})
