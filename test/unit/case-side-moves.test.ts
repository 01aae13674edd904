import { describe, expect, it } from 'vitest'
import { forwardStep, stepsFrom, type Step } from '../../electron/domain/case-flow.ts'
import { isOpen } from '../../electron/domain/case-state.ts'
import { MINUTE } from '../builders/case-builder.ts'
import { at, caseAfter, type CaseInHall, Hall, people, TO_DISPATCHED, TO_HANDLED } from '../builders/case-hall.ts'

describe('不予受理 and 作废', () => {
  it('refuses a report with a reason, and then only 撤回 and 备注 are left', () => {
    const c = caseAfter()
    expect(c.refusal('refuse', { note: '  ' })).toBe('reason-missing')
    expect(c.step('refuse', { note: '不属本市' }).state).toMatchObject({ stage: 'refused', refusedAt: c.hall.now, irregular: [] })
    expect(isOpen(c.state)).toBe(false)
    expect(stepsFrom(c.state)).toEqual(['recall', 'note'])
  })

  it.each<{ steps: readonly Step[] }>([{ steps: [] }, { steps: ['accept'] }, { steps: ['accept', 'file'] }, { steps: TO_DISPATCHED }, { steps: TO_HANDLED }, { steps: [...TO_HANDLED, 'check'] }])('voids an open case after $steps', ({ steps }) => {
    const c = caseAfter(...steps)
    expect(c.refusal('void', { note: '' })).toBe('reason-missing')
    expect(c.step('void').state).toMatchObject({ stage: 'voided', voidedAt: c.hall.now, irregular: [] })
    expect(forwardStep(c.state)).toBeUndefined()
  })

  it('does not void what was closed', () => {
    expect(caseAfter(...TO_HANDLED, 'check', 'close').refusal('void')).toBe('not-lawful-here')
  })
})

describe('核实 verify', () => {
  it('is done by a collector, once asked for, and does not move the case', () => {
    const c = caseAfter()
    expect(c.refusal('verify')).toBe('nothing-asked')
    c.step('ask-verify')
    expect(c.refusal('ask-verify')).toBe('already-asked')
    c.hall.now += 10 * MINUTE
    c.step('verify', { real: true })
    expect(c.state).toMatchObject({ stage: 'reported', verification: { doneAt: c.hall.now, real: true }, irregular: [] })
    expect(c.refusal('verify')).toBe('nothing-asked')
  })

  it('that finds nothing leaves the case to be refused; another may be asked for', () => {
    const c = caseAfter('accept', 'ask-verify').step('verify', { real: false })
    expect(c.state.verification).toMatchObject({ real: false })
    c.step('ask-verify').step('verify', { real: true })
    expect(c.state).toMatchObject({ stage: 'accepted', verification: { real: true }, irregular: [] })
  })

  it('comes before 立案, not after', () => {
    const c = caseAfter('accept', 'file')
    expect([c.refusal('ask-verify'), c.refusal('verify')]).toEqual(['not-lawful-here', 'not-lawful-here'])
  })
})

describe('改派 and 签收', () => {
  it('sends a case to another department; the old task is gone, nothing is returned', () => {
    const c = caseAfter(...TO_DISPATCHED)
    expect(c.refusal('redispatch', { note: '' })).toBe('reason-missing')
    expect(c.refusal('redispatch', { department: 'sanitation' })).toBe('same-department')
    c.step('redispatch', { department: 'water' })
    expect(c.state.dispatches.map((d) => [d.department, d.how])).toEqual([['sanitation', 'first'], ['water', 'redispatch']])
    expect(c.state).toMatchObject({ stage: 'dispatched', returns: [], tasks: [{ department: 'water', part: 'lead' }] })
    expect(c.refusal('handle', {}, people('sanitation'))).toBe('not-your-department')
  })

  it('makes the first department that took the case answer for it to the end', () => {
    const c = caseAfter(...TO_DISPATCHED).step('take', {}, people('sanitation'))
    c.step('redispatch', { department: 'water' }).step('take', {}, people('water'))
    expect(c.state).toMatchObject({ firstTaken: { department: 'sanitation' }, dispatch: { department: 'water', firstDepartment: 'sanitation' } })
  })

  it('lets the department that took it answer when the one it was sent to first did not', () => {
    const c = caseAfter(...TO_DISPATCHED).step('redispatch', { department: 'water' }).step('take', {}, people('water'))
    expect(c.state.dispatch).toMatchObject({ firstDepartment: 'water' })
  })

  it('is taken once; who handles without taking has taken', () => {
    const c = caseAfter(...TO_DISPATCHED).step('take', {}, people('sanitation'))
    expect(c.refusal('take', {}, people('sanitation'))).toBe('already-taken')
    const d = caseAfter(...TO_DISPATCHED).step('handle', {}, people('sanitation'))
    expect(d.state).toMatchObject({ stage: 'handled', firstTaken: { department: 'sanitation' } })
  })
})

describe('回退 return', () => {
  it('is asked for with a reason, and approved takes the case back to 待派遣', () => {
    const c = caseAfter(...TO_DISPATCHED)
    expect(c.refusal('approve-return')).toBe('nothing-asked')
    expect(c.refusal('ask-return', { note: '' })).toBe('reason-missing')
    c.step('ask-return', {}, people('sanitation'))
    expect(c.refusal('ask-return', {}, people('sanitation'))).toBe('already-asked')
    c.step('approve-return')
    expect(c.state).toMatchObject({ stage: 'filed', tasks: [], requests: {}, toDispatchSince: c.hall.now, returns: [{ department: 'sanitation' }], irregular: [] })
    c.step('dispatch', { department: 'water' })
    expect(c.state.dispatches.map((d) => d.how)).toEqual(['first', 'after-return'])
  })

  it('denied stays with the department, which may ask again', () => {
    const c = caseAfter(...TO_DISPATCHED, 'ask-return')
    expect(c.refusal('deny-return', { note: '' })).toBe('reason-missing')
    expect(c.step('deny-return').state).toMatchObject({ stage: 'dispatched', requests: {}, returns: [] })
    expect(c.refusal('ask-return')).toBe('ok')
  })

  it('approved during a suspension leaves a way out', () => {
    const c = caseAfter(...TO_DISPATCHED, 'ask-return', 'ask-suspend', 'approve-suspend', 'approve-return')
    expect(c.refusal('dispatch')).toBe('suspended')
    c.steps('resume', 'dispatch')
    expect(c.state).toMatchObject({ stage: 'dispatched', irregular: [] })
  })
})

describe('延期 extend', () => {
  it('is granted twice at most', () => {
    const c = caseAfter(...TO_DISPATCHED)
    expect(c.refusal('ask-extend', { note: '' })).toBe('reason-missing')
    c.step('ask-extend')
    expect(c.refusal('ask-extend')).toBe('already-asked')
    c.steps('approve-extend', 'ask-extend', 'approve-extend')
    expect(c.state.extensions).toHaveLength(2)
    expect([c.refusal('ask-extend'), c.refusal('approve-extend')]).toEqual(['extended-twice', 'extended-twice'])
  })

  it('denied does not count', () => {
    const c = caseAfter(...TO_DISPATCHED, 'ask-extend')
    expect(c.refusal('deny-extend', { note: '' })).toBe('reason-missing')
    expect(c.step('deny-extend').state).toMatchObject({ extensions: [], requests: {} })
    expect(c.refusal('approve-extend')).toBe('nothing-asked')
  })

  it('may be asked for and granted in 挂账', () => {
    expect(caseAfter(...TO_DISPATCHED, 'ask-suspend', 'approve-suspend', 'ask-extend', 'approve-extend').state.extensions).toHaveLength(1)
  })

  it('survives a return: the two are of the case, not of the department', () => {
    const c = caseAfter(...TO_DISPATCHED, 'ask-extend', 'approve-extend', 'ask-extend', 'approve-extend', 'ask-return', 'approve-return', 'dispatch')
    expect(c.refusal('ask-extend')).toBe('extended-twice')
  })
})

describe('挂账 suspend', () => {
  it('stops handling, return and re-dispatch until 恢复', () => {
    const c = caseAfter(...TO_DISPATCHED)
    expect([c.refusal('approve-suspend'), c.refusal('resume'), c.refusal('ask-suspend', { note: '' })]).toEqual(['nothing-asked', 'not-suspended', 'reason-missing'])
    c.steps('ask-suspend', 'approve-suspend')
    expect((['handle', 'ask-return', 'redispatch', 'ask-suspend', 'approve-suspend'] as const).map((s) => c.refusal(s))).toEqual(Array(5).fill('suspended'))
    const from = c.hall.now
    c.hall.now += 60 * MINUTE
    c.step('resume')
    expect(c.state.suspensions).toEqual([{ from, to: c.hall.now }])
    expect(c.refusal('handle')).toBe('ok')
  })

  it('denied changes nothing', () => {
    expect(caseAfter(...TO_DISPATCHED, 'ask-suspend', 'deny-suspend').state).toMatchObject({ suspensions: [], requests: {} })
  })

  it('ends by itself after one calendar year, at the same time of day', () => {
    const c = caseAfter(...TO_DISPATCHED, 'ask-suspend').at('2026-11-26T16:30:00').step('approve-suspend')
    expect(c.at('2027-11-26T16:29:59').refusal('handle')).toBe('suspended')
    expect(c.at('2027-11-26T16:30:00').refusal('resume')).toBe('not-suspended')
    c.at('2027-12-01T09:00:00').step('handle')
    expect(c.state).toMatchObject({ stage: 'handled', suspensions: [{ from: at('2026-11-26T16:30:00'), to: at('2027-11-26T16:30:00') }], irregular: [] })
  })

  it('of 29 February ends on 1 March', () => {
    const c = caseAfter()
    c.at('2028-02-29T10:00:00').steps(...TO_DISPATCHED, 'ask-suspend', 'approve-suspend')
    expect([c.at('2029-02-28T23:59:59').refusal('handle'), c.at('2029-03-01T09:59:59').refusal('handle'), c.at('2029-03-01T10:00:00').refusal('handle')]).toEqual(['suspended', 'suspended', 'ok'])
  })
})

describe('核查 and 返工', () => {
  it('asks a collector once; a failed check goes to rework, is handled again and checked again', () => {
    const c = caseAfter(...TO_HANDLED, 'ask-check')
    expect([c.refusal('ask-check'), c.refusal('rework')]).toEqual(['already-asked', 'check-not-failed'])
    c.step('check', { passed: false })
    expect(c.state).toMatchObject({ stage: 'handled', check: { passed: false } })
    expect([c.refusal('check'), c.refusal('ask-check'), c.refusal('close'), c.refusal('rework', { note: '' })]).toEqual(['check-failed', 'check-failed', 'not-lawful-here', 'reason-missing'])
    expect(forwardStep(c.state)).toBe('rework')
    c.step('rework')
    expect(c.state).toMatchObject({ stage: 'dispatched', reworks: [c.hall.now], tasks: [{ department: 'sanitation' }] })
    expect(c.state.handledAt).toBeUndefined()
    expect(c.state.tasks[0]?.handledAt).toBeUndefined()
    c.steps('handle', 'ask-check', 'check', 'close')
    expect(c.state).toMatchObject({ stage: 'closed', irregular: [] })
  })

  it('may be done unasked', () => {
    expect(caseAfter(...TO_HANDLED, 'check').state).toMatchObject({ stage: 'checked', irregular: [] })
  })
})

describe('督办 and 申诉', () => {
  it.each(['overdue', 'leader', 'key'] as const)('supervises an open case (%s) without moving it', (kind) => {
    const c = caseAfter(...TO_DISPATCHED)
    expect(c.refusal('supervise', { note: '' })).toBe('reason-missing')
    expect(c.step('supervise', { kind }).state).toMatchObject({ stage: 'dispatched', supervisions: [{ kind, at: c.hall.now }] })
  })

  it.each([['grant-appeal', true], ['deny-appeal', false]] as const)('decides an appeal: %s', (step, granted) => {
    const c = caseAfter(...TO_HANDLED)
    expect([c.refusal(step), c.refusal('ask-appeal', { note: '' })]).toEqual(['nothing-asked', 'reason-missing'])
    c.steps('ask-appeal', step)
    expect(c.state).toMatchObject({ stage: 'handled', appeal: { granted, decidedAt: c.hall.now }, irregular: [] })
    expect([c.refusal('ask-appeal'), c.refusal(step)]).toEqual(['already-asked', 'nothing-asked'])
  })

  it('hears an appeal after the case is closed and followed up, not while it is being handled', () => {
    expect(caseAfter(...TO_DISPATCHED).refusal('ask-appeal')).toBe('not-lawful-here')
    expect(caseAfter(...TO_HANDLED, 'check', 'close', 'follow-up', 'ask-appeal', 'grant-appeal').state).toMatchObject({ stage: 'followed-up', appeal: { granted: true } })
  })
})

describe('合并 and 拆分', () => {
  const twoCases = (): { duplicate: CaseInHall; main: CaseInHall } => {
    const hall = new Hall()
    return { duplicate: hall.report('b'), main: hall.report('a').steps(...TO_DISPATCHED) }
  }

  it('writes on both streams, and takes the duplicate out of the flow', () => {
    const { duplicate, main } = twoCases()
    duplicate.step('merge', { into: 'a' })
    expect(duplicate.state).toMatchObject({ stage: 'merged', mergedInto: 'a', mergedAt: duplicate.hall.now, irregular: [] })
    expect(main.state).toMatchObject({ stage: 'dispatched', absorbed: ['b'], irregular: [] })
    expect(stepsFrom(duplicate.state)).toEqual(['follow-up', 'unmerge', 'note'])
  })

  it('keeps the duplicate’s own 回访, once the case that goes on is closed', () => {
    const { duplicate, main } = twoCases()
    duplicate.step('merge', { into: 'a' })
    expect(duplicate.refusal('follow-up')).toBe('target-not-closed')
    main.steps('handle', 'check', 'close')
    duplicate.step('follow-up', { satisfaction: 'dissatisfied' })
    expect(duplicate.state).toMatchObject({ stage: 'merged', followUp: { satisfaction: 'dissatisfied' } })
    expect(duplicate.refusal('follow-up')).toBe('already-done')
    main.step('follow-up', { satisfaction: 'satisfied' })
    expect(main.state).toMatchObject({ stage: 'followed-up', followUp: { satisfaction: 'satisfied' } })
  })

  it('unmerges back to the stage of before, with a reason, and lets go on the other side', () => {
    const { duplicate, main } = twoCases()
    duplicate.step('accept').step('merge', { into: 'a' })
    expect(duplicate.refusal('unmerge', { note: '' })).toBe('reason-missing')
    duplicate.step('unmerge')
    expect(duplicate.state).toMatchObject({ stage: 'accepted', irregular: [] })
    expect(duplicate.state.mergedInto).toBeUndefined()
    expect(main.state.absorbed).toEqual([])
  })

  it('follows up a case that was unmerged after its reporter was asked, when it is closed itself', () => {
    const { duplicate, main } = twoCases()
    duplicate.step('merge', { into: 'a' })
    main.steps('handle', 'check', 'close')
    duplicate.steps('follow-up', 'unmerge', ...TO_HANDLED, 'check', 'close')
    expect(forwardStep(duplicate.state)).toBe('follow-up')
    expect(duplicate.step('follow-up', { satisfaction: 'fair' }).state).toMatchObject({ stage: 'followed-up', followUp: { satisfaction: 'fair' } })
  })

  it('does not merge into itself, into nothing, into what is over, nor a case that has duplicates', () => {
    const { duplicate, main } = twoCases()
    expect([duplicate.refusal('merge', { into: 'b' }), duplicate.refusal('merge', { into: 'nowhere' })]).toEqual(['unknown-target', 'unknown-target'])
    const over = duplicate.hall.report('x').step('refuse')
    expect(duplicate.refusal('merge', { into: over.id })).toBe('bad-target')
    duplicate.step('merge', { into: 'a' })
    expect(main.refusal('merge', { into: 'b' })).toBe('has-duplicates')
    const third = duplicate.hall.report('d')
    expect(third.refusal('merge', { into: 'b' })).toBe('bad-target')
  })
})

describe('主办 and 协办', () => {
  it('is handled when the last of them is done, and the 主办 answers', () => {
    const c = caseAfter('accept', 'file').step('dispatch', { department: 'sanitation', assist: ['water', 'sanitation', 'water'] })
    expect(c.state.tasks.map((t) => [t.department, t.part])).toEqual([['sanitation', 'lead'], ['water', 'assist']])
    c.step('handle', {}, people('sanitation'))
    expect(c.state).toMatchObject({ stage: 'dispatched', dispatch: { department: 'sanitation' } })
    expect(c.state.handledAt).toBeUndefined()
    expect(c.refusal('handle', {}, people('sanitation'))).toBe('already-done')
    c.hall.now += 20 * MINUTE
    c.step('handle', {}, people('water'))
    expect(c.state).toMatchObject({ stage: 'handled', handledAt: c.hall.now, irregular: [] })
  })

  it('works in the other order, and both work again in rework', () => {
    const c = caseAfter('accept', 'file').step('dispatch', { department: 'sanitation', assist: ['water'] })
    c.step('handle', {}, people('water')).step('handle', {}, people('sanitation')).step('check', { passed: false }).step('rework')
    expect(c.step('handle', {}, people('sanitation')).state.stage).toBe('dispatched')
    expect(c.step('handle', {}, people('water')).state.stage).toBe('handled')
  })

  it('leaves others to the department they name, else the first open task', () => {
    const c = caseAfter('accept', 'file').step('dispatch', { department: 'sanitation', assist: ['water'] })
    c.step('handle', { department: 'water' })
    expect(c.refusal('handle', { department: 'parks' })).toBe('not-a-task')
    expect(c.step('handle').state.stage).toBe('handled')
  })
})
