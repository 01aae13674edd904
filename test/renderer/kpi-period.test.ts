import { describe, expect, it } from 'vitest'
import { dayText, parseDay, periodAt, rangeOf } from '../../renderer/panels/kpi-page/period.ts'

const at = (text: string): number => Date.parse(`${text}+08:00`)
const days = (name: Parameters<typeof periodAt>[0], now: string): string[] => {
  const { from, to } = periodAt(name, at(now))
  return [new Date(from + 8 * 3_600_000).toISOString(), new Date(to + 8 * 3_600_000).toISOString()].map((text) => text.replace('T00:00:00.000Z', ''))
}

describe('a period of figures', () => {
  it.each([
    ['today', '2026-11-25T00:00', ['2026-11-25', '2026-11-26']],
    ['today', '2026-11-25T23:59', ['2026-11-25', '2026-11-26']],
    ['week', '2026-11-25T12:00', ['2026-11-23', '2026-11-30']],
    ['week', '2026-11-29T23:00', ['2026-11-23', '2026-11-30']],
    ['week', '2026-11-30T00:00', ['2026-11-30', '2026-12-07']],
    ['month', '2026-12-31T23:59', ['2026-12-01', '2027-01-01']],
    ['last-month', '2027-01-01T00:00', ['2026-12-01', '2027-01-01']],
    ['last-month', '2028-03-15T00:00', ['2028-02-01', '2028-03-01']],
  ] as const)('%s of %s is whole local days', (name, now, expected) => expect(days(name, now)).toEqual(expected))

  it.each(['2026-11-05', '2026/11/5', '20261105', ' 2026年11月5日 '])('reads the day %s', (text) => expect(parseDay(text)).toBe(at('2026-11-05T00:00')))
  it.each(['', '2026-13', '2026-02-30', '2026-13-01', '26-1-1', 'today', '1969-12-31'])('refuses %s', (text) => expect(parseDay(text)).toBeUndefined())

  it('counts both days of a range', () => expect(rangeOf('2026-11-01', '2026-11-01')).toEqual({ from: at('2026-11-01T00:00'), to: at('2026-11-02T00:00') }))
  it('refuses a range that stands the wrong way round', () => expect(rangeOf('2026-11-02', '2026-11-01')).toBeUndefined())
  it('writes a day as it is read', () => expect(dayText(at('2026-11-05T23:59'))).toBe('2026-11-05'))
})
