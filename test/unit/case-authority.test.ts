import { describe, expect, it } from 'vitest'
import { decideStep } from '../../electron/domain/case-decide.ts'
import { actor, caseEvent, MINUTE, stepCommand } from '../builders/case-builder.ts'
import { caseAfter, people, TO_DISPATCHED, TO_HANDLED } from '../builders/case-hall.ts'

const dutyOfficer = actor('duty-officer')

describe('撤回 recall', () => {
  it('takes back the own last step, as if it had not happened', () => {
    const c = caseAfter('accept')
    const before = c.state
    c.step('file').step('recall', {}, dutyOfficer)
    const { last, heads, events, recalled, ...rest } = c.state
    const { last: _l, heads: _h, events: _e, recalled: _r, ...was } = before
    expect(rest).toEqual(was)
    expect({ last: last?.type, events, recalled: recalled.length, heads: heads.length }).toEqual({ last: 'case.recalled', events: 4, recalled: 1, heads: 1 })
    expect(c.step('file').state).toMatchObject({ stage: 'filed', irregular: [] })
  })

  it('of the first step after the report is as lawful', () => {
    expect(caseAfter('accept').step('recall', {}, actor('call-taker')).state).toMatchObject({ stage: 'reported', irregular: [] })
  })

  it('brings a refused or voided case back', () => {
    expect(caseAfter('refuse').step('recall', {}, actor('call-taker')).state).toMatchObject({ stage: 'reported', irregular: [] })
    expect(caseAfter(...TO_DISPATCHED, 'void').step('recall', {}, dutyOfficer).state).toMatchObject({ stage: 'dispatched', irregular: [] })
  })

  it('undoes a dispatch, so that the case’s clock starts at the next', () => {
    const c = caseAfter(...TO_DISPATCHED).step('recall', {}, actor('dispatcher'))
    expect(c.state.dispatch).toBeUndefined()
    c.hall.now += 30 * MINUTE
    expect(c.step('dispatch').state).toMatchObject({ dispatch: { firstAt: c.hall.now }, dispatches: [{ how: 'first' }] })
  })

  it('is not for somebody else’s step, nor twice, nor for what binds others', () => {
    const c = caseAfter('accept')
    expect(c.refusal('recall', {}, dutyOfficer)).toBe('not-your-step')
    expect(c.refusal('recall', { emergency: '演练' }, dutyOfficer)).toBe('not-your-step')
    c.step('recall', {}, actor('call-taker'))
    expect(c.refusal('recall', {}, actor('call-taker'))).toBe('nothing-to-recall')
    expect(caseAfter().refusal('recall', {}, actor('call-taker'))).toBe('nothing-to-recall')
    expect(caseAfter(...TO_HANDLED, 'check', 'close').refusal('recall', {}, dutyOfficer)).toBe('not-lawful-here')
  })

  it('of an event that is somebody else’s or unknown is marked and changes nothing', () => {
    const c = caseAfter('accept')
    const accepted = c.hall.events('c')[1]
    if (!accepted) throw new Error('nothing accepted')
    for (const event of [accepted.id, 'nowhere']) {
      c.hall.streams.set('c', [...c.hall.events('c'), caseEvent('c', 'case.recalled', 90, [], { id: `forged-${event}`, actor: { id: 'mallory', name: '某人', role: 'dispatcher' }, body: { event, note: '' } })])
    }
    expect(c.state).toMatchObject({ stage: 'accepted', recalled: [], irregular: [{ reason: 'recall-of-nothing' }, { reason: 'recall-of-nothing' }] })
  })
})

describe('an emergency', () => {
  it('lets the duty officer take any step of an open case for any post, marked', () => {
    const c = caseAfter()
    const emergency = { emergency: '路面塌陷', note: '' }
    c.step('accept', emergency, dutyOfficer).step('file', {}, dutyOfficer).step('dispatch', emergency, dutyOfficer).step('handle', emergency, dutyOfficer)
    expect(c.hall.events('c').map((e) => e.body).map((b) => (b as { emergency?: string }).emergency)).toEqual([undefined, '路面塌陷', undefined, '路面塌陷', '路面塌陷'])
    expect(c.state.irregular.map((i) => i.reason)).toEqual(['emergency', 'emergency', 'emergency'])
    expect(c.state.stage).toBe('handled')
  })

  it('lets the duty officer skip stages', () => {
    const c = caseAfter().step('dispatch', { emergency: '管道爆裂', department: 'water' }, dutyOfficer)
    expect(c.state).toMatchObject({ stage: 'dispatched', dispatch: { department: 'water' }, irregular: [{ reason: 'emergency' }] })
  })

  it('handles a case that was never dispatched, and takes none that nobody has', () => {
    const c = caseAfter('accept', 'file')
    expect(c.refusal('take', { emergency: '抢险' }, dutyOfficer)).not.toBe('ok')
    expect(c.step('handle', { emergency: '抢险' }, dutyOfficer).state).toMatchObject({ stage: 'handled', irregular: [{ reason: 'emergency' }] })
  })

  it('is not lawful for others', () => {
    for (const role of ['collector', 'call-taker', 'dispatcher', 'department', 'supervisor', 'admin'] as const) {
      expect(caseAfter().refusal('dispatch', { emergency: '紧急' }, actor(role)), role).toBe('not-lawful-here')
      expect(caseAfter('accept').refusal('file', { emergency: '紧急' }, actor(role)), role).toBe('role-missing')
    }
  })

  it('is no way round what hinders a step, nor into a case that is over', () => {
    const emergency = { emergency: '紧急' }
    expect(caseAfter(...TO_DISPATCHED, 'ask-suspend', 'approve-suspend').refusal('handle', emergency, dutyOfficer)).toBe('suspended')
    expect(caseAfter(...TO_DISPATCHED).refusal('approve-return', emergency, dutyOfficer)).toBe('nothing-asked')
    for (const over of [caseAfter('refuse'), caseAfter('void'), caseAfter(...TO_HANDLED, 'check', 'close'), caseAfter(...TO_HANDLED, 'check', 'close', 'follow-up')]) {
      expect(over.refusal('accept', emergency, dutyOfficer), over.state.stage).toBe('not-lawful-here')
    }
  })

  it('does not spare the duty officer the reason for a step of their own', () => {
    const c = caseAfter()
    expect(c.refusal('void', { emergency: '紧急', note: '' }, dutyOfficer)).toBe('reason-missing')
    expect(c.step('void', { emergency: '紧急', note: '重复' }, dutyOfficer).state.irregular).toEqual([])
  })
})

describe('people of a department', () => {
  it('act only for their own task', () => {
    const c = caseAfter(...TO_DISPATCHED)
    for (const step of ['take', 'handle', 'ask-return', 'ask-extend', 'ask-suspend'] as const) expect(c.refusal(step, {}, people('water')), step).toBe('not-your-department')
    expect(c.refusal('handle', { department: 'water' }, people('sanitation'))).toBe('not-your-department')
    for (const step of ['take', 'ask-return', 'ask-extend', 'ask-suspend', 'handle'] as const) expect(c.refusal(step, {}, people('sanitation')), step).toBe('ok')
    expect(c.refusal('ask-appeal', {}, people('water'))).toBe('not-your-department')
    expect(c.refusal('ask-appeal', {}, people('sanitation'))).toBe('ok')
  })

  it('may appeal for a case that they took first, though others finished it: it counts for them', () => {
    const c = caseAfter(...TO_DISPATCHED).step('take', {}, people('sanitation')).step('redispatch', { department: 'water' }).step('handle', {}, people('water'))
    expect(c.refusal('ask-appeal', {}, people('sanitation'))).toBe('ok')
  })
})

describe('times', () => {
  it('refuses what lies in the future or before the report, and keeps when it happened', () => {
    const c = caseAfter()
    const now = c.hall.now
    expect(c.refusal('accept', { occurredAt: now + 2 * MINUTE })).toBe('in-the-future')
    expect(c.refusal('accept', { occurredAt: now - 1 })).toBe('before-the-case')
    c.hall.now += 10 * MINUTE
    expect(c.step('accept', { occurredAt: now + 5 * MINUTE }).state.acceptedAt).toBe(now + 5 * MINUTE)
  })

  it('records a note by somebody who is also an administrator under the other post', () => {
    const c = caseAfter()
    const decision = decideStep(c.state, stepCommand('c', 'note'), actor('admin', 'collector'), c.hall.context)
    expect(decision).toMatchObject({ ok: true, role: 'collector' })
  })
})
