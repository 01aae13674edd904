import { onlyTable } from '../../electron/domain/code-book.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideReport, decideStep, type DecideContext } from '../../electron/domain/case-decide.ts'
import { CaseCommand } from '../../electron/domain/case-command.ts'
import { forwardStep, LOOP_STAGES, STEPS } from '../../electron/domain/case-flow.ts'
import { foldCase } from '../../electron/domain/case-state.ts'
import { headsOf, orderEvents } from '../../electron/domain/event-graph.ts'
import { actor, asReported, caseEvent, CODES, DEPARTMENTS, EVENT_TYPES, EVERYONE, HOUR, loopEvents, MINUTE, NINE, reportCommand, stepCommand } from '../builders/case-builder.ts'

const context: DecideContext = { codes: onlyTable(CODES), departments: DEPARTMENTS, now: NINE + 60 * MINUTE, other: () => undefined }
const stateAt = (stage: (typeof LOOP_STAGES)[number]) => {
  const state = foldCase('c', loopEvents('c', LOOP_STAGES.indexOf(stage) + 1))
  if (!state) throw new Error(stage)
  return state
}

describe('the closed loop 上报→受理→立案→派遣→处置→核查→结案→回访', () => {
  it('takes a case from report to follow-up, each step by its own role', () => {
    expect(LOOP_STAGES.map((stage) => stateAt(stage).stage)).toEqual(LOOP_STAGES)
    const forward = LOOP_STAGES.map((stage) => forwardStep(stateAt(stage)))
    expect(forward).toEqual(['accept', 'file', 'dispatch', 'handle', 'check', 'close', 'follow-up', undefined])
    LOOP_STAGES.forEach((stage, i) => {
      const step = forward[i]
      if (step === undefined) return
      const decision = decideStep(stateAt(stage), stepCommand('c', step), actor(STEPS[step].role), context)
      expect(decision).toMatchObject({ ok: true, role: STEPS[step].role, events: [{ caseId: 'c', event: { type: STEPS[step].event } }] })
    })
  })

  it('files with the limit of the sub-class and dispatches to the department that answers', () => {
    expect(decideStep(stateAt('accepted'), stepCommand('c', 'file'), EVERYONE, context)).toMatchObject({ events: [{ event: { body: { limit: { kind: 'hours', amount: 4 }, condition: '0101-1', codeTable: 'test-1' } } }] })
    expect(decideStep(stateAt('filed'), stepCommand('c', 'dispatch'), EVERYONE, context)).toMatchObject({ events: [{ event: { body: { department: 'sanitation' } } }] })
  })

  it('refuses an unknown class, condition, department, and what happens in the future', () => {
    expect(decideReport(asReported(reportCommand({ subClass: '9999' })), 'c', 'n', EVERYONE, context)).toMatchObject({ refusal: { code: 'unknown-class' } })
    expect(decideReport(asReported(reportCommand({}, { occurredAt: context.now + HOUR })), 'c', 'n', EVERYONE, context)).toMatchObject({ refusal: { code: 'in-the-future' } })
    expect(decideReport(asReported(reportCommand()), 'c', 'n', actor('department'), context)).toMatchObject({ refusal: { code: 'role-missing' } })
    expect(decideStep(stateAt('accepted'), stepCommand('c', 'file', { condition: 'x' }), EVERYONE, context)).toMatchObject({ refusal: { code: 'unknown-condition' } })
    expect(decideStep(stateAt('filed'), stepCommand('c', 'dispatch', { department: 'nobody' }), EVERYONE, context)).toMatchObject({ refusal: { code: 'unknown-department' } })
  })

  it('lets a department handle only its own cases', () => {
    const people = { ...actor('department'), department: 'water' }
    expect(decideStep(stateAt('dispatched'), stepCommand('c', 'handle'), people, context)).toMatchObject({ refusal: { code: 'not-your-department' } })
    expect(decideStep(stateAt('dispatched'), stepCommand('c', 'handle'), { ...people, department: 'sanitation' }, context)).toMatchObject({ ok: true })
  })

  it('refuses commands with unknown fields', () => {
    expect(CaseCommand.safeParse({ type: 'case.accept', caseId: 'c', stage: 'closed' }).success).toBe(false)
  })
})

describe('the fold over a case’s events', () => {
  it('does not depend on the order of arrival', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(loopEvents('c'), { minLength: 8 }), (events) => {
        expect(foldCase('c', events)).toEqual(foldCase('c', loopEvents('c')))
      }),
    )
  })

  it('takes any sequence of events, and marks what was not lawful', () => {
    const anything = fc.array(fc.tuple(fc.constantFrom(...EVENT_TYPES), fc.nat({ max: 20 }), fc.array(fc.nat({ max: 20 }), { maxLength: 3 })), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(anything, (parts) => {
        const events = parts.map(([type, n, parents], i) => caseEvent('c', type, n, parents.map((p) => `e${String(p).padStart(4, '0')}`), { id: `x${i}` }))
        const state = foldCase('c', events)
        expect(state?.events).toBe(events.length)
        expect(foldCase('c', events.toReversed())).toEqual(state)
      }),
    )
  })

  it('counts an event that comes twice once, and keeps a body that it does not understand as a mark', () => {
    const events = loopEvents('c')
    expect(foldCase('c', [...events, ...events])).toEqual(foldCase('c', events))
    const odd = caseEvent('c', 'case.closed', 50, [], { type: 'case.teleported' })
    expect(foldCase('c', [...events, odd])?.irregular).toEqual([{ eventId: odd.id, reason: 'unknown-event' }])
  })

  it('marks a close that skips the loop and still shows the case as closed', () => {
    const [report] = loopEvents('c')
    if (!report) throw new Error('no report')
    const state = foldCase('c', [report, caseEvent('c', 'case.closed', 5, [report.id])])
    expect(state).toMatchObject({ stage: 'closed', irregular: [{ reason: 'out-of-order' }] })
  })
})

describe('the order of events', () => {
  it('puts parents before children whatever their clocks say', () => {
    const child = caseEvent('c', 'case.accepted', 1, ['e0009'])
    const parent = caseEvent('c', 'case.reported', 9)
    expect(orderEvents([child, parent]).map((e) => e.id)).toEqual(['e0009', 'e0001'])
  })

  it('survives a ring of parents', () => {
    const a = caseEvent('c', 'case.accepted', 1, ['e0002'])
    const b = caseEvent('c', 'case.filed', 2, ['e0001'])
    expect(orderEvents([b, a])).toHaveLength(2)
  })

  it('names the heads of a fork', () => {
    const root = caseEvent('c', 'case.reported', 0)
    const left = caseEvent('c', 'case.accepted', 1, ['e0000'])
    const right = caseEvent('c', 'case.accepted', 2, ['e0000'])
    expect(headsOf([root, left, right])).toEqual(['e0001', 'e0002'])
  })
})
