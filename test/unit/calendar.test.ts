import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Calendar, localDay, prepareCalendar, startOfLocalDay, yearAfter } from '../../electron/domain/calendar.ts'

const calendar: Calendar = {
  version: 'test', coveredFrom: '2026-01-01', coveredTo: '2026-12-31',
  periods: [['08:00', '12:00'], ['14:00', '18:00']],
  holidays: ['2026-10-01', '2026-10-02'],
  workedWeekends: ['2026-10-10'],
}
const time = prepareCalendar(calendar)
const at = (iso: string): number => Date.parse(`${iso}+08:00`)
const HOUR = 3_600_000
const instants = fc.integer({ min: at('2026-09-01T00:00:00'), max: at('2026-11-30T00:00:00') })

describe('working time', () => {
  it('counts eight hours on a plain working day and none at night or on a holiday', () => {
    expect(time.between(at('2026-11-25T00:00:00'), at('2026-11-26T00:00:00'))).toBe(8 * HOUR)
    expect(time.between(at('2026-11-25T18:00:00'), at('2026-11-26T08:00:00'))).toBe(0)
    expect(time.between(at('2026-10-01T00:00:00'), at('2026-10-03T00:00:00'))).toBe(0)
  })

  it('counts a worked Saturday (调休) and not a free one', () => {
    expect(time.between(at('2026-10-10T00:00:00'), at('2026-10-11T00:00:00'))).toBe(8 * HOUR)
    expect(time.between(at('2026-10-17T00:00:00'), at('2026-10-18T00:00:00'))).toBe(0)
  })

  it('ends a budget that is used up at noon at noon, not at two', () => {
    expect(time.add(at('2026-11-25T08:00:00'), 4 * HOUR)).toBe(at('2026-11-25T12:00:00'))
    expect(time.add(at('2026-11-25T14:00:00'), 4 * HOUR)).toBe(at('2026-11-25T18:00:00'))
  })

  it('carries a budget over the night and the weekend', () => {
    expect(time.add(at('2026-11-27T17:00:00'), 2 * HOUR)).toBe(at('2026-11-30T09:00:00'))
    expect(time.add(at('2026-11-25T13:00:00'), HOUR)).toBe(at('2026-11-25T15:00:00'))
  })

  it('treats days that no notice covers as Monday to Friday, and says so', () => {
    expect(time.covers(at('2027-02-01T09:00:00'))).toBe(false)
    expect(time.isWorking(at('2027-02-01T09:00:00'))).toBe(true)
    expect(time.covers(at('2026-02-01T09:00:00'))).toBe(true)
  })

  it('adds and measures as each other’s inverse', () => {
    fc.assert(fc.property(instants, fc.integer({ min: 1, max: 80 * HOUR }), (from, ms) => time.between(from, time.add(from, ms)) === ms))
  })

  it('never runs backwards and adds up over any split', () => {
    fc.assert(
      fc.property(instants, instants, instants, (a, b, c) => {
        const [x, y, z] = [a, b, c].sort((p, q) => p - q) as [number, number, number]
        expect(time.between(x, y) + time.between(y, z)).toBe(time.between(x, z))
      }),
    )
  })

  it('says when working time next starts or stops, and did last', () => {
    fc.assert(
      fc.property(instants, (t) => {
        const [next, last] = [time.nextChange(t), time.lastChange(t)]
        expect(next).toBeGreaterThan(t)
        expect(last).toBeLessThanOrEqual(t)
        expect(time.isWorking(next)).toBe(!time.isWorking(next - 1))
        expect(time.isWorking(last)).toBe(time.isWorking(t))
        expect(time.nextChange(last)).toBe(next)
      }),
    )
  })

  it('counts half-open periods: the first instant works, the last does not', () => {
    expect(['07:59:59.999', '08:00:00.000', '11:59:59.999', '12:00:00.000', '14:00:00.000', '18:00:00.000'].map((t) => time.isWorking(at(`2026-11-25T${t}`)))).toEqual([false, true, true, false, true, false])
  })

  it('counts nothing backwards and adds nothing of nothing', () => {
    expect(time.between(at('2026-11-25T10:00:00'), at('2026-11-25T09:00:00'))).toBe(0)
    expect(time.add(at('2026-11-25T20:00:00'), 0)).toBe(at('2026-11-25T20:00:00'))
  })

  it('carries a budget over a holiday and counts a worked Saturday in it', () => {
    // Wed 30 Sep 17:00 + 1 h; Thu and Fri are free; Sat 3 and Sun 4 October too; Mon 5 to Fri 9 have 40 h; Sat 10 is worked.
    expect(time.add(at('2026-09-30T17:00:00'), 49 * HOUR)).toBe(at('2026-10-10T18:00:00'))
    expect(time.add(at('2026-09-30T17:00:00'), 50 * HOUR)).toBe(at('2026-10-12T09:00:00'))
  })

  it('works a day that is named as holiday and as worked', () => {
    const both = prepareCalendar({ ...calendar, holidays: ['2026-10-10'] })
    expect(both.isWorking(at('2026-10-10T09:00:00'))).toBe(true)
  })

  it('may work round the clock, midnight being the end of a day', () => {
    const whole = prepareCalendar({ ...calendar, periods: [['00:00', '24:00']] })
    expect(whole.dayMs).toBe(24 * HOUR)
    expect(whole.add(at('2026-11-25T23:00:00'), 2 * HOUR)).toBe(at('2026-11-26T01:00:00'))
    expect(whole.add(at('2026-11-25T23:00:00'), HOUR)).toBe(at('2026-11-26T00:00:00'))
  })

  it('is covered from the first named day through the last', () => {
    expect(['2025-12-31T23:59:59', '2026-01-01T00:00:00', '2026-12-31T23:59:59', '2027-01-01T00:00:00'].map((t) => time.covers(at(t)))).toEqual([false, true, true, false])
  })

  it('refuses periods that overlap or run backwards', () => {
    expect(() => prepareCalendar({ ...calendar, periods: [['08:00', '12:00'], ['11:00', '18:00']] })).toThrow(/overlap/)
    expect(() => prepareCalendar({ ...calendar, periods: [['12:00', '08:00']] })).toThrow(/backwards/)
  })

  it('refuses times and days that are none', () => {
    for (const wrong of [{ periods: [['08:00', '24:30']] }, { periods: [['8:00', '12:00']] }, { periods: [] }, { holidays: ['2026-02-30'] }, { holidays: ['2026-13-01'] }, { coveredTo: '31.12.2026' }]) {
      expect(Calendar.safeParse({ ...calendar, ...wrong }).success, JSON.stringify(wrong)).toBe(false)
    }
    expect(Calendar.safeParse(calendar).success).toBe(true)
  })
})

describe('days and years of Shanghai', () => {
  it('start at midnight there', () => {
    expect(startOfLocalDay(at('2026-11-25T00:00:00'))).toBe(at('2026-11-25T00:00:00'))
    expect(startOfLocalDay(at('2026-11-25T23:59:59'))).toBe(at('2026-11-25T00:00:00'))
    expect(localDay(at('2026-11-25T07:00:00'))).toBe(localDay(at('2026-11-25T09:00:00')))
  })

  it.each([
    ['2026-11-25T16:30:00', '2027-11-25T16:30:00'],
    ['2027-03-01T00:00:00', '2028-03-01T00:00:00'],
    ['2028-02-29T10:00:00', '2029-03-01T10:00:00'],
    ['2026-12-31T23:59:59', '2027-12-31T23:59:59'],
    ['2026-01-01T07:30:00', '2027-01-01T07:30:00'],
  ])('a year after %s is %s', (from, to) => {
    expect(yearAfter(at(from))).toBe(at(to))
  })

  it('have 365 or 366 days, and keep the time of day', () => {
    fc.assert(fc.property(fc.integer({ min: at('1995-01-01T00:00:00'), max: at('2090-01-01T00:00:00') }), (t) => [365 * 24 * HOUR, 366 * 24 * HOUR].includes(yearAfter(t) - t)))
  })
})
