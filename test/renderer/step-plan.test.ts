import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Step } from '../../electron/contract/case-terms.ts'
import type { Actor, Role } from '../../electron/contract/case-terms.ts'
import { STEPS } from '../../electron/domain/case-flow.ts'
import { contextOf, endOf, loopIndex, planSteps, STEP_KEYS, type StepPlan } from '../../renderer/panels/case/step-plan.ts'
import { actor, EVERYONE } from '../builders/case-builder.ts'
import { caseAfter, Hall, TO_DISPATCHED, TO_HANDLED, type CaseInHall } from '../builders/case-hall.ts'
import { headOf, rowsOf } from './case-head.ts'

const planFor = (found: CaseInHall, who: Actor = EVERYONE): StepPlan => planSteps(headOf(found, who.roles), rowsOf(found), who)
const menuOf = (plan: StepPlan): readonly Step[] => plan.groups.flatMap(({ steps }) => steps)
const DUTY = actor('duty-officer')
/** A step beyond one's post, as a duty officer takes it. */
const URGENT = { emergency: '刻不容缓' }

describe('the one button that stands out', () => {
  it.each([
    [[], 'accept'],
    [['accept'], 'file'],
    [['accept', 'file'], 'dispatch'],
    [TO_DISPATCHED, 'handle'],
    [TO_HANDLED, 'check'],
    [[...TO_HANDLED, 'check'], 'close'],
    [[...TO_HANDLED, 'check', 'close'], 'follow-up'],
    [[...TO_HANDLED, 'check', 'close', 'follow-up'], null],
    [['refuse'], null],
  ] as [Step[], Step | null][])('after %j is %s', (steps, primary) => expect(planFor(caseAfter(...steps)).primary).toBe(primary))

  it('is 返工 when the check was not passed, and 恢复 while the case is suspended', () => {
    expect(planFor(caseAfter(...TO_HANDLED).step('check', { passed: false })).primary).toBe('rework')
    expect(planFor(caseAfter(...TO_DISPATCHED, 'ask-suspend', 'approve-suspend')).primary).toBe('resume')
  })

  it('is what a person is waited for, where the loop goes on without them', () => {
    const asked = caseAfter(...TO_DISPATCHED, 'ask-extend')
    expect(planFor(asked, actor('dispatcher'))).toMatchObject({ primary: 'approve-extend', others: { step: 'handle', role: 'department' } })
    expect(planFor(caseAfter(...TO_DISPATCHED), actor('dispatcher')).primary).toBeNull()
  })

  it('waits with 回访 of a merged report until the case that it went into is closed', () => {
    const hall = new Hall()
    hall.report('other')
    const merged = hall.report('c').step('merge', { into: 'other' })
    const plan = (target: 'handled' | 'closed'): StepPlan => planSteps(headOf(merged, EVERYONE.roles), rowsOf(merged), EVERYONE, target)
    expect([plan('handled').primary, plan('closed').primary]).toEqual([null, 'follow-up'])
  })
})

describe('the menu of steps', () => {
  it('holds every lawful step but the primary one, each once', () => {
    const found = caseAfter(...TO_DISPATCHED)
    const plan = planFor(found)
    expect([...menuOf(plan), plan.primary].sort()).toEqual([...headOf(found, EVERYONE.roles).lawful.filter((step) => step !== 'recall')].sort())
  })

  it('offers 撤回 to who took the last step only', () => {
    const found = caseAfter('accept')
    expect(menuOf(planFor(found, actor('call-taker')))).toContain('recall')
    expect(menuOf(planFor(found, DUTY))).not.toContain('recall')
  })

  it('never has a letter twice, whatever was done to a case', () => {
    const steps = fc.array(fc.constantFrom(...Step.options), { maxLength: 14 })
    fc.assert(
      fc.property(steps, (taken) => {
        const hall = new Hall()
        hall.report('other')
        const found = hall.report('c')
        for (const step of taken) hall.attempt('c', step, {}, { ...EVERYONE, id: 'x' })
        const plan = planSteps(headOf(found, DUTY.roles), rowsOf(found), { ...DUTY, id: 'x' })
        const letters = [...menuOf(plan), ...plan.beyond.map(({ step }) => step)].map((step) => STEP_KEYS[step].letter)
        expect(new Set(letters).size).toBe(letters.length)
      }),
    )
  })
})

describe('steps beyond a post', () => {
  const beyond = (found: CaseInHall, who: Actor): readonly Step[] => planFor(found, who).beyond.map(({ step }) => step)

  it('are for the duty officer', () => {
    const found = caseAfter('accept', 'file')
    expect(beyond(found, actor('dispatcher'))).toEqual([])
    expect(beyond(found, DUTY)).toEqual(expect.arrayContaining(['dispatch', 'supervise', 'handle', 'check', 'close']))
  })

  it('are those of other posts, and jump ahead while the case is open', () => {
    expect(planFor(caseAfter('accept', 'file'), DUTY).beyond.filter(({ ahead }) => ahead).map(({ step }) => step)).toEqual(['handle', 'check', 'close'])
    expect(beyond(caseAfter('refuse'), DUTY)).toEqual([])
  })

  it('are taken by core when they say why', () => {
    const roles: readonly Role[] = DUTY.roles
    for (const { step, ahead } of planFor(caseAfter(), DUTY).beyond.filter(({ step: each }) => each !== 'merge')) {
      expect(caseAfter().refusal(step, URGENT, DUTY), `${step}`).toBe('ok')
      expect(ahead || !roles.includes(STEPS[step].role)).toBe(true)
    }
  })
})

describe('what a step answers', () => {
  it('is the request, or the entry that is taken back', () => {
    const asked = caseAfter(...TO_DISPATCHED).step('ask-return', { note: '不属本部门' })
    expect(contextOf('approve-return', rowsOf(asked))).toMatchObject({ type: 'case.return-asked', note: '不属本部门' })
    expect(contextOf('recall', rowsOf(asked))?.type).toBe('case.return-asked')
    expect(contextOf('accept', rowsOf(asked))).toBeUndefined()
  })
})

describe('the way round the loop', () => {
  it('is what the stage says', () => expect([loopIndex('reported', []), loopIndex('checked', [])]).toEqual([0, 5]))

  it('ends, for a case that left the loop, where it was before', () => {
    const voided = caseAfter(...TO_HANDLED, 'void')
    expect([endOf('voided'), loopIndex(voided.state.stage, rowsOf(voided))]).toEqual(['voided', 4])
    const refused = caseAfter('accept')
    expect(endOf(refused.state.stage)).toBeNull()
  })

  it('does not count what was taken back', () => {
    const recalled = caseAfter('accept', 'file').step('recall', {}, DUTY).step('void')
    expect(loopIndex('voided', rowsOf(recalled))).toBe(1)
  })
})
