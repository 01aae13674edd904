import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ClockReading } from '../../electron/contract/case-terms.ts'
import { readClockAt } from '../../renderer/client/clock.ts'

const HOUR = 3_600_000
const reading = (part: Partial<ClockReading>): ClockReading => ({
  what: 'case', limit: { kind: 'hours', amount: 4 }, limitMs: 4 * HOUR, usedMs: HOUR, startedAt: 0, dueAt: 0, asOf: 1_000_000, ticking: true, changesAt: null, state: 'running', overdueMs: 0, ...part,
})

describe('a clock read in a window', () => {
  it('runs on while it ticks', () => {
    expect(readClockAt(reading({}), 1_000_000 + 60_000)).toMatchObject({ usedMs: HOUR + 60_000, leftMs: 3 * HOUR - 60_000, state: 'running' })
  })

  it('stands still while it does not tick', () => {
    expect(readClockAt(reading({ ticking: false }), 1_000_000 + HOUR).usedMs).toBe(HOUR)
  })

  it('does not run past the instant at which its pace changes', () => {
    expect(readClockAt(reading({ changesAt: 1_000_000 + 5_000 }), 1_000_000 + HOUR).usedMs).toBe(HOUR + 5_000)
  })

  it('warns from 80 % of its limit and is overdue only past it', () => {
    const at = (usedMs: number) => readClockAt(reading({ usedMs }), 1_000_000).state
    expect([at(3.2 * HOUR - 1), at(3.2 * HOUR), at(4 * HOUR), at(4 * HOUR + 1)]).toEqual(['running', 'warn', 'warn', 'overdue'])
  })

  it('that is stopped stays stopped, however much was used', () => {
    expect(readClockAt(reading({ ticking: false, state: 'stopped', usedMs: 9 * HOUR }), 2_000_000).state).toBe('stopped')
  })

  it('that is paused stays paused, and keeps an overrun in sight', () => {
    expect(readClockAt(reading({ ticking: false, state: 'paused', dueAt: null, usedMs: 5 * HOUR }), 2_000_000)).toMatchObject({ state: 'paused', leftMs: -HOUR })
  })

  it('never goes back, and never uses more than the time that went by', () => {
    const instants = fc.tuple(fc.integer({ min: -HOUR, max: HOUR }), fc.nat(HOUR), fc.option(fc.integer({ min: 0, max: HOUR })), fc.boolean())
    fc.assert(
      fc.property(instants, ([offset, later, change, ticking]) => {
        const clock = reading({ ticking, changesAt: change === null ? null : 1_000_000 + change })
        const first = readClockAt(clock, 1_000_000 + offset).usedMs
        const second = readClockAt(clock, 1_000_000 + offset + later).usedMs
        expect(first).toBeGreaterThanOrEqual(clock.usedMs)
        expect(second).toBeGreaterThanOrEqual(first)
        expect(second - first).toBeLessThanOrEqual(later)
      }),
    )
  })
})
