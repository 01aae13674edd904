import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Calendar, prepareCalendar } from '../../electron/domain/calendar.ts'
import { budgetMs, clockState, dueAt, limitMs, readClock, usedAt, type ClockFacts, type ClockReading, type Limit, type Pause } from '../../electron/domain/case-clock.ts'
import { EventEnvelope } from '../../electron/domain/case-event.ts'
import { foldCase, type CaseState } from '../../electron/domain/case-state.ts'
import { headsOf } from '../../electron/domain/event-graph.ts'
import { caseClock, caseClockFacts, DEFAULT_STAGE_LIMITS, firstTakeClockFacts, pressingClock } from '../../electron/domain/stage-clock.ts'
import { caseEvent, EVENT_TYPES, HOUR, MINUTE, NINE } from '../builders/case-builder.ts'
import { Hall } from '../builders/case-hall.ts'
import { CASE_IDS, play, tries } from '../builders/case-play.ts'

const calendar = prepareCalendar(Calendar.parse({ version: 't', coveredFrom: '2026-01-01', coveredTo: '2026-12-31', periods: [['08:00', '12:00'], ['14:00', '18:00']], holidays: ['2026-11-27'], workedWeekends: ['2026-11-28'] }))

const newHall = (name?: string): Hall => {
  const hall = new Hall(name)
  CASE_IDS.forEach((id, i) => hall.report(id, { subClass: ['0101', '0102', '0103'][i] ?? '0101' }))
  return hall
}

/** Used time as a window shows it at `now` from a reading taken before. */
const carriedOn = (clock: ClockReading, now: number): number => clock.usedMs + (clock.ticking ? Math.min(now, clock.changesAt ?? now) - clock.asOf : 0)

describe('any play of lawful steps by random people', () => {
  it('leaves no mark in one hall but those of emergencies', () => {
    fc.assert(
      fc.property(tries({ maxLength: 60 }), (all) => {
        const hall = newHall()
        play(hall, all, { without: [] })
        for (const id of CASE_IDS) expect(hall.state(id).irregular.filter((i) => i.reason !== 'emergency')).toEqual([])
      }),
    )
  })

  it('shows the same case in whatever order its events come, also of two halls that were parted', () => {
    fc.assert(
      fc.property(tries({ maxLength: 20 }), tries({ maxLength: 15 }), tries({ maxLength: 15 }), fc.integer({ min: -30, max: 30 }), fc.array(fc.nat(), { minLength: 20, maxLength: 20 }), (together, here, there, skew, keys) => {
        const one = newHall('hall-1')
        play(one, together)
        const two = new Hall('hall-2')
        two.receive(one)
        two.now = one.now + skew * MINUTE
        play(one, here)
        play(two, there)
        one.receive(two)
        two.receive(one)
        for (const id of CASE_IDS) {
          const events = one.events(id)
          const shuffled = events.map((event, i) => ({ event, key: (keys[i % keys.length] ?? 0) * (i + 1) % 9973 })).sort((a, b) => a.key - b.key).map((s) => s.event)
          const state = one.state(id)
          expect(two.state(id)).toEqual(state)
          expect(foldCase(id, shuffled)).toEqual(state)
          expect(state.events).toBe(new Set(events.map((e) => e.id)).size)
          expect(state.heads).toEqual(headsOf(shuffled))
        }
      }),
      { numRuns: 60 },
    )
  })

  it('never uses less time later, neither the case’s nor the first department’s', () => {
    fc.assert(
      fc.property(tries({ maxLength: 60 }), (all) => {
        const hall = newHall()
        const last = new Map<string, number>()
        const watch = (): void => {
          for (const id of CASE_IDS) {
            const state = hall.state(id)
            for (const facts of [caseClockFacts(state), firstTakeClockFacts(state)]) {
              if (!facts) continue
              const used = usedAt(facts, calendar, hall.now)
              expect(used).toBeGreaterThanOrEqual(last.get(id + facts.what) ?? 0)
              last.set(id + facts.what, used)
            }
          }
        }
        play(hall, all, { without: ['recall'], emergencies: false, watch })
      }),
      { numRuns: 60 },
    )
  })

  it('shows live what is reckoned again from the log at any past moment', () => {
    fc.assert(
      fc.property(tries({ maxLength: 60 }), (all) => {
        const hall = newHall()
        const shown: { readonly now: number; readonly events: number; readonly live: ClockReading | undefined; readonly pressing: ClockReading | undefined }[] = []
        const watch = (): void => {
          const state = hall.state('c')
          shown.push({ now: hall.now, events: hall.events('c').length, live: caseClock(state, calendar, hall.now), pressing: pressingClock(state, calendar, DEFAULT_STAGE_LIMITS, hall.now) })
        }
        play(hall, all, { watch })
        const log = hall.events('c')
        shown.forEach((moment, i) => {
          const then = foldCase('c', log.slice(0, moment.events))
          expect(then && caseClock(then, calendar, moment.now)).toEqual(moment.live)
          expect(then && pressingClock(then, calendar, DEFAULT_STAGE_LIMITS, moment.now)).toEqual(moment.pressing)
          // What a window carries on from the reading before, while nothing happened, is what core reckons now.
          const before = shown[i - 1]
          for (const [old, fresh] of [[before?.live, moment.live], [before?.pressing, moment.pressing]] as const) {
            if (!old || !fresh || before?.events !== moment.events || (old.changesAt !== null && moment.now >= old.changesAt)) continue
            expect({ ...fresh, state: '' }).toEqual({ ...old, state: '' })
            const used = carriedOn(old, moment.now)
            expect(carriedOn(fresh, moment.now)).toBe(used)
            if (fresh.state !== 'paused' && fresh.state !== 'stopped') expect(fresh.state).toBe(clockState(used, old.limitMs))
          }
        })
      }),
      { numRuns: 60 },
    )
  })

  it('never extends a case more than twice, and never has two suspensions at once', () => {
    const spansInOrder = ({ suspensions }: CaseState): boolean => suspensions.every((s, i) => (s.to === undefined ? i === suspensions.length - 1 : s.to >= s.from) && s.from >= (suspensions[i - 1]?.to ?? 0))
    fc.assert(
      fc.property(tries({ maxLength: 80 }), (all) => {
        const hall = newHall()
        play(hall, all)
        for (const id of CASE_IDS) {
          expect(hall.state(id).extensions.length).toBeLessThanOrEqual(2)
          expect(spansInOrder(hall.state(id))).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('keeps both sides of a merge agreed', () => {
    fc.assert(
      fc.property(tries({ maxLength: 80 }), (all) => {
        const hall = newHall()
        play(hall, all)
        for (const a of CASE_IDS) {
          for (const b of CASE_IDS) expect(hall.state(a).absorbed.includes(b)).toBe(hall.state(b).stage === 'merged' && hall.state(b).mergedInto === a)
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('the fold', () => {
  const body = fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.anything() })
  const one = fc.record({ type: fc.constantFrom(...EVENT_TYPES, 'case.teleported'), n: fc.nat(25), parents: fc.array(fc.nat(25), { maxLength: 3 }), occurred: fc.integer({ min: -5000, max: 700_000 }), emergency: fc.boolean(), body })

  it('takes any events with any bodies, and its clocks can be read', () => {
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 25, size: 'max' }), (parts) => {
        const events = parts.map(({ type, n, parents, occurred, emergency, body: odd }) => {
          const plain = caseEvent('c', EVENT_TYPES.find((t) => t === type) ?? 'case.noted', n, parents.map((p) => `e${String(p).padStart(4, '0')}`))
          const usual = { ...(plain.body as object), ...(emergency ? { emergency: '突发' } : {}) }
          return EventEnvelope.parse({ ...plain, type, occurredAt: NINE + occurred * MINUTE, body: odd === undefined ? usual : odd })
        })
        const distinct = [...new Map(events.map((e) => [e.id, e])).values()]
        const state = foldCase('c', distinct)
        if (!state) throw new Error('no state')
        expect(state.events).toBe(distinct.length)
        expect(foldCase('c', distinct.toReversed())).toEqual(state)
        for (const later of [0, 30 * MINUTE, 500 * 24 * HOUR]) {
          for (const clock of [caseClock(state, calendar, NINE + later), pressingClock(state, calendar, DEFAULT_STAGE_LIMITS, NINE + later)]) {
            if (!clock) continue
            expect(clock.usedMs).toBeGreaterThanOrEqual(0)
            expect(clock.overdueMs).toBe(Math.max(0, clock.usedMs - clock.limitMs))
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  it('of nothing is no case', () => {
    expect(foldCase('c', [])).toBeUndefined()
  })
})

describe('a clock with pauses', () => {
  const limits: fc.Arbitrary<Limit> = fc.record({ kind: fc.constantFrom('urgent' as const, 'hours' as const, 'days' as const), amount: fc.integer({ min: 1, max: 20 }) })
  const minute = fc.integer({ min: 0, max: 20 * 1440 }).map((n) => NINE + n * MINUTE)
  const pauses: fc.Arbitrary<Pause[]> = fc.tuple(fc.uniqueArray(minute, { maxLength: 9, size: 'max' }), fc.boolean()).map(([instants, open]) => {
    const sorted = instants.sort((a, b) => a - b)
    const pairs: Pause[] = []
    for (let i = 0; i + 1 < sorted.length; i += 2) pairs.push({ from: sorted[i] ?? 0, to: sorted[i + 1] ?? 0 })
    const left = sorted.length % 2 === 1 ? sorted.at(-1) : undefined
    return open && left !== undefined ? [...pairs, { from: left }] : pairs
  })
  const facts: fc.Arbitrary<ClockFacts> = fc.record({ what: fc.constant('case' as const), limit: limits, extensions: fc.nat(2), from: minute, stoppedAt: fc.option(minute, { nil: undefined }), pauses }).map((f) => ({ ...f, stoppedAt: f.stoppedAt !== undefined && f.stoppedAt < f.from ? undefined : f.stoppedAt }))

  it('never uses more than without them, and is never due earlier', () => {
    fc.assert(
      fc.property(facts, minute, (paused, now) => {
        const straight = { ...paused, pauses: [] }
        expect(usedAt(paused, calendar, now)).toBeLessThanOrEqual(usedAt(straight, calendar, now))
        expect(dueAt(paused, calendar) ?? Infinity).toBeGreaterThanOrEqual(dueAt(straight, calendar) ?? Infinity)
      }),
    )
  })

  it('counts exactly the unpaused minutes before it stopped', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: 0, max: 3000 }), (clock, minutes) => {
        const now = clock.from + minutes * MINUTE
        let used = 0
        for (let t = clock.from; t < now; t += MINUTE) {
          const counts = (clock.stoppedAt === undefined || t < clock.stoppedAt) && !clock.pauses.some((p) => p.from <= t && (p.to === undefined || t < p.to)) && (clock.limit.kind === 'urgent' || calendar.isWorking(t))
          if (counts) used += MINUTE
        }
        expect(usedAt(clock, calendar, now)).toBe(used)
      }),
      { numRuns: 60 },
    )
  })

  it('has used its budget exactly when it is due, and is late a moment after', () => {
    fc.assert(
      fc.property(facts, (clock) => {
        const running = { ...clock, stoppedAt: undefined }
        const due = dueAt(running, calendar)
        if (due === undefined) return
        expect(usedAt(running, calendar, due)).toBe(budgetMs(running, calendar))
        expect(usedAt(running, calendar, due - MINUTE)).toBeLessThan(budgetMs(running, calendar))
        const read = readClock(running, calendar, due)
        expect(['warn', 'paused']).toContain(read.state)
        if (read.ticking) expect(readClock(running, calendar, due + 1000).state).toBe('overdue')
      }),
    )
  })

  it('reads the longest limit that the law allows, extended twice', () => {
    const longest: ClockFacts = { what: 'case', limit: { kind: 'days', amount: 1000 }, extensions: 2, from: NINE, stoppedAt: undefined, pauses: [] }
    expect(calendar.between(NINE, dueAt(longest, calendar) ?? 0)).toBe(3000 * 8 * HOUR)
  })

  it('has whole milliseconds for every limit in minutes', () => {
    for (let n = 1; n <= 240; n++) expect(limitMs({ kind: 'urgent', amount: n / 60 }, calendar)).toBe(n * MINUTE)
  })
})
