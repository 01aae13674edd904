import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { NewCaseEvent } from '../../electron/domain/case-event.ts'
import { decideReport, decideStep, type DecideContext } from '../../electron/domain/case-decide.ts'
import { CaseCommand, type CaseStepCommand } from '../../electron/domain/case-command.ts'
import { STEPS, Stage, Step } from '../../electron/domain/case-flow.ts'
import { foldCase } from '../../electron/domain/case-state.ts'
import { headsOf, orderEvents } from '../../electron/domain/event-graph.ts'
import { Role } from '../../electron/domain/role.ts'
import { actor, caseEvent, CODES, DEPARTMENTS, EVERYONE, LOOP_TYPES, loopCommands, loopEvents, NINE, reportCommand } from '../builders/case-builder.ts'

const context: DecideContext = { codes: CODES, departments: DEPARTMENTS, now: NINE }
const stepCommand = (step: Step): CaseStepCommand => {
  const command = loopCommands('c').find((c) => c.type === `case.${step}`)
  if (!command || command.type === 'case.report') throw new Error(step)
  return command
}
const stateAt = (stage: Stage) => {
  const state = foldCase('c', loopEvents('c', Stage.options.indexOf(stage) + 1))
  if (!state) throw new Error(stage)
  return state
}

describe('the closed loop 上报→受理→立案→派遣→处置→核查→结案→回访', () => {
  it('takes a case from report to follow-up, each step by its own role', () => {
    const stages = Stage.options.map((stage) => stateAt(stage).stage)
    expect(stages).toEqual(Stage.options)
    for (const step of Step.options) {
      const decision = decideStep(stateAt(STEPS[step].from), stepCommand(step), actor(STEPS[step].role), context)
      expect(decision).toMatchObject({ ok: true, role: STEPS[step].role, event: { type: STEPS[step].event } })
    }
  })

  it('refuses every step from every other stage, and names what is lawful instead', () => {
    for (const stage of Stage.options) {
      for (const step of Step.options.filter((s) => STEPS[s].from !== stage)) {
        const decision = decideStep(stateAt(stage), stepCommand(step), EVERYONE, context)
        expect(decision).toMatchObject({ ok: false, refusal: { code: 'not-lawful-here', lawful: Step.options.filter((s) => STEPS[s].from === stage) } })
      }
    }
  })

  it('refuses a step to every role but its own', () => {
    for (const step of Step.options) {
      for (const role of Role.options.filter((r) => r !== STEPS[step].role)) {
        expect(decideStep(stateAt(STEPS[step].from), stepCommand(step), actor(role), context)).toMatchObject({ ok: false, refusal: { code: 'role-missing' } })
      }
    }
  })

  it('files with the limit of the sub-class and dispatches to the department that answers', () => {
    expect(decideStep(stateAt('accepted'), stepCommand('file'), EVERYONE, context)).toMatchObject({ event: { body: { limit: { kind: 'hours', amount: 4 }, condition: '0101-1', codeTable: 'test-1' } } })
    expect(decideStep(stateAt('filed'), stepCommand('dispatch'), EVERYONE, context)).toMatchObject({ event: { body: { department: 'sanitation' } } })
  })

  it('refuses an unknown class, condition, department, and what happens in the future', () => {
    expect(decideReport(reportCommand({ subClass: '9999' }), 'n', EVERYONE, context)).toMatchObject({ refusal: { code: 'unknown-class' } })
    expect(decideReport(reportCommand({}, { occurredAt: NINE + 3_600_000 }), 'n', EVERYONE, context)).toMatchObject({ refusal: { code: 'in-the-future' } })
    expect(decideReport(reportCommand(), 'n', actor('department'), context)).toMatchObject({ refusal: { code: 'role-missing' } })
    expect(decideStep(stateAt('accepted'), { type: 'case.file', caseId: 'c', condition: 'x', note: '' }, EVERYONE, context)).toMatchObject({ refusal: { code: 'unknown-condition' } })
    expect(decideStep(stateAt('filed'), { type: 'case.dispatch', caseId: 'c', department: 'nobody', note: '' }, EVERYONE, context)).toMatchObject({ refusal: { code: 'unknown-department' } })
  })

  it('lets a department handle only its own cases', () => {
    const people = { ...actor('department'), department: 'water' }
    expect(decideStep(stateAt('dispatched'), stepCommand('handle'), people, context)).toMatchObject({ refusal: { code: 'not-your-department' } })
    expect(decideStep(stateAt('dispatched'), stepCommand('handle'), { ...people, department: 'sanitation' }, context)).toMatchObject({ ok: true })
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
    const anything = fc.array(fc.tuple(fc.constantFrom<NewCaseEvent['type']>(...LOOP_TYPES), fc.nat({ max: 20 }), fc.array(fc.nat({ max: 20 }), { maxLength: 3 })), { minLength: 1, maxLength: 12 })
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
