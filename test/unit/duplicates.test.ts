import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DUPLICATE_SCORE, duplicateScore, likeness } from '../../electron/domain/duplicates.ts'
import { foldCase, type CaseState } from '../../electron/domain/case-state.ts'
import { asReported, caseEvent, HOUR, NINE, reportCommand } from '../builders/case-builder.ts'

const reported = (id: string, over: Partial<ReturnType<typeof reportCommand>['report']> = {}, at = NINE): CaseState => {
  const state = foldCase(id, [caseEvent(id, 'case.reported', 0, [], { id: `${id}-0`, body: { ...asReported(reportCommand(over)).report, number: id }, occurredAt: at })])
  if (!state) throw new Error('no case')
  return state
}

describe('duplicate candidates', () => {
  it('are two reports of one thing at one place, with reasons that can be checked', () => {
    const a = reported('a', { description: '人民路口有一堆垃圾没人清' })
    const b = reported('b', { description: '人民路口堆了垃圾，没人清理', at: [118.5002, 31.2001] }, NINE + HOUR)
    const found = duplicateScore(a, b)
    expect(found?.score).toBeGreaterThan(DUPLICATE_SCORE)
    expect(found?.reasons.map((r) => r.why)).toEqual(['same-class', 'near', 'close-in-time', 'alike', 'same-caller'])
    expect(found?.reasons.find((r) => r.why === 'near')).toEqual({ why: 'near', metres: 22 })
    expect(found?.reasons.find((r) => r.why === 'close-in-time')).toEqual({ why: 'close-in-time', minutes: 60 })
  })

  it('are none when they lie far apart, days apart, or are the same case', () => {
    const a = reported('a')
    expect(duplicateScore(a, a)).toBeUndefined()
    expect(duplicateScore(a, reported('b', { at: [118.51, 31.2] }))).toBeUndefined()
    expect(duplicateScore(a, reported('b', {}, NINE + 100 * HOUR))).toBeUndefined()
  })

  it('rank the same component above the same class, and another matter at the same corner below both', () => {
    const lamp = '9901010100000001'
    const a = reported('a', { kind: 'component', component: lamp, description: '井盖松动' })
    const same = duplicateScore(a, reported('b', { kind: 'component', component: lamp, description: '路面异响', reporter: {} }))
    const alike = duplicateScore(a, reported('c', { kind: 'component', description: '路面异响', reporter: {} }))
    const other = duplicateScore(a, reported('d', { subClass: '0102', description: '积水很深', reporter: {} }))
    expect(same?.score).toBeGreaterThan(alike?.score ?? 1)
    expect(alike?.score).toBeGreaterThan(other?.score ?? 1)
    expect(other?.score).toBeLessThan(DUPLICATE_SCORE)
  })

  it('are symmetric, and likeness lies between 0 and 1', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (x, y) => {
      expect(likeness(x, y)).toBeCloseTo(likeness(y, x), 10)
      expect(likeness(x, y)).toBeGreaterThanOrEqual(0)
      expect(likeness(x, y)).toBeLessThanOrEqual(1)
    }))
    expect(likeness('人民路口有垃圾', '人民路口有垃圾')).toBe(1)
  })
})
