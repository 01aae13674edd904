import { describe, expect, it } from 'vitest'
import { CaseEventBody } from '../../electron/domain/case-event.ts'
import { ClockName, ClockState } from '../../electron/domain/case-clock.ts'
import { Stage, Step, SuperviseKind } from '../../electron/contract/case-terms.ts'
import type { MapRow } from '../../electron/contract/views.ts'
import { detailWords } from '../../renderer/panels/case/entry-words.ts'
import { locale } from '../../renderer/panels/case/locale.ts'
import { marksOf } from '../../renderer/panels/case/marks.ts'
import { boxRound, metresBetween, nearCases } from '../../renderer/panels/case/near-cases.ts'
import { common } from '../../renderer/ui/locales/common.ts'
import { eventWords } from '../../renderer/ui/locales/events.ts'
import { actor, EVERYONE } from '../builders/case-builder.ts'
import { caseAfter, TO_DISPATCHED, TO_HANDLED, type CaseInHall } from '../builders/case-hall.ts'
import { headOf, rowsOf } from './case-head.ts'

describe('the words', () => {
  it('name every stage, step, clock and kind of 督办', () => {
    const keys = [...Stage.options.map((s) => `stage.${s}`), ...Step.options.map((s) => `step.${s}`), ...ClockName.options.map((n) => `clock.${n}`), ...ClockState.options.map((s) => `clock.${s}`), ...SuperviseKind.options.map((k) => `supervise.${k}`)]
    expect(keys.filter((key) => !(key in common.zh))).toEqual([])
  })

  it('name every event', () => expect(Object.keys(eventWords.zh).sort()).toEqual(Object.keys(CaseEventBody).sort()))

  it('say what an entry is about', () => {
    const names = new Map([['环卫', 'Sanitation'], ['城管', 'City']])
    const say = (type: string, detail: string): string => detailWords({ type, detail }, names, (key) => common.zh[key])
    expect([say('case.supervised', 'leader'), say('case.checked', 'failed'), say('case.verified', 'real'), say('case.dispatched', '环卫、城管'), say('case.merged', 'some-id')]).toEqual(['领导督办', '不通过', '属实', 'Sanitation、City', ''])
  })
})

describe('the marks of a case', () => {
  const marks = (found: CaseInHall): string[] => marksOf(headOf(found, EVERYONE.roles), rowsOf(found)).map(({ mark, n }) => `${mark} ${n}`)

  it('are none while nothing is out of the ordinary', () => expect([marks(caseAfter()), marks(caseAfter(...TO_HANDLED))]).toEqual([[], []]))

  it('say what waits for a decision', () => {
    expect(marks(caseAfter(...TO_DISPATCHED, 'ask-return', 'ask-extend', 'ask-suspend'))).toEqual(['return-asked 1', 'extend-asked 1', 'suspend-asked 1'])
    expect(marks(caseAfter('ask-verify'))).toEqual(['verify-asked 1'])
    expect(marks(caseAfter(...TO_HANDLED, 'ask-appeal'))).toEqual(['appeal-asked 1'])
  })

  it('say what was decided', () => {
    expect(marks(caseAfter(...TO_DISPATCHED, 'ask-extend', 'approve-extend', 'ask-suspend', 'approve-suspend'))).toEqual(['suspended 1', 'extended 1'])
    expect(marks(caseAfter(...TO_HANDLED, 'ask-appeal', 'grant-appeal'))).toEqual(['appeal-granted 1'])
    expect(marks(caseAfter(...TO_HANDLED).step('check', { passed: false }))).toEqual(['check-failed 1'])
  })

  it('count 督办 and emergencies, which are no disorder', () => {
    expect(marks(caseAfter('supervise', 'supervise'))).toEqual(['supervised 2'])
    expect(marks(caseAfter().step('handle', { emergency: '决堤' }, actor('duty-officer')))).toEqual(['emergency 1'])
  })

  it('have words in both languages', () => {
    for (const found of [caseAfter('supervise'), caseAfter(...TO_DISPATCHED, 'ask-return'), caseAfter(...TO_HANDLED, 'ask-appeal')]) {
      for (const { mark } of marksOf(headOf(found, EVERYONE.roles), rowsOf(found))) expect(locale.zh[`mark.${mark}`]).toBeTruthy()
    }
  })
})

describe('cases nearby', () => {
  const base = headOf(caseAfter(), []).row
  if (!base) throw new Error('no row')
  const other = (id: string, east: number, part: Partial<typeof base> = {}): MapRow => ({ what: 'case', case: { ...base, id, at: [base.at[0] + east / (111_320 * Math.cos((base.at[1] * Math.PI) / 180)), base.at[1]], ...part } })

  it('are open ones within 300 m: of the same sub-class first, then by distance', () => {
    const found = [other('c', 0), other('far', 400), other('b', 200), other('a', 100), other('kind', 10, { subClass: '0102' }), other('closed', 5, { stage: 'closed' })]
    expect(nearCases(base, found).map(({ row }) => row.id)).toEqual(['a', 'b', 'kind'])
  })

  it('are measured in metres, and lie in the box that is asked for', () => {
    const [west, south, east, north] = boxRound(base.at)
    expect(metresBetween([west, base.at[1]], [east, base.at[1]])).toBeCloseTo(600, 0)
    expect(metresBetween([base.at[0], south], [base.at[0], north])).toBeCloseTo(600, 0)
  })
})
