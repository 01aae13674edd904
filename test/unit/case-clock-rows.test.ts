import { onlyCalendar } from '../../electron/domain/calendar-book.ts'
import { describe, expect, it } from 'vitest'
import { Calendar, prepareCalendar } from '../../electron/domain/calendar.ts'
import { readClock, type ClockReading } from '../../electron/domain/case-clock.ts'
import type { Step } from '../../electron/domain/case-flow.ts'
import { caseClock, DEFAULT_STAGE_LIMITS, firstTakeClockFacts, pressingClock } from '../../electron/domain/stage-clock.ts'
import { caseRecord } from '../../electron/readmodels/case-record.ts'
import { HOUR, MINUTE } from '../builders/case-builder.ts'
import { at, type CaseInHall, Hall, people, TO_DISPATCHED } from '../builders/case-hall.ts'
import { FACTS } from '../builders/store-builder.ts'

/** 2026 with the week of 1–7 October free and Saturday 10 October worked (调休); 25 November is a Wednesday. */
const calendar = prepareCalendar(
  Calendar.parse({
    version: 'rows', coveredFrom: '2026-01-01', coveredTo: '2026-12-31', periods: [['08:00', '12:00'], ['14:00', '18:00']],
    holidays: [1, 2, 3, 4, 5, 6, 7].map((d) => `2026-10-0${d}`), workedWeekends: ['2026-10-10'],
  }),
)

type Move = readonly [when: string, step: Step, more?: Readonly<Record<string, unknown>>]
/** What is read, by hand: hours and minutes as decimals of an hour; `due` as the wall clock shows it. */
interface Expected {
  readonly used?: number
  readonly overdue?: number
  readonly limit?: number
  readonly due?: string | null
  readonly start?: string
  readonly state?: ClockReading['state']
}

const FOUR_HOURS = '0101'
const TWO_URGENT = '0102'
const FIVE_DAYS = '0103'

const story = (subClass: string, reported: string, moves: readonly Move[]): CaseInHall => {
  const hall = new Hall()
  hall.now = at(reported)
  const c = hall.report('c', { subClass })
  for (const [when, step, more] of moves) c.at(when).step(step, more)
  return c
}

const byHand = (clock: ClockReading | undefined, now: number) => {
  if (!clock) return undefined
  const until = clock.ticking ? Math.min(now, clock.changesAt ?? now) - clock.asOf : 0
  const used = clock.usedMs + until
  return { used: used / HOUR, overdue: Math.max(0, used - clock.limitMs) / HOUR, limit: clock.limitMs / HOUR, due: clock.dueAt, start: clock.startedAt, state: clock.state }
}

const wanted = ({ due, start, ...rest }: Expected) => ({ ...rest, ...(due === undefined ? {} : { due: due === null ? null : at(due) }), ...(start === undefined ? {} : { start: at(start) }) })

const SUSPEND = (from: string): readonly Move[] => [[from, 'ask-suspend'], [from, 'approve-suspend']]
const EXTEND = (when: string): readonly Move[] => [[when, 'ask-extend'], [when, 'approve-extend']]
const RETURN = (when: string): readonly Move[] => [[when, 'ask-return'], [when, 'approve-return']]
const CHECK_FAILED = (when: string): Move => [when, 'check', { passed: false }]

/** The case's own clock: dispatched at the second column, then what happened, read at the instant, what it must say. */
const ROWS: readonly (readonly [name: string, subClass: string, dispatched: string, moves: readonly Move[], read: string, expected: Expected])[] = [
  ['stands still at night', FOUR_HOURS, '11-25 16:00', [], '11-25 22:00', { used: 2, due: '11-26 10:00', state: 'running' }],
  ['stands still over a weekend', FOUR_HOURS, '11-27 17:00', [], '11-28 12:00', { used: 1, due: '11-30 11:00', state: 'running' }],
  ['starts with the working day after a Sunday dispatch', FOUR_HOURS, '11-29 10:00', [], '11-29 23:00', { used: 0, due: '11-30 12:00' }],
  ['starts at two after a dispatch at noon', FOUR_HOURS, '11-25 13:00', [], '11-25 15:00', { used: 1, due: '11-25 18:00' }],
  ['runs at night when urgent', TWO_URGENT, '11-25 22:00', [], '11-25 23:36', { used: 1.6, due: '11-26 00:00', state: 'warn' }],
  ['is overdue at night when urgent', TWO_URGENT, '11-28 22:00', [], '11-29 01:00', { used: 3, overdue: 1, due: '11-29 00:00', state: 'overdue' }],
  ['takes five working days over a holiday and a worked Saturday', FIVE_DAYS, '09-29 10:00', [], '10-05 10:00', { used: 14, limit: 40, due: '10-12 10:00', state: 'running' }],
  ['runs on a worked Saturday', FOUR_HOURS, '10-10 16:00', [], '10-10 17:00', { used: 1, due: '10-12 10:00' }],
  ['warns from four fifths on', FIVE_DAYS, '11-25 08:00', [], '11-30 18:00', { used: 32, due: '12-01 18:00', state: 'warn' }],

  ['ends exactly at noon: handled at noon is in time', FOUR_HOURS, '11-25 08:00', [['11-25 12:00', 'handle']], '11-25 16:00', { used: 4, overdue: 0, due: '11-25 12:00', state: 'stopped' }],
  ['has used no more at two than at noon', FOUR_HOURS, '11-25 08:00', [['11-25 14:00', 'handle']], '11-25 16:00', { used: 4, overdue: 0, due: '11-25 12:00' }],
  ['is late a second after two', FOUR_HOURS, '11-25 08:00', [['2026-11-25T14:00:01', 'handle']], '11-25 16:00', { overdue: 1 / 3600 }],
  ['ends exactly at six, and only warns in the night', FOUR_HOURS, '11-25 14:00', [], '11-25 20:00', { used: 4, overdue: 0, due: '11-25 18:00', state: 'warn' }],

  ['has no due in 挂账 over night', FOUR_HOURS, '11-25 16:00', SUSPEND('11-25 17:00'), '11-26 09:00', { used: 1, due: null, state: 'paused' }],
  ['goes on after 挂账 over night', FOUR_HOURS, '11-25 16:00', [...SUSPEND('11-25 17:00'), ['11-26 10:00', 'resume']], '11-26 11:00', { used: 2, due: '11-26 15:00', state: 'running' }],
  ['goes on after 挂账 over a weekend', FOUR_HOURS, '11-27 15:00', [...SUSPEND('11-27 17:00'), ['11-30 09:00', 'resume']], '11-30 10:00', { used: 3, due: '11-30 11:00' }],
  ['loses nothing by 挂账 in the night', FOUR_HOURS, '11-25 17:00', [...SUSPEND('11-25 20:00'), ['11-25 23:00', 'resume']], '11-26 09:00', { used: 2, due: '11-26 11:00' }],
  ['pauses round the clock when urgent', TWO_URGENT, '11-25 22:00', [...SUSPEND('11-25 23:00'), ['11-26 07:00', 'resume']], '11-26 07:30', { used: 1.5, due: '11-26 08:00' }],
  ['pauses twice', FOUR_HOURS, '11-25 08:00', [...SUSPEND('11-25 09:00'), ['11-25 10:00', 'resume'], ...SUSPEND('11-25 11:00'), ['11-25 15:00', 'resume']], '11-25 16:00', { used: 3, due: '11-25 17:00' }],
  ['shows an overrun made before 挂账', FOUR_HOURS, '11-25 08:00', SUSPEND('11-25 15:00'), '11-26 09:00', { used: 5, overdue: 1, due: null, state: 'paused' }],
  ['is due again after 挂账 where it was before, when it had been overdue', FOUR_HOURS, '11-25 08:00', [...SUSPEND('11-25 15:00'), ['11-26 08:00', 'resume']], '11-26 09:00', { used: 6, overdue: 2, due: '11-25 12:00', state: 'overdue' }],
  ['was due when 挂账 began, where that was its very end', FOUR_HOURS, '11-25 08:00', [...SUSPEND('11-25 12:00'), ['11-25 15:00', 'resume']], '11-25 15:30', { used: 4.5, overdue: 0.5, due: '11-25 12:00', state: 'overdue' }],
  ['goes on by itself after a year of 挂账', FOUR_HOURS, '11-25 16:00', SUSPEND('11-25 17:00'), '2027-11-25T17:30:00', { used: 1.5, due: '2027-11-26T10:00:00', state: 'running' }],

  ['is overdue before an extension', FOUR_HOURS, '11-25 08:00', [], '11-25 15:00', { used: 5, overdue: 1, due: '11-25 12:00', state: 'overdue' }],
  ['is in time again after an extension', FOUR_HOURS, '11-25 08:00', EXTEND('11-25 15:00'), '11-25 15:30', { used: 5.5, overdue: 0, limit: 8, due: '11-25 18:00', state: 'running' }],
  ['keeps what an extension does not cover', FOUR_HOURS, '11-25 08:00', EXTEND('11-26 10:00'), '11-26 11:00', { used: 11, overdue: 3, limit: 8, due: '11-25 18:00', state: 'overdue' }],
  ['is extended twice', FOUR_HOURS, '11-25 08:00', [...EXTEND('11-25 09:00'), ...EXTEND('11-25 10:00')], '11-25 11:00', { used: 3, limit: 12, due: '11-26 12:00' }],
  ['is extended in 挂账', FOUR_HOURS, '11-25 08:00', [...SUSPEND('11-25 10:00'), ...EXTEND('11-25 11:00')], '11-25 11:30', { used: 2, limit: 8, due: null, state: 'paused' }],
  ['goes on with what was extended in 挂账', FOUR_HOURS, '11-25 08:00', [...SUSPEND('11-25 10:00'), ...EXTEND('11-25 11:00'), ['11-25 14:00', 'resume']], '11-25 15:00', { used: 3, due: '11-26 10:00' }],
  ['is not extended by asking, nor by a denial', FOUR_HOURS, '11-25 08:00', [['11-25 09:00', 'ask-extend'], ['11-25 09:30', 'deny-extend']], '11-25 10:00', { limit: 4, due: '11-25 12:00' }],

  ['stops at 处置 and shows when it would have been due', FOUR_HOURS, '11-25 08:00', [['11-25 10:00', 'handle']], '11-26 18:00', { used: 2, due: '11-25 12:00', state: 'stopped' }],
  ['runs on in 返工 as if it had not stopped', FOUR_HOURS, '11-25 08:00', [['11-25 10:00', 'handle'], CHECK_FAILED('11-25 10:30'), ['11-25 11:00', 'rework']], '11-25 11:30', { used: 3.5, due: '11-25 12:00', state: 'warn' }],
  ['is judged at the last 处置 after 返工', FOUR_HOURS, '11-25 08:00', [['11-25 10:00', 'handle'], CHECK_FAILED('11-25 10:30'), ['11-25 11:00', 'rework'], ['11-25 15:00', 'handle']], '11-26 09:00', { used: 5, overdue: 1, due: '11-25 12:00', state: 'stopped' }],
  ['is judged when a 处置 happened, not when it was written down', FOUR_HOURS, '11-25 08:00', [['11-25 16:00', 'handle', { occurredAt: at('11-25 11:00') }]], '11-25 17:00', { used: 3, overdue: 0, state: 'stopped' }],
  ['runs on through a return', FOUR_HOURS, '11-25 08:00', RETURN('11-25 09:00'), '11-25 10:00', { used: 2, due: '11-25 12:00', start: '11-25 08:00' }],
  ['is not reset by a new dispatch after a return', FOUR_HOURS, '11-25 08:00', [...RETURN('11-25 09:00'), ['11-25 10:30', 'dispatch', { department: 'water' }]], '11-25 11:00', { used: 3, due: '11-25 12:00', start: '11-25 08:00' }],
  ['is not reset by 改派', FOUR_HOURS, '11-25 08:00', [['11-25 11:00', 'redispatch']], '11-25 15:00', { used: 5, overdue: 1, due: '11-25 12:00', start: '11-25 08:00' }],
  ['stops when voided', FOUR_HOURS, '11-25 08:00', [['11-25 11:00', 'void']], '11-26 09:00', { used: 3, state: 'stopped' }],
  ['is not erased by a granted 申诉', FOUR_HOURS, '11-25 08:00', [['11-25 15:00', 'handle'], ['11-25 16:00', 'ask-appeal'], ['11-25 17:00', 'grant-appeal']], '11-26 09:00', { used: 5, overdue: 1, state: 'stopped' }],
]

describe('the case’s own clock, by hand', () => {
  it.each(ROWS)('%s', (_name, subClass, dispatched, moves, read, expected) => {
    const c = story(subClass, dispatched, [...TO_DISPATCHED.map((step): Move => [dispatched, step]), ...moves])
    expect(c.state.irregular).toEqual([])
    const clock = caseClock(c.state, calendar, at(read))
    expect(byHand(clock, at(read))).toMatchObject(wanted(expected))
    if (expected.overdue !== undefined && clock?.ticking === false) expect(clock.overdueMs).toBe(Math.round(expected.overdue * HOUR))
  })

  it('does not run before the first 派遣', () => {
    expect(caseClock(story(FOUR_HOURS, '11-25 08:00', [['11-25 08:10', 'accept'], ['11-25 08:20', 'file']]).state, calendar, at('11-25 09:00'))).toBeUndefined()
  })

  it('in 挂账 that nobody ends is stored with the due time that follows its year', () => {
    const c = story(FOUR_HOURS, '11-25 16:00', [...TO_DISPATCHED.map((step): Move => ['11-25 16:00', step]), ...SUSPEND('11-25 17:00')])
    expect(caseRecord(c.state, c.hall.events('c'), {}, { ...FACTS, calendars: onlyCalendar(calendar) })).toMatchObject({ dueAt: at('2027-11-26T10:00:00'), warnAt: at('2027-11-26T09:12:00') })
  })

  it('with 主办 and 协办 stops when the last of them is done', () => {
    const c = story(FOUR_HOURS, '11-25 08:00', [['11-25 08:00', 'accept'], ['11-25 08:00', 'file'], ['11-25 08:00', 'dispatch', { assist: ['water'] }]])
    c.at('11-25 09:00').step('handle', {}, people('sanitation'))
    expect(byHand(caseClock(c.state, calendar, at('11-25 10:00')), at('11-25 10:00'))).toMatchObject({ used: 2, state: 'running' })
    c.at('11-25 15:00').step('handle', {}, people('water'))
    expect(byHand(caseClock(c.state, calendar, at('11-26 10:00')), at('11-26 10:00'))).toMatchObject({ used: 5, overdue: 1, state: 'stopped' })
  })

  it('counts two extensions where two halls that were parted granted three', () => {
    const c = story(FOUR_HOURS, '11-25 08:00', [...TO_DISPATCHED.map((step): Move => ['11-25 08:00', step]), ...EXTEND('11-25 09:00'), ['11-25 09:30', 'ask-extend']])
    const other = new Hall('hall-2')
    other.receive(c.hall)
    other.now = at('11-25 10:00')
    other.attempt('c', 'approve-extend')
    c.at('11-25 10:01').step('approve-extend')
    c.hall.receive(other)
    expect(c.state).toMatchObject({ extensions: { length: 3 }, irregular: [{ reason: 'out-of-order' }] })
    expect(caseClock(c.state, calendar, at('11-25 11:00'))).toMatchObject({ limitMs: 12 * HOUR, dueAt: at('11-26 12:00') })
  })

  it('stops while merged, and after 拆分 runs on as if it had not stopped', () => {
    const c = story(FOUR_HOURS, '11-25 08:00', TO_DISPATCHED.map((step): Move => ['11-25 08:00', step]))
    c.hall.report('other')
    c.at('11-25 09:00').step('merge', { into: 'other' })
    expect(byHand(caseClock(c.state, calendar, at('11-25 11:00')), at('11-25 11:00'))).toMatchObject({ used: 1, state: 'stopped' })
    c.at('11-25 11:00').step('unmerge')
    expect(byHand(caseClock(c.state, calendar, at('11-25 11:30')), at('11-25 11:30'))).toMatchObject({ used: 3.5, due: at('11-25 12:00'), state: 'warn' })
  })
})

describe('首接: the clock of the department that took the case first', () => {
  const first = (c: CaseInHall, read: string) => {
    const facts = firstTakeClockFacts(c.state)
    return facts && byHand(readClock(facts, calendar, at(read)), at(read))
  }
  const dispatched = TO_DISPATCHED.map((step): Move => ['11-25 08:00', step])

  it('does not run before anybody took it', () => {
    expect(first(story(FOUR_HOURS, '11-25 08:00', dispatched), '11-25 09:00')).toBeUndefined()
  })

  it('runs from the take through return and new dispatch to the end', () => {
    const c = story(FOUR_HOURS, '11-25 08:00', [...dispatched, ['11-25 08:30', 'take'], ...RETURN('11-25 09:30'), ['11-25 10:00', 'dispatch', { department: 'water' }], ['11-25 10:30', 'take']])
    expect(first(c, '11-25 11:00')).toMatchObject({ used: 2.5, start: at('11-25 08:30'), due: at('11-25 14:30'), state: 'running' })
    c.at('11-25 16:00').step('handle', {}, people('water'))
    expect(first(c, '11-26 11:00')).toMatchObject({ used: 5.5, overdue: 1.5, state: 'stopped' })
    expect(c.state.dispatch).toMatchObject({ department: 'water', firstDepartment: 'sanitation' })
  })

  it('stands still in 挂账', () => {
    const c = story(FOUR_HOURS, '11-25 08:00', [...dispatched, ['11-25 08:30', 'take'], ...SUSPEND('11-25 10:00')])
    expect(first(c, '11-25 16:00')).toMatchObject({ used: 1.5, due: null, state: 'paused' })
  })
})

describe('stage limits run round the clock', () => {
  const rows: readonly (readonly [name: string, moves: readonly Move[], read: string, what: ClockReading['what'] | undefined, expected: Expected])[] = [
    ['受理 15 min from the report, at night too', [], '11-25 23:16', 'accept', { used: 16 / 60, due: '11-25 23:15', state: 'overdue' }],
    ['受理 at its very end is in time', [], '11-25 23:15', 'accept', { used: 0.25, overdue: 0, state: 'warn' }],
    ['核实 30 min from when it was asked for', [['11-25 23:10', 'ask-verify']], '11-25 23:30', 'verify', { used: 20 / 60, due: '11-25 23:40', start: '11-25 23:10', state: 'running' }],
    ['受理 again from when 核实 was done', [['11-25 23:10', 'ask-verify'], ['11-25 23:35', 'verify']], '11-25 23:40', 'accept', { used: 5 / 60, due: '11-25 23:50' }],
    ['核实 asked for after 受理', [['11-25 23:05', 'accept'], ['11-25 23:06', 'ask-verify']], '11-25 23:40', 'verify', { due: '11-25 23:36', state: 'overdue' }],
    ['none between 受理 and 立案', [['11-25 23:05', 'accept']], '11-25 23:40', undefined, {}],
    ['派遣 15 min from 立案', [['11-25 23:05', 'accept'], ['11-25 23:20', 'file']], '11-25 23:33', 'dispatch', { due: '11-25 23:35', state: 'warn' }],
    ['派遣 15 min again from an approved 回退', [...TO_DISPATCHED.map((step): Move => ['11-25 23:10', step]), ...RETURN('11-26 01:00')], '11-26 01:05', 'dispatch', { used: 5 / 60, due: '11-26 01:15', start: '11-26 01:00' }],
    ['the case’s own while it is being handled', TO_DISPATCHED.map((step): Move => ['11-25 23:10', step]), '11-26 09:00', 'case', { used: 1, due: '11-26 12:00' }],
    ['核查 30 min from 处置 when nobody asked', [...TO_DISPATCHED.map((step): Move => ['11-25 23:10', step]), ['11-26 00:00', 'handle']], '11-26 00:10', 'check', { due: '11-26 00:30' }],
    ['核查 30 min from when it was asked for', [...TO_DISPATCHED.map((step): Move => ['11-25 23:10', step]), ['11-26 00:00', 'handle'], ['11-26 00:20', 'ask-check']], '11-26 00:55', 'check', { used: 35 / 60, due: '11-26 00:50', start: '11-26 00:20', state: 'overdue' }],
    ['核查 stops when the check was done and failed', [...TO_DISPATCHED.map((step): Move => ['11-25 23:10', step]), ['11-26 00:00', 'handle'], CHECK_FAILED('11-26 00:20')], '11-26 05:00', 'check', { used: 20 / 60, state: 'stopped' }],
    ['the case’s own again in 返工', [...TO_DISPATCHED.map((step): Move => ['11-25 23:10', step]), ['11-26 09:00', 'handle'], CHECK_FAILED('11-26 09:20'), ['11-26 09:30', 'rework']], '11-26 10:00', 'case', { used: 2, due: '11-26 12:00' }],
  ]

  it.each(rows)('%s', (_name, moves, read, what, expected) => {
    const clock = pressingClock(story(FOUR_HOURS, '11-25 23:00', moves).state, calendar, DEFAULT_STAGE_LIMITS, at(read))
    expect(clock?.what).toBe(what)
    if (clock) expect(byHand(clock, at(read))).toMatchObject(wanted(expected))
  })

  it('may be set otherwise', () => {
    const limits = { ...DEFAULT_STAGE_LIMITS, accept: { kind: 'urgent' as const, amount: 1 } }
    expect(pressingClock(story(FOUR_HOURS, '11-25 23:00', []).state, calendar, limits, at('11-25 23:30'))).toMatchObject({ limitMs: 60 * MINUTE, state: 'running' })
  })
})
