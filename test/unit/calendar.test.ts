import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Calendar} from '../../electron/domain/calendar.ts';
import { prepareCalendar } from '../../electron/domain/calendar.ts'

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

  it('refuses periods that overlap', () => {
    expect(() => prepareCalendar({ ...calendar, periods: [['08:00', '12:00'], ['11:00', '18:00']] })).toThrow(/overlap/)
  })
})
