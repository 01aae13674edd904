import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Demand, PACES, type Pace, RANK, costOf, sharePaces } from '../../electron/domain/media-budget.ts'
import { type LoadReport, startLoad, stepLoad } from '../../electron/domain/media-load.ts'

const d1 = (id: string, rank: number): Demand => ({ id, rank, area: 704 * 576, drawn: 400 * 300, fps: 25, keysPerSecond: 0.5 })
const totalOf = (demands: readonly Demand[], paces: ReadonlyMap<string, Pace>) => demands.reduce((sum, demand) => sum + costOf(demand, paces.get(demand.id) ?? 'full'), 0)
const slowness = (pace: Pace | undefined) => PACES.indexOf(pace ?? 'full')

describe('the budget of a machine', () => {
  it('leaves everything as it is while there is enough', () => {
    const demands = Array.from({ length: 36 }, (_, i) => d1(`c${i}`, RANK.rest))
    expect(new Set(sharePaces(demands, 1e12).values())).toEqual(new Set(['full']))
  })

  it('takes from the rest first, then from recent ones, then from alarms, and from the selected one last and least', () => {
    const demands = [d1('s', RANK.selected), d1('a', RANK.alarm), d1('n', RANK.recent), d1('r1', RANK.rest), d1('r2', RANK.rest)]
    const all = totalOf(demands, new Map())
    expect(Object.fromEntries(sharePaces(demands, all * 0.99))).toEqual({ s: 'full', a: 'full', n: 'full', r1: 'full', r2: 'half' })
    expect(Object.fromEntries(sharePaces(demands, all * 0.6))).toMatchObject({ s: 'full', a: 'full', n: 'half', r1: 'key', r2: 'key' })
    expect(Object.fromEntries(sharePaces(demands, 0))).toEqual({ s: 'half', a: 'key', n: 'key', r1: 'key', r2: 'key' })
  })

  it('takes five pictures a second only where that spares much, else key pictures of fewer cameras', () => {
    const demands = (drawn: number) => Array.from({ length: 20 }, (_, i) => ({ ...d1(`c${i}`, RANK.rest), drawn }))
    const used = (drawn: number) => new Set(sharePaces(demands(drawn), totalOf(demands(drawn), new Map()) * 0.65).values())
    expect(used(220 * 180)).toEqual(new Set(['half', 'key']))
    expect(used(704 * 576)).toEqual(new Set(['half', 'slow']))
  })

  it('keeps within the limit if that can be, is fair by rank, and decides the same for the same', () => {
    const demand = fc.record({ rank: fc.integer({ min: 1, max: 4 }), area: fc.integer({ min: 1, max: 8e6 }), drawn: fc.integer({ min: 0, max: 8e6 }), fps: fc.integer({ min: 5, max: 60 }), keysPerSecond: fc.double({ min: 0.1, max: 5, noNaN: true }) })
    fc.assert(
      fc.property(fc.array(demand, { maxLength: 40 }), fc.double({ min: 0, max: 1, noNaN: true }), (given, share) => {
        const demands = given.map((one, i) => ({ id: `c${i}`, ...one }))
        const limit = totalOf(demands, new Map()) * share
        const paces = sharePaces(demands, limit)
        const lowest = new Map(demands.map(({ id, rank }): [string, Pace] => [id, rank === RANK.selected ? 'half' : 'key']))
        expect(totalOf(demands, paces) <= limit * (1 + 1e-9) || totalOf(demands, paces) <= totalOf(demands, lowest) * (1 + 1e-9)).toBe(true)
        for (const a of demands) for (const b of demands) if (a.rank > b.rank) expect(slowness(paces.get(a.id))).toBeLessThanOrEqual(slowness(paces.get(b.id)))
        expect(sharePaces([...demands].reverse(), limit)).toEqual(paces)
      }),
    )
  })
})

describe('the trust in a machine', () => {
  const calm: LoadReport = { lateMs: 20, paintShare: 0.2, drops: 0 }
  const busy: LoadReport = { lateMs: 150, paintShare: 0.3, drops: 0 }
  const swamped: LoadReport = { lateMs: 900, paintShare: 0.6, drops: 40 }
  const run = (reports: readonly LoadReport[], reduced = true) => reports.reduce((load, report, i) => stepLoad(load, report, { used: load.limit, reduced, busy: 0.4 }, (i + 1) * 1_000), startLoad(400e6, 0))
  const times = <T>(count: number, what: T): T[] => Array.from({ length: count }, () => what)

  it('stands through a second of overload, and falls when that lasts', () => {
    expect(run([busy, calm, busy, calm, busy], false).limit).toBe(400e6)
    expect(run(times(4, busy), false).limit).toBe(400e6)
    expect(run(times(5, busy), false).limit).toBe(340e6)
    expect(run(times(5, swamped), false).limit).toBe(280e6)
  })

  it('falls sooner where tiles had to be slowed down already', () => {
    expect(run(times(2, busy)).limit).toBe(400e6)
    expect(run(times(3, busy)).limit).toBe(340e6)
  })

  it('rises only where tiles are slowed down, slowly, and not to what was too much', () => {
    expect(run(times(60, calm), false).limit).toBe(400e6)
    expect(run(times(60, calm)).limit).toBeGreaterThan(800e6)
    const after = run([...times(3, busy), ...times(40, calm)])
    expect(after.limit).toBeGreaterThan(300e6)
    expect(after.limit).toBeLessThan(400e6)
  })

  it('does not fall while tiles are still coming in', () => {
    const growing = [100e6, 200e6, 300e6, 400e6, 400e6, 400e6, 400e6, 400e6]
    const limits = growing.map((_, n) => growing.slice(0, n + 1).reduce((load, used, i) => stepLoad(load, busy, { used, reduced: false, busy: 1 }, (i + 1) * 1_000), startLoad(400e6, 0)).limit)
    expect(limits).toEqual([400e6, 400e6, 400e6, 400e6, 400e6, 400e6, 400e6, 340e6])
  })

  it('does not rise where others leave no time', () => {
    const after = times(60, calm).reduce((load, report, i) => stepLoad(load, report, { used: load.limit, reduced: true, busy: 0.9 }, (i + 1) * 1_000), startLoad(400e6, 0))
    expect(after.limit).toBe(400e6)
  })

  it('settles on any machine where nothing is late, without flapping, and shows everything where there is time for it', () => {
    const machine = fc.double({ min: 150e6, max: 3e9, noNaN: true })
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 80 }), machine, fc.double({ min: 0, max: 0.3, noNaN: true }), (count, power, others) => {
        const demands = Array.from({ length: count }, (_, i) => d1(`c${i}`, RANK.rest))
        let load = startLoad(600e6, 0)
        let changes = 0
        let paces = sharePaces(demands, load.limit)
        for (let second = 1; second <= 240; second++) {
          const used = totalOf(demands, paces)
          const taken = used / power + others
          load = stepLoad(load, taken > 1.2 ? swamped : taken > 1 ? busy : calm, { used, reduced: [...paces.values()].some((pace) => pace !== 'full'), busy: Math.min(1, taken) }, second * 1_000)
          const next = sharePaces(demands, load.limit)
          if (second > 60 && [...next].some(([id, pace]) => pace !== paces.get(id))) changes++
          paces = next
        }
        const used = totalOf(demands, paces)
        expect(used / power + others <= 1 || load.limit === 100e6 || [...paces.values()].every((pace) => pace === 'key')).toBe(true)
        expect(changes).toBeLessThanOrEqual(12)
        if (totalOf(demands, new Map()) / power + others < 0.6) expect(new Set(paces.values())).toEqual(new Set(['full']))
      }),
    )
  })

  it('stays within its bounds whatever is reported', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(calm, busy, swamped), { maxLength: 300 }), (reports) => {
        const { limit } = run(reports)
        expect(limit).toBeGreaterThanOrEqual(100e6)
        expect(limit).toBeLessThanOrEqual(20e9)
      }),
    )
  })
})
