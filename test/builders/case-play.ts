import fc from 'fast-check'
import { forwardStep, stepsFrom, Step, STEPS } from '../../electron/domain/case-flow.ts'
import { stateAt, type CaseState } from '../../electron/domain/case-state.ts'
import { Role, type Actor } from '../../electron/domain/role.ts'
import { actor, MINUTE } from './case-builder.ts'
import { people, type Hall } from './case-hall.ts'

/** What somebody tries at random; numbers choose among what there is. */
export interface Try {
  readonly on: number
  readonly pick: number
  readonly who: number
  readonly how: number
  /** Minutes that pass before. */
  readonly wait: number
  /** Any step whatever the stage, instead of one that the flow allows. */
  readonly wild: boolean
}

/** Three cases so that they merge into each other. */
export const CASE_IDS = ['c', 'd', 'e'] as const

export const tries = (more: { readonly maxLength: number; readonly minLength?: number }): fc.Arbitrary<Try[]> =>
  fc.array(
    fc.record({
      on: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat(2) }),
      pick: fc.nat(1000), who: fc.nat(1000), how: fc.nat(1000),
      wait: fc.oneof({ weight: 5, arbitrary: fc.nat(90) }, { weight: 1, arbitrary: fc.nat(3 * 1440) }),
      wild: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
    }),
    { minLength: 1, size: 'max', ...more },
  )

const some = <T>(from: readonly T[], n: number): T | undefined => (from.length === 0 ? undefined : from[n % from.length])

function byOf(step: Step, state: CaseState, who: number): Actor {
  if (step === 'recall' && who % 4 !== 0) return { id: state.last?.actor ?? 'nobody', name: '本人', roles: ['dispatcher'] }
  if (STEPS[step].role === 'department' && who % 2 === 0) return people(state.tasks[who % Math.max(1, state.tasks.length)]?.department ?? 'sanitation')
  if (who % 7 === 0) return actor('duty-officer')
  return who % 5 === 0 ? actor(some(Role.options, who) ?? 'admin') : actor(STEPS[step].role)
}

function moreOf(step: Step, how: number, id: string): Readonly<Record<string, unknown>> {
  const department = how % 2 === 0 ? 'sanitation' : 'water'
  switch (step) {
    case 'dispatch':
    case 'redispatch':
      return { department, assist: how % 3 === 0 ? ['water', 'sanitation'] : [] }
    case 'check':
      return { passed: how % 3 !== 0 }
    case 'verify':
      return { real: how % 2 === 0 }
    case 'merge':
      return { into: some(CASE_IDS.filter((other) => other !== id), how) }
    case 'follow-up':
      return { satisfaction: some(['satisfied', 'fair', 'dissatisfied', 'unreached'], how) }
    default:
      return {}
  }
}

export interface PlayOptions {
  /** Steps that nobody tries. */
  readonly without?: readonly Step[]
  /** Whether the duty officer goes beyond their authority now and then. */
  readonly emergencies?: boolean
  /** Called with the hall before and after each try. */
  readonly watch?: (hall: Hall) => void
}

/** Steps that lead aside; tried seldom, or no case would come round the loop. */
const ASIDE: ReadonlySet<Step> = new Set(['note', 'recall', 'merge', 'void', 'refuse', 'supervise', 'ask-verify', 'ask-return'])

/** What the flow allows now, the step that leads on more often than others. */
function likely(state: CaseState, how: number): readonly Step[] {
  const allowed = stepsFrom(state)
  const on = forwardStep(state)
  const main = allowed.filter((s) => how % 7 === 0 || !ASIDE.has(s))
  return on === undefined ? main : [...main, on, on]
}

/** Lets random people try random steps in a hall; only what is lawful is written down. */
export function play(hall: Hall, all: readonly Try[], { without = ['void', 'refuse'], emergencies = true, watch }: PlayOptions = {}): void {
  for (const each of all) {
    hall.now += each.wait * MINUTE
    watch?.(hall)
    const id = CASE_IDS[each.on % 3] ?? 'c'
    const state = stateAt(hall.state(id), hall.now)
    const step = some((each.wild ? Step.options : likely(state, each.how)).filter((s) => !without.includes(s)), each.pick)
    if (step === undefined) continue
    const emergency = emergencies && each.who % 11 === 0
    hall.attempt(id, step, { ...moreOf(step, each.how, id), ...(emergency ? { emergency: '突发事件' } : {}) }, emergency ? actor('duty-officer') : byOf(step, state, each.who))
    watch?.(hall)
  }
}
