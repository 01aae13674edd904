import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Calendar, prepareCalendar } from '../../electron/domain/calendar.ts'
import { dueAt, readClock, usedTime, type ClockFacts, type Limit } from '../../electron/domain/case-clock.ts'
import { foldCase } from '../../electron/domain/case-state.ts'
import { DEFAULT_STAGE_LIMITS, pressingClock } from '../../electron/domain/stage-clock.ts'
import { HOUR, loopEvents, MINUTE, NINE } from '../builders/case-builder.ts'

const calendar = prepareCalendar(Calendar.parse({ version: 't', coveredFrom: '2026-01-01', coveredTo: '2026-12-31', periods: [['08:00', '12:00'], ['14:00', '18:00']], holidays: [], workedWeekends: [] }))
const at = (iso: string): number => Date.parse(`${iso}+08:00`)
/** The case's own clock from an instant on, undisturbed. */
const clockFrom = (limit: Limit, from: number): ClockFacts => ({ what: 'case', limit, extensions: 0, from, stoppedAt: undefined, pauses: [] })
const limits = fc.record({ kind: fc.constantFrom('urgent' as const, 'hours' as const, 'days' as const), amount: fc.integer({ min: 1, max: 20 }) })

describe('a case clock', () => {
  it.each<[Limit, string, string]>([
    [{ kind: 'urgent', amount: 2 }, '2026-11-25T23:30:00', '2026-11-26T01:30:00'],
    [{ kind: 'hours', amount: 4 }, '2026-11-25T16:00:00', '2026-11-26T10:00:00'],
    [{ kind: 'hours', amount: 4 }, '2026-11-25T08:00:00', '2026-11-25T12:00:00'],
    [{ kind: 'days', amount: 5 }, '2026-11-25T10:00:00', '2026-12-02T10:00:00'],
  ])('is due by hand for %o from %s', (limit, from, due) => {
    expect(dueAt(clockFrom(limit, at(from)), calendar)).toBe(at(due))
  })

  it('runs, warns from four fifths, and is overdue only past the limit', () => {
    const read = (now: string) => readClock(clockFrom({ kind: 'urgent', amount: 2 }, at('2026-11-25T10:00:00')), calendar, at(now)).state
    expect(read('2026-11-25T11:00:00')).toBe('running')
    expect(read('2026-11-25T11:36:00')).toBe('warn')
    expect(read('2026-11-25T12:00:00')).toBe('warn')
    expect(read('2026-11-25T12:00:01')).toBe('overdue')
  })

  it('stands still at night and says when it will go on', () => {
    const clock = readClock(clockFrom({ kind: 'hours', amount: 4 }, at('2026-11-25T16:00:00')), calendar, at('2026-11-25T22:00:00'))
    expect(clock).toMatchObject({ ticking: false, usedMs: 2 * HOUR, changesAt: at('2026-11-26T08:00:00') })
  })

  it('gives the same reading while nothing happens, and used time can be carried on from it', () => {
    fc.assert(
      fc.property(limits, fc.integer({ min: 0, max: 30 * HOUR }), fc.integer({ min: 0, max: HOUR }), (limit, later, more) => {
        const read = (now: number) => readClock(clockFrom(limit, NINE), calendar, now)
        const first = read(NINE + later)
        const now = NINE + later + more
        if (first.changesAt !== null && now >= first.changesAt) return
        const second = read(now)
        expect({ ...second, state: '' }).toEqual({ ...first, state: '' })
        expect(first.usedMs + (first.ticking ? now - first.asOf : 0)).toBe(usedTime(limit, calendar, NINE, now))
      }),
    )
  })

  it('never uses less time later', () => {
    fc.assert(fc.property(limits, fc.integer({ min: 0, max: 99 * HOUR }), fc.integer({ min: 0, max: 99 * HOUR }), (limit, a, b) => usedTime(limit, calendar, NINE, NINE + a) <= usedTime(limit, calendar, NINE, NINE + a + b)))
  })

  it('presses by stage: 受理 15 min, 派遣 15 min, the case’s own, 核查 30 min', () => {
    const clockAfter = (events: number) => {
      const state = foldCase('c', loopEvents('c', events))
      return state && pressingClock(state, calendar, DEFAULT_STAGE_LIMITS, NINE + 60 * MINUTE)
    }
    expect(clockAfter(1)).toMatchObject({ what: 'accept', limitMs: 15 * MINUTE, state: 'overdue' })
    expect(clockAfter(2)).toBeUndefined()
    expect(clockAfter(3)).toMatchObject({ what: 'dispatch', limitMs: 15 * MINUTE })
    expect(clockAfter(4)).toMatchObject({ what: 'case', limitMs: 4 * HOUR, startedAt: NINE + 3 * MINUTE })
    expect(clockAfter(5)).toMatchObject({ what: 'check', limitMs: 30 * MINUTE })
    expect(clockAfter(7)).toMatchObject({ what: 'case', state: 'stopped', usedMs: MINUTE })
  })
})
