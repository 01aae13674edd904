import { describe, expect, it } from 'vitest'
import { Step } from '../../electron/contract/case-terms.ts'
import { Command } from '../../electron/contract/messages.ts'
import { commandOf, freshDraft, missingOf, needsNote, openTasks, type StepDraft } from '../../renderer/panels/case/step-draft.ts'
import { keepTyped, typedBefore } from '../../renderer/panels/case/typed.ts'
import { EVERYONE } from '../builders/case-builder.ts'
import { caseAfter, people, TO_DISPATCHED } from '../builders/case-hall.ts'
import { headOf } from './case-head.ts'

const twoTasks = caseAfter('accept', 'file').step('dispatch', { department: 'sanitation', assist: ['water'] })
const head = headOf(twoTasks, EVERYONE.roles)
const draftOf = (step: Step, part: Partial<StepDraft> = {}): StepDraft => ({ ...freshDraft(step, head, EVERYONE), ...part })

describe('the form of a step', () => {
  it.each(Step.options)('%s makes a command that core can read, once it is filled in', (step) => {
    const draft = draftOf(step, { note: '说明', into: 'other', ...(step === 'redispatch' ? { department: 'water' } : {}) })
    expect(missingOf(step, draft, false, head.tasks)).toBeUndefined()
    expect(Command.parse(commandOf(step, 'c', draft, false))).toMatchObject({ type: `case.${step}`, caseId: 'c', note: '说明' })
  })

  it('wants a reason where the law does, and nothing more', () => {
    const wanting = Step.options.filter((step) => needsNote(step, false))
    expect(wanting).toEqual(expect.arrayContaining(['refuse', 'void', 'redispatch', 'ask-return', 'ask-extend', 'ask-suspend', 'rework', 'supervise', 'unmerge', 'note']))
    expect(wanting).not.toContain('accept')
    expect(missingOf('void', draftOf('void', { note: '  ' }), false, [])).toBe('note')
  })

  it('wants the reason of an emergency, which stands in for the note', () => {
    expect(missingOf('void', draftOf('void'), true, [])).toBe('emergency')
    expect(missingOf('void', draftOf('void', { emergency: '决堤' }), true, [])).toBeUndefined()
    expect(Command.parse(commandOf('void', 'c', draftOf('void', { emergency: ' 决堤 ' }), true))).toMatchObject({ emergency: '决堤', note: '' })
    expect(commandOf('void', 'c', draftOf('void', { emergency: '决堤' }), false)).not.toHaveProperty('emergency')
  })

  it('wants a case to merge into, and departments that change something', () => {
    expect(missingOf('merge', draftOf('merge'), false, [])).toBe('into')
    expect(missingOf('redispatch', draftOf('redispatch', { note: 'x' }), false, head.tasks)).toBe('change')
    expect(missingOf('redispatch', draftOf('redispatch', { note: 'x', assist: [] }), false, head.tasks)).toBeUndefined()
    expect(missingOf('dispatch', draftOf('dispatch', { department: '' }), false, [])).toBe('department')
  })

  it('presets 派遣 with what the code table suggests, 改派 with who has the case', () => {
    expect(draftOf('dispatch')).toMatchObject({ department: 'sanitation', assist: [] })
    expect(draftOf('redispatch')).toMatchObject({ department: 'sanitation', assist: ['water'] })
  })

  it('names nobody twice: who leads does not assist', () => {
    expect(commandOf('dispatch', 'c', draftOf('dispatch', { department: 'water', assist: ['water', 'sanitation'] }), false)).toMatchObject({ department: 'water', assist: ['sanitation'] })
  })
})

describe('the tasks that a step may mean', () => {
  const names = (step: Step, from = twoTasks, who = EVERYONE): string[] => openTasks(step, from.state.tasks, who).map(({ department }) => department)

  it('are those still open for it', () => {
    const one = caseAfter('accept', 'file').step('dispatch', { department: 'sanitation', assist: ['water'] }).step('take', { department: 'water' })
    expect([names('take', one), names('handle', one), names('accept', one)]).toEqual([['sanitation'], ['sanitation', 'water'], []])
  })

  it('are those of one’s own department', () => expect(names('handle', twoTasks, people('water'))).toEqual(['water']))

  it('are sent along, so that the task that was meant is the one that is done', () => {
    expect(commandOf('handle', 'c', draftOf('handle', { task: 'water' }), false)).toMatchObject({ department: 'water' })
    expect(caseAfter(...TO_DISPATCHED).state.tasks).toHaveLength(1)
  })
})

describe('what was typed', () => {
  it('is there again when the form opens again, until it is sent', () => {
    keepTyped('c1', 'void', { note: '误报', emergency: '' })
    expect([typedBefore('c1', 'void'), typedBefore('c1', 'note'), typedBefore('c2', 'void')]).toEqual([{ note: '误报', emergency: '' }, {}, {}])
    keepTyped('c1', 'void', null)
    expect(typedBefore('c1', 'void')).toEqual({})
  })

  it('is forgotten beyond a bound, the oldest first', () => {
    for (let n = 0; n < 40; n++) keepTyped(`b${n}`, 'note', { note: 'x', emergency: '' })
    expect([typedBefore('b0', 'note'), typedBefore('b39', 'note')]).toEqual([{}, { note: 'x', emergency: '' }])
  })
})
