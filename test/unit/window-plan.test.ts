import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planSteps, planWindows, type Display } from '../../electron/main/windows/window-plan.ts'

const display = (n: number, over: Partial<Display> = {}): Display => ({ identity: `d${n}`, model: '', bounds: { x: n * 1920, y: 0, width: 1920, height: 1080 }, primary: n === 0, ...over })
const wall = (n: number): Display[] => Array.from({ length: n }, (_, i) => display(i))

const displays = fc.uniqueArray(fc.record({ identity: fc.stringMatching(/^[a-z]{1,6}$/), x: fc.integer({ min: -8000, max: 8000 }), y: fc.integer({ min: -4000, max: 4000 }), width: fc.constantFrom(1366, 1920, 3840), height: fc.constantFrom(768, 1080, 2160), primary: fc.boolean() }), { selector: (d) => d.identity, maxLength: 20 })
  .map((list) => list.map(({ identity, primary, ...bounds }): Display => ({ identity, model: '', bounds, primary })))

describe('the window plan', () => {
  it('gives four displays four wall windows and one console on the primary', () => {
    const plan = planWindows(wall(4), {}, false)
    expect(plan.windows.map((w) => w.id)).toEqual(['wall-1', 'wall-2', 'wall-3', 'wall-4', 'console'])
    expect(plan.windows.at(-1)?.display).toBe('1')
  })

  it('leaves an only display to the console until its wall is asked for', () => {
    expect(planWindows(wall(1), {}, false).windows.map((w) => w.id)).toEqual(['console'])
    expect(planWindows(wall(1), {}, true).windows.map((w) => w.id)).toEqual(['wall-1', 'console'])
  })

  it('numbers the displays of another machine’s wall from the first that is its, without a console', () => {
    const plan = planWindows(wall(2), { d0: '1' }, false, 5)
    expect(plan.windows.map((w) => w.id)).toEqual(['wall-5', 'wall-6'])
    expect(planWindows(wall(1), {}, false, 16).windows.map((w) => w.id)).toEqual(['wall-16'])
    expect(planWindows(wall(3), {}, false, 15).windows.map((w) => w.id)).toEqual(['wall-15', 'wall-16'])
  })

  it('keeps a display’s number while it is unplugged, and gives it back', () => {
    const all = planWindows(wall(4), {}, false)
    const without = planWindows(wall(4).filter((d) => d.identity !== 'd1'), all.numbers, false)
    expect(without.windows.map((w) => w.id)).toEqual(['wall-1', 'wall-3', 'wall-4', 'console'])
    expect(planWindows(wall(4), without.numbers, false).windows).toEqual(all.windows)
  })

  it('numbers a new screen past those that may come back', () => {
    const all = planWindows(wall(3), {}, false)
    const swapped = planWindows([display(0), display(1), display(7)], all.numbers, false)
    expect(swapped.numbers['d7']).toBe('4')
    expect(swapped.numbers['d2']).toBe('3')
  })

  it('shows nothing twice and everything inside its own display, for any displays and any memory', () => {
    const memory = fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), fc.integer({ min: 1, max: 16 }).map(String))
    fc.assert(
      fc.property(displays, memory, fc.boolean(), (list, remembered, wallOnOnly) => {
        const { windows, numbers } = planWindows(list, remembered, wallOnOnly)
        expect(new Set(windows.map((w) => w.id)).size).toBe(windows.length)
        const walls = windows.filter((w) => w.kind === 'wall')
        expect(new Set(walls.map((w) => w.display)).size).toBe(walls.length)
        expect(walls.length).toBe(list.length > 1 || wallOnOnly ? Math.min(list.length, 16) : 0)
        expect(windows.filter((w) => w.kind === 'console').length).toBe(list.length > 0 ? 1 : 0)
        for (const w of windows) expect(list.some((d) => d.bounds === w.bounds && numbers[d.identity] === w.display)).toBe(true)
      }),
    )
  })

  it('is stable: planned again with its own numbers, nothing is to be done', () => {
    fc.assert(
      fc.property(displays, (list) => {
        const first = planWindows(list, {}, false)
        const second = planWindows([...list].reverse(), first.numbers, false)
        const steps = planSteps(new Map(first.windows.map((w) => [w.id, w])), second.windows)
        if (list.length <= 16 && list.filter((d) => d.primary).length === 1) expect(steps).toEqual({ close: [], open: [], move: [] })
      }),
    )
  })

  it('moves a window whose display changed its size or place', () => {
    const before = planWindows(wall(2), {}, false)
    const after = planWindows([display(0), display(1, { bounds: { x: 1920, y: 0, width: 1366, height: 768 } })], before.numbers, false)
    const steps = planSteps(new Map(before.windows.map((w) => [w.id, w])), after.windows)
    expect(steps.move.map((w) => w.id)).toEqual(['wall-2'])
  })

  it('knows a screen again on another port where there is no doubt, and gives nobody’s number away where there is', () => {
    const dell = (id: number, x: number): Display => ({ identity: `DELL U2720-${id}`, model: 'DELL U2720', bounds: { x, y: 0, width: 1920, height: 1080 }, primary: false })
    const lg = display(0)
    const before = planWindows([lg, dell(11, 1920), dell(12, 3840)], {}, false).numbers
    const moved = planWindows([lg, dell(11, 1920), dell(77, 3840)], before, false).numbers
    expect(moved['DELL U2720-77']).toBe(before['DELL U2720-12'])
    const both = planWindows([lg, dell(77, 1920), dell(78, 3840)], before, false).numbers
    expect([both['DELL U2720-77'], both['DELL U2720-78']]).toEqual(['4', '5'])
  })

  describe('through any life of a wall', () => {
    const pool = Array.from({ length: 6 }, (_, i) => i)
    /** What is plugged in at each moment, where, and how large. */
    const moments = fc.array(fc.record({ there: fc.subarray(pool), shift: fc.integer({ min: 0, max: 5 }), small: fc.subarray(pool) }), { minLength: 1, maxLength: 12 })
    const at = ({ there, shift, small }: { readonly there: readonly number[]; readonly shift: number; readonly small: readonly number[] }): Display[] =>
      there.map((n, i) => display(n, { bounds: { x: ((i + shift) % 6) * 1920, y: 0, width: small.includes(n) ? 1366 : 1920, height: small.includes(n) ? 768 : 1080 }, primary: i === 0 }))

    it('each screen keeps the number that it got first, whatever is unplugged, added, resized, re-ordered or asleep', () => {
      fc.assert(
        fc.property(moments, (life) => {
          let numbers: Readonly<Record<string, string>> = {}
          const first = new Map<string, string>()
          for (const moment of life) {
            const plan = planWindows(at(moment), numbers, false)
            numbers = plan.numbers
            for (const [identity, number] of Object.entries(numbers)) {
              if (!first.has(identity)) first.set(identity, number)
              expect(number).toBe(first.get(identity))
            }
            expect(new Set(Object.values(numbers)).size).toBe(Object.keys(numbers).length)
          }
        }),
      )
    })

    it('the steps from any moment to any other end in the plan: nothing twice, nothing left over', () => {
      fc.assert(
        fc.property(moments, (life) => {
          let numbers: Readonly<Record<string, string>> = {}
          let there = new Map<string, ReturnType<typeof planWindows>['windows'][number]>()
          for (const moment of life) {
            const plan = planWindows(at(moment), numbers, false)
            numbers = plan.numbers
            const steps = planSteps(there, plan.windows)
            there = new Map(there)
            for (const id of steps.close) there.delete(id)
            for (const window of [...steps.open, ...steps.move]) there.set(window.id, window)
            expect([...there.values()].map((w) => w.id).sort()).toEqual(plan.windows.map((w) => w.id).sort())
            for (const window of plan.windows) expect(there.get(window.id)).toEqual(window)
          }
        }),
      )
    })
  })
})
