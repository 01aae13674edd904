import { describe, expect, it } from 'vitest'
import { decideStep } from '../../electron/domain/case-decide.ts'
import { LOOP_STAGES, Stage, Step, STEPS } from '../../electron/domain/case-flow.ts'
import { foldCase, type CaseState } from '../../electron/domain/case-state.ts'
import { Role } from '../../electron/domain/role.ts'
import { actor, EVERYONE, stepCommand } from '../builders/case-builder.ts'
import { caseAfter, Hall, TO_DISPATCHED, TO_HANDLED, type CaseInHall } from '../builders/case-hall.ts'

const OPEN: readonly Stage[] = ['reported', 'accepted', 'filed', 'dispatched', 'handled', 'checked']
const LATE: readonly Stage[] = ['handled', 'checked', 'closed', 'followed-up']
const HANDLING: readonly Stage[] = ['dispatched']

/** The rights and stages of the standard, written out by hand a second time, apart from the table under test. */
const LAW: Readonly<Record<Step, readonly [post: Role | 'anybody', from: readonly Stage[], reason?: 'reason']>> = {
  accept: ['call-taker', ['reported']],
  refuse: ['call-taker', ['reported'], 'reason'],
  'ask-verify': ['call-taker', ['reported', 'accepted']],
  verify: ['collector', ['reported', 'accepted']],
  file: ['duty-officer', ['accepted']],
  void: ['duty-officer', OPEN, 'reason'],
  dispatch: ['dispatcher', ['filed']],
  redispatch: ['dispatcher', HANDLING, 'reason'],
  take: ['department', HANDLING],
  handle: ['department', HANDLING],
  'ask-return': ['department', HANDLING, 'reason'],
  'approve-return': ['dispatcher', HANDLING],
  'deny-return': ['dispatcher', HANDLING, 'reason'],
  'ask-extend': ['department', HANDLING, 'reason'],
  'approve-extend': ['dispatcher', HANDLING],
  'deny-extend': ['dispatcher', HANDLING, 'reason'],
  'ask-suspend': ['department', HANDLING, 'reason'],
  'approve-suspend': ['dispatcher', HANDLING],
  'deny-suspend': ['dispatcher', HANDLING, 'reason'],
  resume: ['dispatcher', ['filed', 'dispatched']],
  'ask-check': ['call-taker', ['handled']],
  check: ['collector', ['handled']],
  rework: ['dispatcher', ['handled'], 'reason'],
  close: ['duty-officer', ['checked']],
  'follow-up': ['call-taker', ['closed', 'merged']],
  supervise: ['supervisor', OPEN, 'reason'],
  'ask-appeal': ['department', LATE, 'reason'],
  'grant-appeal': ['duty-officer', LATE],
  'deny-appeal': ['duty-officer', LATE, 'reason'],
  merge: ['call-taker', OPEN],
  unmerge: ['call-taker', ['merged'], 'reason'],
  recall: ['anybody', [...OPEN, 'refused', 'voided']],
  note: ['anybody', Stage.options],
}

/** What hinders a step in a case that only went straight to its stage. */
const HINDERED: Partial<Record<Step, string>> = {
  verify: 'nothing-asked',
  'approve-return': 'nothing-asked', 'deny-return': 'nothing-asked',
  'approve-extend': 'nothing-asked', 'deny-extend': 'nothing-asked',
  'approve-suspend': 'nothing-asked', 'deny-suspend': 'nothing-asked',
  resume: 'not-suspended',
  rework: 'check-not-failed',
  'grant-appeal': 'nothing-asked', 'deny-appeal': 'nothing-asked',
}

const merged = (): CaseInHall => {
  const hall = new Hall()
  hall.report('other').steps(...TO_HANDLED, 'check', 'close')
  const main = hall.report('main')
  const duplicate = hall.report().step('merge', { into: main.id })
  main.steps(...TO_HANDLED, 'check', 'close')
  return duplicate
}

const CASES: Readonly<Record<Stage, () => CaseInHall>> = {
  reported: () => caseAfter(),
  accepted: () => caseAfter('accept'),
  filed: () => caseAfter('accept', 'file'),
  dispatched: () => caseAfter(...TO_DISPATCHED),
  handled: () => caseAfter(...TO_HANDLED),
  checked: () => caseAfter(...TO_HANDLED, 'check'),
  closed: () => caseAfter(...TO_HANDLED, 'check', 'close'),
  'followed-up': () => caseAfter(...TO_HANDLED, 'check', 'close', 'follow-up'),
  refused: () => caseAfter('refuse'),
  voided: () => caseAfter('void'),
  merged,
}

/** The plain cases, each with another open case beside it to merge into. */
const PLAIN = Stage.options.map((stage) => {
  const c = CASES[stage]()
  if (stage !== 'merged') c.hall.report('other')
  return { stage, state: c.state, context: c.hall.context }
})

const mayTake = (step: Step, role: Role): boolean => (LAW[step][0] === 'anybody' ? role !== 'admin' : LAW[step][0] === role)
const hindrance = (step: Step, state: CaseState): string | undefined => (step === 'recall' && state.events === 1 ? 'nothing-to-recall' : HINDERED[step])
const lawfulByHand = (state: CaseState, roles: readonly Role[]): Step[] =>
  Step.options.filter((step) => LAW[step][1].includes(state.stage) && hindrance(step, state) === undefined && roles.some((role) => mayTake(step, role)))

/** What a person of one post must be answered; `undefined` when the step is theirs to take. */
function expected(step: Step, state: CaseState, role: Role): string | undefined {
  if (!LAW[step][1].includes(state.stage)) return 'not-lawful-here'
  if (!mayTake(step, role)) return 'role-missing'
  return hindrance(step, state) ?? (step === 'recall' && state.last?.actor !== actor(role).id ? 'not-your-step' : undefined)
}

describe('every step at every stage by every post', () => {
  it('reaches each stage', () => {
    expect(PLAIN.map((p) => p.state.stage)).toEqual(Stage.options)
    expect(PLAIN.flatMap((p) => p.state.irregular)).toEqual([])
  })

  it.each(PLAIN)('is allowed or refused as the standard says: $stage', ({ state, context }) => {
    for (const step of Step.options) {
      for (const role of Role.options) {
        const decision = decideStep(state, stepCommand('c', step), actor(role), context)
        const answer = decision.ok ? undefined : decision.refusal.code
        expect(answer, `${role} ${step}`).toBe(expected(step, state, role))
        if (decision.ok) expect(decision.events[0]).toMatchObject({ caseId: 'c', event: { type: STEPS[step].event } })
        else expect(decision.refusal.lawful, `${role} instead of ${step}`).toEqual(lawfulByHand(state, [role]))
      }
    }
  })

  it('names all lawful steps to somebody of all posts', () => {
    for (const { state, context } of PLAIN) {
      const decision = decideStep(state, stepCommand('c', state.stage === 'reported' ? 'close' : 'accept'), EVERYONE, context)
      expect(decision).toMatchObject({ ok: false, refusal: { code: 'not-lawful-here', lawful: lawfulByHand(state, Role.options) } })
    }
  })

  it('wants a reason exactly where the standard wants one', () => {
    expect(Step.options.filter((step) => STEPS[step].reason)).toEqual(Step.options.filter((step) => LAW[step][2] === 'reason'))
  })

  it('writes what a plain reader folds into the same stage, without a mark', () => {
    for (const stage of LOOP_STAGES) {
      const c = CASES[stage]()
      expect(foldCase('c', [...c.hall.events('c')].reverse())).toEqual(c.state)
    }
  })

  it('leaves no open case without a way on', () => {
    for (const { state } of PLAIN.filter((p) => OPEN.includes(p.stage))) expect(lawfulByHand(state, Role.options).length).toBeGreaterThan(3)
  })
})
